"""Games, 2×2 solutions, pictures, documents and certificates need no NumPy, and do not load it."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

HEAVY = ("numpy", "highspy", "matplotlib", "plotly", "pandas", "scipy", "rich", "typer")

CORE = """
import io, json
import oraclegames as og
from oraclegames import catalog, plots
from oraclegames.conditional.two_by_two.correlated import correlated as polytope

games = [entry.function() for entry in catalog.CATALOG.values() if entry.has_defaults]
games += og.ordinal_games()[::13]
games += [og.Game.from_arrays([[x, y], [0, 0]], [[0, x], [y, "1/3"]])
          for x in (-1, 0) for y in (0, "1/2")]
games += [catalog.random_game(3, n, seed=4) for n in (2, 3, 4)]
for game in games:
    assert og.read_nfg(io.StringIO(game.to_nfg())) == game
    assert og.read_json(io.StringIO(game.to_json())) == game
    assert hash(game.permute_players(range(game.n_players))) == hash(game)
    str(game), game._repr_html_()
    if game.n_players == 2:
        region = og.region(game)
        assert str(region) and region.polygons() is not None
        region.locate((0, 0)), [region.polyline(k) for k in range(len(region.arcs))]
    if game.shape != (2, 2):
        continue
    solution = og.solve(game)
    assert solution.describe() and solution.sample(8) is not None
    document = solution.to_dict()
    assert document["verified"] and og.verify(json.loads(json.dumps(document)))
    for outcome in game.outcomes():
        verdict = og.check(game, og.Distribution.point(game, outcome))
        assert verdict.verify() and og.verify(verdict.to_dict())
    og.check(game, "1/2,1/2,0,0"), og.check(game, [["1/4", "1/4"], ["1/4", "1/4"]])
    assert og.nash(game).verify() and polytope(game).verify()
    info = plots.both_info(solution, nash=True, correlated=True, best=True, product=True)
    assert info == plots.both_info(solution, nash=True, correlated=True, best=True, product=True)

dilemma = catalog.prisoners_dilemma()
for pair in (("lp", "nelp"), ("nicer", "demand:1/2"), ("nelp", "defect")):
    one = og.match(dilemma, *pair, "1/40")
    assert one.fixed_points and one.arcs and one.verify(complete=True) and str(one)
    assert og.verify(json.loads(one.to_json())) and plots.zone_info(one).points
assert og.program_equilibrium(dilemma, "nicer", "nicer", "1/50").holds() is not None
"""


PAGES = """
import json
from oraclegames.explorer.answers import answer

agents = "lp nelp demand:1/2 demand:2 nicer cooperate defect constant:1/3".split()
agents.append("region:0,0;5,0;5,5;0,5")
for path, query in (
    ("equilibria", "game=random_game(3,3,seed=1)&own=1/9,1/9,1/9,1/9,1/9,1/9,1/9,1/9,1/9"),
    ("equilibria", "game=rock_paper_scissors&own=1,0,0,0,0,0,0,0,0"),
    ("equilibria", "game=random_game(3,4,seed=4)"),
    *(("programs", f"game=prisoners_dilemma&first={one}&second=nelp&point=0") for one in agents),
    ("match.json", "game=chicken&first=lp"),
    ("tournament", "game=chicken&delta=1/50&agents=lp&agents=nelp&agents=defect"),
):
    found = answer(path, query)
    assert found.status == 200, (path, query, found.body)
found = answer("programs", "game=rock_paper_scissors&delta=1/8")
assert found.status == 501 and b"NumPy" in found.body
"""


def run(program: str, *, blocked: bool) -> subprocess.CompletedProcess[bytes]:
    block = f"import sys\nsys.modules.update(dict.fromkeys({HEAVY!r}))\n" if blocked else ""
    program = block + dedent(program)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)


def test_the_core_works_where_numpy_cannot_be_imported():
    result = run(CORE, blocked=True)
    assert (result.returncode, result.stderr) == (0, b"")


def test_so_do_the_pages_of_the_explorer_also_without_processes():
    block = "import sys\nsys.modules['multiprocessing'] = None\n"
    result = run(block + PAGES, blocked=True)
    assert (result.returncode, result.stderr) == (0, b"")


def test_where_it_is_installed_the_core_does_not_load_it():
    after = f"\nimport sys\nprint(*(set(sys.modules) & set({HEAVY!r})))"
    result = run(CORE + after, blocked=False)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"\n", b"")


@pytest.mark.parametrize(
    "words", [["solve", "chicken"], ["solve", "stag-hunt(s=3)", "--json"], ["games"]]
)
def test_the_program_does_not_load_it_either(words):
    program = f"""
        import atexit, sys
        sys.argv = ["oraclegames", *{words!r}]
        loaded = lambda: set(sys.modules) & {{"numpy", "highspy"}}
        atexit.register(lambda: print(*loaded(), file=sys.stderr))
        from oraclegames.__main__ import program
        program()
    """
    result = run(program, blocked=False)
    assert result.returncode == 0 and result.stdout and result.stderr.strip() == b""


def test_what_needs_arrays_says_so_in_one_line():
    program = """
        import oraclegames as og
        try:
            og.achieve(og.catalog.rock_paper_scissors(), "0,0")
        except og.MissingDependencyError as error:
            print(error)
    """
    result = run(program, blocked=True)
    assert result.stdout == (
        b"this question needs NumPy, which is not installed here: pip install numpy\n"
    )
