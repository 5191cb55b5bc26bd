"""The dataset that the protocol gives an update (``using-graph-uri``), written into the update itself."""

import re

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*'
    r"|(?P<word>[A-Za-z_]\w*)(?![\w:])|(?P<mark>[{}:?$])",
    re.DOTALL,
)


def with_dataset(update: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]) -> str:
    """Put ``USING`` before each ``WHERE`` of the update.

    Raises ``ValueError`` where the update names a dataset itself (SPARQL 1.1 Protocol, section 2.2.3), or has
    a ``DELETE WHERE``, which can name none.
    """
    clause = "".join(f"USING <{iri}> " for iri in default_graphs)
    clause += "".join(f"USING NAMED <{iri}> " for iri in named_graphs)
    pieces: list[str] = []
    written, depth, before = 0, 0, ""
    for token in _TOKEN.finditer(update):
        mark, word = token["mark"], (token["word"] or "").upper()
        depth += {"{": 1, "}": -1}.get(mark or "", 0)
        if depth == 0 and word and before not in (":", "?", "$"):
            if word in ("USING", "WITH"):
                raise ValueError(f"The request names a dataset, and so does the update with {word}")
            if word == "WHERE" and before == "DELETE":
                raise ValueError("DELETE WHERE takes no dataset; write DELETE { … } WHERE { … }")
            if word == "WHERE":
                pieces += [update[written : token.start()], clause]
                written = token.start()
        before = mark or word
    return "".join(pieces) + update[written:]
