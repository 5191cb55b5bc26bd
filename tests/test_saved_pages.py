"""Pages saved as text: what of one is the article, and what is known of it."""

import datetime as dt
from pathlib import Path

import pytest
from reading import EXAMPLES, PLAIN, one, page

from kg.articles import Article

# ---------------------------------------------------------------- the first real page


@pytest.fixture(scope="module")
def seed(shared: Path) -> tuple[Article, str]:
    (path,) = sorted((shared / "seed").glob("*.txt"))
    return one(path), path.read_text(encoding="utf-8")


def test_seed_metadata(seed: tuple[Article, str]) -> None:
    article, _ = seed
    assert article.date == dt.date(2020, 3, 4)
    assert article.publisher == "Deutsche Welle"
    assert article.agencies == ("AP", "dpa", "Reuters")
    assert article.headline is not None
    assert article.headline.startswith("US conducts first airstrike")
    assert article.headline_span is not None
    assert article.text[slice(*article.headline_span)] == article.headline
    assert article.standfirst is not None
    assert article.standfirst.startswith('The "defensive" strike')
    assert article.captions == ("An F-16C Fighting Falcon flies over Afghanistan",)
    assert article.subheadings == ("Escalating violence",)


def test_seed_keeps_every_sentence_and_nothing_else(seed: tuple[Article, str]) -> None:
    article, raw = seed
    paragraphs = {" ".join(line.split()) for line in raw.splitlines() if len(line.split()) >= 20}
    assert {line for line in paragraphs if not line.startswith(("Every evening", "Read more"))} <= set(
        article.text.split("\n")
    )
    for absent in ("Falcon", "Read more", "Sign up", "Every evening", "Skip to", "Image", "kp,es", "http"):
        assert absent not in article.text


# ---------------------------------------------------------------- the sample articles

SAMPLES = {
    "afghanistan-doha-talks.txt": ("Meridian Newswire", dt.date(2020, 9, 12), ("AP", "AFP", "Reuters")),
    "colombia-new-accord.html": ("Meridian Newswire", dt.date(2016, 11, 24), ("Reuters", "AFP")),
    "gaza-ceasefire-deal.txt": ("Eastern Monitor", dt.date(2025, 1, 16), ("AP",)),
    "karabakh-ceasefire.txt": ("The Harbour Post", dt.date(2020, 11, 10), ("Reuters", "AFP")),
    "myanmar-haigeng-ceasefire.txt": ("Northgate Tribune", dt.date(2024, 1, 13), ("Xinhua", "AFP")),
    "prisoner-exchange-emirates.html": ("Northgate Tribune", dt.date(2024, 1, 3), ("AFP", "Reuters")),
    "sudan-jeddah-truce.txt": ("Meridian Newswire", dt.date(2023, 5, 21), ("Reuters",)),
    "tigray-pretoria-agreement.txt": ("The Harbour Post", dt.date(2022, 11, 2), ("AFP", "Reuters")),
    "ukraine-grain-odesa.txt": ("Northgate Tribune", dt.date(2022, 7, 23), ("AP",)),
    "yemen-abu-dhabi-drones.txt": ("Levant Courier", dt.date(2022, 1, 18), ("AFP", "AP")),
}
FURNITURE = """\
Sign up|Subscribe|cookies|Advertisement|ADVERTISEMENT|©|Copyright|Read more|READ NEXT|Facebook|
min read|newsletter|Related|Photograph:|Image|Photo|contributed to|editing by|reading list|small favour|
Most read|Skip to|Loading|Published|GMT""".replace("\n", "").split("|")


def test_samples_are_all_named_here() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.suffix != ".md"} == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sample_page(name: str) -> None:
    article = one(EXAMPLES / name)
    assert (article.publisher, article.date, article.agencies) == SAMPLES[name]
    assert not [word for word in FURNITURE if word in article.text]
    lines = article.text.split("\n")
    assert lines[0] == article.headline
    assert len(lines) >= 10
    assert all(len(line.split()) >= 8 for line in lines[1:])
    assert article.captions or name.startswith(("tigray", "gaza", "myanmar"))
    assert article.warnings == ()


def test_dateline_is_metadata() -> None:
    odesa = one(EXAMPLES / "ukraine-grain-odesa.txt")
    assert odesa.dateline_place == "Kyiv, Ukraine"
    assert "\nRussian missiles struck the Black Sea port" in odesa.text
    assert one(EXAMPLES / "karabakh-ceasefire.txt").dateline_place == "Yerevan/Baku"


