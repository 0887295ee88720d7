"""The site as a reader opens it from a folder: formulas, search, light and dark, phones."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.explorer.browser import chromium, width
from tests.explorer.test_access import AXE, breaches
from tools.try_it import BLOCK

ROOT = Path(__file__).parents[2]
PAGES = ("index", "concepts", "glossary", "theory/two-by-two", "theory/similarity", "choose")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("mkdocs") is None
        or not (ROOT / "tools" / "pages" / "node_modules").is_dir(),
        reason="`make docs` has not brought mkdocs and KaTeX",
    ),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Where the site is built, without running its code."""
    folder = tmp_path_factory.mktemp("site")
    still = {**os.environ, "PAGES_STILL": "1", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=still, check=True)
    return folder.as_uri()


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


def scheme(browser, name):
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": name}]},
    )


def test_the_blocks_of_the_tutorial_are_those_that_can_be_tried(site):
    text = Path(site.removeprefix("file://"), "tutorial.html").read_text("utf-8")
    blocks = (ROOT / "docs" / "tutorial.md").read_text("utf-8").count("```python\n")
    assert text.count(BLOCK) == blocks > 5


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_on_a_desk_and_on_a_phone(site, browser, page):
    for pixels in (1300, 390):
        width(browser, pixels)
        browser.get(f"{site}/{page}.html")
        time.sleep(0.5)
        wide = browser.execute_script("return document.documentElement.scrollWidth")
        assert wide <= pixels
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    formulas = "return document.querySelectorAll('.arithmatex').length"
    typeset = "return document.querySelectorAll('.arithmatex .katex').length"
    assert browser.execute_script(formulas) == browser.execute_script(typeset)
    if page.startswith("theory/"):
        assert browser.execute_script(formulas) > 20


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_kept_out_of_a_page(site, browser, page, name):
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make browser (needs npm)")
    width(browser, 1300)
    scheme(browser, name)
    browser.get(f"{site}/{page}.html")
    time.sleep(0.5)
    found = breaches(browser)
    scheme(browser, "light")
    assert found == []


def test_pages_are_light_or_dark_as_the_machine_is(site, browser):
    width(browser, 1300)
    colour = "return getComputedStyle(document.body).backgroundColor"
    seen = []
    for name in ("light", "dark"):
        scheme(browser, name)
        browser.get(f"{site}/concepts.html")
        time.sleep(0.5)
        seen.append(browser.execute_script(colour))
    scheme(browser, "light")
    light, dark = (sum(map(int, re.findall(r"\d+", one)[:3])) for one in seen)
    assert light > 700 and dark < 150


def test_a_word_is_found_from_a_folder_without_a_server(site, browser):
    width(browser, 1300)
    browser.get(f"{site}/index.html")
    entry = browser.find_element("css selector", "input.md-search__input")
    browser.execute_script("arguments[0].focus()", entry)
    entry.send_keys("tremble")
    for _ in range(50):
        time.sleep(0.2)
        found = browser.find_element("css selector", ".md-search-result").text
        if "Glossary" in found:
            break
    assert "Glossary" in found
