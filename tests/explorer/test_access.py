"""Nobody is kept out: axe-core finds no breach of WCAG 2.2 AA on any page, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.explorer.browser import chromium, width

pytest.importorskip("plotly")

AXE = Path(__file__).with_name("node_modules") / "axe-core" / "axe.min.js"
"""By the lock file beside this one."""

PAGES = {
    "equilibria": "?game=chicken&pick=0.3&own=81/100,9/100,9/100,1/100",
    "how alike": "?game=chicken&open=alike,strip&ask=notions&layers=curve,similarity",
    "more moves": "?game=random_game(3,3,seed=1)",
    "a wrong text": "?a=1,x,3,4&b=1,2,3,4",
    "programs": "?view=programs&game=prisoners_dilemma&first=demand:1/2&delta=1/20&point=3",
    "guide": "?",
    "atlas": "atlas/",
}

RUN = """
const done = arguments[0];
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
const said = (node) => `${node.target} ${node.any.map((one) => one.message).join("; ")}`;
axe.run(document, rules).then((found) => done(found.violations.map((one) =>
  [one.id, one.help, ...one.nodes.slice(0, 4).map(said)])));
"""

SETTLED = """
const done = arguments[0];
let calm = 0;
const look = () => {
  const busy = document.body && document.body.dataset.busy;
  calm = busy === "0" || (busy === undefined && document.querySelector("#atlas")) ? calm + 1 : 0;
  if (calm > 3) done(); else setTimeout(look, 25);
};
look();
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make browser (needs npm)")
    with chromium() as browser:
        yield browser


def breaches(browser: Any) -> list[Any]:
    browser.execute_script(AXE.read_text("utf-8"))
    return list(browser.execute_async_script(RUN))


def show(browser: Any, address: str, theme: str) -> None:
    browser.get("about:blank")
    feature = {"name": "prefers-color-scheme", "value": theme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    browser.get(address)
    browser.execute_async_script(SETTLED)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_open_to_everybody(browser, address, name, theme):
    width(browser, 1400)
    show(browser, address + PAGES[name], theme)
    assert breaches(browser) == []
    # And on a phone, where nothing makes the page wider than the screen.
    width(browser, 390)
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    assert breaches(browser) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_so_is_the_list_of_games(browser, address, theme):
    width(browser, 390)
    show(browser, f"{address}?game=chicken", theme)
    browser.execute_script("document.getElementById('choose').click()")
    browser.execute_async_script(
        """
        const done = arguments[0];
        const look = () =>
          document.querySelector("#ordinal button") ? done() : setTimeout(look, 25);
        look();
        """
    )
    assert breaches(browser) == []
