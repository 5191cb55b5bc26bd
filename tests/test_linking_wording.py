"""What the wording around a name, and the other names of a text, tell of what it means."""

import json
from pathlib import Path

import pytest

from kg.linking import Index, Mention, Pins, link_mentions
from kg.linking.brands import brand_rows
from kg.linking.build import build_index
from kg.linking.index import open_index
from kg.linking.spans import settled
from kg.linking.tables import TableError

pytestmark = pytest.mark.skipif(
    not (Path(__file__).parents[1] / "kg/linking/index.sqlite").is_file(),
    reason="the index has not been built",
)


def qid(text: str, name: str, cls: str | None = None, *others: tuple[str, str]) -> str | None:
    """Link ``name`` in ``text`` beside other names, each given with its class."""
    named = [(name, cls), *others]
    mentions = [Mention(text.rindex(known), text.rindex(known) + len(known), kind) for known, kind in named]
    found = link_mentions(text, mentions, pins=Pins())[0]
    return found.qid if found else None


def pieces(text: str, *names: tuple[str, str]) -> list[tuple[str, str | None]]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), cls) for name, cls in names]
    return [(text[one.start : one.end], one.cls) for one in settled(text, mentions, open_index())]


def test_a_list_of_places_is_several_names_and_a_body_that_is_called_so_is_one() -> None:
    assert pieces("Fighting reached Herat and Farah.", ("Herat and Farah", "Place")) == [
        ("Herat", "Place"),
        ("Farah", "Place"),
    ]
    assert pieces("They met in Bosnia and Herzegovina.", ("Bosnia and Herzegovina", "Place")) == [
        ("Bosnia and Herzegovina", "Place")
    ]
    assert pieces("A unit of Kelmere Corp of Manila.", ("Kelmere Corp of Manila", "Organization")) == [
        ("Kelmere Corp", "Organization"),
        ("Manila", "Place"),
    ]


def test_a_name_reaches_as_far_as_the_index_knows_it() -> None:
    text = "The Colorado House of Representatives met."
    assert pieces(text, ("Colorado House", "Place")) == [
        ("Colorado House of Representatives", "Organization")
    ]
    assert pieces("Turkey and Greece met.", ("Turkey", "Place")) == [("Turkey", "Place")]


def test_the_area_that_a_town_is_told_to_lie_in_settles_which_town_it_is() -> None:
    assert qid("The family lives in Salem, Ore., near a river.", "Salem", "Place") == "Q43919"
    assert qid("The family lives in Salem, Mass., near a river.", "Salem", "Place") == "Q54140"


def test_a_place_with_a_spokeswoman_or_shares_is_a_firm() -> None:
    assert qid("A Hanover spokeswoman declined to comment.", "Hanover") is None
    assert qid("Police in Hanover declined to comment.", "Hanover") == "Q1715"


def test_a_firm_goes_by_the_first_words_of_its_full_name() -> None:
    text = "Hanover Kelmere Inc made a profit. The dividend will be paid in May, Hanover said."
    full = ("Hanover Kelmere Inc", "Organization")
    assert qid(text, "Hanover", "Organization", full) is None
    police = "Hanover Kelmere Inc made a profit. Police in Hanover were called."
    assert qid(police, "Hanover", "Place", full) == "Q1715"


def test_a_body_may_have_its_country_before_its_name() -> None:
    text = "The U.S. National Transportation Safety Board sent a team."
    assert qid(text, "U.S. National Transportation Safety Board", "Organization") == "Q1053145"


def test_a_country_with_a_namesake_needs_another_word_of_itself() -> None:
    assert qid("Regulators in Georgia limited the cost of power.", "Georgia", "Place") != "Q230"
    assert qid("The Georgian army said that Georgia had lost a drone.", "Georgia", "Place") == "Q230"


