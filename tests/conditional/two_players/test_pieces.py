"""All equilibria of two players, against distributions made without graphs, and ``check``.

Bases of the conditions at rational values are solved by brute force: their solutions ≥ 0 are worth
the values, on whatever moves they play; whether these may be tried is for ``check`` to say, which
searches trembles.
"""

from __future__ import annotations

import copy
import itertools
import time
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq_mat
from hypothesis import given, settings

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    best,
    catalog,
    check,
    read_result,
    region,
    solve,
    verify,
)
from oraclegames.conditional.two_players.numbers import ascending, compare
from oraclegames.conditional.two_players.pieces import _inside
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.distribution import Distribution
from tests import depth
from tests.conditional.two_players.test_planar_region import MIXED, random_game
from tests.depth import some
from tests.strategies import games, small_payoffs

TWO_BY_FOUR = Game.from_arrays([[2, -1, 4, 0], [0, 3, 1, 2]], [[1, 3, 0, 2], [2, -2, 5, 1]])


def basic_plays(game: Game, moves, values):
    """All extreme P ≥ 0 on some moves with ΣP = 1 that are worth the values there."""
    outcomes = list(itertools.product(*moves))
    rows = [
        [
            to_fmpq(game.payoff(i, o) - values[i]) if o[i] == s else to_fmpq(Fraction(0))
            for o in outcomes
        ]
        for i, own in enumerate(moves)
        for s in own
    ]
    rows.append([to_fmpq(Fraction(1))] * len(outcomes))
    found = set()
    for size in range(1, len(rows) + 1):
        for columns in itertools.combinations(range(len(outcomes)), size):
            part = fmpq_mat([[row[k] for k in columns] for row in rows])
            right = fmpq_mat([[0]] * (len(rows) - 1) + [[1]])
            if part.rank() < size:
                continue
            normal = part.transpose() * part
            weights = normal.inv() * part.transpose() * right
            if part * weights != right:
                continue
            masses = [to_fraction(weights[k, 0]) for k in range(size)]
            if min(masses) > 0:
                play = dict(zip((outcomes[k] for k in columns), masses))
                found.add(tuple(play.get(o, Fraction(0)) for o in game.outcomes()))
    return found


def subsets(count):
    return [c for k in range(1, count + 1) for c in itertools.combinations(range(count), k)]


def agree(game, solution, play):
    """Whether it is an equilibrium, as both say."""
    told = check(game, play).verdict == "yes"
    assert (play in solution) == told
    piece = solution.locate(play)
    assert (piece is not None) == told
    return told


@pytest.mark.parametrize("seed", range(6))
def test_a_distribution_is_contained_iff_check_says_so(seed):
    game = random_game(seed)
    if game.shape == (2, 2):
        game = catalog.random_game(2, 3, seed=seed)
    solution = solve(game, budget=None)
    assert solution.complete and solution.status in ("complete", "undetermined")
    rng = np.random.default_rng(seed)
    choices = list(itertools.product(*map(subsets, game.shape)))
    for _ in range(6):
        moves = choices[rng.integers(len(choices))]
        values = tuple(Fraction(int(v), 2) for v in rng.integers(-8, 9, 2))
        for masses in list(basic_plays(game, moves, values))[:3]:
            agree(game, solution, Distribution(game, masses))
    for masses in rng.integers(0, 3, (6, game.n_outcomes)).tolist():
        if any(masses):
            play = Distribution(game, tuple(Fraction(p, sum(masses)) for p in masses))
            agree(game, solution, play)
    for outcome in game.outcomes():
        agree(game, solution, Distribution.point(game, outcome))
    for play in solution.whole.sample(len(solution.whole.pieces), seed):
        assert agree(game, solution, play)


@pytest.mark.parametrize("seed", range(3))
def test_extreme_distributions_are_those_of_brute_force(seed):
    game = catalog.random_game(2, 3, seed=seed)
    for piece in solve(game, budget=None).whole.pieces:
        for at in piece.points()[:3]:
            if all(isinstance(v, Fraction) for v in at):
                plays = piece.vertices(at)
                assert {p.probabilities for p in plays} == basic_plays(game, piece.moves, at)
                corners = piece.projection(at, (0, 0), (1, 1))
                shown = {(p.probabilities[0], p.probabilities[4]) for p in plays}
                assert set(corners) <= shown
    assert piece.vertices((100, 100)) == ()


def inner_points(piece):
    """A point of the area of its values, if there is one."""
    if piece.region.dimension == 2:
        xs, ys = ([float(v.values[i]) for v in piece.region.vertices] for i in range(2))
        for x, y in itertools.product(
            np.linspace(min(xs), max(xs), 9), np.linspace(min(ys), max(ys), 9)
        ):
            if piece.region.classify((Fraction(x), Fraction(y))) == "in":
                return [(Fraction(x), Fraction(y))]
    return []


