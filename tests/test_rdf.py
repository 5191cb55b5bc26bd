"""The mapping of reports to quads, and what a store keeps of them."""

from dataclasses import dataclass, replace

import pyoxigraph as ox
import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report

from kg.extraction.report import EntityLink, Report
from kg.rdf.mapping import quads
from kg.rdf.names import slug
from kg.rdf.namespaces import DCTERMS, ET, KG, OWL, PROV, RDF, RDFS, SCHEMA, WD
from kg.rdf.ontology import shortcut
from kg.reasoning import validate


@dataclass(frozen=True)
class EntityFacts:
    label: str
    country: str | None
    cls: str = "Other"
    description: str | None = None
    lat: float | None = None
    lon: float | None = None
    organizations: tuple[str, ...] = ()


ART = "https://w3id.org/conflict-kg/data/article/karsan-bombs-rebel-camp"
ENT = "https://w3id.org/conflict-kg/data/entity/"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(quads(first_report(), first_article(), run="test"))
    return store


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(ENT + name)


AIR_FORCE = node("karsan-air-force-armedforces")
FRONT = node("northern-liberation-front-armedgroup")
ARMY = node("karsan-army-armedforces")


def test_an_event_carries_its_roles_type_counts_and_evidence(store: ox.Store) -> None:
    event = ox.NamedNode(ART + "#e-1")
    said = {(q.predicate, q.object) for q in store.quads_for_pattern(event, None, None, None)}
    assert (RDF("type"), KG("Airstrike")) in said
    assert (KG("mode"), ET("ASSAULT-aerial")) in said
    assert (KG("actor"), AIR_FORCE) in said
    assert (KG("recipient"), FRONT) in said
    assert (KG("killedMin"), ox.Literal(14)) in said
    assert not any(predicate == KG("killedMax") for predicate, _ in said)
    [evidence] = [value for predicate, value in said if predicate == PROV("wasDerivedFrom")]
    assert evidence == ox.NamedNode(ART + "#char=41,196")


def test_shortcuts_stand_only_for_what_the_article_itself_says_happened(store: ox.Store) -> None:
    def flat(predicate: str) -> set[tuple[ox.NamedNode, ox.NamedNode]]:
        return {(q.subject, q.object) for q in store.quads_for_pattern(None, KG(predicate), None, None)}

    assert flat("attacked") == {(AIR_FORCE, FRONT)}  # not the shelling that is alleged, nor the one denied
    assert flat("accused") == {(ARMY, FRONT)}
    government = node("karsan-government-government")
    assert flat("signedWith") == {(government, FRONT), (FRONT, government)}
    assert flat("metWith") == set()  # only planned


def test_the_nearest_class_with_a_shortcut_decides() -> None:
    bombing, report = shortcut("SuicideBombing"), shortcut("Report")
    assert bombing is not None
    assert bombing.predicate == KG("attacked")
    assert report is None


def test_unnamed_people_belong_to_the_article_and_names_to_all(store: ox.Store) -> None:
    entities = ox.NamedNode("https://w3id.org/conflict-kg/data/graph/entities")
    [victim] = [q.object for q in store.quads_for_pattern(None, KG("victim"), None, None)]
    assert isinstance(victim, ox.NamedNode)
    assert victim.value.startswith(ART + "#x-")
    assert not any(store.quads_for_pattern(victim, None, None, entities))
    assert any(store.quads_for_pattern(FRONT, RDF("type"), KG("ArmedGroup"), entities))
    assert any(store.quads_for_pattern(node("united-nations-Q1065"), None, WD("Q1065"), None))


def test_lower_case_nicknames_do_not_become_names_of_shared_entities(store: ox.Store) -> None:
    aliases = {
        q.object.value
        for q in store.quads_for_pattern(FRONT, None, None, None)
        if q.predicate.value.endswith("altLabel")
    }
    assert aliases == {"the Front"}


@pytest.mark.parametrize("pair", [(first_report, first_article), (second_report, second_article)])
def test_the_graph_is_well_formed_and_the_same_every_time(pair: tuple) -> None:
    report, article = pair
    first = quads(report(), article(), run="test")
    assert first == quads(report(), article(), run="test")
    assert len(first) == len(set(first))
    assert validate("".join(f"{quad} .\n" for quad in first).encode()) == []


