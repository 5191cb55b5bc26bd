"""Reading articles from files, pages, records and streams.

>>> from kg.articles import Article, read
>>> for found in read("examples"):  # doctest: +SKIP
...     print(found.headline if isinstance(found, Article) else found)
"""

from kg.articles.article import Article
from kg.articles.errors import ArticleError
from kg.articles.reading import Limits, read

__all__ = ["Article", "ArticleError", "Limits", "read"]
