"""Building the index: ``python -m kg.linking.build --tables DIR --brands PACKAGE --out
kg/linking/index.sqlite``.

``data/packages.tsv`` tells which packages the shipped index was built from, ``data/sources.tsv`` where each
item of the curated data was verified.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.linking.brands import BRANDS, brand_rows
from kg.linking.curated import apply_exclusions, apply_supplement
from kg.linking.doubtful import drop_doubtful
from kg.linking.entries import apply_countries, entries_of
from kg.linking.tables import TableError, merge, read_tables
from kg.linking.writer import write_index


def build_index(tables: Iterable[Path], out: Path, brands: Path | None = None) -> Counter[str]:
    """Write the index of the source tables, the unpacked package ``brands`` and the curated data to ``out``,
    replacing it; count entries by class.

    The same input gives the same file. Raises :class:`kg.linking.tables.TableError` for a table without QIDs.
    """
    items = read_tables(tables)
    for row in brand_rows(brands) if brands else ():
        merge(items, row, BRANDS)
    entries = entries_of(items.values())
    drop_doubtful(entries, items.values())
    apply_supplement(entries)
    apply_exclusions(entries)
    apply_countries(entries.values())
    return write_index(entries.values(), out)


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.linking.build", description="Build the offline Wikidata index."
    )
    parser.add_argument("--tables", type=Path, required=True, help="folder of tab-separated tables of items")
    parser.add_argument("--brands", type=Path, help="unpacked npm package name-suggestion-index")
    parser.add_argument("--out", type=Path, required=True, help="SQLite file to write")
    options = parser.parse_args(arguments)
    tables = sorted(options.tables.glob("*.tsv"))
    if not tables:
        print(f"error: no .tsv table in {options.tables}", file=sys.stderr)
        return 1
    try:
        counts = build_index(tables, options.out, options.brands)
    except (TableError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for cls, count in counts.most_common():
        print(f"{cls}\t{count}")
    print(f"{options.out}: {counts.total()} entities, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
