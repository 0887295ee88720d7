"""The site: every page is in its index, links lead somewhere, the references are up to date."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def test_the_index_lists_every_page_once():
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = re.findall(r": ([\w/-]+\.md)", nav)
    assert sorted(listed) == [str(page.relative_to(DOCS)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_within_the_site_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"https?:|#", target):
            assert (page.parent / target.partition("#")[0]).is_file(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_no_page_is_without_an_example_or_a_picture(page):
    text = page.read_text(encoding="utf-8")
    assert "```" in text or "![" in text or ":::" in text


def test_the_command_line_reference_is_what_the_program_says(tmp_path):
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndocs-reference:")[2]
    command = recipe.partition("python ")[2].partition("\n\n")[0].replace("\\\n", "")
    page = "docs/reference/command-line.md"
    arguments = shlex.split(command.replace(page, str(tmp_path / "page.md")))
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert (ROOT / page).read_text(encoding="utf-8") == written, "run make docs-reference"


def test_every_name_of_the_python_reference_exists():
    text = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
    for name in re.findall(r"^::: ([\w.]+)$", text, re.MULTILINE):
        if importlib.util.find_spec(name.rpartition(".")[0]) is None:
            raise AssertionError(name)
        module = importlib.import_module(name.rpartition(".")[0])
        last = name.rpartition(".")[2]
        assert hasattr(module, last) or importlib.util.find_spec(name), name


def test_docstrings_become_markdown():
    pytest.importorskip("griffe")
    spec = importlib.util.spec_from_file_location("docstrings", ROOT / "tools" / "docstrings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = "See :func:`a.b` and :class:`~c.D`::\n\n>>> 1 + 1\n2\n\nMore."
    assert module.markdown(text) == ("See `b` and `D`:\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore.")
