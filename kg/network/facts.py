"""The facts of a store as plain values: what the network page, its exports and its timeline are made of."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

from kg.errors import KgError
from kg.rdf.namespaces import ET, KG, PROV, RDF, RDFS
from kg.store import Store

_EVENT_TYPE = ET("").value
_WORD = len(KG("").value)
_ROLES = ("actor", "recipient", "victim", "location", "instrument", "attributedTo", "speaker", "onBehalfOf",
          "addressee", "party", "signatory", "mediator", "obligor", "beneficiary", "about")  # fmt: skip
_COUNTS = ("killed", "injured", "detained", "displaced")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_FAMILIES = {"Agreement": "agreement", "Term": "term", "Relation": "relation"}


@dataclass(frozen=True, slots=True)
class Thing:
    """An actor, place or instrument."""

    iri: str
    label: str
    classes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    item: str | None = None
    """Address of its Wikidata item."""

    @property
    def unnamed(self) -> bool:
        """Whether one article speaks of it without a name: a spokeswoman, about 1,200 people."""
        return "#" in self.iri


@dataclass(frozen=True, slots=True)
class Text:
    """An article, with the text that evidence is cut from."""

    iri: str
    headline: str
    date: str | None
    publisher: str | None
    url: str | None
    text: str


@dataclass(slots=True)
class Fact:
    """An event, statement, agreement, term or standing relation."""

    iri: str
    family: str
    """``event``, ``statement``, ``agreement``, ``term`` or ``relation``."""
    cls: str
    label: str
    article: str
    type: str | None = None
    mode: str | None = None
    score: float = 0.0
    """-10 (conflict) to 10 (cooperation)."""
    factuality: str = "Actual"
    confidence: float = 1.0
    start: str | None = None
    end: str | None = None
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """IRIs by role."""
    counts: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    """Content, condition, medium, status, position, …"""
    quotations: tuple[str, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def status(self) -> str:
        """``asserted`` by the article, ``claimed`` by a source, ``denied``, ``planned``, ``unconfirmed``."""
        match self.factuality:
            case "Negated":
                return "denied"
            case "Planned":
                return "planned"
            case "Conditional" | "Possible":
                return "unconfirmed"
        return "claimed" if self.roles.get("attributedTo") else "asserted"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a page shows; mappings are by IRI, in a fixed order."""

    things: dict[str, Thing]
    texts: dict[str, Text]
    facts: tuple[Fact, ...]
    marks: dict[str, tuple[tuple[str, int, int], ...]]
    """For each entity, where its name stands: article, begin, end."""


def read_facts(store: Store, *, article: str | None = None) -> Facts:
    """Read every fact of a store, or those of one article (its id, IRI or address).

    Raises ``KgError`` for an article that is not there.
    """
    only = store.resolve_article(article)[0].value if article else None
    texts = {
        str(row["article"]): Text(
            str(row["article"]),
            str(row["headline"] or row["article"]),
            None if row["date"] is None else str(row["date"]),
            None if row["publisher"] is None else str(row["publisher"]),
            None if row["url"] is None else str(row["url"]),
            str(row["text"]),
        )
        for row in _rows(store, "texts")
        if only is None or row["article"] == only
    }
    things = _things(store)
    marks: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in _rows(store, "marks"):
        if str(row["article"]) in texts:
            marks[str(row["thing"])].append((str(row["article"]), int(row["begin"]), int(row["end"])))
    found = _facts(store, texts, marks)
    things = {iri: _in_full(thing, texts, marks.get(iri, ())) for iri, thing in things.items()}
    shown = {iri for fact in found for iris in fact.roles.values() for iri in iris}
    return Facts(
        things={
            iri: thing for iri, thing in things.items() if iri in shown or (iri in marks and only is None)
        },
        texts=texts,
        facts=found,
        marks={iri: tuple(places) for iri, places in marks.items() if iri in things},
    )


def _rows(store: Store, name: str) -> Iterable[dict[str, Any]]:
    query = (files("kg.network") / "queries" / f"{name}.rq").read_text("utf-8")
    return store.query(query)


def _things(store: Store) -> dict[str, Thing]:
    gathered: dict[str, dict[str, Any]] = {}
    for row in _rows(store, "entities"):
        entry = gathered.setdefault(
            str(row["entity"]), {"label": str(row["label"]), "aliases": set(), "classes": set(), "item": None}
        )
        entry["classes"].add(str(row["class"])[_WORD:])
        if row["alias"] is not None:
            entry["aliases"].add(str(row["alias"]))
        entry["item"] = entry["item"] or (None if row["item"] is None else str(row["item"]))
    return {
        iri: Thing(
            iri,
            entry["label"],
            tuple(sorted(entry["classes"])),
            tuple(sorted(entry["aliases"] - {entry["label"]})),
            entry["item"],
        )
        for iri, entry in gathered.items()
    }


