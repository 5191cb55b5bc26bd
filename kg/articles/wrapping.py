"""Text that was broken into lines of a fixed width, put back into paragraphs."""

import itertools
import re

_BROADEST, _NARROWEST = 140, 40


def unwrap(text: str) -> str:
    """Join the lines of each hard-wrapped paragraph; a text that is not hard-wrapped comes back as it is.

    A line was broken by width where the first word of the next line would not have fitted on it.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _BROADEST:
        return text
    breaks = [_broken_by_width(here, after, width) for here, after in itertools.pairwise(lines)]
    continued = sum(
        broken and after.lstrip()[0].islower() for broken, after in zip(breaks, lines[1:], strict=True)
    )
    if continued < 4 or continued < 0.25 * sum(breaks):
        return text
    joined = [lines[0]]
    for broken, line in zip(breaks, lines[1:], strict=True):
        if broken:
            joined[-1] = f"{joined[-1].rstrip()} {line.lstrip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _broken_by_width(here: str, after: str, width: int) -> bool:
    first = re.match(r"\s*(\S+)", after)
    if not here.strip() or first is None:
        return False
    return len(here.rstrip()) + 1 + len(first[1]) > width - 2 and not after.startswith("    ")
