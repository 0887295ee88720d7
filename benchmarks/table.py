"""One table of what is fast and what is not: `make bench` prints it and writes docs/performance.md.

Each row runs in a process of its own, on its processor time, beside a named peer where there is
one, in the same process and on the same input. Nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST = 60
"""Seconds after which a call that takes a budget is stopped."""


@dataclass(frozen=True)
class Row:
    """One piece of work.

    Attributes:
        name: what is done.
        goal: what it should take, in words.
        prepare: makes the call, and the peer's call or None.
        peer: who the peer is.
        per: how many pieces of work one call does; more than 1 asks for a rate.
    """

    name: str
    goal: str
    prepare: Callable[[], tuple[Callable[[], Any], Callable[[], Any] | None]]
    peer: str = ""
    per: int = 1


def _match(game: str, first: str, second: str, delta: str | None) -> Any:
    from oraclegames import match

    return lambda: match(game, first, second, delta, budget=LONGEST), None


def _wide(moves: int, delta: str, agent: str = "nelp") -> Any:
    """A match in a game of random payoffs."""
    from oraclegames import match

    game = _random(2, moves, 100)
    return lambda: match(game, agent, agent, delta, budget=LONGEST), None


def _random(players: int, moves: int, high: int, seed: int = 1) -> Any:
    import numpy as np

    from oraclegames import Game

    source = np.random.default_rng(seed)
    shape = (moves,) * players
    return Game.from_arrays(*(source.integers(0, high, size=shape) for _ in range(players)))


def _check(players: int, moves: int, high: int) -> Any:
    """A pure outcome; HiGHS solves one program with a row for each move that is not played."""
    import highspy
    import numpy as np

    from oraclegames import Distribution, check
    from oraclegames.conditional.trembles.face import Face
    from oraclegames.exact.highs import new_solver

    game = _random(players, moves, high)
    outcome = (0,) * players
    face = Face.at(game, outcome)
    targets = face.unsupported
    rows = face.matrix(targets, face.touched(targets)).astype(float)

    def program() -> None:
        solver = new_solver()
        count, width = rows.shape
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = width, count + 1
        lp.col_cost_ = -np.ones(width)
        lp.col_lower_, lp.col_upper_ = np.zeros(width), np.full(width, highspy.kHighsInf)
        lp.row_lower_ = np.full(count + 1, -highspy.kHighsInf)
        lp.row_upper_ = np.append(np.zeros(count), 1.0)
        matrix = np.vstack([rows, np.ones(width)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.arange(count + 2) * width
        lp.a_matrix_.index_ = np.tile(np.arange(width), count + 1)
        lp.a_matrix_.value_ = matrix.ravel()
        solver.passModel(lp)
        solver.run()

    return lambda: check(game, Distribution.point(game, outcome), budget=LONGEST), program


def _pure(name: str) -> Any:
    from oraclegames import catalog, pure_equilibria

    games = {
        "public goods": lambda: catalog.public_goods(10),
        "coordination": lambda: catalog.coordination(8),
        "2^8": lambda: _random(8, 2, 4),
        "2^12": lambda: _random(12, 2, 1_000_000),
        "2^10": lambda: _random(10, 2, 5),
        "20×20": lambda: _random(2, 20, 4),
    }
    game = games[name]()
    return lambda: pure_equilibria(game, budget=LONGEST), None


def _tree(players: int) -> Any:
    from oraclegames import GraphicalGame, achieve

    edges = {(k, k + 1): ([[2, 0], [3, 1]], [[2, 3], [0, 1]]) for k in range(players - 1)}
    game = GraphicalGame.polymatrix((2,) * players, edges)
    values = ["3/2"] + ["3"] * (players - 2) + ["3/2"]
    return lambda: achieve(game, values, budget=LONGEST), None


def _strip(players: int, reach: int) -> Any:
    """Everybody meets the next ``reach`` players: a graph of that treewidth."""
    import numpy as np

    from oraclegames import GraphicalGame, achieve

    source = np.random.default_rng(1)

    def fair(axis: int) -> Any:
        """A table whose mean over the other player is 0, so that uniform play is balanced."""
        table = 2 * source.integers(-9, 10, size=(2, 2))
        return table - table.sum(axis=axis, keepdims=True) // 2

    edges = [(k, k + d) for d in range(1, reach + 1) for k in range(players - d)]
    game = GraphicalGame.polymatrix((2,) * players, {e: (fair(1), fair(0)) for e in edges})
    values = [f"{k}/8" for k in source.integers(-2, 3, size=players)]
    return lambda: achieve(game, values, budget=LONGEST), None


def _crowd(players: int) -> Any:
    """A public good that breaks down, by formulas; beside it the table of its counts if it fits."""
    import numpy as np

    from oraclegames import FormulaGame, SymmetricGame, achieve
    from oraclegames.conditional.columns.symmetric_game import COUNT_LIMIT

    rule = {"Give": "where(Give > n/3, 2*Give/n, 0)", "Keep": "where(Give > n/3, 2*Give/n, 0) + 1"}

    def table() -> Any:
        def pays(s: int, k: Any) -> Any:
            return np.where(3 * k[0] > players, 2 * k[0], 0) + s * players

        return achieve(SymmetricGame.of(players, pays, tuple(rule), denominator=players), "3/2")

    ours = lambda: achieve(FormulaGame.of(players, rule), "3/2")  # noqa: E731
    return ours, table if players < COUNT_LIMIT else None


def _crowd_of_three(players: int) -> Any:
    from oraclegames import FormulaGame, achieve

    rule = {"A": "where(A > B + C, 3, 1)*A/n", "B": "min(2*B/n, 1)", "C": "1 - C/n + (B/n)**2/4"}
    return lambda: achieve(FormulaGame.of(players, rule), "1/2", budget=LONGEST), None


def _dense(players: int) -> Any:
    """A random game, every payoff listed."""
    from oraclegames import achieve

    game = _random(players, 2, 100)
    return lambda: achieve(game, ["50"] * players, budget=LONGEST), None


def _solve(players: int, moves: int) -> Any:
    from oraclegames import solve

    solve(_random(players, 2, 100), budget=1)  # the first one imports
    game = _random(players, moves, 100)
    return lambda: solve(game, budget=LONGEST), None


def _best(players: int, moves: int) -> Any:
    """The best totally mixed equilibria of a few games, one after another."""
    from benchmarks.scip import scip_best
    from oraclegames import best

    games = [_random(players, moves, 100, seed) for seed in range(1, 4)]
    found = [best(game, compare=False, totally_mixed=True, budget=LONGEST) for game in games]

    def ours() -> list[Any]:
        return [best(game, compare=False, totally_mixed=True, budget=LONGEST) for game in games]

    def theirs() -> list[Any]:
        return [scip_best(game, float(one.tolerance)) for game, one in zip(games, found)]

    return ours, theirs


def _exact(moves: int) -> Any:
    """Those of two players, exactly; SCIP goes to a thousandth of the payoffs' range."""
    from benchmarks.scip import scip_best
    from oraclegames import best

    games = [_random(2, moves, 100, seed) for seed in range(1, 9)]
    return (
        lambda: [best(game, compare=False, totally_mixed=True) for game in games],
        lambda: [scip_best(game, 0.1) for game in games],
    )


