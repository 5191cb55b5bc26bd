"""The store: whole articles in and out, a union without duplicates, and errors in one sentence."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample_strike import first_article, first_report
from sample_toll import second_article, second_report

import kg
from kg.errors import KgError
from kg.rdf.namespaces import ONTOLOGY_GRAPH
from kg.store import Store
from kg.store.change import DEFAULT
from kg.store.errors import (
    MalformedQueryError,
    ParameterError,
    StoreDamagedError,
    StoreLockedError,
    StoreMissingError,
    UnknownArticleError,
    UnknownQueryError,
)
from kg.store.local import LocalStore

rdflib_deprecations = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:oxrdflib", "ignore::ResourceWarning"
)


def fill(store: Store) -> None:
    store.add(first_report(), first_article(), run="test")
    store.add(second_report(), second_article(), run="test")


def contents(store: Store) -> set[str]:
    return {str(quad) for quad in store.match(None, None, None, None)}


def union_is_kept(store: Store) -> bool:
    quads = list(store.match(None, None, None, None))
    named = {quad.triple for quad in quads if quad.graph_name != DEFAULT}
    return named == {quad.triple for quad in quads if quad.graph_name == DEFAULT}


@pytest.fixture
def memory() -> Store:
    store = kg.open_store(":memory:")
    fill(store)
    return store


def test_adding_twice_changes_nothing_and_order_does_not_matter(memory: Store) -> None:
    before = contents(memory)
    assert memory.add(first_report(), first_article(), run="test") == "unchanged"
    assert contents(memory) == before
    other = kg.open_store(":memory:")
    other.add(second_report(), second_article(), run="test")
    other.add(first_report(), first_article(), run="test")
    assert contents(other) == before
    assert union_is_kept(memory)


def test_removing_an_article_leaves_what_others_say(memory: Store) -> None:
    alone = kg.open_store(":memory:")
    alone.add(first_report(), first_article(), run="test")
    memory.remove("bela-toll")
    assert union_is_kept(memory)
    assert not any("Mara Oln" in quad or "bela-toll" in quad for quad in contents(memory))
    # The other article wrote the name in capitals; that alias leaves with it.
    assert contents(memory) == contents(alone)
    memory.remove("karsan-bombs-rebel-camp")
    assert {q.graph_name for q in memory.match(None, None, None, None)} == {DEFAULT, ONTOLOGY_GRAPH}
    with pytest.raises(UnknownArticleError):
        memory.remove("bela-toll")


def test_a_changed_article_takes_the_place_of_the_old_one(memory: Store) -> None:
    from dataclasses import replace

    changed = replace(second_report(), statements=(), events=())
    assert memory.add(changed, second_article(), run="test") == "replaced"
    assert union_is_kept(memory)
    assert not any("bela-toll#s-1" in quad for quad in contents(memory))
    assert any("bela-toll#r-1" in quad for quad in contents(memory))


def test_the_union_counts_every_triple_once(memory: Store) -> None:
    [row] = memory.query("SELECT (COUNT(*) AS ?n) { ?s a kg:InternationalOrganization }")
    assert row["n"] == 1
    named = memory.query("SELECT ?g { GRAPH ?g { ?s kg:actor ?a } FILTER(STRSTARTS(STR(?g), STR(art:))) }")
    assert len({row["g"] for row in named}) == 2


@rdflib_deprecations
def test_rdflib_sees_the_same_graph(memory: Store) -> None:
    from rdflib import URIRef

    actor = URIRef("https://w3id.org/conflict-kg/ontology#actor")
    assert len(list(memory.graph.triples((None, actor, None)))) == len(
        memory.query("SELECT ?s ?o { ?s kg:actor ?o }")
    )
    graph = memory.construct("CONSTRUCT { ?s kg:actor ?o } WHERE { ?s kg:actor ?o }")
    assert (None, actor, None) in graph


@pytest.mark.parametrize("ending", ["nq", "trig", "nt", "ttl", "rdf", "jsonld"])
@rdflib_deprecations
def test_exports_are_read_back_by_rdflib(memory: Store, tmp_path: Path, ending: str) -> None:
    import rdflib

    path = tmp_path / f"out.{ending}"
    memory.export(path)
    first = path.read_bytes()
    memory.export(path)
    assert path.read_bytes() == first
    form = {"nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}.get(ending, ending)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=path.read_text("utf-8"), format=form)
    assert (None, rdflib.URIRef("https://w3id.org/conflict-kg/ontology#attacked"), None) in dataset
    quads = memory.match(None, None, None, None)
    union = {quad.triple for quad in quads if quad.graph_name not in (DEFAULT, ONTOLOGY_GRAPH)}
    assert len(set(dataset.triples((None, None, None)))) == len(union)
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_to_a_device_leaves_it_a_device(memory: Store, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.nq"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_text, "utf-8")
        memory.export(pipe)
        assert "Airstrike" in read.result(timeout=20)
    assert pipe.is_fifo()


@pytest.mark.parametrize("on_a_volume", [False, True])
def test_an_export_can_be_loaded_whole(
    memory: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_volume: bool
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda _: on_a_volume)
    memory.export(tmp_path / "all.nq")
    copy = LocalStore(tmp_path / "copy")
    copy.load(tmp_path / "all.nq")
    assert contents(copy) == contents(memory)


def test_a_store_on_disk_is_read_beside_its_writer_and_written_by_one(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with kg.open_store(path) as store:
        fill(store)
        with pytest.raises(StoreLockedError, match="in use by another process"):
            kg.open_store(path)
        with kg.open_store(path, read_only=True) as reader:
            assert len(reader.articles()) == 2
            with pytest.raises(KgError, match="reading only"):
                reader.remove("bela-toll")
    code = f"import kg; kg.open_store({str(path)!r}).remove('bela-toll')"
    subprocess.run([sys.executable, "-c", code], check=True)
    with kg.open_store(path, read_only=True) as reader:
        assert [article.id for article in reader.articles()] == ["karsan-bombs-rebel-camp"]


def test_a_disk_that_cannot_be_written_to_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("IO error: While mkdir if missing: /media/s: Read-only file system")

    monkeypatch.setattr("kg.store.local.ox.Store", refuse)
    with pytest.raises(KgError, match="lies on a file system that cannot be written to"):
        kg.open_store(tmp_path / "s")


def test_a_place_without_a_store_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="There is no store"):
        kg.open_store(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("do not touch")
    with pytest.raises(KgError, match="is not a store"):
        kg.open_store(tmp_path / "letters")
    path = tmp_path / "broken"
    with kg.open_store(path) as store:
        fill(store)
    (path / "CURRENT").write_text("garbage")
    for read_only in (True, False):
        with pytest.raises(StoreDamagedError, match="is damaged"):
            kg.open_store(path, read_only=read_only)


def test_a_malformed_query_shows_the_place(memory: Store) -> None:
    with pytest.raises(MalformedQueryError) as error:
        memory.query("SELECT ?x\nWHERE { ?x nonsense:p ?y }")
    first, line, caret = str(error.value).splitlines()
    assert re.fullmatch(r"The query is malformed at line 2, column \d+: Prefix not found\.", first)
    assert "nonsense:p" in line[: caret.index("^") + 1]


def test_names_and_parameters_that_do_not_fit_are_said(memory: Store) -> None:
    with pytest.raises(UnknownQueryError, match="did you mean who-attacked-whom"):
        memory.query("who-attacked-who")
    with pytest.raises(ParameterError, match="has no parameter 'color'"):
        memory.query("who-attacked-whom", color="red")
    with pytest.raises(ParameterError, match="takes a date like"):
        memory.query("who-attacked-whom", since="yesterday")
    with pytest.raises(KgError, match="Nothing in the graph is called 'Atlantis'"):
        memory.query("who-attacked-whom", actor="Atlantis")
    with pytest.raises(ParameterError, match="takes no 'z'"):
        memory.query("SELECT ?s { ?s ?p ?o }", z="1")


@pytest.mark.parametrize(
    "hostile",
    ['x" } } ; DROP ALL #', "x\\u0022 } #", "Bela' OR 1=1", "> <http://x>", "\\", "}\n{", "{ UNDEF }"],
)
def test_parameters_are_terms_whatever_they_hold(memory: Store, hostile: str) -> None:
    before = contents(memory)
    with pytest.raises(KgError, match="Nothing in the graph is called"):
        memory.query("who-attacked-whom", actor=hostile)
    assert len(memory.query("articles-about", words=hostile)) == 0
    assert memory.query("SELECT ?x { VALUES ?x { UNDEF } }", x=hostile)[0]["x"] == hostile
    assert contents(memory) == before
