"""The masks of pure outcomes are those of the scalar decisions."""

from __future__ import annotations

from itertools import product

import numpy as np

from oraclegames import Game
from oraclegames.conditional.bulk.odds_maps import own_payoffs
from oraclegames.conditional.bulk.pure_outcomes import corner_masks
from oraclegames.conditional.two_by_two.pure_outcomes import corner_2x2
from tests.conditional.bulk.games import degenerate_batch


def expected(table) -> tuple[int, int, int]:
    game = Game.from_arrays(*table)
    dependency = reflective = nash = 0
    for bit, (row, column) in enumerate(product((0, 1), repeat=2)):
        corner = corner_2x2(game, (row, column))
        dependency |= corner.dependency << bit
        reflective |= (corner.family is not None) << bit
        a, b = table
        best = a[row][column] >= a[1 - row][column] and b[row][column] >= b[row][1 - column]
        nash |= int(best) << bit
    return dependency, reflective, nash


def assert_masks(payoffs: np.ndarray) -> None:
    masks = np.stack(corner_masks(own_payoffs(payoffs)), axis=1)
    for table, found in zip(payoffs.tolist(), masks.tolist()):
        assert tuple(found) == expected(table), table


def test_masks_agree_with_the_scalar_decisions():
    assert_masks(degenerate_batch(800, 11))


def test_the_case_in_which_constants_matter_is_decided_by_them():
    # At (1, 1): the row player needs w ≥ k·c·u about, the column player w ≤ K·c·u.
    def game(d1, d3, e1, e3):
        # gains D1, D2 = 0, D3 of the row player; E1, E2 = 0, E3 of the column player
        return [[[0, d1], [0, d3]], [[0, 0], [e1, e3]]]

    big = 2**29
    payoffs = [game(-k, -m, n, o) for k, m, n, o in product((1, 2, 3, big, big - 1), repeat=4)]
    masks = corner_masks(own_payoffs(np.array(payoffs)))
    assert_masks(np.array(payoffs)[::7])
    assert {int(mask) & 1 for mask in masks[1]} == {0, 1}
