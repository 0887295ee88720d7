"""Verdicts about single distributions: the literature's examples, and laws on random games."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game, InputError
from oraclegames.conditional.check.check import check
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck
from tests.conditional.trembles.test_levels import limit_values
from tests.depth import some
from tests.strategies import distributions, games, wild_payoffs


def symmetric(rows, **options):
    return Game.from_arrays(rows, [list(column) for column in zip(*rows)], **options)


DILEMMA = symmetric([[2, 0], [3, 1]])
DILEMMA_5310 = symmetric([[3, 0], [5, 1]])
DILEMMA_SPOHN = symmetric([[-1, -3], [0, -2]])
CHICKEN = symmetric([[4, 4], [5, 0]], players=["Row", "Column"], moves=[["Swerve", "Straight"]] * 2)
CHICKEN_TEXTBOOK = symmetric([[3, 1], [4, 0]])
STAG = symmetric([[4, 0], [1, 1]])
STAG_TIED = symmetric([[4, 0], [3, 3]])
BATTLE = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])
BATTLE_21 = Game.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
PENNIES = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
TRAFFIC = symmetric([[-99, 1], [0, 0]])


def of(text):
    """ "6 9 4 6 / 25" as fractions."""
    numbers, _, scale = text.partition("/")
    return [Fraction(n) / Fraction(scale or 1) for n in numbers.split()]


# -- totally mixed ---------------------------------------------------------------------------------

MIXED = [
    (DILEMMA, "3 1 1 3 / 8", (Fraction(3, 2),) * 2),
    (DILEMMA, "5 3 3 21 / 32", (Fraction(5, 4),) * 2),
    (DILEMMA, "21 3 3 5 / 32", (Fraction(7, 4),) * 2),
    (DILEMMA, "9 6 1 9 / 25", (Fraction(6, 5), Fraction(9, 5))),
    (DILEMMA, "9 1 6 9 / 25", (Fraction(9, 5), Fraction(6, 5))),
    (DILEMMA_5310, "2 1 1 3 / 7", (2, 2)),
    (DILEMMA_SPOHN, "3 1 1 3 / 8", (Fraction(-3, 2),) * 2),
    (CHICKEN, "11 4 4 1 / 20", (4, 4)),
    (CHICKEN, "91 4 4 1 / 100", (4, 4)),
    (CHICKEN_TEXTBOOK, "1 1 1 1 / 4", (2, 2)),
    (STAG, "1 3 3 1 / 8", (1, 1)),
    (STAG, "1 3 3 93 / 100", (1, 1)),
    (STAG_TIED, "3 1 1 1 / 6", (3, 3)),
    (STAG_TIED, "3 1 1 95 / 100", (3, 3)),
    (TRAFFIC, "1 99 99 1 / 200", (0, 0)),
    (TRAFFIC, "1 99 99 9801 / 10000", (0, 0)),
    (BATTLE, "6 9 4 6 / 25", (Fraction(6, 5),) * 2),
    (BATTLE, "5 4 1 5 / 15", (Fraction(5, 3),) * 2),
    (BATTLE_21, "2 4 1 2 / 9", (Fraction(2, 3),) * 2),
    (PENNIES, "1 1 1 1 / 4", (0, 0)),
    (PENNIES, "3 1 1 3 / 8", (Fraction(1, 2), Fraction(-1, 2))),
    (PENNIES, "1 99 99 1 / 200", (Fraction(-49, 50), Fraction(49, 50))),
]


@pytest.mark.parametrize(("game", "text", "values"), MIXED)
def test_totally_mixed_equilibria_of_the_literature(game, text, values):
    verdict = check(game, of(text))
    assert verdict
    assert (verdict.reflective, verdict.kind, verdict.values) == ("yes", "interior", values)
    assert verdict.violations == ()
    assert verdict.verify()


def test_the_tempting_point_of_chicken_is_refuted_with_both_values():
    verdict = check(CHICKEN, "81/100, 9/100, 9/100, 1/100")
    assert not verdict
    assert verdict.reflective == "no"
    assert verdict.values == (Fraction(405, 100),) * 2
    first = verdict.violations[0]
    assert (first.player, first.move, first.other) == (0, 0, 1)
    assert first.difference == Fraction(1, 2)
    assert verdict.reason == "given Straight, Row gets 9/2; given Swerve, 4"
    assert verdict.verify()


@given(st.data())
@settings(max_examples=some(60, 150))
def test_a_totally_mixed_distribution_passes_iff_all_conditional_values_agree(data):
    game = data.draw(games(max_outcomes=12))
    played = data.draw(distributions(game, totally_mixed=True))
    expected = True
    for i, count in enumerate(game.shape):
        means = set()
        for s in range(count):
            rows = [
                (p, game.payoff(i, o))
                for o, p in zip(game.outcomes(), played.probabilities)
                if o[i] == s
            ]
            means.add(sum(p * u for p, u in rows) / sum(p for p, _ in rows))
        expected = expected and len(means) == 1
    verdict = check(game, played)
    assert bool(verdict) == expected == (verdict.reflective == "yes")
    assert verdict.verify()


# -- the boundary ----------------------------------------------------------------------------------

BOUNDARY = [
    # game, distribution, dependency, reflective (None: needs a finer method than the general ones)
    (DILEMMA, "1 0 0 0", "yes", "yes"),
    (DILEMMA, "0 0 0 1", "yes", "yes"),
    (DILEMMA, "0 1 0 0", "no", "no"),
    (DILEMMA, "0 0 1 0", "no", "no"),
    (DILEMMA, "1 1 0 1 / 3", "yes", "yes"),
    (DILEMMA, "1 0 1 1 / 3", "yes", "yes"),
    (DILEMMA, "1 0 0 1 / 2", "no", "no"),
    (DILEMMA_SPOHN, "1 0 1 1 / 3", "yes", "yes"),
    (DILEMMA_SPOHN, "1 1 0 1 / 3", "yes", "yes"),
    (CHICKEN, "1 0 0 0", "yes", "yes"),
    (CHICKEN, "0 1 0 0", "yes", "yes"),
    (CHICKEN, "0 0 1 0", "yes", "yes"),
    (CHICKEN, "0 0 0 1", "no", "no"),
    (CHICKEN, "0 4 4 1 / 9", "yes", "yes"),
    (CHICKEN_TEXTBOOK, "0 1 1 3 / 5", "yes", "yes"),
    (CHICKEN_TEXTBOOK, "1 0 0 0", "yes", "yes"),
    (CHICKEN_TEXTBOOK, "0 1 0 0", "yes", "yes"),
    (CHICKEN_TEXTBOOK, "0 0 0 1", "no", "no"),
    (STAG, "1 0 0 0", "yes", "yes"),
    (STAG, "0 1 0 0", "no", "no"),
    (STAG, "0 0 0 1", "yes", "yes"),
    (STAG, "1 3 3 0 / 7", "yes", "yes"),
    (STAG, "1 0 0 1 / 2", "no", "no"),
    (TRAFFIC, "0 1 0 0", "yes", "yes"),
    (TRAFFIC, "0 0 1 0", "yes", "yes"),
    (TRAFFIC, "0 0 0 1", "yes", "yes"),
    (TRAFFIC, "1 0 0 0", "no", "no"),
    (BATTLE, "1 0 0 0", "yes", "yes"),
    (BATTLE, "0 0 0 1", "yes", "yes"),
    (BATTLE, "0 1 0 0", "yes", "no"),
    (BATTLE, "0 0 1 0", "yes", "no"),
    (BATTLE, "0 1 1 0 / 2", "yes", None),
    (BATTLE, "0 1 2 0 / 3", "yes", None),
    (BATTLE, "0 3 2 0 / 5", "yes", None),
    (BATTLE, "2 1 0 2 / 5", "yes", "yes"),
    (BATTLE, "1 0 0 1 / 2", "no", "no"),
    (PENNIES, "1 0 0 0", "yes", "yes"),
    (PENNIES, "0 1 0 0", "yes", "yes"),
    (PENNIES, "1 0 0 1 / 2", "yes", None),
    (PENNIES, "1 0 0 2 / 3", "yes", None),
    (Game.from_arrays([[0, 1], [1, 0]], [[0, 1], [1, 0]]), "1 0 0 0", "yes", "no"),
    (Game.from_arrays([[0, 1], [1, 0]], [[0, 1], [1, 0]]), "0 1 0 0", "yes", "yes"),
    (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), "1 0 0 0", "no", "no"),
    (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), "0 1 0 0", "yes", "yes"),
    (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), "0 0 1 0", "yes", "no"),
    (Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]), "0 0 0 1", "no", "no"),
    (Game.from_arrays([[0, -1], [0, 0]], [[0, 0], [0, 0]]), "1 0 0 0", "yes", "no"),
]


@pytest.mark.parametrize(("game", "text", "dependency", "reflective"), BOUNDARY)
def test_boundary_verdicts_of_the_literature(game, text, dependency, reflective):
    verdict = check(game, of(text))
    assert (verdict.verdict, verdict.kind) == (dependency, "boundary")
    if reflective is not None:
        assert verdict.reflective == reflective
    assert verdict.verify()


def test_a_move_worth_more_whatever_the_others_do_is_named():
    game = DILEMMA.relabel(players=["Row", "Column"], moves=[["C", "D"]] * 2)
    verdict = check(game, {("C", "D"): 1})
    assert verdict.reason == "Row gets 0, but would get at least 1 given D, whatever the others do"
    (violation,) = verdict.violations
    assert (violation.player, violation.move, violation.other) == (0, 0, 1)
    assert violation.difference == 1
    assert isinstance(verdict.certificate, Stuck)


def test_the_edge_of_equal_payoffs_in_battle_of_the_sexes_passes_whole():
    for share in range(21):
        assert check(BATTLE, [0, Fraction(share, 20), 1 - Fraction(share, 20), 0])


def test_all_match_with_three_players_has_a_set_of_dimension_four():
    """Payoff 1 iff all moves agree: all P(s_i = 0) = m, p000 = x m, p111 = x (1 − m)."""
    table = [[[int(a == b == c) for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]
    game = Game.from_arrays(table, table, table)
    x, m = Fraction(1, 3), Fraction(1, 2)
    rest = [Fraction(1, 9)] * 6
    verdict = check(game, [x * m, *rest, x * (1 - m)])
    assert verdict
    assert verdict.values == (x, x, x)
    assert not check(game, [x * m + Fraction(1, 100), rest[0] - Fraction(1, 100), *rest[1:], x * m])
    assert check(game, Distribution.point(game, (0, 0, 0)))
    assert check(game, Distribution.point(game, (0, 0, 0))).reflective == "yes"


def test_one_player_plays_her_best_moves_only():
    """Five and ten: the only equilibria of one player mix her best moves, however she mixes."""
    game = Game.from_arrays([5, 10, 10, 7], moves=[["five", "ten", "also ten", "seven"]])
    assert check(game, "0,1,0,0").reflective == "yes"
    assert check(game, "0,1/3,2/3,0").reflective == "yes"
    for text in ("1,0,0,0", "0,0,0,1", "1/2,1/2,0,0", "1/4,1/4,1/4,1/4"):
        assert not check(game, text)


# -- laws ------------------------------------------------------------------------------------------


def nash_equilibria(game):
    """Every vertex of the Nash set of a two-player game, by pygambit, as distributions."""
    import pygambit

    tables = [game.payoff_array(i) for i in (0, 1)]
    theirs = pygambit.Game.new_table(list(game.shape))
    for outcome in game.outcomes():
        for player, table in zip(theirs.players, tables):
            theirs[outcome][player] = pygambit.Rational(table[outcome])
    for found in pygambit.nash.enummixed_solve(theirs).equilibria:
        flat = [[Fraction(str(found[s])) for s in p.strategies] for p in theirs.players]
        yield Distribution.product(game, *flat)


@pytest.mark.parametrize("high", [2, 3, 50])
@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (4, 2), (1, 3)])
def test_every_nash_equilibrium_is_a_dependency_equilibrium(shape, high):
    random = np.random.default_rng(100 * high + sum(shape))
    for _ in range(6):
        game = Game.from_arrays(*[random.integers(0, high, shape) for _ in shape])
        for played in nash_equilibria(game):
            verdict = check(game, played)
            assert verdict
            assert verdict.verify()
            assert verdict.reflective == "yes" or not played.totally_mixed
            if verdict.kind == "boundary":
                gains = limit_values(verdict.certificate, played.probabilities)
                assert all(gain <= Fraction(1, 10**4) for gain in gains.values())
            for outcome in game.outcomes():
                if all(a >= b for a, b in zip(game.payoffs(outcome), played.values)):
                    assert check(game, Distribution.point(game, outcome))


@given(st.data())
@settings(max_examples=some(60, 150))
def test_any_distribution_gets_a_verdict_that_verifies(data):
    game = data.draw(games(payoffs=wild_payoffs, max_outcomes=18))
    played = data.draw(distributions(game))
    verdict = check(game, played)
    assert verdict.verify()
    document = json.loads(json.dumps(verdict.to_dict()))
    assert document["schema"] == "oraclegames/verdict-1"
    assert (document["verdict"] == "yes") == bool(verdict)
    assert [Fraction(value) for value in document["values"]] == list(played.values)
    assert all(Fraction(v["difference"]) > 0 for v in document["violations"])


@given(st.data())
@settings(max_examples=some(32, 80))
def test_if_all_moves_are_played_equal_values_suffice(data):
    """Then P is a dependency equilibrium iff it lies on the Spohn variety (rank-one matrices)."""
    game = data.draw(games(max_outcomes=12))
    played = data.draw(distributions(game))
    on_variety = all_played = True
    for i, count in enumerate(game.shape):
        masses = played.move_probabilities(i)
        gains = [Fraction(0)] * count
        for outcome, p in zip(game.outcomes(), played.probabilities):
            gains[outcome[i]] += p * game.payoff(i, outcome)
        all_played = all_played and all(masses)
        minors = (
            masses[s] * gains[t] - masses[t] * gains[s] for s in range(count) for t in range(s)
        )
        on_variety = on_variety and not any(minors)
    verdict = check(game, played)
    if all_played:
        assert bool(verdict) == on_variety
    elif verdict:
        assert on_variety


@given(st.data())
@settings(max_examples=some(32, 80))
def test_the_order_of_players_and_the_units_of_payoff_do_not_matter(data):
    game = data.draw(games(max_outcomes=12))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    first = check(game, Distribution.point(game, outcome))
    order = data.draw(st.permutations(range(game.n_players)))
    turned = game.permute_players(order)
    second = check(turned, Distribution.point(turned, [outcome[i] for i in order]))
    assert (first.verdict, first.reflective) == (second.verdict, second.reflective)
    tables = [game.payoff_array(i) * 10**40 - Fraction(1, 3) for i in range(game.n_players)]
    scaled = Game.from_arrays(*tables)
    third = check(scaled, Distribution.point(scaled, outcome))
    assert (first.verdict, first.reflective) == (third.verdict, third.reflective)


def test_convex_combinations_with_the_same_values_stay_equilibria_inside():
    """For fixed values the totally mixed equilibria are convex."""
    points = [of("11 4 4 1 / 20"), of("91 4 4 1 / 100")]
    for weight in (Fraction(1, 3), Fraction(9, 10)):
        assert check(CHICKEN, [weight * p + (1 - weight) * q for p, q in zip(*points)])


# -- evidence --------------------------------------------------------------------------------------


def test_false_verdicts_are_refused():
    yes, no = check(CHICKEN, "11/20,1/5,1/5,1/20"), check(CHICKEN, "81/100,9/100,9/100,1/100")
    pure, stuck = check(DILEMMA, "1,0,0,0"), check(DILEMMA, "0,1,0,0")
    assert all(verdict.verify() for verdict in (yes, no, pure, stuck))
    assert not replace(yes, verdict="no").verify()
    assert not replace(no, verdict="yes", violations=()).verify()
    assert not replace(no, violations=no.violations[:1]).verify()
    assert not replace(pure, certificate=None).verify()
    assert not replace(pure, reflective_certificate=None).verify()
    other = check(DILEMMA, "0,0,0,1")
    assert not replace(pure, certificate=other.certificate).verify()
    assert not replace(pure, reflective_certificate=other.reflective_certificate).verify()
    assert not replace(stuck, reflective="undetermined").verify()
    assert not replace(yes, values=(Fraction(4), Fraction(5))).verify()
    assert not replace(yes, game=DILEMMA).verify()


def test_wrong_distributions_are_errors_that_say_so():
    with pytest.raises(InputError, match="sum to 3/4, not to 1"):
        check(CHICKEN, "1/4,1/4,1/4,0")
    with pytest.raises(InputError, match=r"\(Swerve, Straight\) is -1/2"):
        check(CHICKEN, "1,-1/2,1/4,1/4")
    with pytest.raises(InputError, match="not exact"):
        check(CHICKEN, [0.25] * 4)
    assert not check(CHICKEN, [0.25] * 4, approximate=True)


def test_all_grid_points_of_small_games_get_verified_verdicts():
    """Every distribution with denominator 4 on three 2×2 games, all faces included."""
    for game in (BATTLE, PENNIES, DILEMMA):
        for numbers in product(range(5), repeat=3):
            if sum(numbers) <= 4:
                played = [Fraction(n, 4) for n in (*numbers, 4 - sum(numbers))]
                assert check(game, played).verify()


def test_what_pleases_everybody_is_the_sum_of_gains():
    game = Game.from_arrays([["1/2", 0], [3, "1/3"]], [[1, "2/7"], [0, 5]])
    face = Face.at(game, (0, 1))
    gains = {o: sum(game.payoff(i, o) - face.values[i] for i in (0, 1)) for o in game.outcomes()}
    ratios = {face.pleases[o] / gain for o, gain in gains.items() if gain}
    assert len(ratios) == 1 and min(ratios) > 0 and face.pleases[0, 1] == gains[0, 1] == 0
