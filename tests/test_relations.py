import pytest
from trees import read_doc

from kg.articles.article import Article
from kg.extraction.coreference import resolve
from kg.extraction.mentions import find_mentions
from kg.extraction.relations import find_relations


@pytest.fixture(scope="module", params=["garissa-raid", "kabul-envoy"])
def read(request):
    doc = read_doc("coreference.conllu", request.param)
    table = resolve(doc, find_mentions(doc), Article(id="x", text=doc.text))
    return request.param, doc, table, find_relations(doc, table)


EXPECTED = {
    "garissa-raid": {
        ("Paul Njuguna", "speaksFor", "Kenya Defence Forces"),
        ("Paul Njuguna", "position", "spokesman"),
    },
    "kabul-envoy": {
        ("Dana Whitfield", "memberOf", "United States"),
        ("Dana Whitfield", "position", "peace envoy"),
        ("Jens Stoltenberg", "leads", "NATO"),
        ("Jens Stoltenberg", "position", "Secretary-General"),
    },
}


def test_titles_state_who_leads_speaks_for_and_belongs_to_what(read):
    name, _, table, relations = read
    stated = {
        (
            table.get(r.subject).name,
            r.predicate,
            r.object if r.predicate == "position" else table.get(r.object).name,
        )
        for r in relations
    }
    assert EXPECTED[name] <= stated
    assert not any(subject == object_ for subject, _, object_ in stated)


def test_each_relation_rests_on_the_sentence_that_states_it(read):
    _, doc, _, relations = read
    sentences = {sentence.text for sentence in doc.sents}
    assert relations
    assert all(r.evidence.text in sentences for r in relations)
    assert all(doc.text[r.evidence.start : r.evidence.end] == r.evidence.text for r in relations)
