"""What players get beyond their values, against the definition in fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from oraclegames import Game
from oraclegames.exact.surd import exact_sqrt
from oraclegames.games.gains import Gains, gains_of_moves, has_values
from oraclegames.games.names import counted, worth


def random_game(r, size=9):
    shape = r.choice([(2, 2), (3, 2), (2, 2, 2), (1, 3)])
    tables = []
    for _ in shape:
        cells = [Fraction(r.randint(-size, size), r.choice((1, 1, 2, 3))) for _ in range(12)]
        tables.append(np.array(cells[: int(np.prod(shape))], dtype=object).reshape(shape))
    return Game.from_arrays(*tables)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [9, 10**30])
def test_tables_rows_and_signs_are_those_of_the_payoffs(seed, size):
    r = Random(seed)
    game = random_game(r, size)
    values = [Fraction(r.randint(-size, size), r.choice((1, 2, 7))) for _ in game.shape]
    values[0] = game.payoff(0, next(iter(game.outcomes())))
    gains = Gains(game, tuple(values))
    for i, value in enumerate(values):
        plain = [game.payoff(i, o) - value for o in game.outcomes()]
        assert gains.scales[i] > 0
        assert list(gains.rows[i]) == [gains.scales[i] * gain for gain in plain]
        assert gains.tables[i].ravel().tolist() == list(gains.rows[i])
        assert gains.at_most(i).ravel().tolist() == [gain <= 0 for gain in plain]
        assert gains.at_most(i, strict=True).ravel().tolist() == [gain < 0 for gain in plain]


@pytest.mark.parametrize("seed", range(20))
def test_sums_over_the_outcomes_of_a_move(seed):
    r = Random(seed)
    game = random_game(r)
    weights = [Fraction(r.choice((0, 0, 1, 2)), 7) for _ in game.outcomes()]
    values = [
        r.choice((Fraction(r.randint(-3, 3), 2), exact_sqrt(Fraction(2)))) for _ in game.shape
    ]
    found = gains_of_moves(game, weights, values)
    zero = True
    for i, count in enumerate(game.shape):
        for s in range(count):
            here = [(o, p) for o, p in zip(game.outcomes(), weights) if o[i] == s and p]
            total = sum((p * (game.payoff(i, o) - values[i]) for o, p in here), Fraction(0))
            assert found[i][s] == (total if here else None)
            zero = zero and total == 0
    assert has_values(game, weights, values) == zero


def test_games_are_equal_iff_names_and_payoffs_are():
    pays = ([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    game = Game.from_arrays(*pays)
    assert game == Game.from_arrays(*pays) and hash(game) == hash(Game.from_arrays(*pays))
    assert game != Game.from_arrays([[1, 0], [0, 2]], pays[1])
    assert game != Game.from_arrays(*pays, moves=[["a", "b"], ["a", "b"]])
    assert game != "game"


def test_numbers_of_things():
    assert [counted(k, "point") for k in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
    assert [counted(k, "oracle", "oracles that play") for k in (1, 2)] == [
        "1 oracle",
        "2 oracles that play",
    ]


def test_who_gets_what():
    assert worth(("Row", "2"), (4, 4)) == "4 to both"
    assert worth(("a", "b", "c"), (2, 2, 2)) == "2 to everybody"
    assert worth(("Row", "2"), (3, 2)) == "3 to Row and 2 to player 2"
    assert worth(("Row",), (3,)) == "3 to Row"
    many = worth([f"p{k}" for k in range(12)], list(range(12)))
    assert many.startswith("0 to p0, 1 to p1, ") and many.endswith("7 to p7, …")
