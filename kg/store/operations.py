"""The operations of a SPARQL update, taken apart as far as it takes to know which triples each may change.

Strings, IRIs, comments and braces are told apart here; everything else is left to the engine's own parser.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.errors import KgError

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|(?P<iri><[^<>"{}|^`\\\s]*>)|(?P<comment>#[^\n]*)'
    r"|(?P<name>[\w-]*:(?:[\w:%-]|\.(?=[\w:%-])|\\.)*)|(?P<variable>[?$]\w+)|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{};.])",
    re.DOTALL,
)


class DefaultGraphError(KgError):
    """An update writes to the default graph, which is a union here."""

    def __init__(self) -> None:
        super().__init__(
            "The default graph is the union of the named ones: write to one of those, with "
            "GRAPH <…> { … } or WITH <…>."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation; the texts are as written, without comments."""

    prologue: str
    verb: str
    """``INSERT DATA``, ``DELETE DATA``, ``DELETE WHERE``, ``MODIFY``, ``CLEAR``, ``COPY``, …"""
    text: str
    templates: tuple[str, ...] = ()
    """What stands between the braces of data and templates; of ``DELETE WHERE``, its pattern."""
    adds: tuple[bool, ...] = ()
    """Of each of these, whether it inserts; else it deletes."""
    graph: str = ""
    """The graph named by ``WITH``, as written."""
    using: str = ""
    """The ``USING`` clauses, as written."""
    where: str = ""
    """The pattern, with its braces."""
    targets: tuple[str, ...] = ()
    """What ``CLEAR``, ``COPY`` and the like name: graphs as written, ``DEFAULT``, ``NAMED`` or ``ALL``."""

    @property
    def whole(self) -> str:
        """The operation as an update of its own."""
        return f"{self.prologue}\n{self.text}"

    @property
    def dataset(self) -> str:
        """The ``USING`` clauses as a query has them."""
        return _TOKEN.sub(lambda found: "FROM" if found[0].upper() == "USING" else found[0], self.using)

    def triples(self, *, added: bool) -> str:
        """The triples that it inserts, or deletes, as its templates have them, taken out of their graphs."""
        templates = [text for text, adds in zip(self.templates, self.adds, strict=True) if adds == added]
        return "\n.\n".join(part for text in templates for _, part in _parts(text) if part.strip())

    def refuse_default(self) -> None:
        """Raise :class:`DefaultGraphError` where it writes to the default graph itself."""
        outside = any(not graph and part.strip() for t in self.templates for graph, part in _parts(t))
        written = self.targets[-1:] if self.verb in ("COPY", "ADD") else self.targets
        if (outside and not self.graph) or "DEFAULT" in written:
            raise DefaultGraphError


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    depth: int
    """How many braces are open around it."""


def operations(update: str) -> list[Operation]:
    """The operations of an update that the engine can parse, in order."""
    update = _TOKEN.sub(lambda found: " " if found["comment"] else found[0], update)
    found, prologue = [], ""
    for piece in _split(update):
        opening = _prologue_length(piece)
        prologue += piece[:opening] + "\n"
        if piece[opening:].strip():
            found.append(_operation(prologue, piece[opening:].strip()))
    return found


