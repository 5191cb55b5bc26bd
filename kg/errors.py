"""What can go wrong, each as one clear sentence for the person who asked."""

import re

_NUMBER = re.compile(r" \(os error \d+\)$")


def why(error: OSError) -> str:
    """What the system has against a file or an address, in a few words that a sentence can hold."""
    said = error.strerror or _NUMBER.sub("", str(error)).rstrip(".") or "input or output error"
    return said[0].lower() + said[1:]


class KgError(Exception):
    """Something that the user can put right; ``str()`` is one sentence that says what and how.

    ``exit_status`` is what the command line ends with: 1, or 2 where the command was used wrongly.
    """

    exit_status = 1


class UsageError(KgError):
    """The request itself is wrong: a name, parameter or option that does not exist or is missing."""

    exit_status = 2
