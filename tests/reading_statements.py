"""Reading the statements of a text, for tests."""

import datetime as dt
from collections.abc import Callable

from spacy.language import Language

from kg.articles.article import Article
from kg.extraction.coreference import resolve
from kg.extraction.entities import EntityTable
from kg.extraction.mentions import find_mentions
from kg.extraction.relations import find_relations
from kg.extraction.report import Argument, Statement
from kg.extraction.rereading import reread
from kg.extraction.statements import find_statements
from kg.extraction.time import TimeResolver

Read = Callable[[str], tuple[tuple[Statement, ...], EntityTable]]


def reader(nlp: Language) -> Read:
    """What reads a text of 6 May 2024 into its statements and the table of those named in it."""

    def _read(text: str) -> tuple[tuple[Statement, ...], EntityTable]:
        doc = reread(nlp(text))
        article = Article(id="a", text=text, date=dt.date(2024, 5, 6))
        table = resolve(doc, find_mentions(doc), article)
        times = TimeResolver(doc, article.date)
        return find_statements(doc, table, times, find_relations(doc, table)), table

    return _read


def names(table: EntityTable, arguments: tuple[Argument, ...]) -> set[str]:
    """Names of those that fill a role."""
    return {table.get(argument.entity).name for argument in arguments}