@pytest.mark.parametrize("game", [MIXED, TWO_BY_FOUR])
def test_formulas_hold_around_their_values(game):
    """Where a formula without conditions stays positive near by, it gives a vertex there too."""
    near, count = Fraction(1, 10**6), 0
    for piece in solve(game, budget=None).whole.pieces:
        for x, y in [*piece.points()[:3], *inner_points(piece)]:
            if not (isinstance(x, Fraction) and isinstance(y, Fraction)):
                continue
            plays = piece.vertices((x, y))
            for play, formula in zip(plays, piece.formulas((x, y))):
                masses = dict(zip(formula.outcomes, formula.at(to_fmpq(x), to_fmpq(y))))
                assert [to_fraction(p) for p in masses.values()] == [
                    p for p in play.probabilities if p
                ]
                if formula.conditions:
                    assert all(f(to_fmpq(x), to_fmpq(y)) == 0 for f in formula.conditions)
                    continue
                at = x + near, y - near
                moved = [to_fraction(p) for p in formula.at(*map(to_fmpq, at))]
                if min(moved) > 0:
                    count += 1
                    whole = dict(zip(formula.outcomes, moved))
                    listed = tuple(whole.get(o, Fraction(0)) for o in game.outcomes())
                    assert listed in basic_plays(game, piece.moves, at)
    assert count


def test_the_best_and_the_worst_of_a_piece():
    game = catalog.random_game(3, 3, seed=1)
    pieces = solve(game, budget=None).whole.pieces
    for weights in ((1, 1), (-1, 0), (0, 1), (1, -2)):
        tops = [piece.most(weights) for piece in pieces]
        whole = best(game, weights, compare=False)
        assert max(float(value) for value, _, _ in tops) == pytest.approx(float(whole.value))
        assert compare(max((t for t, _, _ in tops), key=ascending), whole.value) == 0
        for piece, (value, at, attained) in zip(pieces, tops):
            for x, y in piece.points():
                assert compare(weights[0] * x + weights[1] * y, value) <= 0
            if all(isinstance(v, Fraction) for v in at):
                assert attained == (piece.region.classify(at) == "in")


@given(games(min_players=2, max_players=2, max_moves=3, max_outcomes=6, payoffs=small_payoffs))
@settings(max_examples=some(10, 15))
def test_degenerate_games(game):
    if game.shape == (2, 2):
        return
    solution = solve(game, budget=None)
    assert solution.complete and solution.whole.verify()
    assert verify(solution.to_dict()) and read_result(solution.to_json()) == solution
    for outcome in game.outcomes():
        agree(game, solution, Distribution.point(game, outcome))


def test_the_values_of_the_pieces_are_those_of_the_region():
    for seed in range(3):
        game = catalog.random_game(3, 3, seed=seed)
        whole, pieces = region(game), solve(game, budget=None).whole.pieces
        rng = np.random.default_rng(seed)
        for point in rng.integers(-9, 10, (20, 2)).tolist():
            inside = [piece.region.classify(point) == "in" for piece in pieces]
            assert (whole.classify(point) == "in") == any(inside)


def test_a_piece_that_is_hidden_is_missed():
    game = catalog.random_game(3, 3, seed=1)
    true = solve(game, budget=None).to_dict()
    assert verify(true)
    pieces = list(enumerate(true["whole"]["pieces"]))
    for k, piece in pieces if depth.thorough else pieces[::4]:
        false = copy.deepcopy(true)
        del false["whole"]["pieces"][k]
        checked = verify(false)
        single = all(len(own) == 1 for own in piece["moves"])
        assert not checked and ("is missing" in checked.false or single)
    for change in ({"complete": False}, {"status": "partial"}, {"method": "guesses"}):
        assert not verify(true | change)
    false = copy.deepcopy(true)
    false["whole"]["pieces"][-1]["moves"][0].pop()
    assert not verify(false)


def test_a_document_gives_the_extreme_distributions_as_functions_of_the_values():
    game = catalog.random_game(3, 3, seed=3)
    true = solve(game, budget=None).to_dict()
    checked = verify(true)
    assert "the formulas give all extreme distributions at their values" in checked.proved
    piece = true["whole"]["pieces"][-1]
    x, y = map(Fraction, piece["formulas"]["values"])
    shown = set()
    for one in piece["formulas"]["vertices"]:
        outcomes = [game.outcome(*labels) for labels in one["outcomes"]]
        weights = [eval(text.replace("^", "**"), {"x": x, "y": y}) for text in one["weights"]]
        masses = {o: Fraction(w) / sum(weights) for o, w in zip(outcomes, weights)}
        shown.add(tuple(masses.get(o, Fraction(0)) for o in game.outcomes()))
    assert shown == basic_plays(game, ((0, 1, 2), (0, 1, 2)), (x, y))

    def false(change):
        document = copy.deepcopy(true)
        change(document["whole"]["pieces"][-1]["formulas"])
        return verify(document).false

    assert "others" in false(lambda f: f["vertices"].pop())
    assert "twice" in false(lambda f: f["vertices"].append(f["vertices"][0]))
    first = piece["formulas"]["vertices"][0]
    weights = first["weights"]
    for change, why in (
        ({"weights": [weights[-1], *weights[:-1]]}, "not worth its value"),
        ({"weights": [f"-{w}" for w in ["1"] * len(weights)]}, "not positive"),
        ({"conditions": ["x - y"]}, "something else"),
        ({"outcomes": first["outcomes"][::-1]}, "not in order"),
    ):
        assert why in false(lambda f, change=change: f["vertices"][0].update(change))
    assert "not reached" in false(lambda f: f.update(values=["100", "0"]))
    for text in ("x +", "2x", "x**2", "z", "x^2 3", "1/0"):
        with pytest.raises(InputError, match="expected a polynomial"):
            false(lambda f, text=text: f["vertices"][0]["weights"].__setitem__(0, text))


