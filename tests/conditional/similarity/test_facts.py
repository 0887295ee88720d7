"""What the literature and the theory say of every game: existence, the loss bound, constants."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path

import numpy as np

from oraclegames import Game, catalog, similar, solve
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.conditional.two_by_two.alike import similarities
from tests.conditional.similarity.test_similar import symmetric

PAGE = Path(__file__).parents[3] / "docs" / "theory" / "notions.md"


def test_two_players_with_two_moves_have_one_for_every_b():
    rng = np.random.default_rng(11)
    for table in rng.integers(-3, 4, size=(60, 2, 2)):
        assert all(phase.equilibria for phase in similar(symmetric(table.tolist())).phases), table


def test_the_loss_is_bounded():
    rng = np.random.default_rng(12)
    grid = [np.array([k, 12 - k]) / 12 for k in range(13)]
    for table in rng.integers(-3, 4, size=(15, 2, 2)):
        best = max(float(s @ table @ s) for s in grid)
        spread = table.max() - table.min()
        found = similar(symmetric(table.tolist()))
        for b in (F(0), F(1, 3), F(1, 2), F(4, 5), F(1)):
            for one in found.at(b):
                for k, corner in enumerate(one.strategies(b)):
                    if one.whole or k in one.good:
                        s = np.array([float(p) for p in corner])
                        assert s @ table @ s >= best - spread * (1 - float(b)) - 1e-9


def test_the_loss_is_bounded_for_more_players():
    for n, a in ((3, F(3, 2)), (4, F(2))):
        game = catalog.public_goods(n, a)
        pays = [game.payoff(0, o) for o in game.outcomes()]
        spread, everybody = max(pays) - min(pays), game.payoff(0, (0,) * n)
        for b in (F(0), F(1, 4), F(1, 2), F(3, 4), F(1)):
            for one in similar(game, b).phases[0].equilibria:
                for k, corner in enumerate(one.strategies(b)):
                    if (one.whole or k in one.good) and 1 in corner:
                        value = game.payoff(0, (corner.index(1),) * n)
                        assert value >= everybody - spread * (1 - b ** (n - 1))


def test_hare_is_always_nash_of_a_plus_b_times_its_transpose():
    stag = np.array([[5, 0], [3, 3]])
    for k in range(11):
        B = 10 * stag + k * stag.T
        assert B[1, 1] >= B[0, 1]
        found = similar(symmetric(stag.tolist()), F(k, 10)).phases[0].equilibria
        assert ((1,) in [one.support for one in found]) == (k <= 6)


def test_chickens_swerve_as_the_formula_says():
    found = similar(symmetric([[0, -1], [1, -10]]))
    for k in range(10):
        b = F(k, 10)
        (one,) = found.at(b)
        assert one.strategies(b)[0][0] == (9 + 11 * b) / (10 * (1 + b))


def test_equal_stakes_make_the_similarity_a_constant():
    rng = np.random.default_rng(13)
    seen = 0
    for a12, a22, k, b21, b22, m in rng.integers(-4, 5, size=(300, 6)).tolist():
        if not k or not m:
            continue
        game = Game.from_arrays([[a12 + k, a12], [a22 + k, a22]], [[b21 + m, b22 + m], [b21, b22]])
        for point in solve(game).sample(5):
            first, second = similarities(point.distribution)
            assert first == F(a22 - a12, k) and second == F(b22 - b21, m)
            seen += 1
    assert seen > 20


def test_the_page_has_every_notion_of_the_table():
    text = PAGE.read_text("utf-8")
    for notion in NOTIONS.values():
        assert f"| `{notion.name}` | {notion.short} |" in text