def test_stores_give_back_the_literals_that_the_mapping_wrote(store: ox.Store) -> None:
    assert set(quads(first_report(), first_article(), run="test")) == set(store)


@pytest.mark.parametrize(
    "text",
    [
        'a "quote" \\u0022 . <http://x> ; DROP ALL',
        "NUL \x00 and tab \t",
        "lone \ud800 surrogate",
        "𝔘𝔫𝔦 العربية",
    ],
)
def test_hostile_text_stays_text(text: str) -> None:
    report = Report(article_id="x y/z#?", text=text, date=None)
    article = replace(first_article(), id="x y/z#?", text=text, headline=text, url="not an iri <>")
    store = ox.Store()
    store.extend(quads(report, article))
    assert {q.graph_name.value for q in store if "article/" in q.graph_name.value} == {
        "https://w3id.org/conflict-kg/data/article/x%20y%2Fz%23%3F"
    }
    strings = store.quads_for_pattern(
        None,
        ox.NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString"),
        None,
        None,
    )
    assert [len(q.object.value) for q in strings] == [len(text)]


def test_what_is_known_of_linked_entities_stays_apart_from_what_articles_say() -> None:
    report = first_report()
    known = {
        "Q71": EntityFacts("Geneva", "Q39", "Settlement", "city in Switzerland", 46.2, 6.15),
        "Q39": EntityFacts("Switzerland", "Q39", "Country", organizations=("Q90009",)),
        "Q1065": EntityFacts("UN", None, "InternationalOrganization", lat=40.75, lon=-73.97),
        "Q90009": EntityFacts("Alpine League", None, "InternationalOrganization"),
    }
    found = quads(report, first_article(), background=known.get)
    added = set(found) - set(quads(report, first_article()))
    background = ox.NamedNode("https://w3id.org/conflict-kg/data/graph/background")
    geneva, switzerland, league = node("geneva-Q71"), node("switzerland-Q39"), node("alpine-league-Q90009")
    assert ox.Quad(geneva, KG("country"), switzerland, background) in added
    assert ox.Quad(switzerland, KG("memberOf"), league, background) in added
    assert ox.Quad(geneva, DCTERMS("source"), WD("Q71"), background) in added
    facts = {q.predicate: q.object.value for q in added if q.subject == geneva}
    assert facts[SCHEMA("latitude")] == "46.2"
    assert facts[SCHEMA("description")] == "city in Switzerland"
    assert facts[SCHEMA("additionalType")] == KG("Settlement").value
    # Where an organization has its seat is no place of its own.
    assert {q.subject for q in added if q.predicate == SCHEMA("longitude")} == {geneva}
    assert {q.subject for q in added} == {geneva, switzerland, league, node("united-nations-Q1065")}
    spoken = {q.predicate for q in added if q.graph_name != background}
    assert spoken == {RDF("type"), RDFS("label"), OWL("sameAs")}


def test_a_government_named_by_its_country_is_not_the_country() -> None:
    report = first_report()
    named = EntityLink(qid="Q889", label="Karsan", score=0.9, method="metonym")
    report = replace(
        report, entities=tuple(replace(e, link=named) if e.id == "gov" else e for e in report.entities)
    )
    known = {"Q889": EntityFacts("Karsan", None)}
    triples = {q.triple for q in quads(report, first_article(), background=known.get)}
    government = node("karsan-government-government")
    assert ox.Triple(government, KG("country"), node("karsan-Q889")) in triples
    assert not any(t.subject == government and t.object == WD("Q889") for t in triples)


def test_two_readings_of_one_linked_thing_have_one_link() -> None:
    report = first_report()
    [geneva] = [e for e in report.entities if e.id == "geneva"]
    assert geneva.link is not None
    weaker = replace(geneva, id="other", link=replace(geneva.link, score=0.5, method="alias"))
    both = replace(report, entities=(weaker, *report.entities))
    found = quads(both, first_article(), run="test")
    assert validate("".join(f"{quad} .\n" for quad in found).encode()) == []


def test_slugs_tell_different_names_apart() -> None:
    assert slug("Recep Tayyip Erdoğan") == "recep-tayyip-erdogan"
    assert slug("Владимир Путин") == "владимир-путин"
    assert slug("???") != slug("!!!")
    assert slug("a" * 200) != slug("a" * 201)
