"""Nash equilibria of 2×2 games: the search by vertices against the closed form by rectangles."""

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game
from oraclegames.conditional.bimatrix.sets import _hang_together, nash_products
from tests.conditional.bimatrix.rectangles import NashSet, rectangles
from tests.depth import some
from tests.strategies import games, small_payoffs, wild_payoffs


def as_rectangles(game: Game) -> set[NashSet]:
    found = set()
    for block in nash_products(game):
        sides = [[mix[0] for mix in several] for several in block]
        found.add(NashSet(*((min(side), max(side)) for side in sides)))
    return found


@settings(max_examples=some(120, 300))
@given(games(shape=(2, 2), payoffs=st.one_of(small_payoffs, wild_payoffs)))
def test_they_are_the_rectangles_of_the_closed_form(game: Game) -> None:
    assert as_rectangles(game) == rectangles(game)
    for block in nash_products(game):
        assert len(block.distributions) == 2**block.dimension


def test_blocks_hang_together_iff_they_have_a_pair_in_common_or_are_joined_by_others():
    draw = Random(2)
    for _ in range(60):
        blocks = [
            tuple(frozenset(draw.sample(range(6), draw.randint(1, 2))) for _ in "XY")
            for _ in range(6)
        ]
        pairs = [set(product(*block)) for block in blocks]
        parts: list[set[int]] = []
        for k, own in enumerate(pairs):
            meeting = [part for part in parts if any(own & pairs[j] for j in part)]
            parts = [part for part in parts if part not in meeting] + [{k}.union(*meeting)]
        found = _hang_together(blocks)
        assert sorted(map(sorted, parts)) == sorted(map(sorted, found))
