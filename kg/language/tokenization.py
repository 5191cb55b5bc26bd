"""spaCy's English tokenizer, adapted to the words of the UD treebanks that the encoder was trained on."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.lang.en.tokenizer_exceptions import TOKENIZER_EXCEPTIONS
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

_WORD = r"[^\W_]"
_DASH = r"(?:-+|–|—|―|‑|‐)"
_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_JOINED = _WORDS["joined_prefixes"].split()
_NOT_JOINED = "".join(rf"(?<!\b{prefix})" for prefix in (*_JOINED, *map(str.title, _JOINED)))

_INFIXES = (
    r"\.{2,}",
    r"…",
    rf"(?<={_WORD}){_NOT_JOINED}{_DASH}(?={_WORD})",
    rf"(?<={_WORD}[.,'’\"”)])(?:--+|–|—)(?={_WORD})",
    rf"(?<=[^\W\d_])[/](?={_WORD})",
    r"(?<=[^\W\d_])[,;:?!](?=[^\W\d_])",
    rf"(?<={_WORD}[.,)])[(\[\"“](?={_WORD})",
    rf"(?<={_WORD})[(\[\"“”](?={_WORD})",
    r"(?<=[a-z]{2})\.(?=[A-Z][a-z])",
    rf"(?<={_WORD})[<>=&](?={_WORD}{{2}})",
)

_PREFIXES = (
    r"\.{2,}",
    r"…",
    r"-+(?=[^\W\d_])",
    r"[–—―]+",
    r"['‘’](?=[^\W\d_]{3})",
    r"['‘’](?=[AI]\b)",
    r"[\"“”„«»`]+",
    r"''",
    r"[(\[{<]",
    r"[$€£¥₹₽]",
    r"(?:US|C|A|NZ|HK)(?=\$)",
    r"#(?=\d)",
    r"[*•·▪●►|~=+_^]+(?=\S)",
    r"[,;:!?)\]}>]+(?=\S)",
    r"[§%±]",
)

_SUFFIXES = (
    r"\.{2,}",
    r"…",
    r"-+",
    r"[–—―]+",
    r"['‘’]",
    r"[\"“”»«`]+",
    r"''",
    r"[)\]}>]",
    r"[,;:!?]+",
    r"['’][sS]",
    r"[%$€£¥]",
    r"[*•|~=+_^]+",
    r"(?<=\d)(?:km|m|cm|mm|kg|g|lb|lbs|mph|ft|bn|mn|am|pm|a\.m\.|p\.m\.|k|M|B)",
    r"(?<=[a-z0-9%\)\]\"”'’])\.",
    r"(?<=[A-Z][A-Z])\.",
    r"(?<=[^\x00-\x7f])\.",
)

_WHOLE = re.compile(
    r"\+?\d+-\d{2,4}-\d[\d-]*$"
    r"|(?:https?://|www\.)\S+[\w/]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|html?|pdf)\b(?:/\S*)?$",
    re.IGNORECASE,
)
"""Telephone numbers, web and mail addresses and file names are one word."""


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[dict[int, str]]]:
    """spaCy's contractions and abbreviations, without its emoticons, and our abbreviations."""
    rules: dict[str, list[dict[int, str]]] = {}
    for form, parts in TOKENIZER_EXCEPTIONS.items():
        pieces = [part[ORTH] for part in parts]
        if len(pieces) == 1 and not form.endswith(".") and "'" not in form and "’" not in form:
            continue
        rules[form] = [{ORTH: piece} for piece in pieces]
    for abbreviation in _WORDS["abbreviations"].split():
        rules[abbreviation] = [{ORTH: abbreviation}]
    return rules


def tokenizer(vocab: Vocab | None = None) -> Tokenizer:
    """The tokenizer, on *vocab* or on a vocabulary of its own."""
    return Tokenizer(
        vocab if vocab is not None else spacy.blank("en").vocab,
        rules=_rules(),
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=_WHOLE.match,
    )
