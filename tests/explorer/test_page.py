"""The page in a browser, as a person uses it; what is asserted is the data of the figures."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest

from oraclegames import catalog
from oraclegames.reflective.match.match import match
from tests.explorer.browser import chromium, width

pytest.importorskip("plotly")


class Page:
    """What a person can do on the page, and what she sees."""

    def __init__(self, browser: Any, address: str):
        self.browser, self.address = browser, address

    def open(self, **fields: Any) -> None:
        """Open an address and wait until its pictures are drawn."""
        self.browser.get("about:blank")
        self.browser.get(f"{self.address}?{urlencode(fields)}")
        self.settle()

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)

    def settle(self) -> None:
        """Wait until nothing is being computed and the figures are drawn."""
        self.browser.execute_async_script(
            """
            const done = arguments[0];
            let calm = 0;
            const look = () => {
              calm = document.body && document.body.dataset.busy === "0" ? calm + 1 : 0;
              if (calm > 3) done(); else setTimeout(look, 25);
            };
            look();
            """
        )

    def act(self, script: str, *arguments: Any) -> None:
        self.run(script, *arguments)
        self.settle()

    def type(self, cell: str, text: str) -> None:
        """Write into a field and leave it."""
        self.act(
            """
            const field = document.querySelector(`input[data-cell="${arguments[0]}"]`);
            field.focus();
            field.value = arguments[1];
            field.dispatchEvent(new Event("input", { bubbles: true }));
            field.dispatchEvent(new Event("change", { bubbles: true }));
            field.blur();
            """,
            cell,
            text,
        )

    def slide(self, selector: str, value: Any) -> None:
        self.act(
            """
            const slider = document.querySelector(arguments[0]);
            slider.focus();
            slider.value = arguments[1];
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            slider.dispatchEvent(new Event("change", { bubbles: true }));
            """,
            selector,
            value,
        )

    def press(self, selector: str) -> None:
        self.act("document.querySelector(arguments[0]).click()", selector)

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def drawn(self, name: str) -> dict[str, Any]:
        """What is drawn in a picture of programs."""
        script = "return JSON.stringify(document.getElementById(arguments[0]).drawn)"
        return dict(json.loads(self.run(script, name)))

    def space(self) -> dict[str, Any]:
        """What is drawn in the tetrahedron."""
        script = "return JSON.stringify(document.getElementById('space').drawn)"
        return dict(json.loads(self.run(script)))

    def curve(self) -> np.ndarray[Any, Any]:
        """The distributions of the curve that is drawn, shape (n, 4)."""
        (lines,) = (one["lines"] for one in self.space()["layers"] if one["layer"] == "curve")
        return np.concatenate(lines)

    def layers(self) -> set[str]:
        return {one["layer"] for one in self.space()["layers"]}

    @property
    def state(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.browser.current_url).query)

    def complaints(self) -> list[str]:
        return [
            entry["message"]
            for entry in self.browser.get_log("browser")
            if entry["level"] == "SEVERE"
        ]


@pytest.fixture(scope="module")
def opened(address: str) -> Iterator[Page]:
    with chromium() as browser:
        yield Page(browser, address)


@pytest.fixture
def page(opened: Page) -> Iterator[Page]:
    """The page; the console must be free of errors after every test."""
    width(opened.browser, 1400)
    yield opened
    assert opened.complaints() == []


def on_known_segment(points: np.ndarray[Any, Any], crash: float) -> None:
    """Chicken with (straight, straight) worth ``crash``: p11 : p12 given value 4 is free of it."""
    t = points[:, 3]
    ratio = 4 - crash
    assert np.abs(points[:, 1] - ratio * t).max() < 1e-4
    assert np.abs(points[:, 2] - ratio * t).max() < 1e-4


def test_a_changed_payoff_changes_the_curve(page):
    page.open(game="chicken")
    on_known_segment(page.curve(), 0)
    page.type("a:3", "-4")
    page.type("b:3", "-4")
    on_known_segment(page.curve(), -4)
    assert page.state["a"] == ["4,4,5,-4"]
    assert "game" not in page.state


def test_a_slider_moves_the_curve_and_the_text(page):
    page.open(game="chicken")
    for player in "ab":
        page.slide(f"[data-slider='{player}:3']", 2)
    on_known_segment(page.curve(), 2)
    assert page.run("return document.querySelector('[data-cell=\"a:3\"]').value") == "2"


def test_wrong_text_marks_the_cell_and_keeps_the_last_good_picture(page):
    page.open(game="chicken")
    before = page.space()
    page.type("b:2", "1/0")
    assert page.space() == before
    script = "return [...document.querySelectorAll('[aria-invalid]')].map((e) => e.dataset.cell)"
    assert page.run(script) == ["b:2"]
    assert "no number" in page.text("#message")
    refused = page.complaints()  # the browser itself reports the status 400
    assert all("400" in line for line in refused)
    page.type("b:2", "7/2")
    assert page.run(script) == [] and page.text("#message") == ""
    assert page.space() != before


def test_a_layer_is_switched_on_and_off(page):
    page.open(game="chicken")
    assert page.layers() == {"surfaces", "curve", "pure", "nash"}
    page.press("#layers input[value=correlated]")
    assert "correlated" in page.layers()
    page.press("#layers input[value=surfaces]")
    assert "surfaces" not in page.layers()


def test_a_click_on_the_curve_shows_the_point_and_why_it_is_an_equilibrium(page):
    page.open(game="prisoners_dilemma", layers="curve")
    # Where the two arcs cross, in the plane of values: (3/2, 3/2).
    script = """
    const point = document.querySelector("#plane path[data-role=equilibria][transform]");
    point.scrollIntoView({ block: "center" });
    const box = point.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
    """
    x, y = page.run(script)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        page.browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)
        page.browser.execute_async_script("setTimeout(arguments[0], 150)")
    page.settle()
    script = "return [...document.querySelectorAll('#picked .heat td')].map((e) => e.innerText)"
    cells = [text for text in page.run(script) if text]
    assert cells == ["3/8", "1/8", "1/8", "3/8"]
    assert "Row gets 3/2 and Column gets 3/2" in page.text("#picked .verdict")
    assert page.state["pick"] == ["0.37500,0.12500,0.12500,0.37500"]
    assert page.space()["spots"]["picked"]["space"] == [0.375, 0.125, 0.125, 0.375]
    assert page.run("return document.querySelectorAll('#plane [data-layer=picked]').length") == 1


def middle_of_the_tetrahedron(page: Page) -> tuple[float, float]:
    """Where on the screen the distribution (1/4, 1/4, 1/4, 1/4) is, whichever way it is turned."""
    script = """
    const canvas = document.querySelector("#space canvas");
    canvas.scrollIntoView({ block: "center" });
    const box = canvas.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
    """
    x, y = page.run(script)
    return x, y


def mouse(page: Page, kind: str, x: float, y: float) -> None:
    event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
    page.browser.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def test_a_click_in_the_tetrahedron_finds_the_nearest_equilibrium(page):
    # In a common-interest game with equal payoffs the curve passes the middle.
    page.open(a="1,0,0,1", b="1,0,0,1", layers="curve")
    x, y = middle_of_the_tetrahedron(page)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        mouse(page, kind, x, y)
    page.settle()
    assert page.text("#picked .heat").count("1/4") == 4


def test_dragging_turns_the_tetrahedron_and_a_button_turns_it_back(page):
    page.open(game="chicken")
    paint = "return document.querySelector('#space canvas').toDataURL()"
    start, entries = page.run(paint), page.run("return history.length")
    x, y = middle_of_the_tetrahedron(page)
    mouse(page, "mousePressed", x, y)
    for step in range(1, 5):
        mouse(page, "mouseMoved", x + 20 * step, y + 5 * step)
    mouse(page, "mouseReleased", x + 80, y + 20)
    page.settle()
    turned = page.run(paint)
    assert turned != start and "eye" in page.state and "pick" not in page.state
    link = page.browser.current_url
    page.press("#turn-back")
    assert page.run(paint) == start and "eye" not in page.state
    page.browser.get(link)
    page.settle()
    middle_of_the_tetrahedron(page)
    assert page.run(paint) == turned
    assert page.run("return history.length") <= entries + 1


def test_the_keyboard_turns_the_tetrahedron(page):
    page.open(game="chicken")
    script = """
    document.querySelector("#space canvas").dispatchEvent(
      new KeyboardEvent("keydown", { key: arguments[0], bubbles: true, cancelable: true }));
    """
    page.act(script, "ArrowLeft")
    assert page.state["eye"] == ["-64,18"]
    page.act(script, "Home")
    assert "eye" not in page.state


def test_the_slider_along_the_curve_needs_no_pointer(page):
    page.open(game="chicken")
    page.slide("#along", 0.25)
    first = page.text("#picked .heat")
    assert page.text("#picked .verdict").startswith("✓ A reflective equilibrium")
    page.slide("#along", 0.75)
    assert page.text("#picked .heat") != first


def test_chickens_tempting_point_is_one_press_away(page):
    page.open(game="stag_hunt")
    page.press("#tempting")
    assert page.state["game"] == ["chicken"]
    assert "No equilibrium. Given Straight, Row gets 9/2" in page.text("#own .verdict")
    assert "The oracle is asked" in page.text("#own .violation")


def test_a_distribution_is_typed_or_slid(page):
    page.open(game="chicken", own="11/20,1/5,1/5,1/20")
    assert page.text("#own .verdict").startswith("✓")
    page.type("own:0", "x")
    assert "no number" in page.text("#message")
    page.press("#own-clear")
    page.slide("#own-fields label:nth-child(1) [type=range]", 50)
    page.slide("#own-fields label:nth-child(4) [type=range]", 50)
    assert page.state["own"] == ["50/100,0/100,0/100,50/100"]
    assert page.text("#own .verdict").startswith("✗")


def test_a_shared_link_shows_the_same_again(page):
    page.open(game="prisoners_dilemma")
    page.type("a:2", "7/2")
    page.press("#layers input[value=product]")
    page.slide("#along", 0.3)
    link = page.browser.current_url
    before = page.space(), page.text("#picked"), page.text("#words")
    page.open(game="chicken")
    page.browser.get(link)
    page.settle()
    assert (page.space(), page.text("#picked"), page.text("#words")) == before


def test_the_back_button_goes_back(page):
    page.open(game="chicken")
    start = page.space()
    page.type("a:0", "3")
    assert page.space() != start
    page.browser.back()
    page.settle()
    assert page.state["game"] == ["chicken"]
    assert page.space() == start
    assert page.run("return document.querySelector('[data-cell=\"a:0\"]').value") == "4"


def test_a_game_is_chosen_from_the_lists(page):
    page.open(game="chicken")
    page.press("#choose")
    page.browser.execute_async_script(
        """
        const done = arguments[0];
        const listed = () => document.querySelector("#ordinal button");
        const look = () => listed() ? done() : setTimeout(look, 25);
        look();
        """
    )
    assert page.run("return document.querySelectorAll('#ordinal button').length") == 144
    page.act(
        """
        const search = document.getElementById("search");
        search.value = "battle of";
        search.dispatchEvent(new Event("input"));
        """
    )
    shown = "#chooser .choices button:not([hidden])"
    assert page.run("return document.querySelectorAll(arguments[0]).length", shown) == 1
    page.press(shown)
    assert page.state["game"] == ["battle_of_the_sexes"]
    assert page.text("#game-title") == catalog.battle_of_the_sexes().title


def test_a_match_shows_all_fixed_points_and_one_of_them_in_words(page):
    page.open(view="programs", game="prisoners_dilemma")
    page.act(
        """
        const kind = document.querySelector("[data-agent=first] select");
        kind.value = "demand";
        kind.dispatchEvent(new Event("change"));
        """
    )
    page.slide("[data-agent=first] .alpha", 0.75)
    known = match(catalog.prisoners_dilemma(), "demand:3/4", "nelp", "1/100", "1/5")
    payoffs = {
        k: point["at"]
        for layer in page.drawn("payoffs")["layers"]
        for k, point in zip(layer.get("numbers", []), layer.get("points", []))
    }
    zones = {
        k: place
        for layer in page.drawn("zones")["points"]
        for k, place in zip(layer["numbers"], layer["places"])
    }
    for drawn, places in ((payoffs, known.payoff_array()), (zones, known.play_array())):
        assert np.abs(np.array([drawn[k] for k in range(len(drawn))]) - places).max() < 1e-5
    assert page.text("#summary").startswith(f"{len(known.fixed_points)} fixed points")
    page.press("#fixed-next")
    assert page.text("#fixed-number") == f"1 of {len(known.fixed_points)}"
    assert "reading" in page.text("#fixed .detail") or "threshold" in page.text("#fixed .detail")


def test_a_region_is_drawn_by_clicks(page):
    page.open(view="programs", game="prisoners_dilemma", first="region:", second="lp")
    page.complaints()  # the empty region is refused, and the browser reports it
    page.open(view="programs", game="prisoners_dilemma", first="lp", second="lp")
    page.act(
        """
        const kind = document.querySelector("[data-agent=second] select");
        kind.value = "region";
        kind.dispatchEvent(new Event("change"));
        document.querySelector("[data-agent=second] .pen").click();
        """
    )
    for own, other in ((1, 1), (3, 1), (3, 3)):
        page.act(
            """
            // The pure outcomes are squares at whole payoffs, which tell where others are.
            const at = (u, v) => {
              const { layers } = document.getElementById("payoffs").drawn;
              const known = layers.find((one) => one.role === "outcomes of play").points;
              const marks = document.querySelectorAll("#payoffs [data-role='outcomes of play']");
              const boxes = [...marks].map((e) => e.getBoundingClientRect());
              const centres = boxes.map((b) => [b.left + b.width / 2, b.top + b.height / 2]);
              return [u, v].map((x, k) => {
                const i = 0;
                const j = known.findIndex(({ at }) => at[k] !== known[i].at[k]);
                const share = (x - known[i].at[k]) / (known[j].at[k] - known[i].at[k]);
                return centres[i][k] + share * (centres[j][k] - centres[i][k]);
              });
            };
            const [clientX, clientY] = at(arguments[1], arguments[0]);
            document.getElementById("drawing").dispatchEvent(
              new MouseEvent("click", { clientX, clientY }));
            """,
            own,
            other,
        )
    assert page.state["second"] == ["region:1,1;3,1;3,3"]
    assert any("allowed by region" in one["name"] for one in page.drawn("payoffs")["layers"])


def test_labels_cannot_become_markup(page):
    evil = "<img src=x onerror=alert(1)>"
    fields = [("a", "4,4,5,0"), ("b", "4,5,4,0"), ("rows", evil), ("rows", "B"), ("cols", evil)]
    fields += [("cols", "D"), ("players", evil), ("players", "Y"), ("title", evil)]
    for view in ("equilibria", "programs"):
        page.browser.get(f"{page.address}?{urlencode([*fields, ('view', view)])}")
        page.settle()
        assert page.run("return document.querySelectorAll('img').length") == 0
        assert "<img" in page.text("#game-title")


def test_the_tournament_has_its_table(page):
    page.open(view="programs", game="prisoners_dilemma", delta="1/50")
    page.act("document.getElementById('entrants').value = 'lp nelp defect'")
    page.press("#run")
    assert page.run("return document.querySelectorAll('.standings')[0].rows.length") == 4
    assert page.state["agents"] == ["lp", "nelp", "defect"]


def test_a_decimal_comma_is_marked_and_not_swallowed(page):
    page.open(game="chicken")
    page.type("a:0", "1,5")
    assert "“1,5” is no number" in page.text("#message")
    assert all("400" in line for line in page.complaints())


def test_what_takes_longer_than_a_moment_says_so(page):
    agents = {"first": "lp", "second": "lp"}  # thousands of fixed points
    page.open(view="programs", game="rock_paper_scissors", delta="1/6", **agents)
    page.run(
        """
        window.said = [];
        new MutationObserver(([change]) => said.push(change.target.textContent))
          .observe(document.getElementById("progress"), { childList: true });
        """
    )
    page.type("delta", "1/7")
    assert page.run("return said") == ["Computing…", ""]


def test_the_theme_reaches_the_pictures(page):
    page.open(game="chicken", theme="dark")
    paint = "return document.querySelector('#space canvas').toDataURL()"
    ink = "return document.querySelector('#plane text').getAttribute('fill')"
    dark = page.run(paint), page.run(ink)
    page.press("#theme")
    assert page.run("return document.documentElement.dataset.theme") == "light"
    assert page.run(ink) != dark[1]
    page.browser.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0], 0))")
    assert page.run(paint) != dark[0]
    page.run("localStorage.clear()")


def test_the_page_fits_a_phone(page):
    for view in ("equilibria", "programs"):
        width(page.browser, 360)
        page.open(view=view, game="prisoners_dilemma")
        script = "return [document.documentElement.scrollWidth, innerWidth]"
        needed, given = page.run(script)
        assert needed <= given == 360
        for name in ("space", "plane") if view == "equilibria" else ("payoffs", "zones"):
            script = "return document.getElementById(arguments[0]).getBoundingClientRect().width"
            assert (170 if view == "equilibria" else 300) <= page.run(script, name) <= 360


def test_on_a_phone_the_pictures_stay_beside_the_numbers(page):
    width(page.browser, 390, 844)
    page.open(game="chicken")
    script = """
    const slider = document.querySelector("[data-slider='b:3']");
    slider.scrollIntoView({ block: "center" });
    const picture = document.getElementById("space").getBoundingClientRect();
    const box = slider.getBoundingClientRect();
    return [picture.top >= 0, picture.bottom < box.top, box.bottom <= innerHeight];
    """
    assert page.run(script) == [True, True, True]


def test_long_names_and_large_numbers_fit(page):
    moves = ["Swerve around the other car at once", "Straight"]
    fields = [("a", "123456789,0.123456789,5,0"), ("b", "4,5,-987654321/7,0")]
    fields += [(key, move) for key in ("rows", "cols") for move in moves]
    page.browser.get(f"{page.address}?{urlencode(fields)}")
    page.settle()
    script = """
    const texts = document.querySelectorAll("#bimatrix input:not([type]), #plane text");
    return [...texts].filter((e) => {
      if (e.tagName === "text") {
        const [box, frame] = [e, e.ownerSVGElement].map((x) => x.getBoundingClientRect());
        return box.left < frame.left - 1 || box.right > frame.right + 1;
      }
      return e.scrollWidth > e.clientWidth + 2 && !e.title;
    }).map((e) => e.value ?? e.textContent)
    """
    assert page.run(script) == []


def test_every_control_has_a_name_and_can_be_reached_by_the_keyboard(page):
    page.open(game="chicken")
    script = """
    return [...document.querySelectorAll("button, input, select, a[href], summary")]
      .filter((e) => e.checkVisibility())
      .filter((e) => e.tabIndex < 0 || !(e.getAttribute("aria-label") || e.innerText.trim()
        || (e.labels && e.labels.length)))
      .map((e) => e.outerHTML)
    """
    assert page.run(script) == []


def test_terms_explain_themselves_on_focus(page):
    page.open(game="chicken")
    script = """
    const term = document.querySelector("[data-help=dependency]");
    const shown = () => getComputedStyle(term.querySelector("[role=tooltip]")).visibility;
    const before = shown();
    term.focus({ focusVisible: true });
    const { left, right, bottom } = term.querySelector("[role=tooltip]").getBoundingClientRect();
    return [before, shown(), term.textContent.includes("Spohn"),
      left >= 0 && right <= innerWidth && bottom <= innerHeight];
    """
    for pixels in (1400, 390):
        width(page.browser, pixels)
        page.open(game="chicken")
        assert page.run(script) == ["hidden", "visible", True, True]


def test_a_larger_game_has_its_region_and_follows_the_hand(page):
    page.open(game="rock_paper_scissors")
    assert page.run("return document.querySelectorAll('#bimatrix .payoff').length") == 18
    assert not page.run("return document.getElementById('space').checkVisibility()")
    assert "Pure dependency equilibria" in page.text("#words pre")
    drawn = "return document.getElementById('plane').innerHTML"
    before = page.run(drawn)
    page.slide("[data-slider='a:1']", -3)
    assert page.run(drawn) != before
    legend = "Nash", "correlated"
    assert [word in page.text("#plane-legend") for word in legend] == [True, False]
    for layer in ("nash", "correlated"):
        page.act(f"document.querySelector('#layers input[value={layer}]').click()")
    assert [word in page.text("#plane-legend") for word in legend] == [False, True]
    page.press("#ask-words")
    assert "reflective" in page.text("#more-words")
    offered = page.run("return [...document.querySelectorAll('#downloads a')].map((a) => a.text)")
    assert offered == ["game.nfg", "game.json", "equilibria.json"]


def test_a_first_look_has_four_steps_and_is_offered_once(page):
    page.browser.get("about:blank")
    page.browser.get(page.address)
    page.run("localStorage.clear()")
    page.browser.get(page.address)
    page.settle()
    assert "1 of 4" in page.text("#guide") and page.state["game"] == ["prisoners_dilemma"]
    assert page.layers() == {"pure"}
    press = """
    const named = (button) => button.textContent === arguments[0];
    [...document.querySelectorAll("#guide button")].find(named).click();
    """
    page.act(press, "Next")
    assert page.text("#own .verdict").startswith("✓") and "3/2" in page.text("#own")
    page.act(press, "Next")
    assert page.layers() == {"surfaces", "curve", "pure"}
    page.act(press, "Next")
    assert "4 of 4" in page.text("#guide") and page.state["a"] == ["2,0,7/2,1"]
    page.browser.back()
    page.settle()
    assert page.state["pick"] == ["0.8"]
    page.act(press, "Done")
    page.browser.get(page.address)
    page.settle()
    assert page.run("return document.getElementById('guide').hidden")
    page.press("#guide-again")
    page.act(press, "Skip")
    assert page.run("return document.getElementById('guide').hidden")
    page.run("localStorage.clear()")


def test_keys_on_a_slider_are_one_step_back(page):
    page.open(game="chicken")
    page.run(
        """
        window.entries = 0;
        const push = history.pushState.bind(history);
        history.pushState = (...what) => { window.entries += 1; push(...what); };
        """
    )
    for position in (0.26, 0.27, 0.28):
        page.run(
            """
            const slider = document.getElementById("along");
            slider.value = arguments[0];
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            slider.dispatchEvent(new Event("change", { bubbles: true }));
            """,
            position,
        )
    page.settle()
    assert page.state["pick"] == ["0.28"] and page.run("return window.entries") == 1


def test_the_way_back_from_the_tempting_point_leads_to_the_own_game(page):
    page.open(game="chicken")
    page.type("a:0", "3")
    page.press("#tempting")
    assert page.state["game"] == ["chicken"]
    page.browser.back()
    page.settle()
    assert page.state["a"] == ["3,4,5,0"]


def test_a_click_on_the_curve_moves_the_slider_and_enter_takes_the_first_game(page):
    page.open(game="prisoners_dilemma", pick="0.9")
    assert page.run("return document.getElementById('along').value") == "0.9"
    page.open(game="prisoners_dilemma", pick="1.2,1.2")
    assert page.run("return document.getElementById('along').value") not in ("0.5", "0.9")
    page.press("#choose")
    page.browser.execute_async_script(
        """
        const done = arguments[0];
        const there = () => document.querySelector("#ordinal button");
        const look = () => there() ? done() : setTimeout(look, 25);
        look();
        """
    )
    page.act(
        """
        const search = document.getElementById("search");
        search.value = "battle of";
        search.dispatchEvent(new Event("input"));
        search.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
        """
    )
    assert page.state["game"] == ["battle_of_the_sexes"]


def test_similar_agents_follow_the_slider_and_a_payoff_has_its_strip(page):
    page.open(game="prisoners_dilemma(5,3,1,0)", open="alike", pick="0.3")
    assert "likelier to play Cooperate" in page.text("#picked .alike")
    assert "Cooperate 2/3" in page.text("#alike-words")
    page.slide("#similarity", 0)
    assert page.state["similarity"] == ["0"] and "Defect for sure" in page.text("#alike-words")
    page.slide("#similarity", 45)
    assert page.text("#b-text") == "3/4" and "Cooperate for sure" in page.text("#alike-words")
    page.act("document.querySelector('#strip').open = true")
    assert page.state["open"] == ["alike,strip"]
    page.act(
        """
        const field = document.querySelector("#vary");
        field.value = "a:2";
        field.dispatchEvent(new Event("change", { bubbles: true }));
        """
    )
    assert page.text("#strip-what") == "t is what Row gets at Defect, Cooperate."
    drawn = page.drawn("strip")["plane"]
    assert drawn["now"] == 5 and page.text("#strip-picture svg").splitlines()
    page.press("#layers input[value=similarity]")
    assert "similarity" in page.layers()
