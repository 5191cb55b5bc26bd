import bz2
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner
from wikidata_json import CITY, FAMILY_NAME, GROUP, HUMAN, entity, kinds

from kg.cli import app
from kg.linking import Index, IndexUnusable, Pins, link_name
from kg.linking.dump import DumpError, build_from_dump

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WIKIS = ("enwiki", "dewiki", "frwiki", "arwiki", "ruwiki", "eswiki")
BRINDLE, HALVORSEN, FRONT = 9100001, 9100002, 9100003


def dump_text(extra: int = 0) -> bytes:
    entities: list[dict[str, Any]] = [
        {"type": "property", "id": "P31", "datatype": "wikibase-item", "labels": {}, "claims": {}},
        entity(
            BRINDLE,
            "Brindleford",
            kind=CITY,
            description="city in England",
            aliases=("Brindle-on-Sea",),
            country=145,
            place=(51.5, -1.25),
            inhabitants=900_000,
            wikis=WIKIS,
        ),
        entity(HALVORSEN, "Dagny Halvorsen", kind=HUMAN, language="mul", wikis=WIKIS),
        entity(FRONT, "Quillmar Liberation Front", kind=GROUP, aliases=("QLF",), wikis=WIKIS[:2]),
        entity(9100004, "Halvorsen", kind=FAMILY_NAME, wikis=WIKIS),
        entity(9100005, None, kind=HUMAN, wikis=WIKIS),
        *kinds(),
        *(entity(9200000 + n, f"Tarnwick {n}", kind=CITY, wikis=WIKIS) for n in range(extra)),
    ]
    lines = [json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in entities]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".json": lambda data: data,
    ".json.gz": gzip.compress,
    # These are packed in parallel, as many streams one after the other.
    ".json.bz2": lambda data: (
        bz2.compress(data[:700]) + bz2.compress(data[700:-700]) + bz2.compress(data[-700:])
    ),
    ".json.zst": lambda data: (
        zstd.compress(data[:700]) + zstd.compress(data[700:-700]) + zstd.compress(data[-700:])
    ),
}


@pytest.mark.parametrize("ending", PACKED)
def test_an_index_is_built_of_a_dump_however_it_is_packed(tmp_path: Path, ending: str) -> None:
    dump, out = tmp_path / f"dump{ending}", tmp_path / "own.sqlite"
    dump.write_bytes(PACKED[ending](dump_text()))
    result = build_from_dump(dump, out)
    assert (result.read, result.unreadable) == (10, 0)
    index = Index(out)
    town, person = index.facts(BRINDLE), index.facts(HALVORSEN)
    assert town is not None
    assert person is not None
    assert (town.cls, town.country, town.lat, town.lon) == ("Settlement", "Q145", 51.5, -1.25)
    assert (town.label, town.description) == ("Brindleford", "city in England")
    assert (person.cls, person.label) == ("Person", "Dagny Halvorsen")
    found = link_name("Brindle-on-Sea", index=index, pins=Pins())
    assert found is not None
    assert found.qid == f"Q{BRINDLE}"
    # Too few pages, a family name, no name at all; the curated items are always there.
    assert [index.facts(qid) for qid in (FRONT, 9100004, 9100005)] == [None, None, None]
    assert index.facts("Q42418") is not None
    assert {path.name for path in tmp_path.iterdir()} == {dump.name, out.name}


def test_a_filter_keeps_a_class_and_lesser_known_items(tmp_path: Path) -> None:
    dump, out = tmp_path / "dump.json", tmp_path / "own.sqlite"
    dump.write_bytes(dump_text())
    build_from_dump(dump, out, classes=frozenset({"ArmedGroup"}), sitelinks=2)
    index = Index(out)
    group = index.facts(FRONT)
    assert group is not None
    assert group.cls == "ArmedGroup"
    assert index.facts(BRINDLE) is None
    with pytest.raises(DumpError, match="no class Soldier"):
        build_from_dump(dump, out, classes=frozenset({"Soldier"}))