def test_hard_wrapped_page_is_unwrapped() -> None:
    article = one(EXAMPLES / "tigray-pretoria-agreement.txt")
    assert "(TPLF) agreed on Wednesday to end two years of war, the African Union's" in article.text
    assert article.authors == ("Daniel Okoth",)


# ---------------------------------------------------------------- saved text in general


def test_plain_text_comes_through_whole(tmp_path: Path) -> None:
    article = one(page(tmp_path, PLAIN))
    assert article.text.split("\n") == [line for line in PLAIN.split("\n") if line]
    assert article.headline is None


def test_prose_that_begins_like_furniture_is_kept(tmp_path: Path) -> None:
    sentences = (
        "Follow the money and you will find the militia, an investigator said.",
        "Related groups have also attacked convoys in the north, the army said.",
        "By Monday, the army had taken the bridge and the road to the airport.",
        "Every evening the army sends out patrols along the ceasefire line.",
        "For more than a year, families who visit the camp have found it empty.",
        "Share prices fell after the strike on the port, traders said.",
        "Reporting by Human Rights Watch shows that at least 30 villagers were killed.",
        "In this video, the militants threaten to kill the hostages.",
        "Copyright law was not what the rebels had in mind when they seized the station.",
        "Advertisement of the truce on the radio came too late to stop the shelling.",
        "The minister - who resigned on Friday - denied the accusation (of treason).",
        "Sign after sign pointed to an attack, the governor of the province said.",
        "The deal was signed on March 4, 2020.",
    )
    article = one(page(tmp_path, "Rebels and army trade blame\n\n" + "\n\n".join(sentences)))
    assert article.text.split("\n")[1:] == list(sentences)


@pytest.mark.parametrize(
    "line",
    [
        "Published On 4 Mar 2020",
        "Wed 4 Mar 2020 21.37 GMT",
        "March 4, 2020 / 9:14 AM / Updated 2 hours ago",
        "04.03.2020",
        "2020-03-04T10:15:00Z",
        "Last updated: Wednesday, 4th March 2020, 10:39 GMT",
        "By Jane Doe | 4 March 2020",
        "Published March 4, 2020last updated March 5, 2020",
        "Reuters, Baghdad Wednesday 4 March 2020",
        "Issued on: 04/03/2020 - 11:24\nModified: 13/03/2020 - 08:00",
    ],
)
def test_date_lines(tmp_path: Path, line: str) -> None:
    date = one(page(tmp_path, f"Army shells the town of Orsk\n\n{line}\n\n{PLAIN}")).date
    ambiguous = line.startswith("Issued")
    assert date == (dt.date(2020, 3, 13) if ambiguous else dt.date(2020, 3, 4))


def test_a_copy_in_an_archive_is_its_original(tmp_path: Path) -> None:
    address = "https://web.archive.org/web/20200304101500/https://www.aljazeera.com/news/2020/3/4/a-strike"
    article = one(page(tmp_path, f"Army shells the town of Orsk\n{address}\n\n{PLAIN}"))
    assert article.url == "https://www.aljazeera.com/news/2020/3/4/a-strike"
    assert article.publisher == "Al Jazeera"
    assert article.date == dt.date(2020, 3, 4)


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("Smoke rises over the port of Orsk [Jane Doe/AFP]", "Smoke rises"),
        (
            "Smoke rises over the port of Orsk, on March 2, 2020. (Reuters)\nReuters, Orsk 4 March 2020",
            "Smoke",
        ),
        ("Image source, Getty Images\nImage caption,\nSmoke rises over the port of Orsk", "Smoke rises"),
        (
            "FILE - Smoke rises over the port of Orsk on March 2, 2020. (AP Photo/Jane Doe, File)",
            "FILE - Smoke",
        ),
        ("Smoke rises over the port of Orsk. REUTERS/Jane Doe Purchase Licensing Rights", "Smoke rises"),
        ("Smoke rises over Orsk, which rebels attacked Image: J. C. Doe/AP/picture alliance", "Smoke rises"),
    ],
)
def test_captions_are_metadata(tmp_path: Path, above: str, caption: str) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{above}\n\n{PLAIN}"))
    assert "moke" not in article.text
    assert article.captions[0].startswith(caption)


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("GAZA/CAIRO, March 3 (Reuters) - ", "Gaza/Cairo", ("Reuters",)),
        ("Kabul (AFP) – ", "Kabul", ("AFP",)),
        ("BEIJING, March 4 (Xinhua) -- ", "Beijing", ("Xinhua",)),
        ("WASHINGTON — ", "Washington", ()),
        ("Sanaa, Yemen – ", "Sanaa, Yemen", ()),
    ],
)
def test_datelines(tmp_path: Path, opening: str, place: str, agency: tuple[str, ...]) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{opening}{PLAIN}"))
    assert (article.dateline_place, article.agencies) == (place, agency)
    assert article.text.split("\n")[1].startswith("The army shelled")


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ("ORSK, March 14, 2025 (Wire) - ", "The army"),
        ("ORSK. Saturday 14 March 2025. ", "The army"),
        ("As of 14 March 2025\n\n", "The army"),
        ("The war goes on. 14 March 2025\n\n", "The war goes on."),
        ("Press release | Monitors | 14 March 2025\n\n", "The army"),
    ],
)
def test_the_day_that_copy_opens_with(tmp_path: Path, opening: str, kept: str) -> None:
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{opening}{PLAIN}"))
    assert article.date == dt.date(2025, 3, 14)
    assert article.text.split("\n")[1].startswith(kept)


