"""The complete sets of named 2×2 games: the numbers of the literature and of the derived theory."""

from __future__ import annotations

from fractions import Fraction as F
from itertools import pairwise

import pytest

from oraclegames import Game, solve
from oraclegames.conditional.describe import is_straight
from oraclegames.conditional.two_by_two.spohn_curve import payoff_polynomial_factors

CELLS = ((0, 0), (0, 1), (1, 0), (1, 1))


def symmetric(a, **labels):
    return Game.from_arrays(a, [[a[0][0], a[1][0]], [a[0][1], a[1][1]]], **labels)


def ends(arc):
    return {end.distribution: end.values for end in arc.ends}


def parts(*numbers):
    """A distribution from whole weights."""
    return tuple(F(n, sum(numbers)) for n in numbers)


def pure(solution):
    return {p.outcome: p.reflective for p in solution.pure}


DILEMMA = symmetric([[2, 0], [3, 1]])
DILEMMA_5310 = symmetric([[3, 0], [5, 1]])
CHICKEN = symmetric([[4, 4], [5, 0]])
STAG_HUNT = symmetric([[4, 0], [1, 1]])
SEXES = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])
PENNIES = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])


class TestPrisonersDilemma:
    """COEDT equilibria in games: CC and DD are possible; the two curves are derived."""

    def test_two_curves_cross_at_three_eighths(self):
        interior = solve(DILEMMA).interior
        assert interior.dimension == 1
        assert len(interior.arcs) == 2
        assert interior.crossing.distribution == parts(3, 1, 1, 3)
        assert interior.crossing.values == (F(3, 2), F(3, 2))

    def test_the_equal_branch_runs_from_dd_to_cc(self):
        equal, _ = solve(DILEMMA).interior.arcs
        assert ends(equal) == {(0, 0, 0, 1): (1, 1), (1, 0, 0, 0): (2, 2)}

    def test_the_other_branch_ends_on_two_faces(self):
        _, other = solve(DILEMMA).interior.arcs
        assert ends(other) == {parts(1, 1, 0, 1): (1, 2), parts(1, 0, 1, 1): (2, 1)}

    @pytest.mark.parametrize(
        ("value", "weights"),
        [("5/4", (5, 3, 3, 21)), ("3/2", (3, 1, 1, 3)), ("7/4", (21, 3, 3, 5))],
    )
    def test_points_of_the_equal_branch(self, value, weights):
        equal, _ = solve(DILEMMA).interior.arcs
        point = equal.at(F(value))
        assert point.distribution == parts(*weights)
        assert point.values == (F(value), F(value))

    def test_a_point_of_the_other_branch(self):
        _, other = solve(DILEMMA).interior.arcs
        point = other.at(F(6, 5))
        assert point.values == (F(6, 5), F(9, 5))
        assert point.distribution == (F(9, 25), F(6, 25), F(1, 25), F(9, 25))
        assert all(
            p.distribution[0] == p.distribution[3] for p in map(other.at, (F(11, 10), F(7, 4)))
        )
        assert all(F(1, 3) < other.at(F(k, 8)).distribution[0] <= F(3, 8) for k in range(9, 16))

    def test_only_cc_and_dd_are_pure_equilibria(self):
        assert pure(solve(DILEMMA)) == {(0, 0): "yes", (1, 1): "yes"}

    def test_the_curve_splits(self):
        assert payoff_polynomial_factors(DILEMMA) == ("x - y", "x + y - 3")
        assert solve(DILEMMA).curve.kind == "reducible"

    def test_payoffs_5310_at_value_two(self):
        equal, _ = solve(DILEMMA_5310).interior.arcs
        assert equal.at(F(2)).distribution == parts(2, 1, 1, 3)
        assert payoff_polynomial_factors(DILEMMA_5310) == ("x - y", "x*y + 3*x + 3*y - 15")

    def test_the_shifted_dilemma_crosses_at_the_same_point_with_odds_ratio_nine(self):
        solution = solve(symmetric([[-1, -3], [0, -2]]))
        assert solution.interior.crossing.distribution == parts(3, 1, 1, 3)
        assert [set(ends(arc).values()) for arc in solution.interior.arcs] == [
            {(-2, -2), (-1, -1)},
            {(-1, -2), (-2, -1)},
        ]
        for point in solution.sample(40):
            p = point.distribution
            assert p[0] * p[3] >= 9 * p[1] * p[2]


