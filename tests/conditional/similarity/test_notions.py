"""The notions of the table: counts, separating games, and small linear programs written here."""

from __future__ import annotations

import itertools
from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from oraclegames import Distribution, Game, InputError, check, similar, similarity, verify
from oraclegames.conditional.similarity.notions import NOTIONS, implied, notion_of
from tests.strategies import distributions, games

NAMES = tuple(NOTIONS)


def holds(game, played, name, **more):
    return bool(check(game, played, notion=name, **more))


def binary_games():
    for bits in itertools.product((0, 1), repeat=8):
        yield Game.from_arrays([bits[:2], bits[2:4]], [bits[4:6], bits[6:]])


def test_the_counts_over_all_games_with_payoffs_0_and_1():
    told = []
    for game in binary_games():
        for outcome in game.outcomes():
            point = Distribution.point(game, outcome)
            told.append({name for name in NAMES if holds(game, point, name)})
    count = {name: sum(name in one for one in told) for name in NAMES}
    assert len(told) == 1024
    assert (count["embedded"], count["reflective"], count["dependency"]) == (400, 472, 784)
    assert count["subjective"] == 784  # as for all pure outcomes of 2×2 games
    assert (count["embedded"], count["dependency"]) == (1024 * F(5, 8) ** 2, 1024 * F(7, 8) ** 2)
    assert sum("embedded" in one and "reflective" not in one for one in told) == 76
    assert sum("reflective" in one and "embedded" not in one for one in told) == 148
    for one in told:
        assert all(implied(name) <= one for name in one)


def test_subjective_and_dependency_differ_from_3_by_3_on():
    game = Game.from_arrays(
        [[0, 0, 0], [1, -1, 2], [1, 2, -1]], [[0, 1, 1], [0, 2, -1], [0, -1, 2]]
    )
    point = Distribution.point(game, (0, 0))
    assert holds(game, point, "SEE") and not holds(game, point, "DE")
    assert check(game, point, notion="subjective").verify()


def test_matching_pennies_heads_heads_is_everything_but_embedded():
    verdicts = {name: holds("matching_pennies", "1,0,0,0", name) for name in NAMES}
    assert verdicts["dependency"] and verdicts["reflective"] and verdicts["subjective"]
    assert not verdicts["embedded"] and not verdicts["nash"] and not verdicts["coarse"]


def test_mutual_cooperation_is_all_that_is_not_causal():
    for name in ("dependency", "reflective", "subjective", "embedded"):
        assert holds("prisoners_dilemma", "1,0,0,0", name)
    for name in ("nash", "correlated", "coarse"):
        assert not holds("prisoners_dilemma", "1,0,0,0", name)


def test_a_nash_equilibrium_that_ties_need_not_be_embedded():
    game = Game.from_arrays([[0, 0], [0, 1]], [[0, 0], [0, 0]])
    assert holds(game, "1,0,0,0", "nash") and holds(game, "1,0,0,0", "dependency")
    refused = check(game, "1,0,0,0", notion="embedded")  # any q > 0 makes the tie a gain
    assert not refused and refused.evidence.multipliers and refused.verify()


def test_a_given_belief_decides():
    alike = "2/5,1/10,1/10,2/5"
    assert holds("prisoners_dilemma", "1,0,0,0", "EE", q=alike)
    apart = check("prisoners_dilemma", "1,0,0,0", notion="EE", q="1/10,2/5,2/5,1/10")
    assert not apart and "under the belief q" in str(apart) and apart.verify()


@given(st.data())
def test_verdicts_hold_imply_each_other_and_are_those_of_linear_programs(data):
    game = data.draw(games(min_players=1, max_players=3, max_moves=3, max_outcomes=12))
    played = data.draw(distributions(game))
    verdicts = {name: check(game, played, notion=name) for name in NAMES}
    for name, verdict in verdicts.items():
        assert verdict.verify()
        for weaker in implied(name):
            assert not verdict or verdicts[weaker], (name, weaker)
    assert bool(verdicts["embedded"]) == embedded_by_program(played)
    assert bool(verdicts["subjective"]) == subjective_by_hand(played)


def idle_moves(played):
    game = played.game
    for i, count in enumerate(game.shape):
        for t, mass in zip(range(count), played.move_probabilities(i)):
            if not mass:
                yield i, t


def equal_worth(played):
    game = played.game
    worth = (
        (i, played.conditional_value(i, s))
        for i in range(game.n_players)
        for s in range(game.shape[i])
    )
    return all(value is None or value == played.values[i] for i, value in worth)


