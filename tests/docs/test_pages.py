"""Every ```python block of the documentation runs; the blocks of a page share one namespace."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_the_code_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    namespace = {"__name__": "page"}
    for block in BLOCK.finditer(text):
        code = block[1]
        if ">>>" in code:
            continue  # a session, which pytest runs as a doctest
        # as many empty lines before it as stand above it, so that errors show the page's line
        padding = "\n" * text.count("\n", 0, block.start(1))
        exec(compile(padding + code, str(page), "exec"), namespace)
