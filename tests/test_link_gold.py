"""Gold texts for linking, and the weights fitted to them."""

import json
from pathlib import Path

from kg.evaluation.link_gold import read_gum, read_meantime
from kg.evaluation.link_weights import Choice, fit
from kg.linking import open_index

TREEBANK = """\
# newdoc id = GUM_news_own
# text = The mayor of Kabul met Ada Quill of Keene State College.
1	The	the	DET	DT	_	2	det	_	Entity=(1-person-new-nnnnn-cf1-2-sgl
2	mayor	mayor	NOUN	NN	_	5	nsubj	_	_
3	of	of	ADP	IN	_	4	case	_	_
4	Kabul	Kabul	PROPN	NNP	_	2	nmod	_	Entity=(2-place-new-nnnnn-cf2-1-sgl-Kabul)1)
5	met	meet	VERB	VBD	_	0	root	_	_
6	Ada	Ada	PROPN	NNP	_	5	obj	_	Entity=(3-person-new-nnnnn-cf3-1-sgl
7	Quill	Quill	PROPN	NNP	_	6	flat	_	Entity=3)
8	of	of	ADP	IN	_	11	case	_	_
9	Keene	Keene	PROPN	NN	_	11	flat	_	Entity=(4-organization-new-n-c-3-s-Keene_State_College
10	State	State	PROPN	NNP	_	11	compound	_	Entity=(5-place-new-nnnnn-cf5-1-sgl)
11	College	College	PROPN	NNP	_	6	nmod	_	SpaceAfter=No|Entity=4)
12	.	.	PUNCT	.	_	5	punct	_	_

"""


def test_names_of_a_treebank_come_with_the_items_of_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "own.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    [document] = read_gum(path, open_index())
    found = [(gold.text, gold.mention.cls, gold.linked, sorted(gold.qids)) for gold in document.mentions]
    assert found == [
        ("Kabul", "Place", True, ["Q5838"]),
        ("Ada Quill", "Person", False, []),
        ("Keene State College", "Organization", True, ["Q6382897"]),
    ]
    assert all(
        document.text[gold.mention.start : gold.mention.end] == gold.text for gold in document.mentions
    )


def test_names_of_news_come_with_the_items_of_their_pages(tmp_path: Path) -> None:
    text = "Kabul is quiet, said the mayor."
    pages = [
        {"instance": "k", "ext_link": "http://dbpedia.org/resource/Kabul"},
        {"instance": "m", "ext_link": ""},
    ]
    marks = [
        {"kind": "entity", "type": "LOCATION", "text": "Kabul", "start": 0, "end": 5, "instance": "k"},
        {"kind": "entity", "type": "PERSON", "text": "the mayor", "start": 21, "end": 30, "instance": "m"},
    ]
    (tmp_path / "meantime_entities.jsonl").write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
    (tmp_path / "meantime.jsonl").write_text(json.dumps({"text": text, "mentions": marks}), encoding="utf-8")
    [document] = read_meantime(tmp_path, open_index())
    assert [(gold.text, sorted(gold.qids)) for gold in document.mentions] == [("Kabul", ["Q5838"])]


def test_a_sign_of_the_right_candidates_weighs_for_them_and_one_of_the_wrong_against() -> None:
    right, wrong = {"bias": 1.0, "label": 1.0}, {"bias": 1.0, "sport_other": 1.0}
    weights = fit([Choice((right, wrong), 0)] * 20 + [Choice((wrong,), None)] * 20)
    assert weights["label"] > 0.5 > -0.5 > weights["sport_other"]
