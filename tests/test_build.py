"""The whole path on a sample article, with the shipped model and index."""

from pathlib import Path

import pytest

import kg
from kg.errors import KgError
from kg.reasoning import validate

SAMPLE = Path(__file__).resolve().parents[1] / "examples" / "karabakh-ceasefire.txt"


def test_an_article_becomes_a_well_formed_graph_the_same_every_time(tmp_path: Path) -> None:
    files = tmp_path / "first.nq", tmp_path / "second.nq"
    for file in files:
        with kg.open_store(":memory:") as store:
            result = kg.build([SAMPLE], store)
            assert (result.added, result.failures) == (1, ())
            assert kg.build([SAMPLE], store, out=file).unchanged == 1
            [article] = store.articles()
            assert (article.publisher, str(article.date)) == ("The Harbour Post", "2020-11-10")
            facts = "".join(f"{quad} .\n" for quad in store.facts_of(article.iri))
            assert validate(facts.encode("utf-8")) == []
            agreements = store.query("agreements", party="Azerbaijan")
            assert any("Armenia" in str(agreement["parties"]) for agreement in agreements)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_pipeline_that_is_not_installed_is_said() -> None:
    with pytest.raises(KgError, match="no spaCy pipeline named 'xx_nothing'"):
        kg.build([SAMPLE], ":memory:", link=False, pipeline="xx_nothing")


def test_without_an_index_the_build_goes_on_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg import linking, pipeline

    def missing() -> None:
        raise linking.IndexUnusable("there is no index")

    monkeypatch.setattr(linking, "open_index", missing)
    pipeline.why_unlinked.cache_clear()
    try:
        assert pipeline.why_unlinked() == "there is no index"
        with kg.open_store(tmp_path / "store") as store:
            assert kg.build([SAMPLE], store).added == 1
            assert not store.query("linked-entities")
    finally:
        pipeline.why_unlinked.cache_clear()


def test_entities_of_three_articles_meet_by_link_or_by_name_and_type() -> None:
    from kg.extraction.report import Actor, Entity, Place, Report, Span
    from kg.linking import Pins, link
    from kg.rdf.names import Names

    def nodes(article: str, text: str, *entities: tuple[type[Entity], str, str]) -> list[str]:
        found = tuple(
            kind(
                id=name,
                name=name,
                cls=cls,
                mentions=(Span(text.index(name), text.index(name) + len(name), name),),
            )
            for kind, name, cls in entities
        )
        report = link(Report(article_id=article, text=text, date=None, entities=found), pins=Pins())
        return [node.value for node in Names(article).entities(report.entities).values()]

    first = nodes(
        "a", "The Taleban shelled Tarnwyck near Kabul.",
        (Actor, "Taleban", "ArmedGroup"), (Place, "Tarnwyck", "Settlement"),
    )  # fmt: skip
    second = nodes(
        "b", "The Islamic Emirate of Afghanistan took Tarnwyck.",
        (Actor, "Islamic Emirate of Afghanistan", "ArmedGroup"), (Place, "Tarnwyck", "Settlement"),
    )  # fmt: skip
    third = nodes(
        "c", "The Taliban hired Tarnwyck, a company of guards.",
        (Actor, "Taliban", "ArmedGroup"), (Actor, "Tarnwyck", "Company"),
    )  # fmt: skip
    assert first[0] == second[0] == third[0]
    assert first[0].endswith("Q42418")
    assert first[1] == second[1] != third[1]