class TestChicken:
    """COEDT equilibria in games: a line where both get 4, and the two swerve/straight outcomes."""

    def test_the_set_is_a_segment_worth_four(self):
        (arc,) = solve(CHICKEN).interior.arcs
        assert ends(arc) == {(1, 0, 0, 0): (4, 4), parts(0, 4, 4, 1): (4, 4)}
        for k in range(1, 9):
            t = F(k, 81)
            assert arc.at(9 * t).distribution == (1 - 9 * t, 4 * t, 4 * t, t)

    def test_swerve_straight_is_isolated_and_straight_straight_no_equilibrium(self):
        solution = solve(CHICKEN)
        assert pure(solution) == {(0, 0): "yes", (0, 1): "yes", (1, 0): "yes"}
        assert [p.isolated for p in solution.pure] == [False, True, True]

    def test_the_text_names_the_tempting_point(self):
        text = solve(CHICKEN).describe()
        assert "every point worth 4 to both" in text
        assert "given move 2, player 1 gets 9/2; given move 1, 4" in text

    def test_textbook_chicken_has_one_arc_through_the_uniform_nash_point(self):
        solution = solve(symmetric([[3, 1], [4, 0]]))
        (arc,) = solution.interior.arcs
        assert ends(arc) == {(1, 0, 0, 0): (3, 3), parts(0, 1, 1, 3): (1, 1)}
        assert solution.nash.point.distribution == parts(1, 1, 1, 1)
        assert solution.nash.point.values == (2, 2)
        for k in range(9, 24):
            x = F(k, 8)
            p11, p12, p21, p22 = arc.at(x).distribution
            assert p12 == p21 == p11 * (3 - x) / (x - 1)
            assert p22 == p21 * (4 - x) / x
        assert pure(solution) == {(0, 0): "yes", (0, 1): "yes", (1, 0): "yes"}


class TestStagHunt:
    """COEDT equilibria in games: a line worth 1 and the disconnected point where both hunt."""

    @pytest.mark.parametrize("s", [F(2), F(4), F(7, 2)])
    def test_the_set_is_a_segment_worth_one_and_ss_is_isolated(self, s):
        solution = solve(symmetric([[s, 0], [1, 1]]))
        (arc,) = solution.interior.arcs
        a = 1 / (2 * s - 1)
        assert ends(arc) == {(0, 0, 0, 1): (1, 1), (a, (s - 1) * a, (s - 1) * a, 0): (1, 1)}
        assert pure(solution) == {(0, 0): "yes", (1, 1): "yes"}
        assert [p.isolated for p in solution.pure] == [True, False]

    def test_with_ties_one_cell_is_free(self):
        (arc,) = solve(symmetric([[4, 0], [3, 3]])).interior.arcs
        for k in range(1, 7):
            p11, p12, p21, _ = arc.at(F(k, 7)).distribution
            assert p12 == p21 == p11 / 3
        assert set(ends(arc).values()) == {(3, 3)}


