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
