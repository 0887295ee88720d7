"""The HTML file in a real browser, from disk and without a network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from oraclegames import catalog, plots, solve

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--use-gl=angle",
    "--use-angle=swiftshader",  # WebGL in software
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no network
    "--window-size=1300,800",
)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    if CHROMIUM is None or DRIVER is None:
        message = "needs chromium and chromedriver: apt-get install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    webdriver = pytest.importorskip("selenium.webdriver")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_page_load_timeout(300)
    yield driver
    driver.quit()


def wait(browser, script: str):
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser, 300).until(lambda driver: driver.execute_script(script))


def errors(browser) -> list:
    return [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def legend(browser) -> list:
    script = "return [...document.querySelectorAll('.legendtext')].map(e => e.textContent)"
    return wait(browser, script)


def test_the_file_shows_the_tetrahedron_and_the_legend(browser, tmp_path: Path) -> None:
    solution = solve(catalog.battle_of_the_sexes())
    path = plots.save_solution_plot(
        solution, tmp_path / "picture.html", overlays=["nash", "correlated", "best", "product"]
    )
    browser.get(path.as_uri())
    assert wait(
        browser,
        "const c = document.querySelector('.gl-container canvas');"
        "return c !== null && c.width > 100 && "
        "(c.getContext('webgl') || c.getContext('webgl2')) !== null",
    )
    names = legend(browser)
    assert {
        "Row is indifferent",
        "Column is indifferent",
        "Totally mixed equilibria",
        "Dependency equilibria only",
        "Reflective boundary equilibria",
        "Nash equilibria",
        "Correlated equilibria",
        "Product distributions",
        "Largest sum of values",
        "Pareto frontier",
        "Pure maximin",
    } <= set(names)
    assert len(names) == len(set(names))
    assert errors(browser) == []


def test_the_picture_is_not_blank(browser, tmp_path: Path) -> None:
    path = plots.save(plots.tetrahedron(solve(catalog.prisoners_dilemma())), tmp_path / "a.html")
    browser.get(path.as_uri())
    wait(browser, "return document.querySelector('.gl-container canvas') !== null")
    script = (
        "const done = arguments[0];"
        "Plotly.toImage(document.querySelector('.js-plotly-plot'), {format: 'png'}).then(url => {"
        " const image = new Image(); image.onload = () => {"
        "  const c = document.createElement('canvas'); c.width = image.width;"
        "  c.height = image.height; const x = c.getContext('2d'); x.drawImage(image, 0, 0);"
        "  const d = x.getImageData(0, 0, c.width, c.height).data; let n = 0;"
        "  for (let k = 0; k < d.length; k += 4) if (d[k + 2] - d[k] > 20) n++;"
        "  done(n / (d.length / 4)); }; image.src = url; })"
    )
    browser.set_script_timeout(300)
    assert browser.execute_async_script(script) > 0.01  # the blue surface
    assert errors(browser) == []


def test_the_legend_switches_layers_off(browser, tmp_path: Path) -> None:
    path = plots.save(plots.both(solve(catalog.chicken()), nash=True), tmp_path / "a.html")
    browser.get(path.as_uri())
    names = legend(browser)
    toggle = browser.find_elements("css selector", ".legendtoggle")[names.index("Nash equilibria")]
    toggle.click()
    assert wait(
        browser,
        "const t = document.querySelector('.js-plotly-plot').data"
        ".filter(t => t.legendgroup === 'nash');"
        "return t.length > 1 && t.every(t => t.visible === 'legendonly')",
    )
    assert errors(browser) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_fits_a_phone_and_its_buttons_leave_the_title_alone(browser, tmp_path, theme):
    path = plots.save_solution_plot(solve("chicken"), tmp_path / "picture.html", theme=theme)
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        browser.get(path.as_uri())
        assert wait(browser, "return document.querySelector('.gtitle') !== null")
        assert browser.execute_script("return innerWidth") == 390
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
        told = browser.execute_script(
            "const r = document.querySelector('.gtitle').getBoundingClientRect();"
            "const hit = [...document.querySelectorAll('.modebar-btn')].map("
            "  b => b.getBoundingClientRect()).some(b => b.width && b.left < r.right"
            "  && r.left < b.right && b.top < r.bottom && r.top < b.bottom);"
            "return [r.left, r.right, hit]"
        )
        assert told[0] >= 0 and told[1] <= 390 and not told[2]
        # the solid over the plane, each as wide as the page
        assert wait(browser, "return document.querySelector('.js-plotly-plot').offsetHeight > 1200")
        script = "return document.querySelector('.js-plotly-plot').layout.scene.domain.x"
        assert wait(browser, script) == [0, 0.92]
        # fingers do what the buttons do, which would lie on the names
        script = "return [...document.querySelectorAll('.modebar')].every(b => !b.offsetWidth)"
        assert browser.execute_script(script)
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