class TestBattleOfTheSexes:
    """Derived; the correlated polytope and the Nash point are known."""

    def test_the_segment_and_its_payoffs(self):
        solution = solve(SEXES)
        (arc,) = solution.interior.arcs
        assert is_straight(arc)
        assert ends(arc) == {parts(2, 1, 0, 2): (2, 2), parts(0, 3, 2, 0): (0, 0)}
        for k in range(1, 8):
            point = arc.at(F(k, 4))
            p11, p12, p21, p22 = point.distribution
            assert p11 == p22
            assert 2 * p12 == 3 * p21 + p11
            assert point.values == (5 * p11, 5 * p11)

    def test_the_nash_point_is_dominated(self):
        nash = solve(SEXES).nash
        assert nash.point.distribution == parts(6, 9, 4, 6)
        assert nash.point.values == (F(6, 5), F(6, 5))
        assert nash.dominated

    def test_a_whole_edge_of_dependency_equilibria_with_one_reflective_point(self):
        solution = solve(SEXES)
        edge = next(side for side in solution.sides if side.support == (1, 2))
        assert {c.distribution for c in edge.part.corners} == {(0, 1, 0, 0), (0, 0, 1, 0)}
        assert {c.values for c in edge.part.corners} == {(0, 0)}
        (only,) = edge.reflective
        assert [c.distribution for c in only.corners] == [parts(0, 3, 2, 0)]

    def test_pure_outcomes_and_what_is_no_equilibrium(self):
        solution = solve(SEXES)
        assert pure(solution) == {(0, 0): "yes", (1, 1): "yes", (0, 1): "no", (1, 0): "no"}
        assert {side.support for side in solution.sides} == {(1, 2), (0, 1, 3)}

    def test_the_payoff_curves(self):
        assert payoff_polynomial_factors(SEXES) == ("x - y", "5*x*y - 6*x - 6*y")
        other = Game.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
        assert payoff_polynomial_factors(other) == ("x - y", "3*x*y - 2*x - 2*y")


class TestMatchingPennies:
    """Derived: a zero-sum game whose totally mixed dependency equilibria have every value."""

    def test_every_value_is_reached(self):
        (arc,) = solve(PENNIES).interior.arcs
        for k in range(-3, 4):
            x = F(k, 4)
            point = arc.at(x)
            assert point.values == (x, -x)
            assert point.distribution == ((1 + x) / 4, (1 - x) / 4, (1 - x) / 4, (1 + x) / 4)
        assert payoff_polynomial_factors(PENNIES) == ("x + y", "x*y + 1")

    def test_both_diagonals_are_dependency_with_one_reflective_point_each(self):
        solution = solve(PENNIES)
        assert {side.support for side in solution.sides} == {(0, 3), (1, 2)}
        for side in solution.sides:
            middle = tuple(F(1, 2) if cell in side.support else 0 for cell in range(4))
            assert [c.distribution for p in side.reflective for c in p.corners] == [middle]

    def test_all_pure_outcomes_are_reflective_by_ties(self):
        assert pure(solve(PENNIES)) == dict.fromkeys(CELLS, "yes")


def test_traffic_lights():
    """Derived: p12 = p21 = 99·p11, p22 free, payoffs (0, 0)."""
    solution = solve(symmetric([[-99, 1], [0, 0]]))
    (arc,) = solution.interior.arcs
    for k in range(1, 5):
        p11, p12, p21, _ = arc.at(F(k, 5)).distribution
        assert p12 == p21 == 99 * p11
    assert set(ends(arc).values()) == {(0, 0)}
    assert set(pure(solution)) == {(0, 1), (1, 0), (1, 1)}


def test_anti_coordination_has_a_dependency_equilibrium_that_is_not_reflective():
    """Derived: the players need e21 ≪ e12·e22 and e12 ≪ e21·e22."""
    game = Game.from_arrays([[0, 1], [1, 0]], [[0, 1], [1, 0]])
    assert pure(solve(game)) == {(0, 0): "no", (0, 1): "yes", (1, 0): "yes", (1, 1): "no"}


def test_a_game_with_two_pure_equilibria_one_by_ties():
    solution = solve(Game.from_arrays([[0, 1], [0, -1]], [[-2, 0], [1, -1]]))
    assert pure(solution) == {(0, 1): "yes", (1, 0): "no"}