def test_a_live_page_has_a_headline(tmp_path: Path) -> None:
    article = one(page(tmp_path, f"LIVE: Army shells the town of Orsk\nUpdated 14 March 2025\n\n{PLAIN}"))
    assert article.headline == "LIVE: Army shells the town of Orsk"


def test_the_marks_of_a_list_are_no_words(tmp_path: Path) -> None:
    listed = "\n\n".join(f"• {paragraph}" for paragraph in PLAIN.split("\n\n"))
    article = one(page(tmp_path, f"Army shells the town of Orsk\n\n{listed}"))
    assert "•" not in article.text
    assert "The army shelled" in article.text


def test_other_languages_are_warned_of(tmp_path: Path) -> None:
    german = "Die Armee hat am Montag nach Angaben eines Sprechers die Stadt beschossen. "
    article = one(page(tmp_path, german * 5))
    assert article.language != "en"
    assert any("English" in warning for warning in article.warnings)
    assert one(page(tmp_path, "Армия обстреляла город в понедельник.")).warnings
    assert not one(page(tmp_path, "Rebels shell town; army vows revenge")).warnings


BOXES = """\
Skip links
Menu
World
Rebels and army trade blame over shelling of Orsk
By Jane Doe
March 4, 20204:12 PM GMT+1Updated 3 hours ago
Summary
Army shells Orsk
At least 12 killed, rebels say they will answer soon
ORSK, March 4 (Reuters) - The army shelled the town of Orsk on Monday, a spokesman said.
KEEP READING
list 1 of 2
Rebels seize the bridge over the Ural
list 2 of 2
Who are the rebels of Orsk?
end of list
Rebels denied that they had fired first, and the governor called for calm.
Advertisement · Scroll to continue
Sign up for our newsletter
The Week in Orsk
Email address
Both sides are to meet on March 10, the governor said.
Reporting by Jane Doe in Orsk; Editing by John Roe
Our Standards: The Thomson Reuters Trust Principles.
Suggested Topics:
World
Read Next
Rebels say talks have failed
May 24, 2021
"""


def test_dense_page_with_boxes(tmp_path: Path) -> None:
    article = one(page(tmp_path, BOXES))
    assert (article.date, article.authors) == (dt.date(2020, 3, 4), ("Jane Doe",))
    assert (article.dateline_place, article.agencies) == ("Orsk", ("Reuters",))
    assert article.text.split("\n") == [
        "Rebels and army trade blame over shelling of Orsk",
        "At least 12 killed, rebels say they will answer soon",
        "The army shelled the town of Orsk on Monday, a spokesman said.",
        "Rebels denied that they had fired first, and the governor called for calm.",
        "Both sides are to meet on March 10, the governor said.",
    ]


def test_a_date_beside_another_story_is_not_the_date(tmp_path: Path) -> None:
    undated = BOXES.replace("March 4, 20204:12 PM GMT+1Updated 3 hours ago\n", "")
    assert one(page(tmp_path, undated)).date is None