def _two_by_two() -> Any:
    import pygambit

    from oraclegames import catalog, solve

    game = catalog.prisoners_dilemma()
    theirs = game.to_gambit()
    return lambda: solve(game), lambda: pygambit.nash.enummixed_solve(theirs)


def _grid() -> Any:
    from benchmarks.marching import DILEMMA, marching_cubes
    from oraclegames import solve

    return lambda: solve(DILEMMA), marching_cubes


def _sample() -> Any:
    from oraclegames import catalog, solve

    game = catalog.prisoners_dilemma()
    return lambda: solve(game).sample(100), lambda: solve(game)


def _answer() -> Any:
    from oraclegames.explorer.answers import answer

    answer("equilibria", "game=chicken")  # the first one imports
    return lambda: answer("equilibria", "game=chicken").body, None


def _picture(game: str) -> Any:
    """The picture of a game as a file, from the command line, compiled as what is installed is."""
    folder = tempfile.TemporaryDirectory()
    target = str(Path(folder.name, "picture.png"))
    words = [sys.executable, "-m", "oraclegames", "plot", game, "--output", target, "--quiet"]
    known = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder.name, "compiled"))}
    known.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(kept: Any = folder) -> None:  # the folder lives as long as the call
        subprocess.run(words, check=True, capture_output=True, env=known)

    run()
    return run, None