def test_a_nash_equilibrium_that_is_not_reflective():
    """Derived: A = [0, −1; 0, 0], B = 0: both play their first move."""
    solution = solve(Game.from_arrays([[0, -1], [0, 0]], [[0, 0], [0, 0]]))
    assert pure(solution)[0, 0] == "no"


@pytest.mark.parametrize(
    ("row", "column", "dimension"),
    [
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]], 3),
        ([[0, 0], [0, 0]], [[1, 2], [0, 3]], -1),
        ([[0, 0], [0, 0]], [[1, 0], [0, 3]], 2),
        ([[1, 0], [0, 3]], [[7, 7], [7, 7]], 2),
        ([[0, 0], [0, 0]], [[1, 0], [1, 3]], 2),
        ([[1, 2], [1, 2]], [[3, 3], [4, 4]], 2),
        ([[1, 2], [1, 2]], [[3, 0], [2, 4]], 1),
        ([[1, 1], [2, 2]], [[3, 0], [2, 4]], -1),
        ([[1, 1], [0, 2]], [[3, 0], [2, 4]], 1),
        ([[1, 1], [0, 2]], [[2, 0], [2, 4]], 1),
        ([[1, 1], [2, 3]], [[2, 0], [2, 4]], -1),
        ([[2, 0], [2, -5]], [[1, 3], [4, 0]], 1),
    ],
)
def test_degenerate_payoffs_have_the_right_dimension(row, column, dimension):
    solution = solve(Game.from_arrays(row, column))
    assert solution.interior.dimension == dimension
    assert solution.verify()


def test_irrational_ends_are_exact():
    """Ties a11 = a21 leave a finite odds ratio at the end, which y reaches at a surd."""
    solution = solve(Game.from_arrays([[1, 0], [0, 1]], [[2, 0], [0, 1]]))
    (arc,) = solution.interior.arcs
    end = min(arc.ends, key=lambda end: end.as_floats[3])
    assert end.as_floats == pytest.approx((0, 2**0.5 - 1, 2 - 2**0.5, 0))
    shifted = end.distribution[1] + 1
    assert shifted * shifted == 2
    assert solution.verify()


def test_huge_and_tiny_payoffs():
    game = Game.from_arrays([["1e40", "-1/3"], ["1e-40", 7]], [[1, "1e50"], [-(10**30), "2/7"]])
    assert solve(game).verify()


def test_larger_games_say_what_is_not_computed():
    solution = solve(Game.from_arrays([[1, 0, 2]], [[0, 1, 0]]), budget=0)
    assert solution.interior is None
    assert not solution.complete
    assert "not computed" in solution.describe()
    assert solution.to_dict()["interior"] == {"dimension": None, "branches": [], "computed": False}


def test_samples_are_exact_spread_and_in_order():
    solution = solve(DILEMMA_5310)
    groups = solution.sample_groups(60)
    assert [len(group) for group in groups] == [30, 30]
    for group in groups:
        values = [point.values[0] for point in group]
        assert values == sorted(values)
        gaps = [
            max(abs(a - b) for a, b in zip(p.as_floats, q.as_floats)) for p, q in pairwise(group)
        ]
        assert max(gaps) < 0.15


def test_the_json_document_has_the_promised_shape():
    document = solve(SEXES).to_dict(5)
    assert document["schema"] == "oraclegames/solution-1"
    assert document["verified"] is True
    assert document["interior"]["dimension"] == 1
    (branch,) = document["interior"]["branches"]
    assert len(branch["points"]) == 5
    assert branch["ends"][1] == {"distribution": ["2/5", "1/5", "0", "2/5"], "values": ["2", "2"]}
    assert document["pure"][0]["outcome"] == ["1", "1"]
    assert document["game"]["payoffs"][0] == ["3", "0", "0", "2"]


def test_an_irrational_end_whose_share_passes_through_a_rational_number_is_solved():
    # Both arcs end at an irrational value x of the row player at which x(x + 3) is rational.
    game = Game.from_arrays([[-3, 2], [-5, 0]], [[4, -5], [5, 5]])
    assert solve(game).verify()
