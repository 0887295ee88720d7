"""The atlas beside the explorer: each of the 144 strict ordinal games leads to its view."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote


@cache
def atlas_html() -> str:
    """The page; its links are relative, to the explorer one level up. Half a second, once."""
    from oraclegames.sweep.atlas import atlas
    from oraclegames.sweep.atlas_page import atlas_page

    page = atlas_page(
        atlas(), lambda entry: "../?game=" + quote(f"ordinal_game({entry.row},{entry.column})")
    )
    icon = '<link rel="icon" href="../static/icon.svg" type="image/svg+xml">'
    return page.replace("</head>", f"{icon}</head>", 1)
