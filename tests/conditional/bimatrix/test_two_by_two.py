"""Nash equilibria of 2×2 games: the search by vertices against the closed form by rectangles."""

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game
from oraclegames.conditional.bimatrix.sets import nash_products
from tests.conditional.bimatrix.rectangles import NashSet, rectangles
from tests.strategies import games, small_payoffs, wild_payoffs


def as_rectangles(game: Game) -> set[NashSet]:
    found = set()
    for block in nash_products(game):
        sides = [[mix[0] for mix in several] for several in block]
        found.add(NashSet(*((min(side), max(side)) for side in sides)))
    return found


@settings(max_examples=300)
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_they_are_the_rectangles_of_the_closed_form(game: Game) -> None:
    assert as_rectangles(game) == rectangles(game)
    for block in nash_products(game):
        assert len(block.distributions) == 2**block.dimension
