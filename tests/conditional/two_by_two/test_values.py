"""Values and their limits in 2×2 games: two closed forms that share nothing must agree."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import achieve
from oraclegames.certificates.limit_values import is_limit_value
from oraclegames.conditional.two_by_two.totally_mixed import interior_2x2, odds_maps
from oraclegames.conditional.two_by_two.values import are_limit_values
from tests.depth import some
from tests.strategies import games

tied = games(shape=(2, 2), payoffs=st.integers(-1, 1).map(Fraction))
wide = games(shape=(2, 2), payoffs=st.integers(-4, 4).map(Fraction))


def places(game, maps):
    """Pairs of payoffs and middles, and the ends and a point of each arc."""
    axes = []
    for i in (0, 1):
        pays = sorted({game.payoff(i, o) for o in game.outcomes()})
        axes.append([*pays, *((a + b) / 2 for a, b in pairwise(pays))])
    yield from ((x, y) for x in axes[0] for y in axes[1])
    for arc in interior_2x2(*maps).arcs:
        yield from (end.values for end in arc.ends)
        low, high = arc.span
        if isinstance(low, Fraction) and isinstance(high, Fraction):
            yield arc.at((2 * low + high) / 3).values


@settings(max_examples=some(60, 150))
@given(st.one_of(tied, wide))
def test_limits_of_values_are_those_of_leading_terms(game):
    maps = odds_maps(game)
    for v in places(game, maps):
        if all(isinstance(x, Fraction) for x in v):
            assert are_limit_values(maps, v) == is_limit_value(game, v), v


@settings(max_examples=some(24, 60))
@given(st.one_of(tied, wide))
def test_what_is_achieved_is_a_limit(game):
    maps = odds_maps(game)
    for v in places(game, maps):
        if all(isinstance(x, Fraction) for x in v) and achieve(game, v).achievable:
            assert are_limit_values(maps, v)