@pytest.mark.parametrize("ending", PACKED)
def test_a_build_goes_on_where_a_broken_download_ended(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The first part of a download is told by its beginning, which a small dump does not fill.
    monkeypatch.setattr("kg.linking.dump._SIGNATURE_BYTES", 300)
    monkeypatch.setattr("kg.linking.dump._BATCH", 50)
    whole = PACKED[ending](dump_text(extra=400))
    dump, out = tmp_path / f"dump{ending}", tmp_path / "own.sqlite"
    dump.write_bytes(whole[: len(whole) * 9 // 10])
    with pytest.raises(DumpError, match="breaks off after"):
        build_from_dump(dump, out, sitelinks=1)
    assert not out.exists()
    seen: list[tuple[int, int, int]] = []
    dump.write_bytes(whole)
    result = build_from_dump(dump, out, sitelinks=1, progress=lambda *step: seen.append(step))
    assert result.read == 410
    assert all(Index(out).facts(9200000 + n) is not None for n in range(400))
    once = tmp_path / "once.sqlite"
    build_from_dump(dump, once, sitelinks=1)
    assert once.read_bytes() == out.read_bytes()
    assert [read for _, read, _ in seen] == sorted(read for _, read, _ in seen)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<mediawiki><page><title>Kabul</title></page></mediawiki>\n",
        b"id,label\nQ1,universe\n",
        b'{"id": "a", "text": "no entity", "labels": []}\n',
        b"\x1f\x8b\x08\x00 not really gzip",
        gzip.compress(b"-- MySQL dump 10.19\nINSERT INTO page VALUES (1);\n"),
        b"BZh9 not really bzip2",
        b"\x28\xb5\x2f\xfd not really Zstandard",
        bytes(byte for byte in range(256) if byte != 10) * 40,
    ],
)
def test_what_is_no_dump_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    dump = tmp_path / "dump"
    dump.write_bytes(content)
    with pytest.raises(DumpError, match="is not a Wikidata JSON dump"):
        build_from_dump(dump, tmp_path / "own.sqlite")


def test_a_line_that_cannot_be_read_is_counted_and_costs_no_other(tmp_path: Path) -> None:
    lines = dump_text().split(b"\n")
    lines.insert(4, b'{"type":"item","id":"Q9100009","labels":{"en":{"la,')
    dump = tmp_path / "dump.json"
    dump.write_bytes(b"\n".join(lines))
    result = build_from_dump(dump, tmp_path / "own.sqlite", sitelinks=0)
    assert (result.read, result.unreadable) == (11, 1)


def test_the_index_in_use_is_the_one_named_or_built_and_a_bad_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.linking.index import open_index

    dump = tmp_path / "dump.json"
    dump.write_bytes(dump_text())
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("KG_INDEX", raising=False)
    build_from_dump(dump, tmp_path / "cache" / "wikidata.sqlite")
    assert open_index().facts(BRINDLE) is not None
    monkeypatch.setenv("KG_INDEX", str(dump))
    with pytest.raises(IndexUnusable, match="not an index"):
        open_index()


def test_the_command_says_what_it_did_and_links_are_made_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("KG_INDEX", raising=False)
    dump = tmp_path / "dump.json.gz"
    dump.write_bytes(gzip.compress(dump_text()))
    built = CliRunner().invoke(app, ["wikidata", "build", str(dump)])
    assert built.exit_code == 0, built.output
    assert built.stdout == ""
    assert "of 10 entities" in built.stderr
    found = CliRunner().invoke(app, ["link", "Brindleford", "--format", "jsonl"])
    [mention] = json.loads(found.stdout)["mentions"]
    assert mention["qid"] == f"Q{BRINDLE}"
    absent = CliRunner().invoke(app, ["wikidata", "build", str(tmp_path / "absent.json")])
    assert (absent.exit_code, str(absent.exception)) == (1, f"There is no file {tmp_path / 'absent.json'}.")
