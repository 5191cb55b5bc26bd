"""The annotated passages on agreements are whole, and their scorer counts what is right."""

import datetime as dt
import json

from kg.evaluation.agreements import CORPUS, Score, score_passage, spans_of
from kg.extraction.report import Actor, Agreement, Argument, Report, Span
from kg.reasoning.ontology import KG, subclasses

RECORDS = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def test_every_annotation_is_in_its_passage_and_in_the_ontology() -> None:
    classes = {str(cls).removeprefix(KG) for cls in subclasses(KG.Agreement)} | {"Agreement"}
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    for record in RECORDS:
        dt.date.fromisoformat(record["date"])
        for agreement in record["agreements"]:
            assert len(spans_of(record["text"], agreement["mentions"])) == len(agreement["mentions"])
            assert set(agreement["class"].split("|")) <= classes
            assert all(term["content"] in record["text"] for term in agreement["terms"])


def test_a_party_too_many_and_a_missing_one_cost_precision_and_recall() -> None:
    text = "Chad and Niger signed a pact with Mali."
    gold = {
        "class": "Agreement", "mentions": ["pact"], "party": ["Chad", "Niger"], "signatory": [],
        "mediator": [], "location": [], "signed_on": None, "agreed_on": None, "status": "signed", "terms": [],
    }  # fmt: skip
    names = {name: Span(text.index(name), text.index(name) + len(name), name) for name in ("Chad", "Mali")}
    pact = Span(text.index("pact"), text.index("pact") + 4, "pact")
    report = Report(
        article_id="x",
        text=text,
        date=None,
        entities=tuple(
            Actor(id=name, name=name, cls="State", mentions=(span,)) for name, span in names.items()
        ),
        agreements=(
            Agreement(
                id="a1",
                cls="Agreement",
                name="pact",
                mentions=(pact,),
                evidence=(),
                party=tuple(Argument(name, span) for name, span in names.items()),
                status="signed",
            ),
        ),
    )
    score = Score()
    score_passage(score, {"id": "x", "text": text, "agreements": [gold]}, report)
    party = score.counts["party"]
    assert (party.right, party.found, party.gold) == (1, 2, 2)
    assert score.counts["agreements"].f1 == score.counts["status"].f1 == 1.0
