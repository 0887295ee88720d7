"""The tutorial's notebook: as its page says, run, with its figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.notebook import notebook

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial.md"
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"


def without_bitmaps(document: str) -> tuple[Any, list[str]]:
    """A notebook, and its pictures apart: their bytes depend on the drawing library's release."""
    read = json.loads(document)
    outputs = [output for cell in read["cells"] for output in cell.get("outputs", ())]
    found = (output.get("data", {}).pop("image/png", None) for output in outputs)
    return read, [picture for picture in found if picture]


def test_the_notebook_is_the_page_and_what_it_prints():
    made, pictures = without_bitmaps(notebook(PAGE.read_text(encoding="utf-8"), str(PAGE)))
    kept, shown = without_bitmaps(NOTEBOOK.read_text(encoding="utf-8"))
    assert kept == made, "run make notebook"
    assert len(pictures) == len(shown) >= 1