def _batch(tied: bool = False) -> Any:
    import numpy as np

    from oraclegames.conditional.bulk.classify import classify_batch

    source, shape = np.random.default_rng(1), (BATCH, 2, 2, 2)
    games = source.integers(0, 5, size=shape) if tied else source.normal(size=shape)
    classify_batch(games[:100])
    return lambda: classify_batch(games), None


def _command(*words: str) -> Any:
    def run(*arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)

    return lambda: run("-m", "oraclegames", *words), lambda: run("-c", "pass")


def _verify() -> Any:
    from oraclegames import match

    found = match("prisoners_dilemma", "lp", "lp", "1/100")
    return found.verify, lambda: match("prisoners_dilemma", "lp", "lp", "1/100")


BATCH = 200_000
DILEMMA, ROPE, TRIO = "prisoners_dilemma", "rock_paper_scissors", "public_goods"
HIGHS = "HiGHS, one program"
ROWS = (
    Row("match lp, lp at 1/500", "0.1 s", lambda: _match(DILEMMA, "lp", "lp", "1/500")),
    Row("match lp, lp at 1/10,000", "1 s", lambda: _match(DILEMMA, "lp", "lp", "1/10000")),
    Row("match nelp, nelp, 3×3, the usual δ", "10 s", lambda: _match(ROPE, "nelp", "nelp", None)),
    Row("match lp, lp, 3×3 at 1/6", "1 s", lambda: _match(ROPE, "lp", "lp", "1/6")),
    Row("match nelp, nelp, 3×3 at 1/20", "10 s", lambda: _wide(3, "1/20")),
    Row("match nelp, nelp, 3×3 at 1/50", "10 s", lambda: _wide(3, "1/50")),
    Row("match lp, lp, 3×3 at 1/12", "10 s", lambda: _wide(3, "1/12", "lp")),
    Row("match nelp, nelp, 4×4 at 1/10", "10 s", lambda: _wide(4, "1/10")),
    Row("verify a match at 1/100", "5 × the match", _verify, "the match"),
    Row("check a pure outcome, 2^10", "5 × + 2 ms", lambda: _check(10, 2, 100), HIGHS),
    Row("check a pure outcome, 2^12", "5 × + 2 ms", lambda: _check(12, 2, 100), HIGHS),
    Row("check a pure outcome, 2^10, ties", "5 × + 2 ms", lambda: _check(10, 2, 4), HIGHS),
    Row("check a pure outcome, 20×20, ties", "4 ×", lambda: _check(2, 20, 4), HIGHS),
    Row("pure equilibria, public goods, 2^10", "2 s", lambda: _pure("public goods")),
    Row("pure equilibria, coordination, 2^8", "2 s", lambda: _pure("coordination")),
    Row("pure equilibria, 2^8, ties", "2 s", lambda: _pure("2^8")),
    Row("pure equilibria, 20×20, ties", "2 s", lambda: _pure("20×20")),
    Row("pure equilibria, 2^12", "10 s", lambda: _pure("2^12")),
    Row("pure equilibria, 2^10, ties", "10 s", lambda: _pure("2^10")),
    Row("achieve on a chain of 60", "1 s", lambda: _tree(60)),
    Row("best totally mixed equilibria of eight 3×3 games", "1 ×", lambda: _exact(3), "SCIP"),
    Row("best totally mixed equilibria of eight 5×5 games", "1 ×", lambda: _exact(5), "SCIP"),
    Row("best totally mixed equilibria of three 2×2×2 games", "1 ×", lambda: _best(3, 2), "SCIP"),
    Row("best totally mixed equilibria of three 3×3×3 games", "1 ×", lambda: _best(3, 3), "SCIP"),
    Row("best totally mixed equilibria of three 2^5 games", "1 ×", lambda: _best(5, 2), "SCIP"),
    Row("achieve on a chain of 200", "10 s", lambda: _tree(200)),
    Row("achieve on a chain of 500", "60 s", lambda: _tree(500)),
    Row("achieve on a chain of 1,000", "200 s", lambda: _tree(1000)),
    Row("achieve at treewidth 2, 60 players", "1 s", lambda: _strip(60, 2)),
    Row("achieve at treewidth 2, 200 players", "10 s", lambda: _strip(200, 2)),
    Row("achieve at treewidth 3, 60 players", "1 s", lambda: _strip(60, 3)),
    Row("achieve on a complete graph of 20", "2 s", lambda: _strip(20, 19)),
    Row("achieve on a complete graph of 24", "10 s", lambda: _strip(24, 23)),
    Row("achieve, a crowd of 8,000,000, by formulas", "1 ×", lambda: _crowd(8 * 10**6), "a table"),
    Row("achieve, a crowd of 10^9, by formulas", "1 s", lambda: _crowd(10**9)),
    Row("achieve, a crowd of 10^5 with three moves", "10 s", lambda: _crowd_of_three(10**5)),
    Row("achieve, a table of 2^20 outcomes", "10 s", lambda: _dense(20)),
    Row("solve 3×3×3 in outline", "2 s", lambda: _solve(3, 3)),
    Row("solve 2^5 in outline", "2 s", lambda: _solve(5, 2)),
    Row("solve a 2×2 game, all of it", "1.2 ×", _two_by_two, "pygambit's enummixed_solve"),
    Row("the same beside a grid", "1/300 ×", _grid, "marching cubes on 128³"),
    Row("100 exact points of a 2×2 game, solved", "5 × the solve", _sample, "the solve"),
    Row("an answer of the explorer", "33 ms", _answer),
    Row("classify 2×2 games", "3,000,000 a second", _batch, per=BATCH),
    Row("classify 2×2 games, ties", "3,000,000 a second", lambda: _batch(True), per=BATCH),
    Row("the picture of the dilemma as PNG", "3 s", lambda: _picture(DILEMMA)),
    Row("the picture of a 2×2×2 game as PNG", "3 s", lambda: _picture(TRIO)),
    Row("oraclegames best chicken", "0.3 s", lambda: _command("best", "chicken"), "python -c pass"),
)


