"""Documents that were kept: written by solvers, verified where no solver was ever imported."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import numpy as np
import pytest

import oraclegames as og
from oraclegames import Game, UnsupportedError, read_result
from tests.depth import some

SHAPES = (
    *((2, 2), (2, 3), (3, 3), (1, 3), (4,), (4, 3)),
    *((2, 2, 2), (2, 1, 2), (3, 2, 2), (2, 2, 2, 2)),
)
AGENTS = ("lp", "nelp", "demand:1/2", "nicer", "cooperate", "defect", "constant:1/3")

VERIFY = """
import sys
from pathlib import Path
from oraclegames import verify

count = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    checked = verify(path.read_text("utf-8"))
    assert checked, (path.name, checked)
    count += 1
assert count == int(sys.argv[2]), count
ours = [name.split(".")[1:] for name in sys.modules if name.startswith("oraclegames.")]
allowed = {"certificates", "games", "exact", "errors", "budget", "later", "_version"}
assert {name[0] for name in ours} <= allowed, ours
solvers = {"linear_program", "simplex", "highs", "vertices", "minmax", "pricing"}
assert not [name for name in ours if name[0] == "exact" and solvers & {*name}], ours
assert "highspy" not in sys.modules
"""


def random_game(seed: int) -> Game:
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    size = (1, 3, 9)[seed % 3]
    return Game.from_arrays(*rng.integers(-size, size + 1, size=(len(shape), *shape)))


def answers(seed: int):
    """What is asked of a random game: one of the questions, and always a distribution."""
    game, draw = random_game(seed), Random(seed)
    cells = draw.sample(range(game.n_outcomes), draw.randint(1, min(3, game.n_outcomes)))
    weights = [draw.randint(1, 3) * (k in cells) for k in range(game.n_outcomes)]
    yield og.check(game, [f"{w}/{sum(weights)}" for w in weights], budget=2)
    payoffs = game.payoffs(draw.choice(list(game.outcomes())))
    match seed % 5:
        case 0:
            yield og.solve(game, budget=0.3)
        case 1:
            yield og.pure_equilibria(game, budget=1)
            yield og.achieve(game, payoffs)
        case 2:
            yield og.achieve(game, payoffs, closure=True, budget=1)
            moves = [draw.sample(range(m), draw.randint(1, m)) for m in game.shape]
            yield og.achieve(game, payoffs, supports=moves)
        case 3:
            yield og.best(game, draw.choice(("welfare", "egalitarian")), tolerance="1/4", budget=1)
        case 4:
            if game.n_players in (2, 3):
                yield og.region(game, tolerance="1/2", budget=1)


def matches(seed: int):
    """A match of two agents on a random 2×2 game, by their names."""
    draw = Random(seed)
    game = Game.from_arrays(*np.random.default_rng(seed).integers(-3, 4, size=(2, 2, 2)))
    first, second = draw.choice(AGENTS), draw.choice(AGENTS)
    yield og.match(game, first, second, draw.choice(("1/6", "1/10", "1/12")), budget=5)


def kept(folder, questions) -> int:
    """Write every answer down, and read it back."""
    count = 0
    for k, question in enumerate(questions):
        try:
            results = list(question)
        except UnsupportedError:
            continue
        for j, found in enumerate(results):
            path = folder / f"{k:04}-{j}.json"
            path.write_text(found.to_json(), encoding="utf-8")
            again = read_result(path)
            assert again.document(verify=False) == found.document(verify=False)
            count += 1
    return count


def verified_elsewhere(folder, count: int) -> None:
    subprocess.run([sys.executable, "-c", VERIFY, str(folder), str(count)], check=True)


def test_documents_hold_where_no_solver_was_imported(tmp_path):
    """Games of every shape, every question, and matches."""
    games, pairs = some(10, 30), some(5, 10)
    questions = [*map(answers, range(games)), *map(matches, range(pairs))]
    count = kept(tmp_path, questions)
    assert count >= games + pairs
    verified_elsewhere(tmp_path, count)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
def test_documents_of_games_of_all_shapes_hold_where_no_solver_was_imported(tmp_path, part):
    count = kept(tmp_path, [answers(1000 + 50 * part + k) for k in range(50)])
    assert count >= 60
    verified_elsewhere(tmp_path, count)


@pytest.mark.slow
def test_documents_of_a_hundred_matches_hold_where_no_solver_was_imported(tmp_path):
    count = kept(tmp_path, [matches(5000 + k) for k in range(100)])
    assert count >= 95
    verified_elsewhere(tmp_path, count)
