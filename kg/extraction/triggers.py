"""Finding the words that name events, with the sense that the frame lexicon gives them there."""

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from kg.extraction.actor_types import words
from kg.extraction.arguments import case, modifiers, obliques, possessors, subjects
from kg.extraction.cues import lexicon as cues
from kg.extraction.frames import Frame, Lexicon, NounPattern, Restriction, VerbPattern, lexicon
from kg.extraction.light_verbs import carry
from kg.extraction.logical_objects import objects
from kg.extraction.other_senses import (
    is_accident,
    is_count,
    is_general,
    is_of_other_field,
    is_of_words,
    is_outburst,
    is_ruled,
    means_otherwise,
)
from kg.extraction.role_fillers import RoleReader
from kg.extraction.surroundings import base_form, is_subsequence, words_beside
from kg.extraction.syntax import is_passive
from kg.extraction.trigger import Trigger
from kg.extraction.word_senses import sensed_frame

_NOMINAL = frozenset({"NOUN", "PROPN"})


class TriggerFinder:
    """Matches an article's tokens against the lexicon."""

    def __init__(
        self, doc: Doc, roles: RoleReader, skip: Iterable[tuple[int, int]], headline: tuple[int, int] | None
    ) -> None:
        self._doc = doc
        self._roles = roles
        self._skip = tuple(skip)
        self._headline = headline
        self._lexicon: Lexicon = lexicon()
        self._elsewhere: dict[int, bool] = {}

    def find(self) -> list[Trigger]:
        """All triggers in text order."""
        found: dict[int, Trigger] = {}
        for token in self._doc:
            trigger = self._sense(token)
            if trigger is None or self._is_skipped(token) or self._is_elsewhere(token.sent):
                continue
            if not is_general(token) and not is_count(token):
                found[token.i] = trigger
        for trigger in list(found.values()):
            if trigger.nominal and trigger.frame.cls != "Ceasefire":
                continue  # but "an end to the shelling" tells of no other shelling
            for noun in trigger.absorbed:
                found.pop(noun.i, None)
        known = {trigger.token.i for trigger in found.values() if not trigger.sensed}
        for trigger in list(found.values()):
            beside = {trigger.token.head.i, *(child.i for child in trigger.token.children)}
            if trigger.sensed and beside & known:
                del found[trigger.token.i]  # the "missile" of "a missile struck"
        for trigger in list(found.values()):
            if trigger.nominal:
                carry(trigger, found)
                if self._is_misled(trigger) or _is_told_by_host(trigger, found):
                    del found[trigger.token.i]
        return [found[index] for index in sorted(found)]

    def _sense(self, token: Token) -> Trigger | None:
        """The event that a word names, or ``None``: the one place where a word's class is decided.

        The lexicon has the first word; where it has none, the encoder's sense counts if it is sure of one.
        """
        nominal = token.pos_ in _NOMINAL
        if not nominal and token.pos_ not in ("VERB", "ADJ"):
            return None
        gerund = token.tag_ == "VBG" and (
            token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "csubj")
            or (bool(obliques(token, "of")) and not objects(token))
        )
        known = self._noun(token) if nominal or gerund else self._verb(token)
        return known or self._sensed(token, nominal=nominal or gerund)

    def _sensed(self, token: Token, *, nominal: bool) -> Trigger | None:
        """The event that only the encoder takes the word for."""
        if token.pos_ not in ("VERB", "NOUN") or token.dep_ in ("amod", "compound", "case", "mark", "flat"):
            return None
        if token.lemma_.lower() in cues().verbs:
            return None  # "charged" is a statement, or nothing
        frame = sensed_frame(token)
        if (
            frame is None
            or is_outburst(token)
            or (not nominal and not self._fits(frame, token, [], restricted=False))
        ):
            return None
        return Trigger(token, frame, nominal=nominal, sensed=True)

    # ---- verbs -----------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> Trigger | None:
        verbs = self._lexicon.verbs
        base = token.lower_ if token.tag_ in ("VB", "VBP") else ""  # no "lie" for "to lay down arms"
        patterns = verbs.get(base) or verbs.get(token.lemma_.lower()) or verbs.get(base_form(token))
        if patterns is None or token.dep_ in ("amod", "compound", "case", "mark") or is_outburst(token):
            return None
        around: set[str] | None = None
        done: list[Token] | None = None
        for pattern in patterns:
            if token.pos_ == "ADJ" and not pattern.words:
                continue
            if done is None:
                done = objects(token) if token.pos_ == "VERB" else []
            if pattern.words:
                if around is None:
                    around = words_beside(token, done)
                if not around.issuperset(pattern.words):
                    continue
            absorbed = self._restricted_objects(pattern, token, done)
            if absorbed is None or not self._fits(
                pattern.frame, token, done, restricted=bool(pattern.objects)
            ):
                continue
            if pattern.frame.type == "ASSAULT" and any(is_of_words(obj, suffering=False) for obj in absorbed):
                continue
            absorbed += [
                obj for obj in done if obj.lower_ in pattern.words
            ]  # "hostage" of "took them hostage"
            return Trigger(token, pattern.frame, absorbed=absorbed, asks=pattern.strictness)
        return None

    def _restricted_objects(
        self, pattern: VerbPattern, token: Token, done: list[Token]
    ) -> list[Token] | None:
        """Objects that the pattern makes part of the trigger; ``None`` if it does not match."""
        absorbed: list[Token] = []
        for restriction in pattern.objects:
            candidates = done or [c for c in token.children if c.dep_ == "iobj"]
            matching = [obj for obj in candidates if self._is(obj, restriction)]
            if not matching and not (not done and "none" in restriction.words):
                return None
            absorbed += [obj for obj in matching if not self._roles.is_party(obj)]
        for preposition, restriction in pattern.obliques:
            matching = [
                obl
                for carrier in (token, *done)
                for obl in obliques(carrier, preposition)
                if self._is(obl, restriction)
            ]
            if not matching:
                return None
            absorbed += [obl for obl in matching if not self._roles.is_party(obl)]
        return absorbed

    def _fits(self, frame: Frame, token: Token, done: list[Token], *, restricted: bool) -> bool:
        if means_otherwise(token, frame):
            return False
        moving = frame.cls == "Visit" and len(frame.arguments.recipient) > 1
        if (moving or frame.cls == "Meeting") and is_passive(token):
            return False  # "was met with derision", "were flown to Rome"
        if frame.without and any(child.dep_ in frame.without for child in token.children):
            return False
        if frame.type == "SUPPORT" and (
            (token.dep_ == "acl:relcl" and token.tag_ in ("VBZ", "VBP"))
            or (token.dep_ == "acl" and token.tag_ == "VBN")
        ):
            return False  # "Turkey, which backs Baku", "forces backed by Rwanda" tell how things are
        if frame.obj and not restricted:
            if done:
                if not any(self._is(obj, frame.obj) for obj in done):
                    return False
            elif "none" not in frame.obj.words:
                return False
        if frame.not_obj and any(self._names(obj) & frame.not_obj.words for obj in done):
            return False
        if not frame.subj and not frame.not_subj:
            return True
        doers = subjects(token)
        if frame.not_subj and any(self._is(doer, frame.not_subj) for doer in doers):
            return False
        if frame.subj:
            return any(self._is(doer, frame.subj) for doer in doers) if doers else "none" in frame.subj.words
        return True

    def _is_misled(self, trigger: Trigger) -> bool:
        """Whether somebody does it who never does it in this sense: "the candidate launched an offensive"."""
        host, frame = trigger.host, trigger.frame
        if is_accident(trigger.token, frame):
            return True
        if frame.type == "ASSAULT" and is_of_words(trigger.token, suffering=False):
            return True
        if host is None:
            return False
        if is_ruled(host):
            return True
        if frame.type == "ASSAULT" and is_of_words(host, suffering=trigger.relation == "suffering"):
            return True
        doers = subjects(host) if trigger.relation == "doing" and frame.not_subj else []
        return any(self._is(doer, frame.not_subj) for doer in doers)

    # ---- nouns -----------------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Trigger | None:
        lemma = token.lemma_.lower()
        nouns = self._lexicon.nouns
        forms = {lemma, token.lower_, lemma.removesuffix("s") if token.pos_ == "PROPN" else lemma}
        patterns = [pattern for form in sorted(forms) for pattern in nouns.get(form, ())]
        if not patterns or token.dep_ in ("compound", "amod", "flat"):
            return None
        if token.pos_ == "PROPN" and not self._in_headline(token):
            return None
        before = [m.lemma_.lower() for m in sorted(modifiers(token), key=lambda t: t.i) if m.i < token.i]
        before += [case(token)] if any(p.modifiers[:1] == ("on",) for p in patterns) else []
        for pattern in patterns:
            if self._matches(pattern, token, before):
                inner = [obl for name, _ in pattern.obliques for obl in obliques(token, name)]
                absorbed = [obl for obl in inner if not self._roles.is_party(obl)]
                return Trigger(token, pattern.frame, nominal=True, absorbed=absorbed, asks=pattern.strictness)
        return None

    def _matches(self, pattern: NounPattern, token: Token, before: list[str]) -> bool:
        frame = pattern.frame
        if not is_subsequence(pattern.modifiers, before):
            return False
        for preposition, restriction in pattern.obliques:
            held = possessors(token) if preposition == "poss" else obliques(token, preposition)
            if not any(self._is(obl, restriction) for obl in held):
                return False
        if frame.not_mods and frame.not_mods.words & set(before):
            return False
        return not frame.mods or bool(frame.mods.words & set(before))

    # ---- words -----------------------------------------------------------------------------------------

    def _is(self, token: Token, restriction: Restriction) -> bool:
        """Whether the phrase headed by ``token`` is what ``restriction`` asks for."""
        pending = [token]
        while pending:
            head = pending.pop()
            if restriction.words and self._names(head) & restriction.words:
                return True
            if restriction.classes and self._roles.is_a(head, restriction.classes):
                return True
            pending += [c for c in head.children if c.dep_ == "conj"]
            lemma = head.lemma_.lower()
            if lemma in self._lexicon.partitives or lemma in words("things", "parts") or head.pos_ == "NUM":
                pending += obliques(head, "of")
        return False

    def _names(self, token: Token) -> set[str]:
        lemma = token.lemma_.lower()
        names = {lemma, token.lower_, token.lower_.removesuffix("s")}
        for child in token.lefts:
            if child.dep_ in ("compound", "amod"):
                names.add(f"{child.lemma_.lower()} {lemma}")
                if child.dep_ == "compound" and lemma in self._lexicon.light["hollow"]:
                    names.add(child.lemma_.lower())  # "mediation efforts" are mediation
                if child.dep_ == "compound" and token.pos_ == "PROPN":
                    names.add(child.lower_)  # "Typhoon Mangkhut" is a typhoon
        if any(self._is_explosive(child) for child in token.children if child.dep_ == "acl"):
            names.add("bomb")  # "a car packed with explosives"
        return names

    def _is_explosive(self, load: Token) -> bool:
        """Whether something is loaded, packed or rigged with explosives."""
        if load.lemma_.lower() not in self._lexicon.light["loading"]:
            return False
        loads = [part for load in obliques(load, "with") for part in (load, *obliques(load, "of"))]
        return any(part.lemma_.lower() in self._lexicon.light["explosive"] for part in loads)

    def _is_elsewhere(self, sentence: Span) -> bool:
        known = self._elsewhere.get(sentence.start)
        if known is None:
            known = self._elsewhere[sentence.start] = is_of_other_field(sentence)
        return known

    def _is_skipped(self, token: Token) -> bool:
        return any(start <= token.idx < end for start, end in self._skip)

    def _in_headline(self, token: Token) -> bool:
        return self._headline is not None and self._headline[0] <= token.idx < self._headline[1]


def _is_told_by_host(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """Whether the verb that carries the noun names the same event: "met for talks", but not "flew in for"."""
    host = found.get(trigger.host.i) if trigger.host is not None else None
    same = host is not None and host.frame.type == trigger.frame.type == "CONSULT"
    return same and host is not None and host.frame.cls != "Visit"