def measure(row: Row) -> dict[str, Any]:
    """The seconds of a row and of its peer, and the most memory in use, in MB."""
    call, peer = row.prepare()
    answer: list[Any] = []
    seconds = _seconds(lambda: answer.append(call()))
    theirs = None if peer is None else _seconds(peer)
    usage = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "peer": theirs,
        "status": _status(answer[-1]),
        "memory": max(one.ru_maxrss for one in usage) // 1024,
    }


def _status(answer: Any) -> str:
    """The worst of the answers' statuses."""
    if isinstance(answer, list):
        return min((_status(one) for one in answer), key=["partial", "tied", "complete"].index)
    return str(getattr(answer, "status", "complete"))


def _seconds(call: Callable[[], Any]) -> float:
    """The least processor time, children's included, of calls that fill half a second."""
    least, total = float("inf"), 0.0
    for _ in range(50):
        begun = _spent()
        call()
        taken = _spent() - begun
        least, total = min(least, taken), total + taken
        if total > 0.5:
            break
    return least


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def line(row: Row, found: dict[str, Any]) -> list[str]:
    """A row of the table."""
    seconds, peer = found["seconds"], found["peer"]
    shown = f"{row.per / seconds:,.0f} a second" if row.per > 1 else _time(seconds)
    if found["status"] != "complete":
        shown += f" ({found['status']})"
    ratio = "" if peer is None else f"{_times(seconds / peer)} × {row.peer} ({_time(peer)})"
    return [row.name, row.goal, shown, ratio, f"{found['memory']} MB"]


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio > 0.1 else f"{ratio:.2g}"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{1000 * seconds:.1f} ms"


