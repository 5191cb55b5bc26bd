import pytest
import spacy
from spacy.language import Language
from trees import read_doc

from kg.articles.article import Article
from kg.extraction import extract
from kg.extraction.actor_types import organization_class, role_of
from kg.extraction.mentions import find_mentions
from kg.extraction.name_text import Name, NameText
from kg.extraction.shared_words import completed


@pytest.fixture(scope="module")
def raid():
    return read_doc("coreference.conllu", "garissa-raid")


@pytest.fixture(scope="module")
def envoy():
    return read_doc("coreference.conllu", "kabul-envoy")


def found(doc):
    return {(doc[m.start : m.end].text, m.kind, m.cls) for m in find_mentions(doc)}


def test_names_demonyms_nouns_pronouns_and_sets_are_found_with_their_classes(raid):
    assert {
        ("Kenyan", "demonym", "State"),
        ("Kenyan troops", "nominal", "ArmedForces"),
        ("al-Shabaab", "name", "ArmedGroup"),
        ("Garissa", "name", "Settlement"),
        ("Kenya Defence Forces", "name", "ArmedForces"),
        ("The militant group", "nominal", "ArmedGroup"),
        ("Paul Njuguna", "name", "Person"),
        ("Reuters", "name", "MediaOrganization"),
        ("weapons", "nominal", "Weapon"),
        ("the two countries", "set", "Actor"),
        ("he", "pronoun", "Person"),
    } <= found(raid)


def test_titles_stay_out_of_names_and_bodies_are_kept_apart_from_roles(envoy):
    mentions = found(envoy)
    assert ("Dana Whitfield", "name", "Person") in mentions
    assert ("Ministry of Defense", "name", "GovernmentBody") in mentions
    assert ("Jens Stoltenberg", "name", "Person") in mentions
    assert not any("envoy" in text or "Secretary" in text for text, kind, _ in mentions if kind == "name")


def test_no_two_mentions_share_a_head_and_each_holds_its_own(raid, envoy):
    for doc in (raid, envoy):
        mentions = find_mentions(doc)
        assert len({m.head for m in mentions}) == len(mentions)
        assert all(m.start <= m.head < m.end for m in mentions)


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("Ministry of Foreign Affairs", "GovernmentBody"),
        ("Eastern Liberation Front", "ArmedGroup"),
        ("Northern Border Guard", "SecurityForces"),
        ("Harbour Daily News", "MediaOrganization"),
        ("Farmers and Workers Party", "PoliticalParty"),
        ("Bright Horizon", "Organization"),
    ],
)
def test_words_of_a_name_tell_what_it_names(name, cls):
    assert organization_class(name.split()) == cls


def test_number_decides_between_a_person_and_people():
    one, many = role_of("official", plural=False), role_of("official", plural=True)
    assert one is not None
    assert many is not None
    assert (one.sort, many.sort) == ("person", "people")


def shared(text, *names):
    read = NameText(spacy.blank("en")(text))
    words = [tuple(name.split()) for name, _ in names]
    starts = [
        next(i for i in range(len(read.texts)) if tuple(read.texts[i : i + len(w)]) == w) for w in words
    ]
    marked = [
        Name(start, start + len(w), cls, name)
        for start, w, (name, cls) in zip(starts, words, names, strict=True)
    ]
    return [(name.text, name.cls) for name in completed(marked, read)]


def test_half_a_name_is_completed_by_the_one_after_it():
    area = "AdministrativeArea"
    kivu = shared("They fled to North and South Kivu.", ("North", "Settlement"), ("South Kivu", area))
    assert kivu == [("North Kivu", area), ("South Kivu", area)]
    korea = shared("Leaders of North and South Korea met.", ("North and South Korea", "Organization"))
    assert korea == [("North Korea", "State"), ("South Korea", "State")]
    assert shared("He left Mali and South Kivu.", ("Mali", "State"), ("South Kivu", area)) == [
        ("Mali", "State"),
        ("South Kivu", area),
    ]


def test_places_before_a_noun_in_the_plural_are_areas():
    text = "Air strikes hit Brindal, Ostrel and Kelmer provinces, and Varnholt."
    towns = [(name, "Settlement") for name in ("Brindal", "Ostrel", "Kelmer", "Varnholt")]
    assert shared(text, *towns) == [
        ("Brindal", "AdministrativeArea"),
        ("Ostrel", "AdministrativeArea"),
        ("Kelmer", "AdministrativeArea"),
        ("Varnholt", "Settlement"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The State of Texas sued the federal government.", "Texas", "AdministrativeArea"),
        ("The Kingdom of Jordan signed a treaty with Egypt.", "Jordan", "State"),
        ("The State of Georgia sued the federal government.", "State of Georgia", "AdministrativeArea"),
    ],
)
def test_a_state_with_its_name_is_that_state(nlp: Language, text: str, name: str, cls: str) -> None:
    report = extract(nlp(text), Article(id="test", text=text), min_confidence=0.0)
    assert (name, cls) in {(entity.name, entity.cls) for entity in report.entities}
    assert not [relation for relation in report.relations if relation.predicate == "basedIn"]


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("A UN mission arrived in Goma.", True),
        ("The mission said that five peacekeepers were killed.", True),
        ("Their mission is to protect Goma.", False),
        ("He was given the mission of planning the attack.", False),
    ],
)
def test_a_mission_is_a_body_where_it_is_sent_or_says_something(nlp: Language, text: str, sent: bool) -> None:
    doc = nlp(text)
    missions = [m.cls for m in find_mentions(doc) if doc[m.head].lower_ == "mission"]
    assert missions == (["Organization"] if sent else [])
