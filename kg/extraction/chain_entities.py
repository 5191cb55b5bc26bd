"""From chains of mentions to the entities of an article: their ids, names and spans."""

from collections import Counter
from collections.abc import Mapping

from spacy.tokens import Doc

from kg.extraction.actor_types import kind_of
from kg.extraction.chains import Chain, Scene
from kg.extraction.entities import EntityTable, Mention, char_span
from kg.extraction.gazetteer import demonym_of
from kg.extraction.report import Actor, Entity, EntityKind, Instrument, Place, Span


def assemble(
    doc: Doc,
    scene: Scene,
    mentions: tuple[Mention, ...],
    meaning: Mapping[int, tuple[Chain, ...]],
    alternative: Mapping[int, Chain],
) -> EntityTable:
    """The entities of an article, in order of first mention.

    ``meaning`` gives what each mention's head means, ``alternative`` what else a country's name may mean.
    """
    by_chain: dict[int, list[Mention]] = {}
    for mention in mentions:
        for chain in meaning.get(mention.head, ()):
            by_chain.setdefault(id(chain), []).append(mention)
        if mention.head in alternative:
            by_chain.setdefault(id(alternative[mention.head]), [])
    chains = {id(chain): chain for chain in scene.chains if id(chain) in by_chain}
    extra: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.head in alternative:
            extra.setdefault(id(alternative[mention.head]), []).append(mention)
    entities: list[tuple[int, Chain, Entity]] = []
    ids: dict[int, str] = {}
    taken: Counter[str] = Counter()
    for name, chain in chains.items():
        own = by_chain[name] or extra.get(name, [])
        if not own:
            continue
        spans = tuple(dict.fromkeys(char_span(doc, m.start, m.end) for m in own))
        identifier = f"x-{spans[0].start}"
        taken[identifier] += 1
        if taken[identifier] > 1:
            identifier = f"{identifier}-{taken[identifier]}"
        ids[name] = identifier
        entities.append((spans[0].start, chain, _entity(identifier, chain, spans)))
    entities.sort(key=lambda item: item[0])
    kinds: dict[str, EntityKind] = {entity.id: kind_of(entity.cls) for _, _, entity in entities}
    members = {
        head: tuple(dict.fromkeys(ids[id(chain)] for chain in found))
        for head, found in meaning.items()
        if found and all(id(chain) in ids for chain in found)
    }
    return EntityTable(
        tuple(entity for _, _, entity in entities),
        kinds,
        mentions,
        members,
        {head: (ids[id(chain)],) for head, chain in alternative.items() if id(chain) in ids},
        {entity.id: chain.country for _, chain, entity in entities if chain.country},
        {
            entity.id: ids[id(chain.owner)]
            for _, chain, entity in entities
            if chain.owner is not None and id(chain.owner) in ids
        },
    )


def _entity(identifier: str, chain: Chain, spans: tuple[Span, ...]) -> Entity:
    name = _best_name(chain)
    aliases = tuple(sorted(alias for alias in chain.names if alias != name)) if chain.named else ()
    make: type[Entity] = {"actor": Actor, "place": Place, "instrument": Instrument}[kind_of(chain.cls)]
    return make(id=identifier, name=name, cls=chain.cls, mentions=spans, aliases=aliases, named=chain.named)


def _best_name(chain: Chain) -> str:
    if chain.fixed_name:
        return chain.fixed_name
    if not chain.names:
        return f"{demonym_of().get(chain.country or '', chain.country or '')} government"
    if chain.sort == "person" and chain.named:
        # Letters are dropped from a name more often than added: of two spellings the longer.
        return max(chain.names, key=lambda name: (len(name.split()), len(name), chain.names[name]))
    if not chain.named:
        return next(iter(chain.names))
    return max(
        chain.names,
        key=lambda name: (min(len(name.split()), 3) if not chain.known else 0, chain.names[name], len(name)),
    )
