"""Docs with trees and names read from a CoNLL-U file, so that tests do not depend on the encoder."""

from pathlib import Path

import spacy
from spacy.tokens import Doc

DATA = Path(__file__).parent / "data"


def read_doc(file: str, identifier: str) -> Doc:
    """The document with this ``newdoc id``; one sentence of the file is one sentence of the Doc."""
    part = (DATA / file).read_text(encoding="utf-8").split(f"# newdoc id = {identifier}\n")[1]
    part = part.split("# newdoc id")[0]
    words: list[str] = []
    columns: dict[str, list] = {
        key: [] for key in ("lemmas", "pos", "tags", "heads", "deps", "ents", "spaces")
    }
    starts: list[bool] = []
    for sentence in part.strip().split("\n\n"):
        base = len(words)
        for line in sentence.splitlines():
            if line.startswith("#"):
                continue
            number, word, lemma, pos, tag, _, head, dep, _, misc = line.split("\t")
            starts.append(len(words) == base)
            words.append(word)
            columns["lemmas"].append(lemma)
            columns["pos"].append(pos)
            columns["tags"].append(tag)
            columns["heads"].append(base + int(head or 0) - 1 if head != "0" else base + int(number) - 1)
            columns["deps"].append("ROOT" if dep == "root" else dep)
            names = [part.removeprefix("Ent=") for part in misc.split("|") if part.startswith("Ent=")]
            columns["ents"].append(names[0] if names else "O")
            columns["spaces"].append("SpaceAfter=No" not in misc)
        columns["spaces"][-1] = True
    return Doc(spacy.blank("en").vocab, words=words, sent_starts=starts, **columns)