def with_dataset(
    parts: list[Operation], default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> list[Operation]:
    """Give each pattern the dataset that the protocol's ``using-graph-uri`` and the like name.

    Raises ``ValueError`` where the update names one itself (SPARQL 1.1 Protocol, section 2.2.3), or has a
    ``DELETE WHERE``, which can name none.
    """
    clause = "".join(f"USING <{iri}> " for iri in default_graphs)
    clause += "".join(f"USING NAMED <{iri}> " for iri in named_graphs)
    if not clause:
        return parts
    found = []
    for part in parts:
        if part.graph or part.using:
            word = "WITH" if part.graph else "USING"
            raise ValueError(f"The request names a dataset, and so does the update with {word}")
        if part.verb == "DELETE WHERE":
            raise ValueError("DELETE WHERE takes no dataset; write DELETE { … } WHERE { … }")
        if part.verb == "MODIFY":
            words = [token for token in _tokens(part.text) if token.depth == 0 and token.kind == "word"]
            at = max(word.start for word in words if word.text.upper() == "WHERE")
            part = replace(part, using=clause, text=f"{part.text[:at]} {clause} {part.text[at:]}")
        found.append(part)
    return found


def _tokens(text: str) -> Iterator[_Token]:
    depth = 0
    for found in _TOKEN.finditer(text):
        kind, words = found.lastgroup or "string", found[0]
        depth -= words == "}"
        yield _Token(kind, words, found.start(), found.end(), depth)
        depth += words == "{"


def _split(update: str) -> Iterator[str]:
    """The text between the semicolons that stand outside of braces."""
    start = 0
    for token in _tokens(update):
        if token.text == ";" and token.depth == 0:
            yield update[start : token.start]
            start = token.end
    yield update[start:]


def _prologue_length(piece: str) -> int:
    """How far ``BASE`` and ``PREFIX`` go."""
    end, declares = 0, False
    for token in _tokens(piece):
        if token.kind == "word":
            declares = token.text.upper() in ("BASE", "PREFIX")
            if not declares:
                break
        elif declares and token.kind == "iri":
            end = token.end
    return end


def _operation(prologue: str, text: str) -> Operation:
    outer = [token for token in _tokens(text) if token.depth == 0 and token.kind != "string"]
    blocks = _blocks(text)
    words = [token.text.upper() for token in outer if token.kind == "word"]
    verb = " ".join(words[:2])
    if verb in ("INSERT DATA", "DELETE DATA"):
        data, adds = (blocks[0][1:-1],), (verb == "INSERT DATA",)
        return Operation(prologue=prologue, verb=verb, text=text, templates=data, adds=adds)
    if verb == "DELETE WHERE":
        pattern = blocks[0]
        found = Operation(prologue=prologue, verb=verb, text=text, where=pattern)
        return replace(found, templates=(pattern[1:-1],), adds=(False,))
    if words and words[0] in ("WITH", "DELETE", "INSERT"):
        return Operation(
            prologue=prologue,
            verb="MODIFY",
            text=text,
            templates=tuple(block[1:-1] for block in blocks[:-1]),
            adds=tuple(word == "INSERT" for word in words if word in ("DELETE", "INSERT")),
            graph=outer[1].text if words[0] == "WITH" else "",
            using=_using(text, outer),
            where=blocks[-1],
        )
    targets = [
        token.text if token.kind != "word" else token.text.upper()
        for token in outer[1:]
        if token.kind in ("iri", "name") or token.text.upper() in ("DEFAULT", "NAMED", "ALL")
    ]
    return Operation(prologue=prologue, verb=words[0] if words else "", text=text, targets=tuple(targets))


def _using(text: str, outer: list[_Token]) -> str:
    using = [token for token in outer if token.kind == "word" and token.text.upper() == "USING"]
    if not using:
        return ""
    last = max(token.end for token in outer if token.kind in ("iri", "name") and token.end > using[0].start)
    return text[using[0].start : last]


def _blocks(text: str) -> list[str]:
    """The stretches in braces, nothing around them."""
    found, start = [], 0
    for token in _tokens(text):
        if token.depth == 0 and token.text == "{":
            start = token.start
        elif token.depth == 0 and token.text == "}":
            found.append(text[start : token.end])
    return found


def _parts(template: str) -> Iterator[tuple[bool, str]]:
    """Whether a stretch of a template stands in a graph, and its triples."""
    start, opening = 0, False
    for token in _tokens(template):
        if token.kind == "word" and token.text.upper() == "GRAPH" and token.depth == 0:
            yield False, _trimmed(template[start : token.start])
            opening = True
        elif opening and token.text == "{" and token.depth == 0:
            start = token.end
        elif opening and token.text == "}" and token.depth == 0:
            yield True, _trimmed(template[start : token.start])
            start, opening = token.end, False
    yield False, _trimmed(template[start:])


def _trimmed(triples: str) -> str:
    """Without the dots at the ends, which may stand or not."""
    dots = [token for token in _tokens(triples) if token.text == "." and token.depth == 0]
    if dots and not triples[: dots[0].start].strip():
        triples = triples[dots[0].end :]
        dots = [token for token in _tokens(triples) if token.text == "." and token.depth == 0]
    if dots and not triples[dots[-1].end :].strip():
        triples = triples[: dots[-1].start]
    return triples.strip()
