"""The tutorial as a notebook: ``python -m tools.notebook docs/tutorial.md docs/tutorial.ipynb``.

The page is the source; the notebook has the same text and code, one cell for each block, with what
the code prints and the pictures of results that have one. So there is one text to mend, and readers
may take whichever they like.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from tools.pages.outputs import Output, run

__all__ = ["main", "notebook"]


def notebook(page: str, name: str) -> str:
    """The notebook (format 4.5) of a Markdown page with fenced Python blocks, run, as JSON."""
    cells: list[dict[str, Any]] = []
    position = 0
    for count, (block, output) in enumerate(run(page, name), 1):
        cells.append(_cell(len(cells), "markdown", page[position : block.start]))
        code = _cell(len(cells), "code", block.code)
        cells.append(code | {"execution_count": count, "outputs": _outputs(output, count)})
        position = block.stop
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
    source = text.strip().splitlines(keepends=True)
    return {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}


def _outputs(output: Output, count: int) -> list[dict[str, Any]]:
    """What was printed, and the last value: its picture where it has one, else its words."""
    found: list[dict[str, Any]] = []
    shown = None if output.value is None else f"{output.value!r}\n"
    printed = output.text.removesuffix(shown or "")
    if printed:
        lines = printed.splitlines(keepends=True)
        found.append({"output_type": "stream", "name": "stdout", "text": lines})
    if shown:
        data: dict[str, Any] = {"text/plain": str(output.value).splitlines(keepends=True)}
        data |= _picture(output.value)
        result = {"output_type": "execute_result", "execution_count": count}
        found.append({**result, "data": data, "metadata": {}})
    return found


def _picture(value: Any) -> dict[str, str]:
    from oraclegames.plots.files import static_bytes
    from oraclegames.plots.notebook import _names

    names = _names(type(value))
    if names is None:
        return {}
    import oraclegames.plots

    info = getattr(oraclegames.plots, names[1])(value)
    return {"image/png": base64.b64encode(static_bytes(info, "png")).decode()}


def main(page: str, target: str) -> None:
    """Convert one file to another."""
    text = Path(page).read_text(encoding="utf-8")
    Path(target).write_text(notebook(text, page), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
