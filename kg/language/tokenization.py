"""spaCy's English tokenizer, adapted to the words of the UD English treebanks that the encoder was trained on."""

from __future__ import annotations

import re
from functools import lru_cache

import spacy
from spacy.lang.en.tokenizer_exceptions import TOKENIZER_EXCEPTIONS
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

_WORD = r"[^\W_]"
# Prefixes that UD English leaves joined to their word: "non-violent", "pro-Beijing", "ex-president", "e-mail".
_BOUND = "non pre re anti co post pro ex semi mid multi counter inter intra ultra sub super trans un pan e x mini micro neo quasi pseudo vice inter cross de over under".split()
_DASH = r"(?:-+|–|—|―|‑|‐)"
_NOT_BOUND = "".join(rf"(?<!\b{prefix})" for prefix in (*_BOUND, *(p.title() for p in _BOUND)))

_INFIXES = (
    r"\.{2,}",
    r"…",
    rf"(?<={_WORD}){_NOT_BOUND}{_DASH}(?={_WORD})",
    rf"(?<={_WORD}[.,'’\"”)])(?:--+|–|—)(?={_WORD})",
    rf"(?<=[^\W\d_])[/](?={_WORD})",
    rf"(?<=[^\W\d_])[,;:?!](?=[^\W\d_])",
    rf"(?<={_WORD}[.,)])[(\[\"“](?={_WORD})",
    rf"(?<={_WORD})[(\[\"“”](?={_WORD})",
    r"(?<=[a-z]{2})\.(?=[A-Z][a-z])",
    rf"(?<={_WORD})[<>=&](?={_WORD}{{2}})",
)

_PREFIXES = (
    r"\.{2,}", r"…", r"-+(?=[^\W\d_])", r"[–—―]+", r"['‘’](?=[^\W\d_]{3})", r"['‘’](?=[AI]\b)", r"[\"“”„«»`]+", r"''",
    r"[(\[{<]", r"[$€£¥₹₽]", r"(?:US|C|A|NZ|HK)(?=\$)", r"#(?=\d)", r"[*•·▪●►|~=+_^]+(?=\S)", r"[,;:!?)\]}>]+(?=\S)", r"§", r"%", r"±",
)  # fmt: skip

_SUFFIXES = (
    r"\.{2,}", r"…", r"-+", r"[–—―]+", r"['‘’]", r"[\"“”»«`]+", r"''", r"[)\]}>]", r"[,;:!?]+", r"['’][sS]", r"%", r"[$€£¥]", r"[*•|~=+_^]+",
    r"(?<=\d)(?:km|m|cm|mm|kg|g|lb|lbs|mph|ft|bn|mn|am|pm|a\.m\.|p\.m\.|k|M|B)",
    r"(?<=[a-z0-9%\)\]\"”’'])\.", r"(?<=[A-Z][A-Z])\.", r"(?<=[^\x00-\x7f])\.",
)  # fmt: skip


def _exceptions() -> dict[str, list[dict[int, str]]]:
    """spaCy's contractions and abbreviations, without emoticons of letters and without norms."""
    exceptions = {}
    for form, parts in TOKENIZER_EXCEPTIONS.items():
        pieces = [part[ORTH] for part in parts]
        if len(pieces) == 1 and not form.endswith(".") and "'" not in form and "’" not in form:
            continue
        if re.fullmatch(r"\d+(?:a\.?m\.?|p\.?m\.?)", form):
            pieces = [re.match(r"\d+", form)[0], form.lstrip("0123456789")]  # type: ignore[index]
        exceptions[form] = [{ORTH: piece} for piece in pieces]
    return exceptions


_ABBREVIATIONS = (
    "Gen. Lt. Col. Maj. Capt. Sgt. Cpl. Adm. Brig. Cmdr. Gov. Sen. Rep. Sens. Reps. Dr. Mr. Mrs. Ms. Prof. Rev. St. Mt. Jr. Sr. "
    "No. Nos. vs. etc. e.g. i.e. Inc. Corp. Co. Ltd. Bros. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. "
    "U.S. U.K. U.N. E.U. U.S.A. U.A.E. D.C. Ph.D. a.m. p.m. approx. est. Dept. Univ. Gens. Lts. Fig. al. Hon. Amb. Pvt. Det. Supt. "
    "Ave. Blvd. Rd. Ft. Mon. Tue. Tues. Wed. Thu. Thur. Thurs. Fri. Vol. pp. ed. eds. cf. ca. v."
).split()


@lru_cache(maxsize=1)
def _rules() -> dict[str, list[dict[int, str]]]:
    rules = _exceptions()
    for abbreviation in _ABBREVIATIONS:
        rules[abbreviation] = [{ORTH: abbreviation}]
    for form in ("d'", "D'"):
        rules.pop(form, None)
    return rules


def tokenizer(vocab: Vocab | None = None) -> Tokenizer:
    """The tokenizer, on *vocab* or on a vocabulary of its own."""
    return Tokenizer(
        vocab if vocab is not None else spacy.blank("en").vocab,
        rules=_rules(),
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=_URL.match,
    )


_URL = re.compile(r"\+?\d+-\d{2,4}-\d[\d-]*$|(?:https?://|www\.)\S+[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|html?|pdf)\b(?:/\S*)?$", re.I)
