import json
import sqlite3
from pathlib import Path

import pytest

from kg.extraction.report import Actor, Place, Report, Span
from kg.linking import (
    Index,
    IndexUnusable,
    Mention,
    Pins,
    PinsError,
    link,
    link_mentions,
    link_name,
    read_pins,
)
from kg.linking.build import build_index
from kg.linking.candidates import candidates_of
from kg.linking.names import fold, sound
from kg.linking.records import link_lines, name_record

SHIPPED = (
    Index().path.is_file() if (Path(__file__).parents[1] / "kg/linking/index.sqlite").is_file() else False
)
pytestmark = pytest.mark.skipif(not SHIPPED, reason="the index has not been built")

COVERAGE = {
    "Taliban": "Q42418", "NATO": "Q7184", "Jens Stoltenberg": "Q57665", "Zalmay Khalilzad": "Q145193",
    "Afghanistan": "Q889", "Afghan Ministry of Defence": "Q2982461", "US Armed Forces": "Q11211",
    "United States": "Q30", "Zabihullah Mujahid": "Q8063518", "AP": "Q40469",
    "AFP": "Q40464", "dpa": "Q312653",
    "Reuters": "Q130879", "DW": "Q153770", "Kabul": "Q5838", "Helmand": "Q173821", "Doha": "Q3861",
    "Hamas": "Q38799", "Hezbollah": "Q41053", "Islamic State": "Q2429253", "Boko Haram": "Q212372",
    "al-Shabaab": "Q309998", "PKK": "Q152220", "UN Security Council": "Q37470", "EU": "Q458",
    "African Union": "Q7159", "IDF": "Q58967", "Putin": "Q7747", "Biden": "Q6279", "Trump": "Q22686",
    "Ghani": "Q172388", "Pompeo": "Q473239", "al-Assad": "Q44329", "Idlib": "Q504657", "Aleppo": "Q41183",
    "Donetsk": "Q43070", "Mariupol": "Q37133", "Gaza City": "Q47492", "Tripoli": "Q3579", "Khartoum": "Q1963",
    "Nagorno-Karabakh": "Q44302",
}  # fmt: skip


def qids(text: str, *names: str, cls: str | None = None) -> list[str | None]:
    mentions = [Mention(text.index(name), text.index(name) + len(name), cls) for name in names]
    return [found.qid if found else None for found in link_mentions(text, mentions, pins=Pins())]


@pytest.mark.parametrize(("name", "qid"), COVERAGE.items())
def test_names_that_conflict_news_cannot_do_without(name: str, qid: str) -> None:
    found = link_name(name, pins=Pins())
    assert found is not None
    assert found.qid == qid


def test_georgia_is_a_state_of_the_union_beside_its_own_towns_and_a_country_elsewhere() -> None:
    at_home = "The governor of Georgia, a state of the United States, spoke in Atlanta in Fulton County."
    abroad = (
        "Russian troops crossed into Georgia, a country in the Caucasus, and Tbilisi asked Armenia for help."
    )
    assert qids(at_home, "Georgia", "Atlanta")[0] == "Q1428"
    assert qids(abroad, "Georgia")[0] == "Q230"


def test_washington_is_what_its_class_says() -> None:
    text = "Washington said on Friday that its envoy had left, and that troops would leave Kabul."
    assert qids(text, "Washington", cls="State") == ["Q30"]
    assert qids(text, "Washington", cls="Settlement") == ["Q61"]
    assert qids(text, "Kabul", cls="Government") == ["Q889"]
    forces = link_name("American troops", cls="ArmedForces", pins=Pins())
    assert forces is not None
    assert forces.qid == "Q11211"
    for cls in ("Government", None):
        found = link_name("Kremlin", cls=cls, pins=Pins())
        assert found is not None
        assert found.qid == "Q1140115"


def test_a_surname_means_the_full_name_of_its_document() -> None:
    text = "Frank-Walter Steinmeier met Jill Biden in Berlin. Biden thanked Steinmeier."
    spans = [(28, 38), (50, 55), (64, 74)]
    found = link_mentions(text, [Mention(*span) for span in spans], pins=Pins())
    assert [text[start:end] for start, end in spans] == ["Jill Biden", "Biden", "Steinmeier"]
    assert found[0] is not None
    assert found[0] == found[1]
    assert found[2] is not None
    assert found[2].qid == "Q76658"


