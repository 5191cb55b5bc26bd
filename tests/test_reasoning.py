"""A good graph passes, and each thing that can go wrong with one is reported in words."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from kg.rdf.namespaces import NIF, PROV
from kg.reasoning import (
    ReasonerUnavailableError,
    Violation,
    check_consistency,
    consistency,
    infer,
    java_available,
    validate,
)
from kg.reasoning.ontology import KG

EXAMPLE = Path(__file__).parent / "data" / "worked_example.trig"
ARTICLE = "https://w3id.org/conflict-kg/data/article/karsan-bombs-rebel-camp"
DERIVED = URIRef(PROV("wasDerivedFrom").value)
BEGIN, END, WORDS = (URIRef(NIF(name).value) for name in ("beginIndex", "endIndex", "anchorOf"))


def node(fragment: str) -> URIRef:
    return URIRef(f"{ARTICLE}#{fragment}")


def entity(slug: str) -> URIRef:
    return URIRef(f"https://w3id.org/conflict-kg/data/entity/{slug}")


def triples(turtle: str) -> set[pyoxigraph.Triple]:
    prefixed = f"@prefix kg: <{KG}> . @prefix : <urn:x:> . {turtle}"
    quads = pyoxigraph.parse(prefixed, format=pyoxigraph.RdfFormat.TURTLE)
    return {quad.triple for quad in quads}


def example() -> Graph:
    quads = pyoxigraph.parse(EXAMPLE.read_bytes(), format=pyoxigraph.RdfFormat.TRIG)
    triples = pyoxigraph.serialize((q.triple for q in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


def test_the_worked_example_is_well_formed() -> None:
    assert validate(EXAMPLE.read_bytes(), media="trig") == []


Damage = Callable[[Graph], object]
E1, S3 = node("e-1"), node("s-3")


@pytest.mark.parametrize(
    ("damage", "at", "words"),
    [
        (lambda g: g.remove((E1, DERIVED, None)), E1, "must have evidence"),
        (lambda g: g.remove((node("t-1"), DERIVED, None)), node("t-1"), "must have evidence"),
        (lambda g: g.remove((node("r-1"), DERIVED, None)), node("r-1"), "must have evidence"),
        (lambda g: g.remove((node("a-1"), DERIVED, None)), node("a-1"), "must have evidence"),
        (lambda g: g.remove((E1, KG.factuality, None)), E1, "exactly one factuality"),
        (lambda g: g.add((E1, KG.factuality, KG.Possible)), E1, "exactly one factuality"),
        (lambda g: g.set((E1, KG.confidence, Literal("1.2", datatype=XSD.decimal))), E1, "from 0 to 1"),
        (lambda g: g.remove((E1, KG.eventType, None)), E1, "must have a PLOVER type"),
        (lambda g: g.remove((E1, RDF.type, None)), E1, "must have a class"),
        (lambda g: g.remove((E1, KG.datePrecision, None)), E1, "precise to the day"),
        (lambda g: g.set((E1, KG.injuredMin, Literal(40))), E1, "not above the greatest"),
        (lambda g: g.set((E1, KG.actor, Literal("warplanes"))), E1, "not words"),
        (lambda g: g.set((node("a-1"), KG.status, Literal("signed"))), node("a-1"), "one status at most"),
        (lambda g: g.set((node("e-8"), KG.factuality, KG.Actual)), node("t-1"), "not an actual event"),
        (
            lambda g: g.remove((S3, KG.speaker, None)).remove((S3, KG.onBehalfOf, None)),
            S3,
            "Quoted words must have a speaker",
        ),
        (lambda g: g.set((S3, KG.quotation, Literal("We did it"))), S3, "do not stand in the article"),
        (
            lambda g: g.set((node("char=41,57"), WORDS, Literal("Karsan"))),
            node("char=41,57"),
            "reads otherwise",
        ),
        (lambda g: g.set((node("char=41,57"), END, Literal(40))), node("char=41,57"), "not after its end"),
        (
            lambda g: g.set((node("char=41,57"), BEGIN, Literal("x"))),
            node("char=41,57"),
            "begin at one whole",
        ),
        (
            lambda g: g.add((entity("lina-doru"), RDF.type, KG.Company)),
            entity("lina-doru"),
            "Nothing is both kg:Person and kg:Organization",
        ),
    ],
)
def test_damage_is_reported_at_the_node_in_words(damage: Damage, at: URIRef, words: str) -> None:
    graph = example()
    damage(graph)
    found = {violation.message for violation in validate(graph) if violation.node == str(at)}
    assert any(words in message for message in found), found


@pytest.mark.parametrize("fate", ["Negated", "Planned", "Conditional", "Possible"])
def test_a_shortcut_beside_what_did_not_happen_is_reported(fate: str) -> None:
    graph = example().set((E1, KG.factuality, KG[fate]))
    assert [v.path for v in validate(graph)] == ["kg:attacked"]


def test_a_shortcut_on_somebodys_word_alone_is_reported() -> None:
    front, army = entity("northern-liberation-front"), entity("karsan-army")
    graph = example().add((front, KG.attacked, army))
    (found,) = validate(graph)
    assert (found.node, found.value) == (str(front), str(army))


def test_violations_name_the_graph_and_read_as_a_sentence() -> None:
    (found,) = validate(example().remove((E1, DERIVED, None)), name=ARTICLE)
    assert found == Violation(
        ARTICLE,
        str(E1),
        "bombed",
        "",
        "",
        "A fact must have evidence: the stretch of text that it was read from (prov:wasDerivedFrom).",
    )
    assert str(found).startswith(f'"bombed" <{E1}>: A fact must have evidence')


@pytest.mark.parametrize(
    ("facts", "follows"),
    [
        (":e a kg:SuicideBombing", ":e a kg:Bombing, kg:Attack, kg:MilitaryAction, kg:Event"),
        (":s kg:speaker :p . :p kg:speaksFor :b", ":s kg:onBehalfOf :b ; kg:actor :p . :p kg:memberOf :b"),
        (":e kg:location :a . :a kg:locatedIn :b . :b kg:locatedIn :c", ":e kg:location :b, :c"),
        (":e kg:location :a . :a kg:country :c", ":e kg:location :c"),
        (":p kg:leads :b", ":p kg:memberOf :b . :b kg:hasMember :p"),
        (
            ":p kg:headOfStateOf :c",
            ":p kg:leads :c ; kg:agentOf :c ; kg:memberOf :c . :c kg:hasHeadOfState :p",
        ),
        (":p kg:headOfGovernmentOf :c", ":p kg:leads :c ; kg:agentOf :c . :c kg:hasHeadOfGovernment :p"),
        (":p kg:ministerOf :c", ":p kg:agentOf :c ; kg:memberOf :c"),
        (":m kg:ministryOf :c", ":m kg:agencyOf :c . :c kg:hasAgency :m"),
        (":b kg:basedIn :t . :t kg:locatedIn :r . :r kg:locatedIn :c", ":b kg:basedIn :r, :c"),
        (":b kg:basedIn :t . :t kg:country :c", ":b kg:basedIn :c"),
        (":a kg:partOf :b . :b kg:partOf :c", ":a kg:partOf :c . :c kg:hasPart :a"),
        (":a kg:alliedWith :b . :a kg:opponentOf :c", ":b kg:alliedWith :a . :c kg:opponentOf :a"),
        (":a kg:metWith :b", ":b kg:metWith :a ; kg:actedWith :a"),
    ],
)
def test_what_follows_is_inferred(facts: str, follows: str) -> None:
    given = triples(facts + " .")
    found = infer(given)
    assert triples(follows + " .") <= set(found)
    assert not given & set(found)


def test_nothing_that_did_not_happen_is_inferred_to_have_happened() -> None:
    facts = triples(":e a kg:Airstrike ; kg:factuality kg:Planned ; kg:actor :a ; kg:recipient :b .")
    against = (KG.attacked, KG.actedAgainst, KG.interactedWith)
    assert not [t for t in infer(facts) if URIRef(t.predicate.value) in against]


@pytest.mark.skipif(not java_available(), reason="the OWL reasoner needs Java")
def test_the_reasoner_accepts_the_worked_example_and_refuses_a_weapon_that_acts() -> None:
    assert check_consistency([example()]).consistent
    armed = example().add((E1, KG.actor, entity("warplane")))
    assert validate(armed) == []
    assert not check_consistency([armed]).consistent


def test_without_java_the_reasoner_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency.owlready2, "JAVA_EXE", "no-java-here")
    with pytest.raises(ReasonerUnavailableError, match="Java"):
        check_consistency()


def test_owlready_has_the_facts_of_an_article_as_individuals() -> None:
    from sample_strike import first_article, first_report

    import kg
    from kg.reasoning.individuals import article_ontology

    with kg.open_store(":memory:") as store:
        store.add(first_report(), first_article())
        ontology = article_ontology(store, "karsan-bombs-rebel-camp")
    [strike] = ontology.Airstrike.instances()
    assert [actor.label for actor in strike.actor] == [["Karsan Air Force"]]
    assert strike in ontology.Event.instances()
    assert not ontology.world.search(iri="*#char=*")


def test_a_store_is_checked_by_several_processes_as_by_one(tmp_path: Path) -> None:
    import kg
    from kg.evaluation.synthetic import synthetic_reports
    from kg.reasoning.checking import check_store

    with kg.open_store(tmp_path / "store") as store:
        for article, report in synthetic_reports(22):
            store.add(report, article)
        bad = pyoxigraph.NamedNode(store.articles()[20].iri)
        evidence = [
            q for q in store.match(None, PROV("wasDerivedFrom"), None, bad) if "#e-1>" in str(q.subject)
        ]
        assert evidence
        for quad in evidence:
            store.oxigraph.remove(quad)
    with kg.open_store(tmp_path / "store", read_only=True) as store:
        found = list(check_store(store, jobs=2))
        assert found == list(check_store(store))
        assert [article.id for article, _ in found] == [article.id for article in store.articles()]
        [(article, [violation])] = [(a, faults) for a, faults in found if faults]
    assert article.iri == violation.graph == bad.value
    assert "must have evidence" in violation.message
