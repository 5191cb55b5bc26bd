"""News outlets and agencies: by web host, by the names they go by, and by how copy credits them."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

_CREDITS = re.compile(r"\s*(?:,|;|/|&|\band\b|\bvia\b|\bwith\b)\s*", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:©|\(c\)|&copy;|copyright)(?:[\s©,]|copyright|\(c\)|\d{4}(?:\s*[-–]\s*(?:\d{4}|\d{2}|present))?)*(?:\bby\s+)?"
    r"(?P<name>(?:the\s+)?(?-i:[A-ZÀ-Þ])[\w&'’/-]*(?:\s+(?:(?:of|the|and|for|&)\s+)?(?-i:[A-ZÀ-Þ])[\w&'’/-]*){0,4})"
    r"(?=\s*(?:$|[|.,;(–—·-]|\d{4}|all rights|ltd|inc|llc|gmbh))",
    re.IGNORECASE,
)
_COPIED = re.compile(
    r"https?://[^/?#]+/[^?#]*?\b(?P<scheme>https?)(?::/{1,2}|/)(?P<rest>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#].*)?)$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r",?\s+(?:ltd|inc|llc|gmbh|plc|limited|corporation|corp|all rights reserved|all rights)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher of news by its usual name; an agency also sells its copy to others."""

    name: str
    is_agency: bool


@cache
def _table() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    hosts: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    with Path(__file__).with_name("outlets.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            outlet = Outlet(row["name"], row["kind"] == "agency")
            hosts.update((host, outlet) for host in row["hosts"].split())
            names.update((name, outlet) for name in (row["name"], *filter(None, row["aliases"].split("|"))))
    return hosts, names


def original_address(url: str) -> str:
    """The address of the page itself, where ``url`` is that of a copy in a web archive or behind a proxy.

    >>> original_address("https://web.archive.org/web/20200304/https://www.dw.com/en/a-52646398")
    'https://www.dw.com/en/a-52646398'
    """
    match = _COPIED.match(url)
    return f"{match['scheme']}://{match['rest']}" if match else url


def outlet_at(url: str) -> Outlet | None:
    """The outlet whose site ``url`` is on.

    >>> outlet_at("https://s.gtool.pro:443/https/p.dw.com/p/3Ypzh").name
    'Deutsche Welle'
    """
    try:
        host = (urlsplit(original_address(url)).hostname or "").lower()
    except ValueError:
        return None
    labels = host.split(".")
    return next(
        (outlet for at in range(len(labels)) if (outlet := _table()[0].get(".".join(labels[at:])))), None
    )


def outlet_named(name: str) -> Outlet | None:
    """The outlet that goes by exactly ``name``."""
    return _table()[1].get(" ".join(name.split()))


def agencies_in(credit: str) -> tuple[str, ...]:
    """The news agencies that a credit lists, by their short names; nothing where it lists anything else.

    >>> agencies_in("AP, dpa, Reuters")
    ('AP', 'dpa', 'Reuters')
    >>> agencies_in("AP, a company")
    ()
    """
    found = []
    for part in _CREDITS.split(credit.strip(" .()")):
        outlet = outlet_named(part) if part else None
        if outlet is None or not outlet.is_agency:
            return ()
        found.append(outlet.name)
    return tuple(dict.fromkeys(found))


def agencies_mentioned(line: str) -> tuple[str, ...]:
    """The agencies named anywhere in a credit line ("Associated Press writers … contributed")."""
    hits = {
        match.start(): outlet.name
        for name, outlet in _table()[1].items()
        if outlet.is_agency
        and len(name) > 2 - name.isupper()
        and (match := re.search(rf"\b{re.escape(name)}\b", line))
    }
    return tuple(dict.fromkeys(hits[at] for at in sorted(hits)))


def owner_in(copyright_line: str) -> str | None:
    """Who a copyright line says owns the page."""
    match = _OWNER.search(copyright_line)
    if match is None:
        return None
    name = _LEGAL.sub("", match["name"]).strip(" .,-")
    outlet = outlet_named(name)
    return outlet.name if outlet else name or None


def outlet_mentioned(line: str) -> Outlet | None:
    """The outlet that a line of the page's own voice names ("Skip to more DW sites", "DW sends out …")."""
    for name, outlet in _table()[1].items():
        telling = name.isupper() or " " in name
        if telling and not outlet.is_agency and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line):
            return outlet
    return None
