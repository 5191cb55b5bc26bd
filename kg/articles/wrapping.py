"""Text that was broken into lines of a fixed width, put back into paragraphs."""

import itertools
import re

_BROADEST, _NARROWEST = 140, 40
_FEWEST = 4
"""How many lines that go on in lower case show that a text is hard-wrapped."""


def unwrap(text: str) -> str:
    """Join the lines of each hard-wrapped paragraph; a text that is not hard-wrapped comes back as it is.

    A line was broken by width where the first word of the next line would not have fitted on it.
    """
    lines = text.split("\n")
    lengths = [len(here.rstrip()) for here, after in itertools.pairwise(lines) if after[:1].islower()]
    lengths = [length for length in lengths if _NARROWEST <= length <= _BROADEST]
    if len(lengths) < _FEWEST:
        return text
    width = max(lengths)
    if sum(length >= 0.75 * width for length in lengths) < 0.7 * len(lengths):
        return text
    joined = [lines[0]]
    for here, line in itertools.pairwise(lines):
        if _broken_by_width(here, line, width):
            joined[-1] = f"{joined[-1].rstrip()} {line.lstrip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _broken_by_width(here: str, after: str, width: int) -> bool:
    first = re.match(r"\s*(\S+)", after)
    length = len(here.rstrip())
    if not length or first is None or length > width + 1:
        return False
    return length + 1 + len(first[1]) > width and not after.startswith("    ")
