"""Whether an event happened: negation, plans, conditions and doubts, on parses written by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.factuality import factuality

VOCAB = spacy.blank("en").vocab


def parse(text: str) -> Doc:
    """Doc from lines "word lemma POS TAG head dep", heads counted from 1, 0 for the root."""
    rows = [line.split() for line in text.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=[int(row[4]) - 1 if row[4] != "0" else index for index, row in enumerate(rows)],
        deps=[row[5] for row in rows],
    )


CASES = {
    "a concession is no condition": (
        "Germany Germany PROPN NNP 4 nsubj\nwill will AUX MD 4 aux\nnot not PART RB 4 advmod\n"
        "send send VERB VB 0 ROOT\ntanks tank NOUN NNS 4 obj\neven even ADV RB 9 advmod\n"
        "if if SCONJ IN 9 mark\nothers other NOUN NNS 9 nsubj\ndo do VERB VBP 4 advcl",
        "send",
        "Negated",
    ),
    "a process only begun": (
        "They they PRON PRP 2 nsubj\nvoted vote VERB VBD 0 ROOT\nto to PART TO 4 mark\n"
        "begin begin VERB VB 2 advcl\nthe the DET DT 6 det\nprocess process NOUN NN 4 obj\n"
        "of of SCONJ IN 8 mark\njoining join VERB VBG 6 acl\nNATO NATO PROPN NNP 8 obj",
        "joining",
        "Planned",
    ),
    "any deal that does not": (
        "Hamas Hamas PROPN NNP 4 nsubj\nwill will AUX MD 4 aux\nnot not PART RB 4 advmod\n"
        "accept accept VERB VB 0 ROOT\nany any DET DT 6 det\ndeal deal NOUN NN 4 obj\n"
        "that that PRON WDT 10 nsubj\ndoes do AUX VBZ 10 aux\nnot not PART RB 10 advmod\n"
        "end end VERB VB 6 acl:relcl\nwar war NOUN NN 10 obj",
        "end",
        "Possible",
    ),
    "nor denies": (
        "They they PRON PRP 4 nsubj\nwill will AUX MD 4 aux\nnot not PART RB 4 advmod\n"
        "march march VERB VB 0 ROOT\nnor nor CCONJ CC 6 cc\nattack attack VERB VB 4 conj",
        "attack",
        "Negated",
    ),
    "simple past": (
        "Rebels rebel NOUN NNS 2 nsubj\nattacked attack VERB VBD 0 ROOT\nBenina Benina PROPN NNP 2 obj",
        "attacked",
        "Actual",
    ),
    "negation": (
        "Rebels rebel NOUN NNS 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\n"
        "attack attack VERB VB 0 ROOT",
        "attack",
        "Negated",
    ),
    "denial": (
        "Israel Israel PROPN NNP 2 nsubj\ndenied deny VERB VBD 0 ROOT\nthat that SCONJ IN 5 mark\n"
        "it it PRON PRP 5 nsubj\nattacked attack VERB VBD 2 ccomp",
        "attacked",
        "Negated",
    ),
    "a report of it": (
        "Israel Israel PROPN NNP 2 nsubj\nsaid say VERB VBD 0 ROOT\nHamas Hamas PROPN NNP 4 nsubj\n"
        "attacked attack VERB VBD 2 ccomp",
        "attacked",
        "Actual",
    ),
    "promise": (
        "Russia Russia PROPN NNP 2 nsubj\npromised promise VERB VBD 0 ROOT\nto to PART TO 4 mark\n"
        "withdraw withdraw VERB VB 2 xcomp",
        "withdraw",
        "Planned",
    ),
    "refusal": (
        "Russia Russia PROPN NNP 2 nsubj\nrefused refuse VERB VBD 0 ROOT\nto to PART TO 4 mark\n"
        "withdraw withdraw VERB VB 2 xcomp",
        "withdraw",
        "Negated",
    ),
    "what was not chosen": (
        "Rather rather ADV RB 6 advmod\nthan than ADP IN 1 fixed\nwithdrawing withdraw VERB VBG 6 advcl\n"
        ", , PUNCT , 3 punct\nRussia Russia PROPN NNP 6 nsubj\nattacked attack VERB VBD 0 ROOT",
        "withdrawing",
        "Negated",
    ),
    "no promise": (
        "Russia Russia PROPN NNP 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\n"
        "promise promise VERB VB 0 ROOT\nto to PART TO 6 mark\nwithdraw withdraw VERB VB 4 xcomp",
        "withdraw",
        "Negated",
    ),
    "beginning": (
        "Troops troop NOUN NNS 2 nsubj\nbegan begin VERB VBD 0 ROOT\nshelling shell VERB VBG 2 xcomp\n"
        "Homs Homs PROPN NNP 3 obj",
        "shelling",
        "Actual",
    ),
    "future": (
        "Russia Russia PROPN NNP 3 nsubj\nwill will AUX MD 3 aux\nwithdraw withdraw VERB VB 0 ROOT",
        "withdraw",
        "Planned",
    ),
    "possibility": (
        "Russia Russia PROPN NNP 3 nsubj\nmay may AUX MD 3 aux\nwithdraw withdraw VERB VB 0 ROOT",
        "withdraw",
        "Possible",
    ),
    "condition": (
        "If if SCONJ IN 3 mark\nrebels rebel NOUN NNS 3 nsubj\n"
        "attack attack VERB VBP 7 advcl\n, , PUNCT , 7 punct\n"
        "we we PRON PRP 7 nsubj\nwill will AUX MD 7 aux\nrespond respond VERB VB 0 ROOT",
        "attack",
        "Conditional",
    ),
    "headline infinitive": (
        "US US PROPN NNP 3 nsubj\nto to PART TO 3 mark\nwithdraw withdraw VERB VB 0 ROOT",
        "withdraw",
        "Planned",
    ),
    "relative clause under a plan": (
        "They they PRON PRP 2 nsubj\nplan plan VERB VBP 0 ROOT\nto to PART TO 4 mark\n"
        "punish punish VERB VB 2 xcomp\n"
        "rebels rebel NOUN NNS 4 obj\nwho who PRON WP 7 nsubj\nattacked attack VERB VBD 5 acl:relcl",
        "attacked",
        "Actual",
    ),
    "condemned attack": (
        "Paris Paris PROPN NNP 2 nsubj\ncondemned condemn VERB VBD 0 ROOT\nthe the DET DT 4 det\n"
        "attack attack NOUN NN 2 obj",
        "attack",
        "Actual",
    ),
    "prevented attack": (
        "Police police NOUN NNS 2 nsubj\nprevented prevent VERB VBD 0 ROOT\nan a DET DT 4 det\n"
        "attack attack NOUN NN 2 obj",
        "attack",
        "Negated",
    ),
    "right to attack": (
        "the the DET DT 2 det\nright right NOUN NN 0 ROOT\nto to PART TO 4 mark\nattack attack VERB VB 2 acl",
        "attack",
        "Possible",
    ),
    "scheduled talks": (
        "talks talk NOUN NNS 0 ROOT\nscheduled schedule VERB VBN 1 acl\nfor for ADP IN 4 case\n"
        "Sunday Sunday PROPN NNP 2 obl",
        "talks",
        "Planned",
    ),
    "call for a ceasefire": (
        "They they PRON PRP 2 nsubj\ncalled call VERB VBD 0 ROOT\nfor for ADP IN 5 case\na a DET DT 5 det\n"
        "ceasefire ceasefire NOUN NN 2 obl",
        "ceasefire",
        "Planned",
    ),
    "a plan after what has happened": (
        "Ministers minister NOUN NNS 3 nsubj\nwill will AUX MD 3 aux\nmeet meet VERB VB 0 ROOT\n"
        "after after SCONJ IN 7 mark\nmen man NOUN NNS 7 nsubj:pass\nwere be AUX VBD 7 aux:pass\n"
        "arrested arrest VERB VBN 3 advcl",
        "arrested",
        "Actual",
    ),
    "no fewer than": (
        "No no DET DT 3 advmod\nfewer few ADJ JJR 3 amod\nattacks attack NOUN NNS 4 nsubj\n"
        "happened happen VERB VBD 0 ROOT",
        "attacks",
        "Actual",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_factuality(name: str) -> None:
    text, word, expected = CASES[name]
    token = next(token for token in parse(text) if token.text == word)
    assert factuality(token) == expected
