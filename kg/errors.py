"""What can go wrong, each as one clear sentence for the person who asked."""


class KgError(Exception):
    """Something that the user can put right; ``str()`` is one sentence that says what and how.

    ``exit_status`` is what the command line ends with: 1, or 2 where the command was used wrongly.
    """

    exit_status = 1


class UsageError(KgError):
    """The request itself is wrong: a name, parameter or option that does not exist or is missing."""

    exit_status = 2