def test_facts_of_the_map_are_kept_of_towns_banks_and_bodies(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "dist/wikidata").mkdir(parents=True)
    (package / "dist/json").mkdir()
    told = {
        "Q90001": {"label": "Tarnwick Savings", "description": "Norwegian bank"},
        "Q90002": {"label": "Quillmar Police", "description": "national police force of Norway"},
        "Q90003": {"label": "Quillmar Burgers", "description": "Norwegian fast food restaurant chain"},
        "Q90004": {"label": "Market", "description": "Norwegian retail company"},
        "Q90005": {"label": "Unplaced", "description": "company without an entry"},
    }
    branches = {
        "brands/amenity/bank": [("Q90001", "brand")],
        "operators/amenity/police": [("Q90002", "operator")],
        "brands/amenity/fast_food": [("Q90003", "brand")],
        "brands/shop/supermarket": [("Q90004", "brand")] * 4,
    }
    tree = {
        path: {
            "items": [
                {
                    "id": f"{number}-{place}",
                    "locationSet": {"include": ["no"]},
                    "tags": {f"{key}:wikidata": number, key: told[number]["label"], f"{key}:short": "TSB"},
                }
                for place, (number, key) in enumerate(items)
            ]
        }
        for path, items in branches.items()
    }
    (package / "dist/wikidata/wikidata.min.json").write_text(json.dumps({"wikidata": told}), "utf-8")
    (package / "dist/json/nsi.min.json").write_text(json.dumps({"nsi": tree}), "utf-8")
    assert {row["qid"]: row["country"] for row in brand_rows(package)} == dict.fromkeys(
        ("Q90001", "Q90002", "Q90003", "Q90004"), "NO"
    )
    build_index([], tmp_path / "index.sqlite", package)
    index = Index(tmp_path / "index.sqlite")
    assert [index.facts(number) is not None for number in told] == [True, True, False, False, False]
    assert {known for known, _ in index.named("tsb")} >= {90001}
    with pytest.raises(TableError, match="is not the unpacked package"):
        list(brand_rows(tmp_path))


def test_a_town_in_another_area_than_the_text_says_is_left_alone() -> None:
    assert qid("The shell hit a school in Florence on Monday.", "Florence", "Place") == "Q2044"
    assert qid("The shell hit a school in Florence, Colo., on Monday.", "Florence", "Place") is None
    assert qid("The talks in Geneva, Syria said, would go on.", "Geneva", "Place") == "Q71"


def test_an_area_is_meant_where_its_town_stands_before_it() -> None:
    assert qid("The plant is in Everett, Washington and builds jets.", "Washington", "Place") == "Q1223"


def test_a_person_of_a_common_name_is_the_one_who_is_known_only_with_more_than_the_name() -> None:
    assert qid("Rep. Jim Jordan (R-Ohio) asked for the papers.", "Jim Jordan", "Person") == "Q186215"
    assert qid("The road was closed, said Jim Jordan of the water company.", "Jim Jordan", "Person") is None
    assert qid("The Indian actor Sanjeev Kumar made many a film.", "Sanjeev Kumar", "Person") == "Q1974722"
    assert qid("Constable Sanjeev Kumar of the police was wounded.", "Sanjeev Kumar", "Person") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Families fled from the North.", "North"),
        ("An MP of the ruling party was detained.", "MP"),
        ("Officers were called to the West Coast Bank.", "West Coast Bank"),
        ("The crowd met at the Municipal Stadium in Tbilisi.", "Municipal Stadium"),
        ("In Rwanda, the Green Party called for talks.", "Green Party"),
        ("The Post reported that the road was closed.", "Post"),
        ("Mr Justice Holroyd heard the case.", "Mr Justice"),
    ],
)
def test_words_that_many_go_by_name_nobody_alone(text: str, name: str) -> None:
    assert qid(text, name) is None


def test_a_direction_is_a_surname_where_the_full_name_stands() -> None:
    text = "Kanye West gave a concert. Later West spoke to reporters."
    assert qid(text, "West", None, ("Kanye West", None)) == "Q15935"


def test_a_region_with_the_name_of_its_town_is_no_town() -> None:
    assert qid("Troops left Donetsk.", "Donetsk", "AdministrativeArea") == "Q2012050"
    assert qid("Troops left Donetsk.", "Donetsk", "Settlement") == "Q43070"


def test_the_seat_of_a_government_stands_for_it_and_a_village_is_no_country() -> None:
    assert qid("The Kremlin denied the report.", "Kremlin") == "Q1140115"
    assert qid("He grew up in the village of Ireland.", "Ireland", "Place") is None


def test_a_surname_of_several_people_is_not_the_town_of_that_name() -> None:
    people = (("Joshua Norton", None), ("Emperor Norton", None))
    text = "Joshua Norton, known as Emperor Norton, died. Norton was mourned."
    assert qid(text, "Norton", None, *people) is None


def test_a_title_within_a_name_makes_no_person_of_a_body() -> None:
    assert qid("General Motors cut jobs at its plants.", "General Motors") == "Q81965"


def test_a_government_that_has_an_item_of_its_own_is_that_and_otherwise_its_country() -> None:
    text = "The Afghan government sent its envoys."
    assert qid(text, "Afghan government", "Government") == "Q20978159"
    assert qid("Kabul sent its envoys.", "Kabul", "Government") == "Q889"


def test_a_town_that_follows_another_is_no_area_of_it() -> None:
    assert qid("Drones hit Abu Dhabi, Sanaa said.", "Abu Dhabi", "Settlement") == "Q1519"
