"""Words that refer to somebody or something: names, demonyms, role nouns, pronouns and plural sets."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extraction.actor_types import RoleNoun, misspelt_title, role_of, words
from kg.extraction.cues import lexicon as cues
from kg.extraction.entities import Mention
from kg.extraction.gazetteer import known_names
from kg.extraction.name_text import Name, head_of
from kg.extraction.names import NameFinder
from kg.extraction.pronoun_mentions import pronoun_mentions
from kg.extraction.set_nouns import bare_set, set_of

_BEFORE_NOUN = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "det:predet", "advmod", "nmod", "flat"}
)


def find_mentions(doc: Doc) -> tuple[Mention, ...]:
    """All mentions of actors, places and instruments in a parsed Doc, in order; no two share a head token.

    The Doc needs tags, lemmas, Universal Dependencies, sentences and entities. Expletives are left out; what
    the other pronouns mean is left to :func:`kg.extraction.coreference.resolve`.
    """
    found: dict[int, Mention] = {}
    covered = [False] * len(doc)
    for name in NameFinder(doc).find():
        mention = name_mention(doc, name)
        found.setdefault(mention.head, mention)
        covered[name.start : name.end] = [True] * (name.end - name.start)
    for mention in (*_nominals(doc, covered), *pronoun_mentions(doc)):
        found.setdefault(mention.head, mention)
    return tuple(sorted(found.values(), key=lambda mention: (mention.start, mention.head)))


def name_mention(doc: Doc, name: Name) -> Mention:
    """The mention that a proper name is."""
    root = head_of(doc, name.start, name.end)
    known = name.known
    if (
        name.cls == "Person"
        and root.head.i == name.start - 1
        and root.head.lower_ in words("titles", "courtesy")
    ):
        # "Mullah Baradar": where the title heads the name, what hangs on it hangs on the name.
        root = root.head
    if known and known.kind in ("demonym", "people"):
        plural = known.kind == "people" or (root.pos_ in ("NOUN", "PROPN") and root.tag_.endswith("S"))
        return Mention(
            start=name.start, end=name.end, head=root.i, kind="demonym", cls="State", sort="state",
            name=known.name, plural=plural, country=known.country,
        )  # fmt: skip
    sort = {"State": "state", "Person": "person"}.get(name.cls, "")
    return Mention(
        start=name.start, end=name.end, head=root.i, kind="name", cls=name.cls, sort=sort,
        name=known.name if known and known.kind != "government" else name.text,
        country=known.country if known else None,
    )  # fmt: skip


def _nominals(doc: Doc, covered: list[bool]) -> Iterator[Mention]:
    for token in doc:
        if covered[token.i] or token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"):
            continue
        lower = token.lower_
        titled = token.pos_ == "ADJ" and token.tag_ == "NNP"  # "Chief Executive"
        if token.pos_ not in ("NOUN", "PROPN") and not (
            titled or (lower == "military" and token.dep_ == "amod") or is_doer(token)
        ):
            if bare_set(token):
                yield _set(token, "any")
            continue
        lemma, plural = _singular(token)
        kind_of_set = set_of(token, lemma, plural)
        if kind_of_set:
            yield _set(token, kind_of_set)
            continue
        if role := _meaning(token, lemma, plural):
            yield Mention(
                start=_phrase_start(token),
                end=token.i + 1,
                head=token.i,
                kind="nominal",
                cls=_refined(token, lemma, role),
                sort=role.sort,
                plural=plural or role.sort in ("people", "forces"),
            )


def _set(token: Token, sort: str) -> Mention:
    """A plural set of actors or countries ("the two sides")."""
    return Mention(
        start=_phrase_start(token),
        end=token.i + 1,
        head=token.i,
        kind="set",
        cls="Actor",
        sort=sort,
        plural=True,
    )


def _singular(token: Token) -> tuple[str, bool]:
    """The noun in the singular, and whether it stands in the plural."""
    plural = token.tag_ in ("NNS", "NNPS")
    lemma = token.lemma_.lower() if plural else token.lower_
    if plural and role_of(lemma, plural=True) is None and role_of(token.lower_, plural=True) is not None:
        lemma = token.lower_  # "headquarters"
    elif plural and lemma == token.lower_:
        lemma = lemma.removesuffix("s")
    return lemma.removeprefix("co-"), plural


def role_noun(token: Token) -> RoleNoun | None:
    """The role that a noun names, two words counting before one ("air force", "prime minister")."""
    lemma, plural = _singular(token)
    if lemma.startswith("ex-"):
        lemma = lemma.removeprefix("ex-")  # "two ex-ministers" are ministers here
    return _meaning(token, lemma, plural)


def _meaning(token: Token, lemma: str, plural: bool) -> RoleNoun | None:
    return _role(token.doc, token, lemma, plural) or _person_by_deed(token, plural) or _teller(token, plural)


def _role(doc: Doc, token: Token, lemma: str, plural: bool) -> RoleNoun | None:
    if token.i + 1 < len(doc) and doc[token.i + 1].text == "-" and token.text[:1].isupper():
        # "Secretary" in "Secretary-General".
        return None
    if token.i:
        before = doc[token.i - 1]
        if before.text == "-" and token.i > 1:
            joined = role_of(f"{doc[token.i - 2].lower_}-{lemma}", plural=plural)
            if joined:
                return joined
        if before.head.i == token.i:
            two = role_of(f"{before.lower_} {lemma}", plural=plural)
            if two:
                return two
    if lemma in words("places", "named_apart") and _behind_place(token):
        return RoleNoun("place", "AdministrativeArea", "")  # "Cauca department"
    if lemma in words("places", "bargained") and (
        token.head.lemma_.lower() in words("places", "bargaining")
        or any(child.lower_ in words("places", "bargaining") for child in token.lefts)
    ):
        return None  # "a settlement should be reached", "a peaceful settlement"
    if plural and lemma in words("things", "loaded") and any(c.dep_ == "nummod" for c in token.lefts):
        return None  # "12 magazines" go into rifles
    role = role_of(lemma, plural=plural)
    if role is None and token.i + 1 < len(doc) and doc[token.i + 1].ent_type_ == "PERSON":
        # "Peace enovy Jo Smith": a slip in a title.
        role = role_of(misspelt_title(lemma) or "", plural=False)
    if role is None:
        return None
    if token.dep_ in ("compound", "amod"):
        if role.sort == "instrument" and not plural:
            return role if _is_wielded(token, role) else None
        if is_doer(token):
            return role_of(lemma, plural=True)
        # "US military spokesman": the body is worth knowing; "troop" in "troop withdrawal" is not.
        above = role_of(token.head.lemma_.lower(), plural=False)
        named = role.sort == "body" and role.belongs in ("forces", "branch", "government", "security")
        return role if named and above is not None and above.sort in ("person", "people") else None
    if token.dep_ in ("fixed", "compound:prt") or (token.dep_ == "nmod:desc" and token.head.i < token.i):
        return None
    if lemma == "mission" and not _is_sent_out(token):
        return None
    described = any(child.dep_ in ("amod", "compound", "nmod:poss") for child in token.lefts)
    bare = not plural and not described
    return None if bare and lemma in words("modifiers", "when_described") else role


def _is_sent_out(mission: Token) -> bool:
    """Whether a mission is those who are sent, rather than what they are to do."""
    named = any(
        child.ent_type_ in ("ORG", "GPE", "NORP") or child.lower_ in words("modifiers", "sent_out")
        for child in mission.lefts
    )
    says = mission.dep_ == "nsubj" and any(
        cue.speech for cue in cues().verbs.get(mission.head.lemma_.lower(), ())
    )
    return named or says


def _behind_place(token: Token) -> bool:
    """Whether the name of a place that is no country stands right before a noun."""
    before = token.nbor(-1) if token.i else token
    known = known_names().get(before.text)
    country = known is not None and known.cls in ("State", "Country")
    return before.ent_type_ in ("GPE", "LOC") and before.head.i == token.i and not country


def _is_wielded(token: Token, role: RoleNoun) -> bool:
    """Whether a weapon before a noun of force is what it is done with: "dynamite attack", "drone strike"."""
    return role.cls in ("Weapon", "Aircraft") and token.head.lemma_.lower() in words("modifiers", "done_with")


def is_doer(token: Token) -> bool:
    """Whether a word before a noun says who does what the noun names: "a rebel ambush", "the police raid"."""
    if token.dep_ not in ("compound", "amod") or token.i > token.head.i:
        return False
    who, deed = token.lemma_.lower(), token.head.lemma_.lower()
    return any(
        who in words("modifiers", doers) and deed in words("modifiers", deeds)
        for doers, deeds in (("doers", "done_by"), ("protesters", "protests"))
    )


def _teller(token: Token, plural: bool) -> RoleNoun | None:
    """A noun that means people where they tell something: "police sources said", "according to a source"."""
    if token.pos_ != "NOUN" or token.lemma_.lower() not in words("people", "tellers"):
        return None
    verb = token.head.lemma_.lower()
    tells = token.dep_ == "nsubj" and any(cue.speech for cue in cues().verbs.get(verb, ()))
    quoted = token.dep_ == "obj" and verb in words("people", "quoting_verbs")
    if not (tells or quoted or any(c.lower_ == "according" for c in token.children)):
        return None
    return RoleNoun("people", "Group", "") if plural else RoleNoun("person", "Person", "")


def _person_by_deed(token: Token, plural: bool) -> RoleNoun | None:
    """A noun that no list knows, taken for somebody by what is done to it: "jailed the blogger's cousins"."""
    if token.pos_ != "NOUN" or token.dep_ not in ("obj", "nsubj:pass") or token.lower_.endswith("ing"):
        return None
    verb = token.head.lemma_.lower()
    often = verb in words("people", "often_suffering_verbs") and _looks_human(token)
    if not often and verb not in words("people", "suffering_verbs"):
        return None
    if token.lemma_.lower() in words("people", "things"):
        return None
    return RoleNoun("people", "Group", "") if plural else RoleNoun("person", "Person", "")


def _looks_human(token: Token) -> bool:
    """Whether a noun is counted, described or followed as people are: "two followers who …"."""
    for child in token.children:
        if child.dep_ == "nummod" or child.lower_ in words("people", "describing"):
            return True
        if child.dep_ == "acl:relcl" and any(c.lower_ in ("who", "whom", "whose") for c in child.subtree):
            return True
    return False


def _refined(token: Token, lemma: str, role: RoleNoun) -> str:
    """A general noun's class by the adjectives and nouns before it: "militant group", "aid group"."""
    if role.cls not in ("Organization", "PoliticalParty", "Group", "ArmedForces"):
        return role.cls
    before = {child.lower_ for child in token.lefts if child.dep_ in ("amod", "compound")}
    before |= {part for word in before for part in word.split("-")}
    if (
        before & words("modifiers", "armed")
        and role.sort in ("body", "forces")
        and role.cls != "PoliticalParty"
    ):
        return "ArmedGroup"
    if role.cls == "Organization":
        for key, cls in (
            ("civil", "CivilSocietyOrganization"),
            ("party", "PoliticalParty"),
            ("media", "MediaOrganization"),
            ("international", "InternationalOrganization"),
        ):
            if before & words("modifiers", key):
                return cls
    return role.cls


def _phrase_start(token: Token) -> int:
    """First token of the phrase that ends at its head, from articles, numbers and owners on."""
    start = token.i
    for child in reversed(list(token.lefts)):
        hyphen = child.dep_ == "punct" and child.text == "-"
        if (child.dep_ not in _BEFORE_NOUN and not hyphen) or (child.pos_ == "PRON" and child.dep_ == "nmod"):
            break
        start = child.left_edge.i
    return start
