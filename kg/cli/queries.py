"""``kg queries``: the questions that can be asked by name."""

from typing import Annotated

import typer


def queries_cli(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Show one in full.")] = None,
) -> None:
    """List the saved queries with their parameters, or show one."""
    from rich.console import Console
    from rich.text import Text

    from kg.store.saved import Parameter, saved_queries, saved_query

    console = Console(highlight=False, soft_wrap=True)

    def line(parameter: Parameter) -> str:
        mark = " (required)" if parameter.required else ""
        default = f" (default {parameter.default})" if parameter.default else ""
        return (
            f"    --param {parameter.name}={parameter.type.upper()}{mark}{default}  {parameter.description}"
        )

    if name is not None:
        console.print(Text(saved_query(name).text.rstrip()))
        return
    for query in saved_queries().values():
        console.print(Text(query.name, style="bold"))
        console.print(Text(f"    {query.question}"))
        for parameter in query.parameters:
            console.print(Text(line(parameter), style="dim"))
