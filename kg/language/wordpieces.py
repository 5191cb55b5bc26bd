"""Words to sub-tokens and word shapes: what the encoder is given, in training and at run time alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

CLS, SEP, PAD, MASK, UNK = 101, 102, 0, 103, 100
"""Indices of the special entries of the BERT vocabulary."""

MAX_PIECES = 6
"""Sub-tokens kept of one word: the rest of a web address or of a run of letters adds cost and no meaning."""

MAX_POSITIONS = 512
"""Sub-tokens of a window, at most; where many words are long, fewer sub-tokens of each are kept."""

SHAPES = 24
"""Number of word shapes: eight kinds of casing, each with unknown, some or no space before the word."""

SPACING_UNKNOWN, SPACE_BEFORE, NO_SPACE_BEFORE = 0, 1, 2


class Encoded(NamedTuple):
    """A window of words as the encoder reads it; ``first[i]`` is where word *i*'s sub-tokens begin."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]


def casing(word: str) -> int:
    """The kind of casing of *word*, 1 to 7: lower, Title, UPPER, one capital, mIxed, with digits, other."""
    if any(c.isdigit() for c in word):
        return 6
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 7
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if upper == len(letters):
        return 4 if len(letters) == 1 else 3
    return 2 if upper == 1 and letters[0].isupper() else 5


class WordPieces:
    """Cuts words into the sub-tokens of an uncased BERT vocabulary, remembering words that it has seen."""

    def __init__(self, vocabulary: Path, cache_size: int = 60_000) -> None:
        entries = vocabulary.read_text(encoding="utf-8").splitlines()
        model = WordPiece({entry: index for index, entry in enumerate(entries)}, unk_token="[UNK]")
        self._tokenizer = Tokenizer(model)
        self._tokenizer.normalizer = BertNormalizer(lowercase=True)
        self._tokenizer.pre_tokenizer = BertPreTokenizer()
        self._cache: dict[str, tuple[tuple[int, ...], int]] = {}
        self._cache_size = cache_size

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The sub-tokens (at least one, at most :data:`MAX_PIECES`) and the casing of *word*."""
        known = self._cache.get(word)
        if known is None:
            text = word[:100].encode("utf-8", "replace").decode("utf-8")
            pieces = self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_PIECES]
            known = (tuple(pieces) or (UNK,), casing(text))
            if len(self._cache) >= self._cache_size:
                self._cache.clear()
            self._cache[word] = known
        return known

    def window(self, words: Sequence[str], spacing: Sequence[int]) -> Encoded:
        """Encode *words*, of which ``spacing[i]`` says what stood before word *i*."""
        pieces, shapes, first = [CLS], [0], []
        known = [self.word(word) for word in words]
        keep = MAX_PIECES
        while keep > 1 and sum(min(keep, len(ids)) for ids, _ in known) > MAX_POSITIONS - 2:
            keep -= 1
        for (ids, case), space in zip(known, spacing, strict=True):
            ids = ids[:keep]
            first.append(len(pieces))
            pieces.extend(ids)
            shapes.extend([case * 3 + space] * len(ids))
        pieces.append(SEP)
        shapes.append(0)
        return Encoded(pieces, shapes, first)
