"""Pure outcomes of 2×2 games: both notions against brute force over trembles."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.two_by_two.pure_outcomes import corner_2x2
from tests.depth import some
from tests.strategies import games

tied = games(shape=(2, 2), payoffs=st.integers(-2, 2).map(Fraction))
SIZES = (Fraction(1, 4), Fraction(1), Fraction(4))


def best_reply_along(game, outcome, weights):
    """Directly from the definition, for one totally mixed distribution."""
    total = sum(weights.values())
    play = Distribution(game, tuple(weights[o] / total for o in game.outcomes()))
    for i in (0, 1):
        other = 1 - outcome[i]
        if play.conditional_value(i, outcome[i]) < play.conditional_value(i, other):
            return False
    return True


def some_tremble_works(game, outcome):
    """Every order of magnitude up to four, with several constants, at one very small t."""
    t = Fraction(1, 10**6)
    cells = [o for o in game.outcomes() if o != outcome]
    for powers in product(range(1, 5), repeat=3):
        for sizes in product(SIZES, repeat=3):
            weights = {o: c * t**k for o, c, k in zip(cells, sizes, powers)}
            if best_reply_along(game, outcome, {outcome: Fraction(1), **weights}):
                return True
    return False


@settings(max_examples=some(25, 80))
@given(tied, st.sampled_from([(0, 0), (0, 1), (1, 0), (1, 1)]))
def test_reflective_outcomes_come_with_trembles_and_others_have_none(game, outcome):
    corner = corner_2x2(game, outcome)
    if corner.family is not None:
        assert corner.family.verify()
        near = corner.family.at(Fraction(1, 10**9))
        assert best_reply_along(game, outcome, dict(zip(game.outcomes(), near.probabilities)))
    else:
        # A few constants only: the orders of magnitude decide but for one pair of demands.
        assert not some_tremble_works(game, outcome)


@given(tied, st.sampled_from([(0, 0), (0, 1), (1, 0), (1, 1)]))
def test_the_folk_theorem(game, outcome):
    """Dependency iff everybody gets at least the worse payoff of the other move."""
    corner = corner_2x2(game, outcome)
    enough = all(
        game.payoff(i, outcome)
        >= min(game.payoff(i, o) for o in game.outcomes() if o[i] != outcome[i])
        for i in (0, 1)
    )
    assert corner.dependency == enough
    if corner.family is not None:
        assert corner.dependency


def window_game(low, high):
    """One player demands c·u ≲ w, the other w ≲ c·u; k and K are the two constants."""
    return Game.from_arrays([[0, -low], [0, -1]], [[0, 0], [high, 1]])


def test_where_constants_matter_they_decide():
    for low, high in product((Fraction(1, 2), Fraction(1), Fraction(3, 2)), repeat=2):
        corner = corner_2x2(window_game(low, high), (0, 0))
        assert corner.dependency
        assert (corner.family is not None) == (low <= high)
        if corner.family is not None:
            assert corner.family.verify()


def test_a_wrong_family_is_refused():
    game = Game.from_arrays([[0, 1], [1, 0]], [[0, 1], [1, 0]])
    good = corner_2x2(game, (0, 1)).family
    assert good.verify()
    bad = type(good)(Distribution.point(game, (0, 0)), good.weights)
    assert not bad.verify()
    worse = type(good)(
        Distribution.point(game, (0, 0)),
        tuple((Fraction(int(k == 0)), Fraction(int(k > 0))) for k in range(4)),
    )
    assert not worse.verify()
