"""All Nash equilibria of 2×2 games: named games, Gambit, and sampled strategies."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, UnsupportedError, catalog
from oraclegames.conditional.two_by_two.nash import NashEquilibria, NashSet, nash
from tests.strategies import games, small_payoffs, wild_payoffs

ZERO, ONE = Fraction(0), Fraction(1)


def corners(game: Game) -> set:
    return {corner for found in nash(game).sets for corner in found.corners}


def by_gambit(game: Game) -> set:
    pygambit = pytest.importorskip("pygambit")
    found = set()
    for profile in pygambit.nash.enummixed_solve(game.to_gambit(), rational=True).equilibria:
        strategies = [[Fraction(p) for _, p in profile[player]] for player in profile.game.players]
        found.add((strategies[0][0], strategies[1][0]))
    return found


def gains(game: Game, p: Fraction, q: Fraction) -> bool:
    """Nash by the definition, in plain fractions."""
    rows, columns = (p, 1 - p), (q, 1 - q)
    for player in (0, 1):
        pays = [
            sum(other[t] * game.payoff(player, (s, t) if player == 0 else (t, s)) for t in (0, 1))
            for other in [columns if player == 0 else rows]
            for s in (0, 1)
        ]
        own = rows if player == 0 else columns
        if own[0] * pays[0] + own[1] * pays[1] != max(pays):
            return False
    return True


def test_battle_of_the_sexes_has_three() -> None:
    assert corners(catalog.battle_of_the_sexes()) == {
        (ONE, ONE),
        (ZERO, ZERO),
        (Fraction(3, 5), Fraction(2, 5)),
    }


def test_prisoners_dilemma_has_one() -> None:
    assert nash(catalog.prisoners_dilemma()).sets == (NashSet((ZERO, ZERO), (ZERO, ZERO)),)


def test_a_game_without_stakes_has_a_square() -> None:
    found = nash(Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]]))
    assert found.sets == (NashSet((ZERO, ONE), (ZERO, ONE)),)
    assert found.sets[0].dimension == 2
    assert found.verify()


def test_a_dominated_move_with_a_tie_gives_a_segment() -> None:
    found = nash(Game.from_arrays([[1, 0], [1, 1]], [[1, 0], [0, 0]]))
    assert NashSet((ZERO, ZERO), (ZERO, ONE)) in found.sets
    assert found.verify()


def test_chicken_has_three() -> None:
    mixed = (Fraction(4, 5), Fraction(4, 5))
    assert corners(catalog.chicken()) == {(ONE, ZERO), (ZERO, ONE), mixed}


@settings(max_examples=80)
@given(games(shape=(2, 2), payoffs=small_payoffs))
def test_the_corners_are_gambits_extreme_equilibria(game: Game) -> None:
    assert corners(game) == by_gambit(game)


@settings(max_examples=30)
@given(games(shape=(2, 2), payoffs=st.fractions(-10, 10, max_denominator=12)))
def test_fractional_payoffs_agree_with_gambit(game: Game) -> None:
    assert corners(game) == by_gambit(game)


@settings(max_examples=100)
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_a_pair_of_strategies_is_in_the_sets_iff_it_is_nash(game: Game) -> None:
    found = nash(game)
    assert found.verify()
    grid = {Fraction(k, 6) for k in range(7)} | {z for corner in corners(game) for z in corner}
    for p, q in product(grid, repeat=2):
        listed = any(
            s.row[0] <= p <= s.row[1] and s.column[0] <= q <= s.column[1] for s in found.sets
        )
        assert listed == gains(game, p, q)


def test_verify_refuses_a_wrong_set() -> None:
    game = catalog.prisoners_dilemma()
    assert not NashEquilibria(game, (NashSet((ZERO, ONE), (ZERO, ZERO)),)).verify()
    assert not NashEquilibria(game, ()).verify()


def test_larger_games_are_refused() -> None:
    with pytest.raises(UnsupportedError, match="2×2"):
        nash(catalog.rock_paper_scissors())
