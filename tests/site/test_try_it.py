"""The blocks of the tutorial run in its page, can be changed, and print what they print here."""

from __future__ import annotations

import html
import shutil

import pytest
from tools.pages.outputs import run
from tools.try_it import let_run

from tests.site.conftest import FOLDER, ROOT, Site

TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
BLOCKS = [(block, output) for block, output in run(TUTORIAL, "tutorial") if block.kind == "python"]
AWAY = "needs NumPy"


@pytest.fixture(scope="module")
def page(site: Site):
    """A page as mkdocs makes it, beside the engine; what is built of it is taken away again."""
    made = FOLDER / "tried"
    (made / "explore").mkdir(parents=True, exist_ok=True)
    blocks = (
        f'<div class="language-python highlight"><pre><code>{html.escape(block.code)}</code></pre>'
        "</div><p>…</p>"
        for block, _ in BLOCKS
    )
    head = '<head><meta charset="utf-8"><title>T</title><link rel="icon" href="data:,"></head>'
    text = f'<!doctype html><html lang="en">{head}{"".join(blocks)}</html>'
    (made / "tutorial.html").write_text(text, "utf-8")
    signature = '<div class="language-python doc-signature highlight"></div>'
    (made / "plain.html").write_text(f"<html><head></head>{signature}</html>", "utf-8")
    try:
        (made / "explore" / "static").symlink_to(FOLDER / "static")
        assert let_run(made) == 1 and let_run(made) == 0
        path = made / "tutorial.html"
        # The engine of this site lies one folder higher.
        text = path.read_text("utf-8").replace('="explore/static/', '="../static/')
        path.write_text(text, "utf-8")
        site.browser.get("about:blank")
        site.browser.get(f"{site.address}tried/tutorial.html")
        site.wait("document.documentElement.dataset.tryIt === 'ready'")
        yield site
    finally:
        shutil.rmtree(made)


def press(site: Site, number: int) -> tuple[str, bool]:
    """Run a block; what stands under it, and whether it went well."""
    site.run("document.querySelectorAll('.try-it button')[2 * arguments[0]].click()", number)
    site.wait("![...document.querySelectorAll('.try-it button')].some((b) => b.disabled)")
    script = """
    const bar = document.querySelectorAll(".try-it")[arguments[0]];
    const box = bar.nextElementSibling;
    if (!box.classList.contains("output")) return ["", false, bar.innerText];
    const code = box.querySelector("code");
    return [code.textContent, !code.classList.contains("failed"), bar.innerText];
    """
    text, well, bar = site.run(script, number)
    return str(text), bool(well) and "failed" not in bar


def test_all_blocks_run_and_print_what_they_print_here(page: Site):
    away = 0
    for number, (_, output) in enumerate(BLOCKS):
        text, well = press(page, number)
        if AWAY in text:  # said, with the way to one's own machine
            assert not well and "It runs on your machine" in text
            away += 1
            code = "document.querySelectorAll('div.language-python code')[arguments[0]]"
            page.run(f"{code}.textContent = ''", number)
        else:
            assert well and text == output.text, number
    assert away <= 1
    assert page.complaints() == []


def test_a_block_can_be_changed_and_is_as_it_was_again(page: Site):
    script = """
    const code = document.querySelectorAll("div.language-python code")[0];
    code.textContent = arguments[0];
    code.dispatchEvent(new Event("input", { bubbles: true }));
    """
    page.run(script, "print(6 * 7)\n1 / 0")
    text, well = press(page, 0)
    assert not well and text == "42\nZeroDivisionError: division by zero (line 2)"
    page.run("document.querySelectorAll('.try-it button')[1].click()")
    text, well = press(page, 0)
    assert well and text == BLOCKS[0][1].text
