"""Which other servers a query or an update would make this one ask, however it is spelt."""

import re

_TOKEN = re.compile(
    r"(?P<escape>\\.)"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<(?P<iri>[^<>"{}|^`\\\s]*)>|(?P<comment>#[^\n]*)'
    r"|(?P<word>\w+)|(?P<other>\S)",
    re.DOTALL,
)


def outgoing(sparql: str, allowed: frozenset[str] = frozenset()) -> str | None:
    """Why a text must not run here, or ``None``.

    ``SERVICE`` may name the allowed addresses, written out as IRIs; ``LOAD`` may not be used at all. Escapes
    outside strings, comments and IRIs count too: they could spell the words unseen.
    """
    awaits = False
    for token in _TOKEN.finditer(sparql):
        if token["comment"] is not None:
            continue
        if (token["escape"] or "").lower() == "\\u":
            return "\\u escapes may stand in strings only."
        word = (token["word"] or "").lower()
        if awaits and word != "silent":
            if token["iri"] is None or token["iri"] not in allowed:
                return "This server asks no other, or not this one: SERVICE is off."
            awaits = False
        if word == "load":
            return "This server loads nothing from elsewhere: LOAD is off."
        if word == "service":
            if not allowed:
                return "This server asks no other: SERVICE is off."
            awaits = True
    return None
