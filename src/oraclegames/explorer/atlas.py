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
        atlas(),
        lambda entry: "../?game=" + quote(f"ordinal_game({entry.row},{entry.column})"),
        back='<p><a href="../">Back to the explorer</a>; a picture opens its game there.</p>',
    )
    more = (
        '<link rel="icon" href="../static/icon.svg" type="image/svg+xml">'
        '<script src="../static/theme.js"></script>'
    )
    return page.replace("</head>", f"{more}</head>", 1)
