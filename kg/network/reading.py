"""Reads the facts of a store, all of them or those that are named, and what they speak of."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.network.facts import ROLES, Fact, Facts, Text, Thing
from kg.rdf.namespaces import ET, KG, PROV, RDF, RDFS
from kg.store import Store

_EVENT_TYPE = ET("").value
_WORD = len(KG("").value)
_COUNTS = ("killed", "injured", "detained", "displaced")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_FAMILIES = {"Agreement": "agreement", "Term": "term", "Relation": "relation"}
_SPAN = re.compile(r"#char=(\d+),(\d+)$")


def read_facts(store: Store, *, article: str | None = None, only: Collection[str] | None = None) -> Facts:
    """Read every fact of a store, those of one article (its id, IRI or address), or ``only`` those named.

    Raises ``KgError`` for an article that is not there.
    """
    if article:
        [node] = store.resolve_article(article)
        only = [str(row["fact"]) for row in rows(store, "facts-of-article", article=[node.value])]
    properties: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(store, "facts", **({} if only is None else {"fact": only})):
        properties[str(row["fact"])][str(row["property"])].append(row["value"])
    named = None if only is None else {iri.partition("#")[0] for iri in properties}
    texts = _texts(store, named)
    marks = _marks(store, texts, named)
    found = _facts(store, properties, texts, marks)
    shown = {iri for fact in found for iris in fact.roles.values() for iri in iris}
    all_things = _things(store, None if only is None else shown)
    things = {iri: _in_full(thing, texts, marks.get(iri, ())) for iri, thing in all_things.items()}
    kept = {iri: thing for iri, thing in things.items() if iri in shown or (iri in marks and only is None)}
    return Facts(
        things=kept,
        texts=texts,
        facts=found,
        marks={iri: tuple(places) for iri, places in marks.items() if iri in kept},
    )


def read_things(store: Store, iris: Collection[str]) -> dict[str, Thing]:
    """Read the actors, places and instruments among some IRIs."""
    return _things(store, iris)


def rows(store: Store, name: str, **given: Collection[str]) -> Iterable[dict[str, Any]]:
    """Answer ``queries/NAME.rq``, its ``VALUES ?name { UNDEF }`` bound to the IRIs given."""
    query = (files("kg.network") / "queries" / f"{name}.rq").read_text("utf-8")
    for variable, iris in given.items():
        terms = " ".join(str(NamedNode(iri)) for iri in iris)
        query = query.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {terms} }}")
    return store.query(query)


def _texts(store: Store, only: Collection[str] | None) -> dict[str, Text]:
    found = rows(store, "texts", **({} if only is None else {"article": only}))
    return {
        str(row["article"]): Text(
            str(row["article"]),
            str(row["headline"] or str(row["article"]).rsplit("/", 1)[-1]),
            None if row["date"] is None else str(row["date"]),
            None if row["publisher"] is None else str(row["publisher"]),
            None if row["url"] is None else str(row["url"]),
            str(row["text"]),
        )
        for row in found
    }


def _marks(
    store: Store, texts: Collection[str], only: Collection[str] | None
) -> dict[str, list[tuple[str, int, int]]]:
    order = {iri: number for number, iri in enumerate(texts)}
    marks: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in rows(store, "marks", **({} if only is None else {"article": only})):
        mention = str(row["mention"])
        article, found = mention.partition("#")[0], _SPAN.search(mention)
        if found and article in order:
            marks[str(row["thing"])].append((article, int(found[1]), int(found[2])))
    for places in marks.values():
        places.sort(key=lambda place: (order[place[0]], place[1]))
    return marks


def _things(store: Store, only: Collection[str] | None) -> dict[str, Thing]:
    gathered: dict[str, dict[str, Any]] = {}
    for row in rows(store, "entities", **({} if only is None else {"entity": only})):
        entry = gathered.setdefault(
            str(row["entity"]),
            {"label": str(row["label"]), "aliases": set(), "classes": set(), "item": None, "known": None},
        )
        entry["known"] = str(row["known"] or "")[_WORD:]
        entry["classes"].add(str(row["class"])[_WORD:])
        if row["alias"] is not None:
            entry["aliases"].add(str(row["alias"]))
        entry["item"] = entry["item"] or (None if row["item"] is None else str(row["item"]))
    return {
        iri: Thing(
            iri,
            entry["label"],
            # What Wikidata knows it as comes first, whatever one article took it for.
            tuple(sorted(entry["classes"], key=lambda cls: (cls != entry["known"], cls))),
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
    store: Store,
    properties: dict[str, dict[str, list[Any]]],
    texts: Collection[str],
    marks: dict[str, list[tuple[str, int, int]]],
) -> tuple[Fact, ...]:
    scores = {str(row["concept"]): float(row["score"]) for row in rows(store, "scores")}
    families = _classes(store)
    found = [
        _fact(iri, values, families, scores, marks.get(iri, ()))
        for iri, values in properties.items()
        if iri.partition("#")[0] in texts
    ]
    order = {iri: number for number, iri in enumerate(texts)}
    return tuple(
        sorted(found, key=lambda f: (order[f.article], f.sentences[:1], f.marks[:1], f.family, f.iri))
    )


def _classes(store: Store) -> dict[str, str]:
    """The family of every class of facts."""
    found = store.query(
        """SELECT ?class ?kind WHERE {
             VALUES ?kind { kg:Event kg:Statement kg:Agreement kg:Term kg:Relation }
             ?class rdfs:subClassOf* ?kind }"""
    )
    pairs = [(str(row["class"])[_WORD:], str(row["kind"])[_WORD:]) for row in found]
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
        name: str(one(name))
        for name in ("content", "condition", "deadline", "medium", "value", "unnamedSource")
        if one(name) is not None
    }
    if status := word("status"):
        words["status"] = status
    if predicate := word("predicate"):
        words["predicate"] = predicate
    roles = {role: _iris(values.get(KG(role).value, ())) for role in ROLES}
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
                (int(found[1]), int(found[2]))
                for span in values.get(PROV("wasDerivedFrom").value, ())
                if (found := _SPAN.search(str(span)))
            )
        ),
        marks=tuple(sorted((begin, stop) for _, begin, stop in marks)),
    )


def _iris(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in values))
