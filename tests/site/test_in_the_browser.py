"""The engine in the browser says byte for byte what it says here, without any server or network."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest

from oraclegames.explorer.answers import answer
from oraclegames.games.ordinal import PATTERNS
from tests.site.conftest import Site

LAYERS = "surfaces,curve,pure,nash,correlated,product,best"


LATE = "left out for want of time"


def question(a, b, **more):
    fields = {"a": ",".join(map(str, a)), "b": ",".join(map(str, b)), "layers": LAYERS, **more}
    return "equilibria", urlencode(fields)


def ordinal_questions():
    for row in PATTERNS:
        for column in PATTERNS:
            yield "equilibria", urlencode({"game": f"ordinal_game({row},{column})", "pick": "0.4"})


def degenerate_questions(count=60):
    """Payoffs 0 and 1, constants, duplicated moves, huge and tiny numbers, thirds."""
    draw = random.Random(1)
    for k in range(count):
        numbers = [(0, 1), (0, 0, 1), ("1/3", "2/3", 0), (-1, 0, 1), ("1e9", "1e-9", 0)][k % 5]
        a, b = ([draw.choice(numbers) for _ in range(4)] for _ in "ab")
        if k % 7 == 0:
            a[2:] = a[:2]
        if k % 11 == 0:
            b = [b[0]] * 4
        own = draw.choice(["1/4,1/4,1/4,1/4", "1,0,0,0", "1/2,1/2,0,0", "1/3,0,0,2/3"])
        yield question(a, b, pick=draw.choice(["0", "0.5", "1"]), own=own)


def random_questions(count=100):
    draw = random.Random(2)
    for _ in range(count):
        a, b = ([f"{draw.randint(-99, 99)}/{draw.randint(1, 9)}" for _ in range(4)] for _ in "ab")
        yield question(a, b, pick=f"{draw.random():.3f}", own="1/10,2/10,3/10,4/10")


def larger_questions(count=100):
    """Regions of games with more moves, degenerate ones among them."""
    draw = random.Random(3)
    for k in range(count):
        m, n = [(3, 3), (3, 3), (2, 3), (3, 4), (1, 3), (2, 5)][k % 6]
        numbers = [range(-9, 10), (0, 1), (0, 0, 1), ("1/3", "-2/7", 1)][k % 4]
        a, b = (",".join(str(draw.choice(numbers)) for _ in range(m * n)) for _ in "ab")
        fields = [("a", a), ("b", b), *(("rows", f"r{i}") for i in range(m))]
        own = ",".join([f"1/{m * n}"] * (m * n))
        yield (
            "equilibria",
            urlencode([*fields, *(("cols", f"c{i}") for i in range(n)), ("own", own)]),
        )


def match_questions():
    """Matches of two-move agents at the page's precision, and a tournament."""
    agents = ["lp", "nelp", "demand:1/2", "demand:2", "nicer", "defect", "region:0,0;5,0;5,5;0,5"]
    games = ["prisoners_dilemma", "chicken", "stag_hunt", "battle_of_the_sexes"]
    for k, first in enumerate(agents):
        for second in agents:
            fields = {"game": games[k % 4], "first": first, "second": second, "point": 0}
            yield "programs", urlencode(fields)
    tournament = {"game": "chicken", "delta": "1/50", "agents": agents[:4]}
    yield "tournament", urlencode(tournament, doseq=True)


def compare(site: Site, questions):
    """Every answer of the engine against the one that is computed here."""
    questions = list(questions)
    for (path, query), found in zip(questions, site.ask(questions), strict=True):
        here = answer(path, query)
        if LATE in found["body"] or LATE in here.body.decode():
            continue  # a busy machine
        assert (found["status"], found["body"]) == (here.status, here.body.decode()), query


def test_the_first_picture_needs_no_engine_and_the_engine_says_the_same(site: Site):
    site.open()
    before = sum(size for name, size in site.sent.items() if not name.startswith("python/"))
    assert before < 400_000
    site.ready()
    compare(
        site, [*list(ordinal_questions())[::29], *degenerate_questions(3), *random_questions(3)]
    )
    refused = [("equilibria", "game=nothing"), ("equilibria", "a=1,5,x,2&b=0,0,0,0")]
    compare(site, [*refused, ("games", ""), ("looks", ""), ("game.nfg", "game=stag_hunt")])
    compare(site, [*list(larger_questions(4)), *list(match_questions())[::3]])
    (larger,) = site.ask([("programs", "game=rock_paper_scissors&delta=1/8")])
    assert larger["status"] == 501 and "NumPy" in larger["body"]
    assert site.complaints() == []


def test_the_guide_does_not_wait_for_the_engine(site: Site):
    """Its first steps were computed when the site was built, and say what the engine says."""
    site.open("")
    asked = []
    for step in range(1, 4):
        site.wait(f"document.getElementById('guide').textContent.includes('{step} of 4')")
        site.wait("document.body.dataset.busy === '0'")
        asked.append(("equilibria", site.run("return location.search.slice(1)")))
        script = "return [...document.querySelectorAll('#guide button')].find((b) => "
        site.run(script + "b.textContent === 'Next').click()")
    known = site.run("return fetch('documents/known.json').then((r) => r.json())")
    assert all(f"{path}?{query}" in known for path, query in asked)
    site.ready()
    compare(site, asked)
    site.run("localStorage.setItem('guide', 'seen')")
    assert site.complaints() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [ordinal_questions, degenerate_questions, random_questions, larger_questions, match_questions],
)
def test_documents_are_equal(site: Site, make):
    site.open()
    site.ready()
    compare(site, make())


@pytest.mark.slow
def test_a_drag_is_answered_and_memory_stays_flat(site: Site):
    site.open()
    site.ready()
    script = """
    const [times, done] = arguments;
    const slider = document.querySelector("[data-slider='a:3']");
    const waits = [];
    let start = 0;
    document.addEventListener("drawn", () => requestAnimationFrame(() => {
      waits.push(performance.now() - start);
      if (waits.length === times) done(waits);
      else move();
    }));
    const move = () => {
      slider.value = String(-4 + 8 * ((waits.length * 37) % 100) / 100);
      start = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    move();
    """
    site.browser.set_script_timeout(1200)
    site.browser.execute_async_script(script, 50)
    site.ask([("games", "")])
    heap = site.heap
    site.browser.get(site.browser.current_url)
    site.ready()
    waits = site.browser.execute_async_script(script, 1000)
    site.ask([("games", "")])
    assert len(waits) == 1000 and site.heap <= heap * 1.1
    assert site.complaints() == []


def test_without_a_network_it_opens_again(site: Site):
    """The server goes away; the service worker has kept the page, the engine and all documents."""
    site.open()
    site.ready()
    keep = """
    const done = arguments[0];
    navigator.serviceWorker.addEventListener("message", () => done());
    navigator.serviceWorker.controller.postMessage("keep everything");
    """
    site.browser.set_script_timeout(600)
    site.browser.execute_async_script(keep)
    site.server.shutdown()
    site.server.server_close()
    for game in ("stag_hunt", "prisoners_dilemma"):
        site.open(f"game={game}")
    site.ready()
    compare(site, list(random_questions(2)))
    site.browser.get(f"{site.address}atlas/")
    assert "ordinal" in site.run("return document.body.textContent").lower()
    assert site.complaints() == []
