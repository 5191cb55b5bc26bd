"""The page inside a notebook."""

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A page that Jupyter shows where it is the value of a cell."""

    page: str
    height: int = 700
    """Pixels."""

    def _repr_html_(self) -> str:
        # A frame of its own: nothing of the page touches the notebook, nor the notebook the page.
        return (
            f'<iframe srcdoc="{html.escape(self.page)}" sandbox="allow-scripts allow-downloads allow-popups" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8884" title="Network"></iframe>'
        )
