"""From scores to chances."""

import numpy as np
from numpy.typing import NDArray


def log_chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The log probabilities of the alternatives in each row of *scores*: log-softmax over the columns."""
    shifted = scores - scores.max(1, keepdims=True)
    result: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    return result