def embedded_by_program(played):
    """w ≥ 1 with no idle move worth more, by HiGHS in floats."""
    if not equal_worth(played):
        return False
    game, rows = played.game, []
    for i, t in idle_moves(played):
        rows.append(
            [float(game.payoff(i, o) - played.values[i]) * (o[i] == t) for o in game.outcomes()]
        )
    if not rows:
        return True
    found = linprog(
        np.zeros(game.n_outcomes), A_ub=rows, b_ub=np.zeros(len(rows)), bounds=(1, None)
    )
    return found.status == 0


def subjective_by_hand(played):
    game = played.game
    return equal_worth(played) and all(
        min(game.payoff(i, o) for o in game.outcomes() if o[i] == t) <= played.values[i]
        for i, t in idle_moves(played)
    )


def test_mixed_nash_equilibria_are_found_and_dependent_play_is_refused():
    assert holds("battle_of_the_sexes", "6/25,9/25,4/25,6/25", "nash")
    assert not holds("battle_of_the_sexes", "1/4,1/4,1/4,1/4", "nash")
    assert holds("matching_pennies", "1/4,1/4,1/4,1/4", "nash")
    dependent = check("matching_pennies", "1/2,0,0,1/2", notion="nash")
    assert "no product" in dependent.reason and dependent.verify()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"notion": "nsah"}, "did you mean nash"),
        ({"notion": "nash", "q": "1/4,1/4,1/4,1/4"}, "is for the notion 'embedded'"),
        ({"notion": "EE", "q": "1/2,0,0,1/2"}, "a positive probability"),
        ({"notion": "EE", "q": "1/2"}, "4 probabilities"),
    ],
)
def test_bad_input_is_one_line(more, message):
    with pytest.raises(InputError, match=message):
        check("chicken", "1,0,0,0", **more)


def test_the_table_is_sound():
    assert notion_of("cce").name == "coarse" and notion_of("dependency").short == "DE"
    for name, notion in NOTIONS.items():
        for weaker in notion.implies:
            assert name not in implied(weaker)
        assert notion.definition and notion.source


# -- how alike -------------------------------------------------------------------------------------


def test_the_dilemma_needs_half_at_every_totally_mixed_equilibrium():
    for played in ("5/32,3/32,3/32,21/32", "3/8,1/8,1/8,3/8", "9/25,6/25,1/25,9/25"):
        assert check("prisoners_dilemma", played)
        assert similarity("prisoners_dilemma", played).similarity == (F(1, 2), F(1, 2))


def test_similarity_of_independent_play_copies_and_opposites():
    for played, alike in (("1/6,1/3,1/6,1/3", 0), ("1/2,0,0,1/2", 1), ("0,1/2,1/2,0", -1)):
        found = similarity("chicken", played)
        assert found.similarity == (alike, alike) and found.verify()
        assert found.distance(0, 0, 1) == abs(alike)
    never = similarity("chicken", "1,0,0,0")
    assert never.similarity == (None, None) and "says nothing" in str(never)


@given(st.data())
def test_distances_are_between_0_and_1_and_0_for_products(data):
    game = data.draw(games(min_players=2, max_players=3, max_moves=3, max_outcomes=12))
    found = similarity(game, data.draw(distributions(game)))
    for i, count in enumerate(game.shape):
        for s, t in itertools.combinations(range(count), 2):
            far = found.distance(i, s, t)
            assert far is None or (0 <= far <= 1 and far == found.distance(i, t, s))
    assert found.verify()
    shares = [[F(1, count)] * count for count in game.shape]
    alone = similarity(game, Distribution.product(game, *shares))
    assert all(
        alone.distance(i, 0, t) == 0 for i in range(game.n_players) for t in range(game.shape[i])
    )


@pytest.mark.parametrize("name", ["prisoners_dilemma(5,3,1,0)", "public_goods(3)", "chicken"])
def test_a_similarity_of_more_digits_than_python_prints_is_checked(name):
    b = F(10**5000 + 1, 3 * 10**5000)
    found = similar(name, b)
    assert found.status == "complete" and verify(found.to_dict()) and str(found)
    with pytest.raises(InputError, match="these are the equilibria at b = "):
        found.at(F(1, 2))
    with pytest.raises(InputError, match="should be from 0 to 1"):
        similar(name, 3 * b)