HEAD = ["work", "goal", "processor time", "beside", "peak memory"]
PAGE = """# Performance

What takes how long, beside what it should take. The table is measured anew by

```bash
make bench
```

each row in a process of its own, by processor time; a ratio is that of two calls in the same
process. A call that was stopped after {longest} seconds is marked "partial". {machine}

{table}

Two players, in more games: `python -m benchmarks.scip_games` compares the exact best of 200 games
up to 5×5 (random, tied, with copies of moves, and rings, in which many values are possible) with
SCIP, which stops at a thousandth of the payoffs' range and keeps every probability above 10⁻⁶, and
with branch and bound. It was never worse than what SCIP found, always between what branch and bound
found and proved, and took 0.88 times SCIP's processor time (20.5 s beside 23.3 s).

Where a goal is not reached:

- *Matches of more moves.* The goal was every game up to 4×4 at δ = 1/50. Climbers are run in arrays
  of whole numbers, 1 to 2 µs a pair of readings for 3×3 (their programs one by one take 400); cells
  are sifted by where what is played lies, a millionth of a second each, and what is left by bounds,
  a thousand cells at once. Of the 24.5 million cells of the random 3×3 game at 1/50 these leave
  15,762, of which 1,811 have thresholds that depend on each other. Up to four such equations have
  an eliminant, a determinant of at most 24 rows whose roots are the answers: tenths of a
  millisecond for two and three, ten for four, degrees up to 24; where it vanishes, the equations
  have linear sums and are eliminated. All this made the game at 1/50 more than three times as fast,
  complete with 15,304 points, and two LP at 1/12 (27,321 points) at least seven times: before, ten
  of its cells were undetermined and most of the time went into choosing a root by refining all of
  them. What is left is spread: a tenth of a millisecond for each point, however it is found. 4×4
  does not get there. At 1/50 it has 488 million pairs of readings and, by samples of 6,000 pairs, a
  million points of two neLP and 27 million of two LP (two climbers who both stay are a fixed point
  in every pair of readings after which they do): more than a match lists (2,000,000). Only answers
  that list pieces and not points could be as fast. The random game of the table has at 1/10 some
  330,000 points that are found in two minutes, and beside them 25,000 cells with five thresholds
  that depend on each other and 4,500 with six: systems of up to 120 and 720 solutions.
  Preconditioned bounds tell in milliseconds which of these have none, and where the others have
  theirs; most of those split and are solved in hundredths of a second, but one in eight (of 79 at
  1/6) is of no field that is computed in, and is left undetermined after one to 26 seconds. At 1/6,
  the δ that is chosen if none is given, there are 36,000 points and 1,500 such cells: minutes. A
  match stops after its budget with what it has; more than 10,000,000 pairs of readings are refused
  at once, with their number, how it grows, and the finest δ that is not: 1/79 for 3×3, 1/25 for
  4×4.
- *More processes.* `--workers` shares pure outcomes (`solve`, `pure_equilibria`), the cells of
  `region`, and matches of a `tournament`. A process takes 0.7 s of processor time to start, and
  what it finds has to be carried over: of the pure outcomes of a 2^12 game without ties a half of
  the time stays with the one who asks, of a tied 2^10 game a fourth, of the cells of a 2×2×2 game a
  tenth. The best equilibrium of 3×3×3 games takes less than it takes to start: there it does not
  pay.
- *100 exact points* have six exact numbers each, 15 µs a point: FLINT's arithmetic, and fractions
  made of its numbers. The places are chosen in floats, by the root of a quadratic polished twice (a
  fourth of the time that bisection took), and a curve on which both values agree needs no root.
- *Classify 2×2 games.* Some 680 numbers are computed for a game in some 940 operations on arrays,
  none of which takes a tenth; an operation costs half a nanosecond to four for a number. Blocks
  from 2,048 to 65,536 games were tried (32,768 is best), and picking games by take, which is five
  times as fast as an index: a fifth to a quarter. The stationary points are roots of a polynomial
  of degree eight; to find them by its companion matrix takes 12 µs a game, five times as long as
  everything, so that false position stays. Compiled by Numba game by game, with the same answers to
  the last bit, the masks of pure outcomes take 0.4 of their time, the odds maps 0.24 to 0.33, the
  limits at the ends 0.7 to 1.5, the search for stationary points a fifth: weighed by their shares
  this makes the whole about twice as fast, not three times. It would be a second classification
  beside this one, so there is none.

The growth, and what is slow by its nature, stands on the page [Limits](limits.md).
"""


def main(path: str) -> None:
    """Measure all rows, print them, and write the page."""
    before = os.getloadavg()[0]
    lines = [HEAD, ["---"] * len(HEAD)]
    for number, row in enumerate(ROWS):
        command = [sys.executable, "-m", "benchmarks.table", "--row", str(number)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lines.append(line(row, json.loads(told)))
        print("  ".join(lines[-1]), flush=True)
    cores, after = os.cpu_count() or 1, os.getloadavg()[0]
    machine = (
        f"Python {platform.python_version()}, {platform.machine()}, {cores} cores; on average "
        f"{before:.1f} processes ran when this began and {after:.1f} when it ended, with it."
    )
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    page = PAGE.format(longest=LONGEST, machine=machine, table=table)
    Path(path).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure all rows and write them to a page.")
    parser.add_argument("page", nargs="?", help="the file to write")
    parser.add_argument("--row", type=int, help="measure this row alone, and print it as JSON")
    given = parser.parse_args()
    if given.row is not None:
        print(json.dumps(measure(ROWS[given.row])))
    elif given.page is not None:
        main(given.page)
    else:
        parser.error("name the page to write")
