"""``python -m tools.page_pictures docs/explorer``: the explorer's page, for its documentation.

Drives Debian's chromium, which ``make browser`` brings. What each picture shows stands in the
address of the page, as it does for whoever shares a view.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from tests.explorer.browser import chromium, width

DILEMMA = {"game": "prisoners_dilemma"}
LARGER = {"game": "random_game(3,3,seed=2)"}
MATCH = {**DILEMMA, "view": "programs", "first": "demand:3/4", "delta": "1/50", "point": 3}
PICTURES: dict[str, tuple[dict[str, Any], int, int]] = {
    "equilibria": (DILEMMA, 1400, 1500),
    "programs": (MATCH, 1400, 1150),
    "dark": ({**LARGER, "theme": "dark"}, 1400, 900),
    "equilibria-phone": (DILEMMA, 390, 1000),
    "programs-phone": (MATCH, 390, 1000),
}
"""For each file the fields of the address, and how wide and high the window is."""

SETTLED = """
const done = arguments[0];
let calm = 0;
const look = () => {
  calm = document.body && document.body.dataset.busy === "0" ? calm + 1 : 0;
  if (calm > 3) done(); else setTimeout(look, 50);
};
look();
"""
ALONG = """
const slider = document.querySelector("#along");
slider.value = 0.4;
for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind, { bubbles: true }));
"""


def main() -> None:
    """Write every picture into a folder."""
    folder = Path(sys.argv[1])
    command = [sys.executable, "-m", "oraclegames", "explore", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+/", process.stdout.readline())
        assert found is not None, "the page has no address"
        try:
            with chromium() as browser:
                for name, (fields, wide, high) in PICTURES.items():
                    width(browser, wide, high)
                    browser.get(f"{found[0]}?{urlencode({'theme': 'light', **fields})}")
                    browser.execute_async_script(SETTLED)
                    if name.startswith("equilibria"):  # a point of the curve is picked
                        browser.execute_script(ALONG)
                        browser.execute_async_script(SETTLED)
                    image = Image.open(io.BytesIO(browser.get_screenshot_as_png()))
                    small = image.convert("RGB").quantize(
                        256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
                    )
                    small.save(folder / f"{name}.png", optimize=True)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