def test_a_misspelt_name_is_found_and_says_so() -> None:
    found = link_name("Salahaudin Rabbani", cls="Person", pins=Pins())
    assert found is not None
    assert (found.qid, found.method) == ("Q7403481", "fuzzy")
    khalilzad = link_name("Zalmay Khalilzada", cls="Person", pins=Pins())
    assert khalilzad is not None
    assert khalilzad.qid == "Q145193"


@pytest.mark.parametrize(
    "name",
    [
        "Farhad Bozorgmand",
        "Sonny Leggett",
        "the spokesman",
        "us",
        "March 10",
        "President",
        "German",
        "14",
        "",
    ],
)
def test_what_is_unknown_or_no_name_stays_without_a_link(name: str) -> None:
    text = f"On Tuesday {name} spoke in Kabul about the strike."
    assert qids(text, name, "Kabul") == [None, "Q5838"] if name else link_name(name, pins=Pins()) is None


def test_report_entities_get_one_link_each_and_unnamed_ones_none() -> None:
    text = "American aircraft struck the Taliban near Kandahar, killing 14 fighters."
    report = Report(
        article_id="a",
        text=text,
        date=None,
        entities=(
            Actor(id="1", name="American", cls="State", mentions=(Span(0, 8, "American"),)),
            Actor(id="2", name="Taliban", cls="ArmedGroup", mentions=(Span(29, 36, "Taliban"),)),
            Place(id="3", name="Kandahar", cls="Settlement", mentions=(Span(42, 50, "Kandahar"),)),
            Actor(id="4", name="fighters", cls="Group", mentions=(Span(63, 71, "fighters"),), named=False),
        ),
    )
    linked = link(report, pins=Pins())
    assert [entity.link.qid if entity.link else None for entity in linked.entities] == [
        "Q30",
        "Q42418",
        "Q45604",
        None,
    ]
    assert link(linked, pins=Pins()) == linked


def test_pins_always_win(tmp_path: Path) -> None:
    path = tmp_path / "pins.tsv"
    path.write_text("name\tclass\tQID\nTaliban\tArmedGroup\tQ1\nKabul\t\t-\n", encoding="utf-8")
    pins = read_pins(path)
    pinned = link_name("the Taliban", cls="ArmedGroup", pins=pins)
    assert pinned is not None
    assert (pinned.qid, pinned.method, pinned.score) == ("Q1", "pinned", 1.0)
    assert link_name("Kabul", pins=pins) is None
    path.write_text("Taliban\tQ1\n", encoding="utf-8")
    with pytest.raises(PinsError, match="line 1"):
        read_pins(path)


def test_facts_serve_the_background_graph() -> None:
    kandahar = Index().facts("Q45604")
    assert kandahar is not None
    assert (kandahar.label, kandahar.classes, kandahar.country) == ("Kandahar", ("Settlement",), "Q889")
    assert kandahar.lat == pytest.approx(31.6, abs=0.2)
    assert kandahar.lon == pytest.approx(65.7, abs=0.2)
    assert Index().facts("Q999999999") is None


def test_an_index_is_built_the_same_each_time_and_one_of_another_format_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text(
        "qid\tlabel\taliases\ttype\tcountry\tlat\tlon\tenwiki\tsource\tdescription\tpop\n"
        "Q90001\tBrindleford\tBrindle\tcity\tGB\t51.5\t-1.25\t\tx\t\t900\n"
        "Q90002\tDagny Halvorsen\t\thuman\tNO\t\t\t\tx\tNorwegian politician\t\n"
        "not a QID\tNobody\t\thuman\t\t\t\t\tx\t\t\n",
        encoding="utf-8",
    )
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    build_index([table], first)
    build_index([table], second)
    assert first.read_bytes() == second.read_bytes()
    facts = Index(first).facts("Q90001")
    assert facts is not None
    assert (facts.country, facts.lat, facts.lon) == ("Q145", 51.5, -1.25)
    with sqlite3.connect(second) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    with pytest.raises(IndexUnusable, match="format 99"):
        Index(second)
    with pytest.raises(IndexUnusable, match="no index"):
        Index(tmp_path / "absent.sqlite")


