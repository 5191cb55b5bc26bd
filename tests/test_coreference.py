import pytest
from trees import read_doc

from kg.articles.article import Article
from kg.evaluation.coreference import b_cubed, ceaf_e, muc
from kg.extraction.coreference import resolve
from kg.extraction.mentions import find_mentions


def table_of(identifier, **more):
    doc = read_doc("coreference.conllu", identifier)
    return doc, resolve(doc, find_mentions(doc), Article(id=identifier, text=doc.text, **more))


@pytest.fixture(scope="module")
def raid():
    return table_of("garissa-raid")


@pytest.fixture(scope="module")
def envoy():
    return table_of("kabul-envoy")


def means(read, words, *, nth=0, kinds=("actor", "place", "instrument")):
    """Names of what the phrase with these words means, at its nth place in the text."""
    doc, table = read
    phrases = [m for m in table.mentions if doc[m.start : m.end].text == words]
    arguments = table.arguments(doc[phrases[nth].head], kinds=kinds)
    return [table.get(argument.entity).name for argument in arguments]


def test_a_demonym_before_troops_means_the_armed_forces_that_the_text_names(raid):
    assert means(raid, "Kenyan troops") == ["Kenya Defence Forces"]
    assert means(raid, "KDF") == ["Kenya Defence Forces"]


def test_role_nouns_find_the_group_that_they_describe(raid, envoy):
    assert means(raid, "The militant group") == ["Al-Shabaab"]
    assert means(raid, "the insurgents") == ["Al-Shabaab"]
    assert means(raid, "the group") == ["Al-Shabaab"]
    assert means(envoy, "the alliance") == ["NATO"]
    assert means(envoy, "Taliban leaders")[0] == "Taliban"


def test_titles_and_misspelt_surnames_are_the_person(raid, envoy):
    _, table = raid
    assert means(raid, "KDF spokesman") == ["Paul Njuguna"]
    assert means(raid, "Njugunna") == ["Paul Njuguna"]
    assert means(envoy, "Whitefield") == ["Dana Whitfield"]
    (person,) = {e.id for e in table.entities if e.cls == "Person" and e.named}
    assert table.get(table.owners[person]).name == "Kenya Defence Forces"


def test_pronouns_go_to_what_agrees_with_them(raid, envoy):
    assert means(raid, "it") == ["Al-Shabaab"]
    assert means(raid, "he") == ["Paul Njuguna"]
    assert means(envoy, "its") == ["NATO"]
    assert means(envoy, "it") == []


def test_we_in_a_quotation_is_the_body_of_the_speaker(raid, envoy):
    assert means(raid, "We") == ["Kenya Defence Forces"]
    assert means(envoy, "Our") == ["NATO"]


def test_plural_sets_unfold_to_the_actors_named_together(raid, envoy):
    assert means(raid, "the two countries") == ["Somalia", "Kenya"]
    assert means(envoy, "both sides") == ["United States", "Taliban"]


def test_a_country_is_an_actor_or_a_place_by_its_syntax(raid, envoy):
    _, table = raid
    assert means(raid, "Kenya", nth=0, kinds=("place",)) == ["Kenya"]
    assert means(raid, "Kenya", nth=0, kinds=("actor",)) == []
    assert means(raid, "Kenya", nth=1, kinds=("actor",)) == ["Kenya"]
    assert means(raid, "Nairobi", kinds=("actor",)) == ["Kenya"]
    assert means(envoy, "Kabul", nth=0) == ["Kabul"]
    assert means(envoy, "Kabul", nth=1, kinds=("actor",)) == ["Afghanistan"]
    assert means(envoy, "the country", kinds=("place",)) == ["Afghanistan"]
    assert {e.cls for e in table.entities if e.name == "Kenya"} == {"State", "Country"}


def test_counted_people_are_a_group_of_their_own(envoy):
    _, table = envoy
    (soldiers,) = [e for e in table.entities if e.name == "Afghan soldiers"]
    assert not soldiers.named
    assert table.countries[soldiers.id] == "Afghanistan"


