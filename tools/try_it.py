"""Let the blocks of a built documentation run: ``python tools/try_it.py build/site``.

The site has the explorer in its folder ``explore``; pages with Python get a script and a style from
there. Without that the pages are what mkdocs made.
"""

from __future__ import annotations

import sys
from os.path import relpath
from pathlib import Path

BLOCK = 'class="language-python highlight"'
"""What mkdocs calls a block; signatures of the reference have one class more."""


def let_run(site: Path) -> int:
    """Put both into every page with a block of Python; how many pages there are."""
    count = 0
    for page in sorted(site.rglob("*.html")):
        text = page.read_text("utf-8")
        if "explore" in page.relative_to(site).parts or BLOCK not in text:
            continue
        static = Path(relpath(site / "explore" / "static", page.parent)).as_posix()
        more = (
            f'<link rel="stylesheet" href="{static}/try_it.css">'
            f'<script type="module" src="{static}/try_it.js"></script>'
        )
        if more not in text:
            page.write_text(text.replace("</head>", f"{more}</head>", 1), "utf-8")
            count += 1
    return count


if __name__ == "__main__":
    print(f"blocks can be tried on {let_run(Path(sys.argv[1]))} pages")