def built(folder: Path, **tables: str) -> Index:
    """An index of tables whose rows give number, label, type and description."""
    paths = []
    for name, rows in tables.items():
        cells = [row.split("|") for row in rows.splitlines()]
        lines = ["qid\tlabel\ttype\tdescription", *("\t".join(row) for row in cells)]
        paths.append(folder / f"{name}.tsv")
        paths[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    build_index(paths, folder / "index.sqlite")
    return Index(folder / "index.sqlite")


def test_a_branch_and_a_brand_that_shares_its_name_are_no_items_of_their_own(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        table="Q90001|Quillmar Steel|org:Company|",
        ror_orgs="Q28970001|Quillmar Steel (Norway)|org:Company|",
        nsi_orgs="Q90002|Tarnwick|brands/amenity/bank|\nQ90003|Tarnwick Savings|brands/amenity/bank|",
        natural_earth="Q90004|Tarnwick|city|",
    )
    known = [index.facts(number) is not None for number in (90001, 28970001, 90002, 90003, 90004)]
    assert known == [True, False, False, True, True]


def test_a_company_s_name_is_no_town_s_and_a_title_keeps_its_article(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        table="Q90001|Tarnwick|city|\nQ90002|Tarnwick Corporation|org:Company|company\n"
        "Q90003|The Quillmar Oath|work|painted scroll in a temple",
    )
    assert [c.facts.qid for c in candidates_of(["Tarnwick Corp"], index)] == ["Q90002"]
    assert [c.facts.qid for c in candidates_of(["Tarnwick Corp TWK"], index)] == ["Q90002"]
    assert "Q90001" in [c.facts.qid for c in candidates_of(["Tarnwick"], index)]
    assert candidates_of(["Quillmar Oath"], index) == []
    assert [c.facts.qid for c in candidates_of(["The Quillmar Oath"], index)] == ["Q90003"]


def test_another_spelling_is_no_other_name(tmp_path: Path) -> None:
    families = "\n".join(
        f"Q900{n}{surname}|{name} {family}|human|"
        for n, name in enumerate(("Ada", "Bo", "Cy", "Di"))
        for surname, family in enumerate(("Curry", "Cherry"))
    )
    people = "Q90101|Peter Halvorsen|human|\nQ90102|John Cherry|human|"
    index = built(tmp_path, table=f"{people}\n{families}")
    assert [c.facts.qid for c in candidates_of(["Peter Halvorson"], index)] == ["Q90101"]
    assert candidates_of(["Petra Halvorsen"], index) == []
    assert candidates_of(["John Curry"], index) == []


def test_an_untold_item_gives_way_to_a_place_or_body_of_its_name(tmp_path: Path) -> None:
    index = built(
        tmp_path,
        table="Q90001|Quill Am|org:Company|airline\nQ90003|Halvor Quill|human|politician",
        other="Q90002|Quill Am||\nQ90004|Halvor Quill||",
    )
    known = [index.facts(number) is not None for number in (90001, 90002, 90003, 90004)]
    assert known == [True, False, True, True]


def test_how_many_people_share_a_surname_is_known(tmp_path: Path) -> None:
    people = "\n".join(
        f"Q9000{n}|{name} Halvorsen|human|" for n, name in enumerate(("Ada", "Bo", "Cy", "Di"))
    )
    index = built(tmp_path, table=people + "\nQ90009|Eli Quill|human|")
    assert (index.namesakes("halvorsen"), index.namesakes("quill")) == (4, 0)


def test_a_body_that_every_state_has_is_that_of_the_country_before_it() -> None:
    text = "US troops and US jets hit the Taliban, the Afghan Ministry of Defense said. The US Senate met."
    assert qids(text, "Ministry of Defense", "Senate") == ["Q2982461", "Q66096"]
    assert qids(
        "US troops left, the Ministry of Defense said. US jets and US ships stay.", "Ministry of Defense"
    ) == [None]


def test_a_place_that_is_a_team_is_no_town() -> None:
    assert qids("The Marseille coach said that France had a better team.", "Marseille") == ["Q132885"]
    assert qids("Police in Marseille said that France had sent soldiers.", "Marseille") == ["Q23482"]
    season = "Leeds scored late in the season, and the goalkeeper and two strikers left for another league."
    assert qids(season, "Leeds") != ["Q39121"]


def test_a_part_of_a_longer_name_is_no_item_of_its_own() -> None:
    assert qids("He won the Tour de France last year.", "France") == [None]
    assert qids("He left France last year.", "France") == ["Q142"]


def test_namesakes_are_told_apart_by_the_countries_of_the_text_or_not_at_all() -> None:
    assert qids("Colombia and the rebels met in Cartagena, Colombian officials said.", "Cartagena") == [
        "Q657461"
    ]
    assert qids("Spain sent a frigate to Cartagena, the Spanish navy said.", "Cartagena") == ["Q162615"]
    assert qids("Both sides met in Cartagena.", "Cartagena") == [None]
    assert qids("Police in Washington state said that Seattle was quiet.", "Washington") == ["Q1223"]
    assert qids("Troops of the Republic of Congo left.", "Republic of Congo") == ["Q971"]


def test_an_acronym_means_the_name_that_it_shortens_in_the_text() -> None:
    college = "He joined Keene State College. KSC is in New Hampshire."
    assert qids(college, "Keene State College", "KSC") == ["Q6382897", "Q6382897"]
    text = "The Kelmere Space Centre in Scotland is open. KSC has 40 rooms."
    spans = [Mention(4, 24, "Facility"), Mention(46, 49, "Organization")]
    assert [text[span.start : span.end] for span in spans] == ["Kelmere Space Centre", "KSC"]
    assert link_mentions(text, spans, pins=Pins()) == [None, None]


def test_a_party_is_named_where_its_country_is() -> None:
    abroad = "Emails read by Vox show that Canada and Denmark, Ottawa's Danish partner, disagree."
    at_home = "In Spain, Vox won seats from other Spanish parties."
    assert qids(abroad, "Vox") == [None]
    assert qids(at_home, "Vox") == ["Q15630787"]


def test_an_office_beside_a_name_must_fit_the_person() -> None:
    assert qids("The bank's spokesman Tom Wilkinson said so.", "Tom Wilkinson") == [None]
    assert qids("The actor Tom Wilkinson said so.", "Tom Wilkinson") == ["Q211322"]


@pytest.mark.parametrize(
    ("name", "candidate"), [("Georgia", "Q230"), ("Cartagena", "Q657461"), ("RSF", None)]
)
def test_a_name_that_may_mean_several_is_given_with_what_it_may_mean(
    name: str, candidate: str | None
) -> None:
    assert link_name(name, pins=Pins()) is None
    [record] = name_record(name, None, None, Pins())["mentions"]  # type: ignore[misc]
    assert record["qid"] is None
    assert candidate is None or candidate in {other["qid"] for other in record["candidates"]}


def test_names_compare_across_spelling() -> None:
    assert fold("The Élysée") == "elysee"
    assert fold("al-Assad") == fold("Al Assad")
    assert sound("Muammar Gaddafi") == sound("Muamar Ghadafi")
    assert sound("Ali") == ""


def test_every_curated_item_says_where_its_number_was_checked() -> None:
    data = Path(__file__).parents[1] / "kg/linking/data"
    curated, sources = (
        [line.split("\t") for line in (data / name).read_text(encoding="utf-8").splitlines()[1:]]
        for name in ("supplement.tsv", "sources.tsv")
    )
    assert {row[0] for row in curated} == {row[0] for row in sources}
    assert all(row[2] for row in sources)


def test_marked_mentions_come_back_in_order_with_their_items_and_a_bad_line_is_said() -> None:
    marks = [{"start": 10, "end": 15}, {"start": 0, "end": 4}]
    outside = [{"start": 0, "end": 40}]
    lines = [
        json.dumps({"id": "1", "text": "NATO left Kabul.", "mentions": marks}),
        "not JSON",
        json.dumps({"id": "2", "text": "NATO", "mentions": outside}),
    ]
    good, *bad = link_lines(lines, Pins())
    mentions = good["mentions"]
    assert isinstance(mentions, list)
    assert [mention["text"] for mention in mentions] == ["Kabul", "NATO"]
    assert [mention["qid"] for mention in mentions] == ["Q5838", "Q7184"]
    assert mentions[1]["candidates"][0] == {"qid": "Q7184", "score": mentions[1]["score"]}
    assert ["line 2" in str(bad[0]["error"]), "outside the text" in str(bad[1]["error"])] == [True, True]
