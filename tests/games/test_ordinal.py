"""The ordinal 2×2 games: the counts of the literature, by brute force apart from the generator."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import Game, InputError
from oraclegames.games.ordinal import (
    PATTERNS,
    all_tied_games,
    ordinal_game,
    ordinal_games,
    ordinal_name,
)

Bimatrix = tuple[tuple[int, ...], tuple[int, ...]]
"""Row and column player's ranks of the cells UL, UR, LL, LR."""

SWAPS = [(0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)]
"""Nothing, the rows, the columns, both."""


def cells(game: Game) -> Bimatrix:
    row, column = (tuple(int(u) for u in game.payoff_array(i).flat) for i in range(2))
    return row, column


def orbit(game: Bimatrix, players: bool) -> frozenset[Bimatrix]:
    """All games that differ by the order of rows and columns, and of the players if asked."""
    a, b = game
    found = {(tuple(a[k] for k in swap), tuple(b[k] for k in swap)) for swap in SWAPS}
    if players:  # transpose the cells and exchange the tables
        turned = [0, 2, 1, 3]
        found |= {
            (tuple(q[k] for k in turned), tuple(p[k] for k in turned)) for p, q in list(found)
        }
    return frozenset(found)


def classes(games, players: bool) -> set[frozenset[Bimatrix]]:
    return {orbit(game, players) for game in games}


STRICT = list(product(permutations(range(1, 5)), repeat=2))


def weak_orders() -> set[tuple[int, ...]]:
    """Ranks without gaps, made from all payoffs: each counts the smaller values that occur."""
    return {
        tuple(1 + len({y for y in xs if y < x}) for x in xs) for xs in product(range(4), repeat=4)
    }


def test_576_strict_games_are_144_classes_and_78_up_to_the_players():
    assert len(STRICT) == 576
    assert len(classes(STRICT, players=False)) == 144
    assert len(classes(STRICT, players=True)) == 78


def test_the_144_games_are_one_of_each_class():
    games = [cells(game) for game in ordinal_games()]
    assert len(games) == len(set(games)) == 144
    assert classes(games, players=False) == classes(STRICT, players=False)
    assert len(classes(games, players=True)) == 78


def test_the_orientation_leaves_exactly_the_twelve_patterns_of_each_player():
    oriented = [
        (a, b) for a, b in STRICT if 4 in (a[1], a[3]) and 4 in (b[0], b[1])
    ]  # row's 4 in the right column, column's 4 in the upper row
    assert len(oriented) == 144
    assert {a for a, _ in oriented} == set(PATTERNS.values())
    assert {b for _, b in oriented} == {(d, b, c, a) for a, b, c, d in PATTERNS.values()}
    assert set(oriented) == {cells(game) for game in ordinal_games()}


def test_neighbouring_patterns_swap_two_adjacent_ranks():
    ranks = list(PATTERNS.values())
    for one, other in zip(ranks, ranks[1:] + ranks[:1]):
        changed = [(x, y) for x, y in zip(one, other) if x != y]
        assert len(changed) == 2
        assert changed[0] == changed[1][::-1]
        assert abs(changed[0][0] - changed[0][1]) == 1


def test_exactly_the_diagonal_is_symmetric():
    for row, column in product(PATTERNS, repeat=2):
        game = cells(ordinal_game(row, column))
        a, b = game
        symmetric = (b, a) in {
            (tuple(p[k] for k in (0, 2, 1, 3)), tuple(q[k] for k in (0, 2, 1, 3)))
            for p, q in orbit(game, players=False)
        }
        assert symmetric == (row == column)


def test_well_known_games_have_their_names():
    for name, a in {
        "prisoners_dilemma": [[3, 1], [4, 2]],
        "chicken": [[3, 2], [4, 1]],
        "stag_hunt": [[4, 1], [3, 2]],
        "assurance": [[4, 1], [2, 3]],
        "deadlock": [[2, 1], [4, 3]],
        "battle": [[1, 4], [3, 2]],
        "hero": [[1, 3], [4, 2]],
    }.items():
        b = [[a[c][r] for c in range(2)] for r in range(2)]
        assert ordinal_name(Game.from_arrays(a, b)) == (name, name), name


@given(
    st.sampled_from(sorted(PATTERNS)),
    st.sampled_from(sorted(PATTERNS)),
    st.sampled_from(SWAPS),
    st.lists(st.fractions(), min_size=4, max_size=4, unique=True).map(sorted),
    st.lists(st.integers(), min_size=4, max_size=4, unique=True).map(sorted),
)
def test_every_strict_game_is_named_by_its_ranks(row, column, swap, first, second):
    a, b = cells(ordinal_game(row, column))
    a, b = [first[a[k] - 1] for k in swap], [second[b[k] - 1] for k in swap]
    game = Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])
    assert ordinal_name(game) == (row, column)


def test_games_with_ties_have_no_name_and_other_shapes_are_refused():
    assert ordinal_name(Game.from_arrays([[1, 2], [3, 3]], [[1, 2], [3, 4]])) is None
    with pytest.raises(InputError, match="only 2×2 games"):
        ordinal_name(Game.from_arrays([[1, 2]], [[1, 2]]))


def test_5625_games_with_ties_are_1413_classes_and_726_up_to_the_players():
    games = [cells(game) for game in all_tied_games()]
    orders = weak_orders()
    assert len(orders) == 75
    assert len(games) == len(set(games)) == 5625
    assert set(games) == set(product(orders, repeat=2))
    assert len(classes(games, players=False)) == 1413
    assert len(classes(games, players=True)) == 726


def test_unknown_patterns_are_refused():
    with pytest.raises(InputError, match="no ordinal pattern 'brave'"):
        ordinal_game("brave", "hero")
