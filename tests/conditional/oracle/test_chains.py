"""What chains demand on the boundary, and the proofs that they cannot have it."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.chains import (
    Blocked,
    NoTremble,
    chain_levels,
    chain_sets,
    one_order,
)
from oraclegames.conditional.trembles.face import Face
from tests.conditional.oracle.plain import chain_contents
from tests.depth import some
from tests.strategies import games


def test_moves_after_the_last_one_played_are_tried_together():
    game = Game.from_arrays(list(range(5)), moves=[list("ABCDE")])
    mixed = Distribution.of(game, [0, "1/2", "1/2", 0, 0])
    assert chain_sets(Agents.chain(game), Face.of(mixed)) == ((0, (0,)), (0, (3, 4)))
    assert chain_sets(Agents.chain(game, ["CEBDA"]), Face.of(mixed)) == ((0, (4,)), (0, (3, 0)))


@given(st.data())
@settings(max_examples=some(32, 80))
def test_levels_keep_every_set_down_and_blocks_verify(data):
    game = data.draw(games(max_outcomes=12))
    orders = [data.draw(st.permutations(range(m))) for m in game.shape]
    agents = Agents.chain(game, orders)
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    point = Distribution.point(game, outcome)
    found = chain_levels(agents, point)
    if isinstance(found, Blocked):
        assert found.verify()
        assert not replace(found, multipliers=tuple(-y for y in found.multipliers)).verify()
        assert not replace(found, multipliers=tuple(y / 10**9 for y in found.multipliers)).verify()
        assert not replace(found, sets=()).verify()
        return
    left = set(chain_sets(agents, Face.of(point)))
    for weights in found:
        touched = set()
        for i, moves in left:
            inside = [(o, w) for o, w in weights if o[i] in moves]
            if inside:
                gains = ((w, game.payoff(i, o) - game.payoff(i, outcome)) for o, w in inside)
                assert sum(w * gain for w, gain in gains) <= 0
                touched.add((i, moves))
        assert touched
        left -= touched
    assert not left


@given(st.lists(st.integers(0, 2), min_size=3, max_size=4), st.data())
@settings(max_examples=some(24, 60))
def test_a_single_players_first_order_trembles_are_right_or_proved_absent(payoffs, data):
    game = Game.from_arrays(payoffs)
    order = data.draw(st.permutations(range(len(payoffs))))
    agents = Agents.chain(game, [order])
    move = data.draw(st.integers(0, len(payoffs) - 1))
    point = Distribution.point(game, (move,))
    if isinstance(chain_levels(agents, point), Blocked):
        return
    found = one_order(agents, point)
    if isinstance(found, NoTremble):
        assert found.verify()
        negative = tuple(-y for y in found.farkas.y)
        assert not replace(found, farkas=replace(found.farkas, y=negative)).verify()
    else:
        weights = found.at(Fraction(1, 10**9)).probabilities
        assert chain_contents(game, [order], (move,), weights)