def _in_full(thing: Thing, texts: dict[str, Text], marks: Iterable[tuple[str, int, int]]) -> Thing:
    """What has no name goes by the words that first bring it up, "33 hostages" and not "hostages"."""
    if not thing.unnamed:
        return thing
    for article, begin, end in marks:
        words = " ".join(texts[article].text[begin:end].split())
        if words.lower().endswith(thing.label.lower()):
            return replace(thing, label=_ARTICLE.sub("", words))
    return thing


def _facts(
    store: Store, texts: dict[str, Text], marks: dict[str, list[tuple[str, int, int]]]
) -> tuple[Fact, ...]:
    scores = {str(row["concept"]): float(row["score"]) for row in _rows(store, "scores")}
    families = _classes(store)
    properties: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(store, "facts"):
        properties[str(row["fact"])][str(row["property"])].append(row["value"])
    sentences = {str(row["span"]): (int(row["begin"]), int(row["end"])) for row in _rows(store, "sentences")}
    found = [
        _fact(iri, values, families, scores, sentences, marks.get(iri, ()))
        for iri, values in properties.items()
        if iri.partition("#")[0] in texts
    ]
    order = {iri: number for number, iri in enumerate(texts)}
    return tuple(
        sorted(found, key=lambda f: (order[f.article], f.sentences[:1], f.marks[:1], f.family, f.iri))
    )


def _classes(store: Store) -> dict[str, str]:
    """The family of every class of facts."""
    rows = store.query(
        """SELECT ?class ?kind WHERE {
             VALUES ?kind { kg:Event kg:Statement kg:Agreement kg:Term kg:Relation }
             ?class rdfs:subClassOf* ?kind }"""
    )
    pairs = [(str(row["class"])[_WORD:], str(row["kind"])[_WORD:]) for row in rows]
    if not pairs:
        raise KgError("The store has no ontology; build it again.")
    families = {cls: "event" for cls, kind in pairs if kind == "Event"}
    families |= {cls: "statement" for cls, kind in pairs if kind == "Statement"}
    return families | {cls: _FAMILIES[kind] for cls, kind in pairs if kind in _FAMILIES}


def _fact(
    iri: str,
    values: dict[str, list[Any]],
    families: dict[str, str],
    scores: dict[str, float],
    sentences: dict[str, tuple[int, int]],
    marks: Iterable[tuple[str, int, int]],
) -> Fact:
    def one(name: str) -> Any:
        found = values.get(KG(name).value)
        return found[0] if found else None

    def word(name: str) -> str | None:
        found = one(name)
        return None if found is None else str(found)[_WORD:]

    classes = [str(cls)[_WORD:] for cls in values.get(RDF("type").value, ())]
    cls = next((c for c in classes if c in families), "Event")
    concept, mode = one("eventType"), one("mode")
    start, end = one("date") or one("startDate"), one("date") or one("endDate")
    start, end = start or one("signedOn"), end or one("signedOn")
    words = {
        name: str(one(name)) for name in ("content", "condition", "medium", "value") if one(name) is not None
    }
    if status := word("status"):
        words["status"] = status
    if predicate := word("predicate"):
        words["predicate"] = predicate
    roles = {role: _iris(values.get(KG(role).value, ())) for role in _ROLES}
    if cls == "Relation":
        roles |= {
            "actor": _iris(values.get(KG("subject").value, ())),
            "recipient": _iris(values.get(KG("object").value, ())),
        }
    return Fact(
        iri=iri,
        family=families.get(cls, "event"),
        cls=cls,
        label=str(values.get(RDFS("label").value, [cls])[0]),
        article=iri.partition("#")[0],
        type=None if concept is None else str(concept).removeprefix(_EVENT_TYPE),
        mode=None if mode is None else str(mode).removeprefix(_EVENT_TYPE),
        score=scores.get(str(mode), scores.get(str(concept), 0.0)),
        factuality=word("factuality") or "Actual",
        confidence=float(one("confidence") or Decimal(1)),
        start=None if start is None else str(start),
        end=None if end is None else str(end),
        roles={role: iris for role, iris in roles.items() if iris},
        counts={
            name: bounds
            for name in _COUNTS
            if (bounds := (one(f"{name}Min"), one(f"{name}Max"))) != (None, None)
        },
        words=words,
        quotations=tuple(sorted(str(q) for q in values.get(KG("quotation").value, ()))),
        sentences=tuple(
            sorted(
                sentences[str(span)]
                for span in values.get(PROV("wasDerivedFrom").value, ())
                if str(span) in sentences
            )
        ),
        marks=tuple(sorted((begin, stop) for _, begin, stop in marks)),
    )


def _iris(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in values))
