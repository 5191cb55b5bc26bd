"""Input that holds no article: it is said what is wrong, and nothing crashes."""

import gzip
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import PLAIN, from_pipe, page, wrong

from kg.articles import Article, ArticleError, Limits
from kg.articles.errors import (
    BadMarkupError,
    BadRecordError,
    BinaryContentError,
    EmptyArticleError,
    NoArticleError,
    NotFoundError,
    NothingReadableError,
    NotPermittedError,
    TooLargeError,
)


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        (b"", "a.txt", EmptyArticleError),
        (b" \n\t\n", "a.txt", EmptyArticleError),
        (b"\xef\xbb\xbf", "a.txt", EmptyArticleError),
        (bytes(range(256)) * 8, "a.txt", BinaryContentError),
        (b"%PDF-1.7\n%\xe2\xe3", "a.txt", BinaryContentError),
        (b"\x89PNG\r\n\x1a\n", "a.html", BinaryContentError),
        (gzip.compress(PLAIN.encode())[:60], "a.txt.gz", BinaryContentError),
        (b"<html><body><nav>Home</nav></body></html>", "a.html", NoArticleError),
        (
            b"<!doctype html><html><head><title>Log in</title></head><body></body></html>",
            "a.html",
            NoArticleError,
        ),
        (b"Skip to content\nMenu\nSearch\nSign in\n", "a.txt", NoArticleError),
        (b"<?xml version='1.0'?><rss><channel><item>", "a.xml", BadMarkupError),
        (b'{"id": 1}', "a.json", BadRecordError),
    ],
)
def test_what_is_no_article(tmp_path: Path, content: bytes, name: str, error: type[ArticleError]) -> None:
    assert type(wrong(page(tmp_path, content, name))) is error


def test_missing_forbidden_and_oversized(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(wrong(tmp_path / "none.txt"), NotFoundError)
    assert isinstance(wrong("nul\x00.txt"), NotFoundError)
    assert isinstance(wrong(tmp_path), NothingReadableError)
    assert isinstance(wrong(page(tmp_path, PLAIN), limits=Limits(article_bytes=50)), TooLargeError)
    bomb = page(tmp_path, gzip.compress(b"a" * 5_000_000), "bomb.txt.gz")
    assert isinstance(wrong(bomb, limits=Limits(article_bytes=100_000)), TooLargeError)
    locked = page(tmp_path, PLAIN, "locked.txt")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert isinstance(wrong(locked), NotPermittedError)


def test_errors_survive_the_way_between_processes(tmp_path: Path) -> None:
    error = wrong(page(tmp_path, PLAIN), limits=Limits(article_bytes=50))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), copy.source) == (type(error), str(error), error.source)


# ---------------------------------------------------------------- properties

_PIECES = """\
The army shelled Orsk on Monday . ! ? - — 12 2020 { } [ ] " ' © KABUL Image: Reuters (AP, Reuters) By Jane
Doe , March 4, Read more: Sign up here <p> </p> <html> https://example.org/a"""
_WORDS = st.sampled_from([*_PIECES.split(), "\n", "\n\n", "\r\n", "\u00a0"])


@given(st.one_of(st.binary(max_size=400), st.lists(_WORDS, max_size=60).map(" ".join).map(str.encode)))
@settings(max_examples=120, deadline=None)
def test_no_input_crashes_a_reader(content: bytes) -> None:
    found = from_pipe(content)
    assert found
    for item in found:
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()
            if item.headline_span:
                assert item.text[slice(*item.headline_span)] == item.headline


@given(st.lists(_WORDS, max_size=60).map(" ".join))
@settings(max_examples=30, deadline=None)
def test_no_markup_crashes_a_reader(content: str) -> None:
    assert from_pipe(b"<!doctype html><html><body><article>" + content.encode())


@pytest.mark.parametrize(
    "content",
    [b"<div>" * 20_000 + b"text", b"[" * 100_000, b'{"a":' * 50_000, b"a" * 1_000_000, b"By A&" * 150],
)
def test_deep_and_long_input(content: bytes) -> None:
    assert len(from_pipe(content)) == 1
