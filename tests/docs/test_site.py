"""The site: every page is in its index, links lead somewhere, the references are up to date."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

import oraclegames
from oraclegames.cli.main import app
DOORS = ("agents", "oracle", "plots", "reproduce", "spohn", "sweep")
ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("**/*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
DRAWN = ("contributing-layers.svg",)  # by tools/pages/hooks.py, when the site is built


def test_the_index_lists_every_page_once():
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    listed = re.findall(r": ([\w/-]+\.md)", nav)
    assert sorted(listed) == [str(page.relative_to(DOCS)) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_within_the_site_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"https?:|#", target) and target not in DRAWN:
            assert (page.parent / target.partition("#")[0]).is_file(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_no_page_is_without_an_example_a_picture_or_figures(page):
    text = page.read_text(encoding="utf-8")
    assert any(mark in text for mark in ("```", "![", ":::", "| --- "))


def test_the_command_line_reference_is_what_the_program_says(tmp_path):
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndocs-reference:")[2]
    command = recipe.partition("python ")[2].partition("\n\n")[0].replace("\\\n", "")
    page = "docs/reference/command-line.md"
    arguments = shlex.split(command.replace(page, str(tmp_path / "page.md")))
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert (ROOT / page).read_text(encoding="utf-8") == written, "run make docs-reference"


def test_the_glossary_and_its_pictures_are_those_of_the_package(tmp_path):
    for tool, target in (("glossary", "glossary.md"), ("small_pictures", "glossary")):
        written = tmp_path / target
        if not written.suffix:
            written.mkdir()
        subprocess.run([sys.executable, ROOT / "tools" / f"{tool}.py", written], check=True)
        pairs = [(DOCS / target, written)]
        if written.is_dir():
            pairs = [(DOCS / target / one.name, one) for one in written.iterdir()]
        for kept, made in pairs:
            assert kept.read_bytes() == made.read_bytes(), "run make documents"


def commands(app, prefix="oraclegames"):
    """Every command by its words, with the command itself."""
    for name, one in getattr(app, "commands", {}).items():
        yield f"{prefix} {name}", one
        yield from commands(one, f"{prefix} {name}")


def test_every_command_has_an_example_and_a_place_in_the_help():
    page = (DOCS / "how-to" / "command-line.md").read_text(encoding="utf-8")
    found = list(commands(get_command(app)))
    assert len(found) > 20
    for words, one in found:
        shown = words.replace(" sweep run", " sweep")
        assert re.search(rf"^\$ {shown} |`{shown} ", page, re.M), words
        assert one.rich_help_panel or words.startswith("oraclegames sweep "), words
        assert one.help, words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_picture_says_what_is_on_it(page):
    for words, target in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text("utf-8")):
        assert len(words) > 4 and words != target, target


def slug(heading):
    """The anchor that Python-Markdown gives a heading."""
    plain = unicodedata.normalize("NFKD", re.sub("[`*]", "", heading))
    words = re.sub(r"[^\w\s-]", "", plain.encode("ascii", "ignore").decode()).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


@cache
def anchors(page):
    """The anchors of a page's headings, as the site makes them."""
    return set(_anchors(page))


def _anchors(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for heading in re.findall(r"^#+ (.*)$", text, re.M):
        named = re.search(r"\{ #([\w-]+) \}", heading)
        yield named[1] if named else slug(heading)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_links_to_a_heading_lead_to_one(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        path, hash_, anchor = target.partition("#")
        if hash_ and not path.startswith("http"):
            assert anchor in anchors((page.parent / path).resolve() if path else page), target


def test_every_public_name_is_in_the_python_reference_once():
    pages = sorted((DOCS / "reference" / "python").glob("*.md"))
    listed = re.findall(r"^::: ([\w.]+)$", "\n".join(map(Path.read_text, pages)), re.MULTILINE)
    public = [
        f"{module.__name__}.{name}"
        for module in (oraclegames, *(getattr(oraclegames, door) for door in DOORS))
        for name in module.__all__
        if name not in DOORS and name != "__version__"
    ]
    assert sorted(listed) == sorted(public)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_pages_import_from_the_package_or_its_named_submodules_only(page):
    for module in re.findall(r"^(?:>>> )?from (oraclegames[\w.]*) import", page.read_text(), re.M):
        assert module in {"oraclegames", *(f"oraclegames.{door}" for door in DOORS)}, module


def test_every_path_on_the_page_for_contributors_exists():
    text = (DOCS / "contributing.md").read_text(encoding="utf-8")
    paths = re.findall(r"`([\w/]+(?:/|\.py))`", text)
    assert len(paths) > 30
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "src" / "oraclegames" / path).exists(), path


def test_docstrings_become_markdown():
    pytest.importorskip("griffe")
    spec = importlib.util.spec_from_file_location("docstrings", ROOT / "tools" / "docstrings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = "See :func:`a.b` and :class:`~c.D`::\n\n>>> 1 + 1\n2\n\nMore."
    assert module.markdown(text) == ("See `b` and `D`:\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore.")
