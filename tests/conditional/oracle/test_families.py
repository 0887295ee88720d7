"""Families of trembles: signs, limits, and the convex hull."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.families import Evidence, allows, signs
from oraclegames.conditional.oracle.play import cod_playing
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.conditional.trembles.family import TrembleFamily
from tests.conditional.oracle.plain import at, conditional_value
from tests.depth import some
from tests.strategies import distributions, games

SMALL = Fraction(1, 10**9)
BATTLE = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])


@st.composite
def families(draw, game):
    """P plus terms in t and t², positive wherever P is zero."""
    played = draw(distributions(game))
    weights = []
    for p in played.probabilities:
        tail = draw(st.lists(st.integers(1, 3).map(Fraction), min_size=1, max_size=2))
        zeros = draw(st.integers(0, 2))
        weights.append((p, *[Fraction(0)] * zeros, *tail))
    return TrembleFamily(played, tuple(weights))


@given(st.data())
@settings(max_examples=some(40, 100))
def test_signs_are_those_of_conditional_values_at_a_small_t(data):
    game = data.draw(games(max_outcomes=12))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    family = data.draw(families(game))
    assert family.is_tremble()
    weights = at(family, SMALL)
    for q, sign in signs(agents, family).items():
        first = conditional_value(game, weights, q.player, q.first)
        second = conditional_value(game, weights, q.player, q.second)
        assert sign == (first > second) - (first < second)


@given(st.data())
@settings(max_examples=some(24, 60))
def test_evidence_holds_iff_every_answer_is_right_at_a_small_t(data):
    game = data.draw(games(max_outcomes=9))
    agents = data.draw(st.sampled_from([Agents.chain(game), Agents.pairwise(game)]))
    family = data.draw(families(game))
    count = len(agents.questions)
    chosen = data.draw(
        st.lists(st.tuples(*[st.integers(0, 1)] * count), min_size=1, max_size=3, unique=True)
    )
    cod = agents.cod(dict.fromkeys(chosen, Fraction(1, len(chosen))))
    played = agents.outcome_distribution(cod)
    tails = [(p, *weight[1:]) for p, weight in zip(played.probabilities, family.weights)]
    family = TrembleFamily(played, tuple(tails))
    weights = at(family, SMALL)
    right = True
    for answers in chosen:
        for q, answer in zip(agents.questions, answers):
            first = conditional_value(game, weights, q.player, q.first)
            second = conditional_value(game, weights, q.player, q.second)
            right = right and (first >= second if answer else first <= second)
    assert Evidence(agents, cod, (family,)).verify() == right


def test_answers_are_free_where_nothing_is_demanded():
    assert allows((0, 1, -1), (0, 1, 0))
    assert allows((0, 1, -1), (1, 1, 0))
    assert not allows((0, 1, -1), (1, 0, 0))
    assert not allows((0, 1, -1), (1, 1, 1))


def test_a_family_tends_to_its_distribution_from_within():
    point = Distribution.point(BATTLE, (0, 0))
    one, zero = Fraction(1), Fraction(0)
    fine = TrembleFamily(point, ((one,), (zero, one), (zero, one), (zero, zero, one)))
    assert fine.is_tremble()
    assert not replace(fine, weights=fine.weights[:3]).is_tremble()
    assert not replace(fine, weights=((one,), (zero,), (zero, one), (zero, one))).is_tremble()
    assert not replace(fine, weights=((one,), (zero, -one), (zero, one), (zero, one))).is_tremble()
    assert not replace(fine, weights=((one,), (one,), (zero, one), (zero, one))).is_tremble()


def test_several_families_prove_the_convex_hull_where_one_sequence_cannot_serve():
    """In the Battle of the Sexes, half and half on the two misses: each miss by a family."""
    agents = Agents.chain(BATTLE)
    half = Fraction(1, 2)
    cod = agents.cod({(1, 0): half, (0, 1): half})
    assert agents.outcome_distribution(cod).probabilities == (0, half, half, 0)
    # One sequence: the odds must be right for both at once, which they are only at (0,3;2,0)/5.
    assert is_reflective(cod).verdict == "no"

    def tilted(low, high):
        weights = ((0, low), (half,), (half,), (0, high))
        return TrembleFamily(
            agents.outcome_distribution(cod), tuple(tuple(map(Fraction, w)) for w in weights)
        )

    # c_1(s) is 3·p11/p(s = 1) against 2·p22/p(s = 2); c_2: 2·p11 against 3·p22.
    first, second = tilted(4, 2), tilted(2, 4)
    found = {family: signs(agents, family).values() for family in (tilted(9, 1), tilted(1, 9))}
    assert [list(values) for values in found.values()] == [[1, 1], [-1, -1]]
    assert list(signs(agents, first).values()) == [1, 1]
    assert list(signs(agents, second).values()) == [-1, -1]
    between = tilted(5, 4)
    assert list(signs(agents, between).values()) == [1, -1]
    assert Evidence(agents, cod, (between,)).verify() is False


def test_the_cod_of_a_family_answers_idle_questions_as_the_family_demands():
    game = Game.from_arrays([9, 1, 2], moves=[["A", "B", "C"]])
    agents = Agents.chain(game)
    point = Distribution.point(game, (0,))
    family = TrembleFamily(point, ((Fraction(1),),) + ((Fraction(0), Fraction(1)),) * 2)
    (pair,) = cod_playing(agents, family).weights
    assert pair[0].answers == (1, 0)