def test_coordination_unfolds_into_one_argument_each(raid):
    doc, table = raid
    (somalia,) = [token for token in doc if token.text == "Somalia"]
    assert [table.get(a.entity).name for a in table.arguments(somalia)] == ["Somalia", "Kenya"]


def test_boilerplate_mentions_nobody():
    _, table = table_of("garissa-raid", skip=((0, 107),))
    assert not any(span.start < 107 for entity in table.entities for span in entity.mentions)


def test_spans_slice_back_and_every_id_is_known(raid, envoy):
    for doc, table in (raid, envoy):
        ids = {entity.id for entity in table.entities}
        assert len(ids) == len(table.entities)
        assert {name for members in table.members.values() for name in members} <= ids
        for entity in table.entities:
            assert entity.mentions
            assert all(doc.text[span.start : span.end] == span.text for span in entity.mentions)


def test_scores_of_a_known_case():
    # The example of Luo (2005): twelve mentions, where 6 and 7 stand in one cluster with 8 to C.
    gold = [frozenset({(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)}), frozenset({(6, 6), (7, 7)}),
            frozenset({(8, 8), (9, 9), (10, 10), (11, 11), (12, 12)})]  # fmt: skip
    found = [gold[0], gold[1] | gold[2]]
    assert muc(gold, found).rates == pytest.approx((90.0, 100.0, 94.74), abs=0.01)
    assert b_cubed(gold, found).rates == pytest.approx((76.19, 100.0, 86.49), abs=0.01)
    assert ceaf_e(gold, found).rates[2] == pytest.approx(73.33, abs=0.01)


def test_an_apposition_describes_the_noun_right_before_it(nlp):
    doc = nlp(
        "Eleven civilians and eight fighters of a pro-government militia, the Homeland Volunteers, were "
        "killed. He called on the members of the Azawad Front to lay down their arms."
    )
    article = Article(id="a", text=doc.text)
    table = resolve(doc, find_mentions(doc), article)
    named = {m.text: (e.name, e.cls) for e in table.entities for m in e.mentions}
    assert named["Eleven civilians"][0] == "civilians"
    assert named["a pro-government militia"] == ("Homeland Volunteers", "ArmedGroup")
    assert named["their"] == named["the members"]


def test_whom_she_means_he_does_not(nlp):
    doc = nlp("Ombeni Kasongo was ill and she stayed home. Her brother Rashid called and he left.")
    table = resolve(doc, find_mentions(doc), Article(id="a", text=doc.text))
    named = {m.text: e.name for e in table.entities for m in e.mentions}
    assert (named["she"], named.get("he")) == ("Ombeni Kasongo", "Rashid")


def test_the_military_is_more_than_two_soldiers_and_a_town_lies_in_its_province(nlp):
    doc = nlp("Two soldiers were killed in Sumisip town, Basilan, the military said.")
    table = resolve(doc, find_mentions(doc), Article(id="a", text=doc.text))
    named = {m.text: e.id for e in table.entities for m in e.mentions}
    assert named["the military"] != named["Two soldiers"]
    assert named["Sumisip town"] != named["Basilan"]


@pytest.mark.parametrize(
    ("text", "pronoun", "not_meant"),
    [
        ("Sylvie Kinigi said little. Rashid Omar demanded her resignation.", "her", "Rashid Omar"),
        ("Paul Kasa met Ann Odhiambo. Rashid Omar demanded his resignation.", "his", "Rashid Omar"),
        ('Rashid Omar left. "Paul Kasa has no time," he said.', "he", "Paul Kasa"),
        ("The Defence Council cut ties with Uganda, accusing it of lies.", "it", "Defence Council"),
    ],
)
def test_whom_a_pronoun_cannot_mean(nlp, text, pronoun, not_meant):
    doc = nlp(text)
    table = resolve(doc, find_mentions(doc), Article(id="a", text=doc.text))
    assert not_meant not in {e.name for e in table.entities for m in e.mentions if m.text == pronoun}
