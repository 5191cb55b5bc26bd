"""Scores of attributions: what counts as found."""

from kg.evaluation.statements import Quote, Score, score_document


def test_scores_need_source_cue_and_content() -> None:
    text = '"Go," he said. She left.'
    gold = Quote(source=[(6, 8)], cue=[(9, 13)], content=[(0, 5)])
    right = Quote(source=[(6, 8)], cue=[(9, 13)], content=[(1, 4)], head=6)
    wrong = Quote(source=[(15, 18)], cue=[(9, 13)], content=[(1, 4)], head=15)
    score = Score()
    score_document(score, text, [gold], [right])
    assert (score.f1, score.speakers) == (1.0, 1)
    score = Score()
    score_document(score, text, [gold], [wrong])
    assert (score.f1, score.speakers) == (0.0, 0)


def test_what_is_told_within_anothers_words_is_neither_right_nor_wrong() -> None:
    text = "He said she said so."
    gold = Quote(source=[(0, 2)], cue=[(3, 7)], content=[(8, 19)])
    inner = Quote(source=[(8, 11)], cue=[(12, 16)], content=[(17, 19)])
    score = Score()
    score_document(score, text, [gold], [gold, inner])
    assert (score.nested, score.precision, score.strict_precision) == (1, 1.0, 0.5)
