"""What tests of reading share: one article or one error of a source, and a page to read."""

import io
from pathlib import Path

from kg.articles import Article, ArticleError, read

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

PLAIN = """\
The army shelled the town of Orsk on Monday, a spokesman said. At least 12 people were killed.

Rebels denied that they had fired first. They have not claimed responsibility for an earlier attack.

"We will answer," a commander told Reuters, "if they come back."
"""


def one(*sources: str | Path, **options: object) -> Article:
    (found,) = read(*sources, **options)  # type: ignore[arg-type]
    assert isinstance(found, Article), found
    return found


def wrong(source: str | Path, **options: object) -> ArticleError:
    (found,) = read(source, **options)  # type: ignore[arg-type]
    assert isinstance(found, ArticleError)
    assert str(found).endswith(".")
    assert "\n" not in str(found)
    return found


def page(folder: Path, content: str | bytes, name: str = "page.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def from_pipe(content: bytes) -> list[Article | ArticleError]:
    return list(read("-", standard_input=io.BufferedReader(io.BytesIO(content))))  # type: ignore[type-var]


def facts_of(article: Article) -> str:
    """The text that facts are read from: what is not skipped."""
    kept = list(article.text)
    for start, end in article.skip:
        kept[start:end] = " " * (end - start)
    return "".join(kept)
