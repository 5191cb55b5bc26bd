"""``kg model``: what the language model is."""

import json
from typing import Annotated

import typer


def model_cli(
    as_json: Annotated[bool, typer.Option("--json", help="The whole card as JSON.")] = False,
) -> None:
    """Tell the language model's sources, licences and scores."""
    from kg.language.card import model_card, summary

    card = model_card()
    typer.echo(json.dumps(card, indent=1, ensure_ascii=False) if as_json else summary(card))
