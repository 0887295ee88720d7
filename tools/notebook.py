"""The tutorial as a notebook: ``python tools/notebook.py docs/tutorial.md docs/tutorial.ipynb``.

The page is the source; the notebook has the same text and code, one cell for each block, and no
outputs. So there is one text to mend, and readers may take whichever they like.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

__all__ = ["main", "notebook"]

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def notebook(page: str) -> str:
    """The notebook (format 4.5) of a Markdown page with fenced Python blocks, as JSON."""
    cells = []
    position = 0
    for block in _BLOCK.finditer(page):
        cells.append(_cell(len(cells), "markdown", page[position : block.start()]))
        cells.append(_cell(len(cells), "code", block[1]))
        position = block.end()
    cells.append(_cell(len(cells), "markdown", page[position:]))
    document = {
        "cells": [cell for cell in cells if cell["source"]],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": text.strip().splitlines(keepends=True),
    }
    return cell | {"execution_count": None, "outputs": []} if kind == "code" else cell


def main(page: str, target: str) -> None:
    """Convert one file to another."""
    Path(target).write_text(notebook(Path(page).read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