def test_formulas_on_a_line_have_conditions():
    game = Game.from_arrays([[0, 3, 0], [2, 2, 0], [3, 0, 1]], [[0, 2, 3], [3, 2, 0], [0, 0, 1]])
    document = solve(game, budget=None).to_dict()
    pieces = {str(piece["moves"]): piece for piece in document["whole"]["pieces"]}
    told = pieces["[['1', '2'], ['2', '3']]"]["formulas"]  # on y = 2
    assert any(one["conditions"] for one in told["vertices"]) and told["values"][1] == "2"


def test_writing_a_document_keeps_a_budget():
    solution = solve(catalog.random_game(3, 3, seed=1), budget=None)
    nothing = solution.to_dict(budget=0)
    assert nothing["verified"] is None and nothing["status"] == "partial"
    assert not nothing["complete"] and not nothing["whole"]["pieces"]
    assert len(nothing["whole"]["left_out"]) == len(solution.whole.pieces)
    assert verify(nothing)
    assert not read_result(nothing).complete
    assert solution.to_dict(budget=600) == solution.to_dict()


def test_what_many_pieces_share_is_said_once():
    text = str(solve("1,1 1,1 1,1; 1,1 1,1 1,1; 1,1 1,1 1,1"))
    assert "whatever moves are played, 40 pieces: values (1, 1)" in text
    assert text.count("values") == 1 and "x is the value" not in text
    tied = str(solve("0,1 0,1 0,0; 0,1 0,1 0,2; 0,1 0,3 0,1"))
    assert "22 pieces, by what player 1 × what player 2 plays: values (0, 1)" in tied
    assert "{1, 2, 3} × {1, 2, 3}" in tied and "x is the value of player 1" in tied


def test_an_outline_and_a_budget():
    game = catalog.random_game(3, 3, seed=1)
    short = solve(game, outline=True, budget=5)
    assert short.outline is not None and short.whole is None and not short.complete
    with pytest.raises(UnsupportedError, match="no pieces"):
        short.locate(Distribution.point(game, (0, 0)))
    large = Game.from_arrays(*np.random.default_rng(2).integers(-99, 100, (2, 6, 6)))
    start = time.process_time()
    partial = solve(large, budget=1)
    assert time.process_time() - start < 3
    assert partial.status == "partial" and not partial.complete and partial.whole.left_out
    assert "left out for want of time" in str(partial)


def test_two_by_two_games_have_no_pieces_but_members():
    solution = solve("chicken")
    assert solution.whole is None and "4/9,4/9,1/9,0" not in solution
    assert "0,4/9,4/9,1/9" in solution and "1,0,0,0" in solution and "0,0,0,1" not in solution


def test_words_name_the_moves_that_are_played():
    game = Game.from_arrays(
        [[2, 0, 1], [0, 1, 3]], [[1, 0, 2], [0, 2, 1]], moves=[["T", "B"], ["L", "M", "R"]]
    )
    text = str(solve(game))
    assert "All equilibria: 7 pieces by the moves that are played" in text
    assert "plays T, B" in text and "values" in text


def test_what_a_piece_cannot_be_asked_is_one_line():
    piece = solve("1,1 0,0 0,1; 1,0 1,1 0,0").whole.pieces[-1]
    with pytest.raises(InputError, match="1 weight for 2 players"):
        piece.most((1,))
    for outcome in ((0, 5), (2, 0), (-1, 0)):  # the first would else be taken for (1, 2)
        with pytest.raises(InputError, match="is no outcome of a 2×3 game"):
            piece.projection((1, 1), (0, 0), outcome)


@pytest.mark.parametrize("share", [1, 63])
def test_a_point_of_a_small_area_is_found_beside_its_border(share):
    """Where a hundred points at random miss it."""

    class Always:
        def randint(self, low, high):
            return share

    for piece in solve(MIXED).whole.pieces:
        found = _inside(piece, Always())
        assert len(found) == (piece.region.dimension == 2)
        assert all(piece.region.classify(values) == "in" for values in found)
