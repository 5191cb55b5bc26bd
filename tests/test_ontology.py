"""The ontology is whole, documented and consistent, and the rest of the system uses only what it defines."""

import tomllib
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.reasoning import check_consistency, java_available, ontology_path
from kg.reasoning.document import MARK, tables
from kg.reasoning.ontology import KG, ontology_graph, subclasses
from kg.resources import queries_directory

ROOT = Path(__file__).parent.parent
LEXICON = ROOT / "kg" / "extraction" / "data"
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

CLASSES = {
    "Actor": "Person Organization State Government GovernmentBody ArmedForces ArmedGroup SecurityForces "
    "InternationalOrganization PoliticalParty MediaOrganization CivilSocietyOrganization Company Group",
    "Place": "Country AdministrativeArea Settlement Facility NaturalFeature",
    "Event": "MilitaryAction DiplomaticAction CoerciveAction CooperativeAction Protest Statement",
    "MilitaryAction": "Airstrike DroneStrike MissileStrike Shelling Bombing SuicideBombing GroundAssault "
    "Ambush Clash Shooting Assassination Abduction Siege TerritorialSeizure Deployment Mobilization "
    "MilitaryExercise Withdrawal Ceasefire PrisonerRelease Disarmament",
    "DiplomaticAction": "Meeting Negotiation Visit Signing Mediation Recognition DiplomaticExpulsion",
    "CoerciveAction": "Sanction Arrest Deportation Ban CyberAttack",
    "Statement": "Accusation Denial ClaimOfResponsibility Threat Warning Promise Demand Appeal Refusal "
    "Condemnation Praise Announcement Report Attitude",
    "Attitude": "Belief Desire Stance",
    "Agreement": "PeaceAgreement CeasefireAgreement Treaty PrisonerExchangeAgreement TradeAgreement "
    "ArmsAgreement MemorandumOfUnderstanding",
    "Fact": "Event Agreement Term StatusChange Relation",
}
PROPERTIES = (
    "eventType mode actor recipient physicalTarget instrument location victim date startDate endDate "
    "datePrecision killedMin killedMax injuredMin injuredMax detainedMin detainedMax displacedMin "
    "displacedMax factuality attributedTo unnamedSource confidence source speaker onBehalfOf addressee "
    "medium about content quotation "
    "party signatory mediator signedOn status change changedTo term signs violates "
    "implements negotiates memberOf "
    "speaksFor leads position agentOf headOfStateOf headOfGovernmentOf ministerOf citizenOf agencyOf "
    "ministryOf basedIn partOf locatedIn alliedWith opponentOf backs obligor beneficiary condition "
    "deadline dueBy prescribes attacked accused metWith"
)
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
    "MOBILIZE COERCE ASSAULT"
)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return ontology_graph()


@pytest.fixture(scope="module")
def event_types() -> Graph:
    return Graph().parse(ontology_path("event-types.ttl"), format="turtle")


def terms(graph: Graph, *kinds: URIRef) -> set[URIRef]:
    return {term for kind in kinds for term in graph.subjects(RDF.type, kind) if str(term).startswith(KG)}


@pytest.mark.parametrize("parent", CLASSES)
def test_every_class_of_the_contract_stands_in_its_place(parent: str) -> None:
    missing = {KG[name] for name in CLASSES[parent].split()} - subclasses(KG[parent])
    assert not missing


def test_every_property_of_the_contract_exists(ontology: Graph) -> None:
    assert {KG[name] for name in PROPERTIES.split()} <= terms(ontology, *PROPERTY_KINDS)


def test_every_term_has_a_label_and_a_definition_of_one_sentence(ontology: Graph) -> None:
    found = terms(ontology, OWL.Class, OWL.NamedIndividual, *PROPERTY_KINDS)
    for term in found:
        assert len(list(ontology.objects(term, RDFS.label))) == 1, term
        definition = str(ontology.value(term, RDFS.comment))
        assert definition.endswith("."), term
        assert ". " not in definition, term
        assert (term, RDFS.isDefinedBy, URIRef("https://w3id.org/conflict-kg/ontology")) in ontology, term


def test_every_property_has_a_domain_and_a_range(ontology: Graph) -> None:
    for term in terms(ontology, *PROPERTY_KINDS):
        assert (term, RDFS.domain, None) in ontology, term
        assert (term, RDFS.range, None) in ontology, term


def test_nothing_points_to_a_term_that_is_not_defined(ontology: Graph, event_types: Graph) -> None:
    defined = {*ontology.subjects(RDF.type), *event_types.subjects(RDF.type)}
    own = (str(KG), "https://w3id.org/conflict-kg/event-type/")
    shapes = Graph().parse(ontology_path("shapes.ttl"), format="turtle")
    used = {node for graph in (ontology, event_types, shapes) for triple in graph for node in triple}
    undefined = {node for node in used if isinstance(node, URIRef) and node.startswith(own)} - defined
    assert not undefined


def test_the_scheme_has_sixteen_types_each_with_quad_class_and_score(event_types: Graph) -> None:
    types = set(event_types.subjects(RDF.type, KG.EventType))
    assert {str(event_types.value(kind, SKOS.notation)) for kind in types} == set(TYPES.split())
    for kind in types:
        quad = str(event_types.value(kind, KG.quadClass))
        for concept in [kind, *event_types.subjects(SKOS.broader, kind)]:
            score = float(str(event_types.value(concept, KG.conflictScore)))
            assert -10 <= score <= 10
            assert (score < 0) == quad.endswith("Conflict"), concept
            assert event_types.value(concept, SKOS.definition), concept


def test_default_modes_belong_to_the_default_type(ontology: Graph, event_types: Graph) -> None:
    for cls, mode in ontology.subject_objects(KG.defaultMode):
        assert event_types.value(mode, SKOS.broader) == ontology.value(cls, KG.defaultEventType), cls


def test_the_lexicons_use_only_classes_types_and_modes_that_exist(
    ontology: Graph, event_types: Graph
) -> None:
    classes = {str(term).removeprefix(KG) for term in terms(ontology, OWL.Class)}
    concepts = {str(concept).rpartition("/")[2] for concept in event_types.subjects(RDF.type, SKOS.Concept)}
    entries = [
        entry
        for file in LEXICON.glob("*.toml")
        for value in tomllib.loads(file.read_text(encoding="utf-8")).values()
        if isinstance(value, list)
        for entry in value
        if isinstance(entry, dict) and "class" in entry
    ]
    assert entries
    for entry in entries:
        assert entry["class"] in classes, entry
        if "type" in entry:
            assert entry["type"] in concepts, entry
        if "mode" in entry:
            # What a weapon makes of an attack has no type of its own.
            assert f"{entry.get('type', 'ASSAULT')}-{entry['mode']}" in concepts, entry


def test_the_documentation_names_every_term_as_the_ontology_has_it() -> None:
    text = ontology_path("README.md").read_text(encoding="utf-8")
    assert text.partition(MARK)[2].strip() == tables().strip(), "run: python -m kg.reasoning.document"


def test_resources_are_found_in_a_checkout() -> None:
    assert queries_directory().is_dir()
    with pytest.raises(FileNotFoundError):
        ontology_path("nothing.ttl")


@pytest.mark.skipif(not java_available(), reason="the OWL reasoner needs Java")
def test_the_reasoner_finds_every_class_satisfiable() -> None:
    found = check_consistency()
    assert found.consistent
    assert found.unsatisfiable == ()
