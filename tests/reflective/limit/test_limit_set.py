"""Limits of matches, against matches at a finite δ, against grids, and at their edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.spatial import cKDTree

from oraclegames import Game, InputError, UnsupportedError, catalog, match, verify
from oraclegames.agents import Constant, FunctionAgent, Grounded, Region
from oraclegames.certificates.limit_vanishing import OPEN
from oraclegames.reflective.limit.balance import balances, balances_by_signs, turns
from oraclegames.reflective.limit.pieces import Piece
from tests.depth import some
from tests.reflective.prisoners import LARGE, SMALL

STEP, HALF = Fraction(1, 5), Fraction(1, 2)
AGENTS = (
    *("lp", "nelp", "nelp:1", "nelp:2", "demand:1/2", "demand:3/4", "demand:1", "demand:2"),
    *("nicer", "constant:0", "constant:1", "constant:1/3"),
)


def case(seed):
    """A random game, often with ties, and two agents."""
    r = Random(seed)
    most = r.choice((2, 5, 9))
    tables = [[[r.randint(0, most) for _ in "ab"] for _ in "ab"] for _ in "ab"]
    return Game.from_arrays(*tables), r.choice(AGENTS), r.choice(AGENTS)


def filled(piece, steps=60):
    """Points all over a piece."""
    corners = np.array([[float(x) for x in end] for end in piece.ends])
    if piece.shape != "region":
        return np.array(piece.outline(400))
    found = []
    for y in np.linspace(corners[0, 1], corners[3, 1], steps):
        sides = []
        for k, curve in enumerate(piece.curves):
            a, b, c, d = map(float, map(Fraction, map(str, curve)))
            sides.append(-(c * y + d) / (a * y + b) if abs(a * y + b) > 1e-12 else corners[k, 0])
        found += [(x, y) for x in np.linspace(*sides, steps)]
    return np.array(found)


def played(game, first, second, delta):
    """All fixed points of a match, and points along its segments."""
    result = match(game, first, second, delta, STEP)
    found = [result.play_array()]
    for start, stop in result.segments:
        found.append(np.linspace(list(map(float, start)), list(map(float, stop)), 20))
    return np.vstack(found)


def farthest(points, others):
    return float(cKDTree(others).query(points)[0].max()) if len(points) else 0.0


def agrees(seed, delta):
    """Fixed points are near the limit, and it is near them where that is proved."""
    game, first, second = case(seed)
    limit = match(game, first, second, 0, STEP)
    points = played(game, first, second, delta)
    unit = float(delta / STEP)
    bound = 3 * unit**0.5 if limit.touching else 4 * unit
    everything = np.vstack([filled(piece) for piece in limit.pieces])
    assert farthest(points, everything) <= bound, seed
    for piece in limit.pieces:
        if piece.proved and piece.every_delta:
            assert farthest(filled(piece), points) <= bound, seed


@pytest.mark.parametrize("seed", range(1000, some(1010, 1030)))
def test_matches_at_a_small_delta_are_near(seed):
    agrees(seed, Fraction(1, 100))


@pytest.mark.slow
def test_500_matches_at_a_small_delta_are_near():
    for seed in range(1030, 1530):
        agrees(seed, Fraction(1, 200))


@pytest.mark.parametrize("seed", range(40, some(46, 52)))
def test_documents_prove_limits_of_random_games(seed):
    game, first, second = case(seed)
    assert match(game, first, second, 0).verify()


@pytest.mark.parametrize("seed", range(60, some(66, 72)))
def test_players_who_change_places_change_coordinates(seed):
    game, first, second = case(seed)
    tables = [[[game.payoff(p, (a, b)) for a in (0, 1)] for b in (0, 1)] for p in (1, 0)]
    one = match(game, first, second, 0)
    other = match(Game.from_arrays(*tables), second, first, 0)
    assert one.status == other.status and one.every_epsilon == other.every_epsilon
    assert one.ranges() == other.ranges()[::-1]
    points = [
        sorted(
            (piece.reason, ends)
            for piece in found.pieces
            for ends in [piece.ends[0][::turn]]
            if piece.shape == "point"
        )
        for found, turn in ((one, 1), (other, -1))
    ]
    assert points[0] == points[1]


@pytest.mark.parametrize("seed", range(80, some(86, 92)))
def test_ranges_are_those_of_all_points(seed):
    game, first, second = case(seed)
    limit = match(game, first, second, 0)
    places = np.vstack([filled(piece) for piece in limit.pieces])
    for player, (low, high) in enumerate(limit.ranges()):
        (a, b), (c, d) = [[float(game.payoff(player, (i, j))) for j in (0, 1)] for i in (0, 1)]
        x, y = places.T
        values = a * x * y + b * x * (1 - y) + c * (1 - x) * y + d * (1 - x) * (1 - y)
        assert abs(values.min() - float(low)) < 2e-2 and values.min() > float(low) - 1e-9
        assert abs(values.max() - float(high)) < 2e-2 and values.max() < float(high) + 1e-9


def test_where_curves_touch_the_distance_falls_with_the_root():
    game = Game.from_arrays([[1, 1], [2, 1]], [[0, 1], [0, 2]])
    limit = match(game, "demand:2", "demand:1", 0)
    assert limit.touching
    (piece,) = limit.pieces
    far = [
        farthest(played(game, "demand:2", "demand:1", d), filled(piece))
        for d in ("1/100", "1/1600")
    ]
    assert 3 < far[0] / far[1] < 5


def test_a_punishment_beside_its_own_line_holds_nobody_there():
    game = Game.from_arrays([[0, 7], [8, 4]], [[8, 6], [3, 1]])
    limit = match(game, "demand:1", "constant:0", 0)
    (piece,) = limit.pieces  # not where the demand is met: there both sides lead away
    assert limit.status == "complete" and piece.ends == ((Fraction(5, 11), 0),)
    for delta in ("1/100", "1/333", "7/500"):
        plays = played(game, "demand:1", "constant:0", Fraction(delta))
        assert np.abs(plays - [5 / 11, 0]).max() < 0.1
    document = limit.document(verify=False)
    half = {**document["pieces"][0], "ends": [["3/11", "0"]], "reason": None}
    half["payoffs"] = [[str(game_pay(game, w, Fraction(3, 11))) for w in (0, 1)]]
    more = {**document, "pieces": [half, *document["pieces"]], "status": "undetermined"}
    more["ranges"] = [
        [str(min(ends)), str(max(ends))]
        for ends in zip(*([Fraction(x) for x in p["payoffs"][0]] for p in more["pieces"]))
    ]
    refused = verify(more)
    assert not refused and "do not balance" in str(refused)


def game_pay(game, player, x):
    """A payoff where the second player never plays her first move."""
    return x * game.payoff(player, (0, 1)) + (1 - x) * game.payoff(player, (1, 1))


# a rock's own line, a reading in the middle, and conditions that hold together
@pytest.mark.parametrize("seed", [1127, 1183, 1211, 1223, 1232, 1251, 1412])
def test_what_was_half_stable_is_told(seed):
    game, first, second = case(seed)
    limit = match(game, first, second, 0, STEP)
    assert limit.status == "complete" and limit.verify()
    agrees(seed, Fraction(1, 100))


def with_a_point(game, limit, point):
    """The document of a limit, with one more piece of which nothing is known."""
    more = replace(limit, pieces=(*limit.pieces, Piece("", (point,))), status="undetermined")
    return more.document(verify=False)


BESIDE = {
    "the second steps down": (
        *(([[4, -1], [0, 3]], [[4, 0], [-1, 3]]), ("nelp:2", "demand:1")),
        (Fraction(3, 8), Fraction(3, 8)),
    ),
    "the second steps up": (
        *(([[0, 3], [1, -1]], [[0, 1], [3, -1]]), ("nelp:2", "demand:2")),
        (Fraction(2, 5), Fraction(2, 5)),
    ),
    "the first steps down": (
        *(([[0, 1], [1, 0]], [[1, 0], [0, 2]]), ("demand:1/2", "nelp:2")),
        (HALF, Fraction(2, 3)),
    ),
}


@pytest.mark.parametrize("name", BESIDE)
def test_nobody_is_on_the_side_of_her_punishment_from_which_she_is_pushed(name):
    tables, pair, point = BESIDE[name]
    game = Game.from_arrays(*tables)
    limit = match(game, *pair, 0, STEP)
    assert limit.status == "complete" and limit.verify()
    assert all(piece.ends != (point,) for piece in limit.pieces)
    for delta in ("1/50", "7/300"):
        near = match(game, *pair, delta, STEP).play_array() - [float(x) for x in point]
        assert np.abs(near).max(axis=1).min() > 0.05
    refused = verify(with_a_point(game, limit, point))
    assert not refused and "pushes do not balance on all of it" in str(refused)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1079, 1081])
def test_so_of_larger_games(seed):
    game, *pair = case(seed)
    limit = match(game, *pair, 0, STEP)
    assert limit.status == "complete" and limit.verify()


@pytest.mark.parametrize("end", [1, 0])
@pytest.mark.parametrize("seat", [0, 1])
def test_a_rock_at_an_end_is_read_there_and_not_beside(end, seat):
    """Beside the end a step would be a gain with the rock's share of it; at the end it is none."""
    sign = 1 if end else -1
    mine = [[2 * sign * x - y for y in (1, 0)] for x in (1, 0)]
    table = mine if seat == 0 else [*map(list, zip(*mine))]
    agents = [f"constant:{end}", "lp"][:: 1 - 2 * seat]
    found = match(Game.from_arrays(table, table), *agents, 0, STEP)
    assert found.status == "complete"
    assert [piece.ends for piece in found.pieces] == [((end, 0)[:: 1 - 2 * seat],)]


def test_who_steps_to_both_moves_is_on_no_edge():
    game = Game.from_arrays([[2, 0], [2, 0]], [["3/2", 0], ["-1/2", 0]])
    found = match(game, "lp", "nelp:1/16", 0)
    assert found.status == "complete" and found.verify()
    reasons = {piece.ends: piece.reason for piece in found.pieces if piece.shape == "point"}
    assert reasons == {((HALF, 0),): "edge", ((HALF, Fraction(1, 8)),): "turn"}


def test_which_points_of_an_edge_are_approached_may_depend_on_what_delta_leaves_of_1():
    game, first, second = case(1206)
    limit = match(game, first, second, 0, STEP)
    (arc,) = [piece for piece in limit.pieces if not piece.every_delta]
    assert arc.ends == ((Fraction(4, 5), 1), (1, 1))
    whole, rest = (played(game, first, second, Fraction(d)) for d in ("1/200", "4/801"))
    inside = [
        points[(points[:, 1] > 0.98) & (abs(points[:, 0] - 0.845) < 0.02)]
        for points in (whole, rest)
    ]
    assert not len(inside[0]) and len(inside[1])


# the other is a rock inside and at 1, or is read beside an end at 0 and at 1
@pytest.mark.parametrize(
    ("tables", "pair", "point", "enough"),
    [
        (([[5, 3], [0, 4]], [[3, 5], [0, 5]]), ("nelp:2", "constant:1/3"), (HALF, "1/3"), "1/5"),
        (([[1, 2], [3, 2]], [[2, 1], [3, 3]]), ("constant:1", "lp"), (1, HALF), "1/3"),
        (([[0, 3], [3, 4]], [[2, 4], [5, 5]]), ("nelp", "nelp:2"), (HALF, 0), "1/7"),
        (([[5, 4], [5, 2]], [[4, 3], [3, 0]]), ("demand:1", "demand:1/2"), (1, HALF), "1/7"),
    ],
)
def test_a_step_to_both_that_is_short_enough_leaves_one_near_the_middle(
    tables, pair, point, enough
):
    game, place = Game.from_arrays(*tables), tuple(map(Fraction, point))
    for step, known in ((Fraction(enough), True), (Fraction(enough) * Fraction(11, 10), False)):
        limit = match(game, *pair, 0, step)
        reasons = {piece.ends: piece.reason for piece in limit.pieces}
        assert (reasons[place,] == "middle") == known
        document = limit.document(verify=False)
        k = next(k for k, piece in enumerate(limit.pieces) if piece.ends == (place,))
        document["pieces"][k]["reason"] = "middle"
        document |= {"status": "complete", "every_epsilon": False, "smaller_epsilon": False}
        document |= {"vanishing": None, "vanishing_reason": OPEN["complete"]}
        assert limit.verify() and bool(verify(document)) == known
    for delta in ("1/50", "7/500", "10/801", "1/83"):
        points = match(game, *pair, delta, enough).play_array()
        near = np.abs(points - [float(x) for x in place]).max(axis=1).min()
        assert near <= 3 * float(Fraction(delta)) / float(Fraction(enough))


def test_constant_payoffs_leave_everything_where_it_is():
    game = Game.from_arrays([[1, 1], [1, 1]], [[1, 1], [1, 1]])
    (piece,) = match(game, "lp", "nelp", 0).pieces
    assert piece.shape == "region" and len(set(piece.ends)) == 4
    (piece,) = match(game, "lp", "constant:1/3", 0).pieces
    assert [end[1] for end in piece.ends] == [Fraction(1, 3)] * 2


def test_huge_and_negative_payoffs_change_nothing():
    tables = [
        [[game.payoff(p, (a, b)) for b in (0, 1)] for a in (0, 1)]
        for game in [SMALL]
        for p in (0, 1)
    ]
    far = Game.from_arrays(*[[[10**40 * u - 10**41 for u in row] for row in t] for t in tables])
    here, there = (match(g, "nelp", "demand:1/2", 0) for g in (SMALL, far))
    assert here.pieces == there.pieces and there.verify()


def test_regions_and_grounded_programs_of_ones_own():
    region = Region.polygon([(1, 1), (3, 1), (1, 3), (2, 2)], label="middle")
    copies = Grounded((1, 0), (((1, 0), (0, 1)), ((Fraction(1, 2),) * 2, (0, 1))), "copies")
    for pair in ((region, "lp"), ("nelp", copies), (copies, Constant((0, 1)))):
        assert match(SMALL, *pair, 0).verify()


def test_the_limit_of_nicer_depends_on_epsilon():
    found = match(SMALL, "nicer", "defect", 0, "1/7")
    assert not found.every_epsilon and found.pieces[0].ends == ((Fraction(1, 7), 0),)
    assert "ε = 1/7" in str(found)
    assert match(LARGE, "nelp", "defect", 0, "1/7").every_epsilon


def test_words_claim_no_more_than_is_proved():
    sure = str(match(SMALL, "lp", "demand:1/2", 0))
    assert (
        "approach 2 pieces\n" in sure
        and "point of\nthem there is" in sure
        and "not proved" not in sure
    )
    game, *pair = case(1438)
    found = match(game, *pair, 0, "1/4")
    assert found.status == "undetermined" and not all(piece.proved for piece in found.pieces)
    words = str(found)
    assert "2 pieces at most, 1 of them for sure" in words
    assert words.count("(estimated: it is not proved") == 1
    assert "those that are sure there is a fixed" in words and "can get nothing beyond" in words
    assert "small δ only" in str(match(*case(1206), 0)) and "small δ only" not in words + sure


def test_what_is_not_proved_is_refused():
    with pytest.raises(UnsupportedError, match="match_limit estimates"):
        match(catalog.rock_paper_scissors(), "lp", "lp", 0)
    own = FunctionAgent(lambda seat, own, other: (1, 0), "own")
    with pytest.raises(UnsupportedError, match="'own'"):
        match(SMALL, own, "lp", 0)
    with pytest.raises(UnsupportedError, match="two agents"):
        match(catalog.public_goods(3), "lp", "lp", "lp", delta=0)
    with pytest.raises(InputError, match="strictly between 0 and 1"):
        match(SMALL, "lp", "lp", 0, 1)


def test_a_search_that_was_stopped_knows_nothing():
    found = match(SMALL, "lp", "lp", 0, budget=0)
    assert found.status == "partial" and found.pieces == () and "nothing is known" in str(found)
    with pytest.raises(InputError, match="stopped"):
        found.ranges()


def test_the_budget_of_a_document_is_that_of_its_re_check():
    found = match(SMALL, "lp", "demand:1/2", 0)
    assert found.to_dict(budget=0)["verified"] is None
    assert found.to_dict(budget=60)["verified"] is True


def test_balance_is_that_of_a_linear_program():
    r = Random(1)
    for _ in range(300):
        whole = [(r.randint(-2, 2), r.randint(-2, 2)) for _ in range(r.randint(1, 4))]
        vectors = [tuple((_exact(x), _exact(0)) for x in v) for v in whole]
        matrix = [*zip(*whole), [1] * len(whole)]
        expected = linprog([0] * len(whole), A_eq=matrix, b_eq=[0, 0, 1]).status == 0
        assert balances(vectors, 0) == expected
        told = balances_by_signs([tuple((x > 0) - (x < 0) for x in v) for v in whole])
        assert told in (None, expected)


def test_fields_turn_as_they_should():
    around = [((1, 1), 0), ((-1, 1), 0), ((-1, -1), 0), ((1, -1), 0)]
    assert turns(around) == 1 and turns(around[::-1]) == -1
    assert turns([((1, 1), 0), ((1, -1), 0)]) == 0
    assert turns([((1, 1), 1), ((-1, -1), 1)]) == 1


def _exact(number):
    from flint import fmpq

    return fmpq(number)


def test_pictures_show_points_arcs_and_regions(tmp_path):
    from oraclegames import plots

    game = Game.from_arrays([[4, 5], [8, 0]], [[7, 3], [0, 2]])
    info = plots.payoff_info(match(game, "demand:1", "lp", 0))
    assert len(info.arcs) == 3 and len(info.points) == 1 and "δ → 0" in info.title
    path = plots.save_match_plot(match(SMALL, "nelp", "nelp", 0), tmp_path / "a.svg")
    assert path.stat().st_size > 1000
    with pytest.raises(UnsupportedError, match="above 0"):
        plots.save_match_plot(match(SMALL, "nelp", "nelp", 0), tmp_path / "b.svg", zones=True)


def share_of_the_last_zone(rest, epsilon=STEP):
    """The oracle's answer at the threshold of a last zone of so many δ, where a player steps up."""
    return (1 - epsilon * (2 * rest + 1)) / ((1 - epsilon) * (1 + rest))


@pytest.mark.parametrize("rest", [1, Fraction(1, 2), Fraction(1, 10)])
def test_an_arc_of_an_edge_at_1_is_met_where_the_last_zone_says(rest):
    game = Game.from_arrays([[2, 3], [1, 0]], [[3, 6], [1, 2]])
    (arc,) = (p for p in match(game, "nelp:1", "lp", 0, STEP).pieces if not p.every_delta)
    assert arc.ends == ((1, 0), (1, (1 - share_of_the_last_zone(1)) / 2))
    # in the last zone the second steps to 0, beside it to both moves: -q·y + (1 - q)(1/2 - y) = 0
    height = float(1 - share_of_the_last_zone(rest)) / 2
    points = played(game, "nelp:1", "lp", 1 / (200 + Fraction(rest)))
    near = points[(points[:, 0] > 0.99) & (abs(points[:, 1] - 0.24) < 0.21)]  # not at the ends
    assert len(near) and np.abs(near[:, 1] - height).max() < 0.015


def test_what_holds_next_to_an_edge_at_1_is_read_beside_its_zone():
    """The second is punished for all x below 1: a condition that fails at the edge alone."""
    game = Game.from_arrays([[2, 0], [1, 0]], [[2, 1], [0, 1]])
    limit = match(game, "demand:1", "demand:1/2", 0, STEP)
    (arc,) = (piece for piece in limit.pieces if not piece.every_delta)
    assert limit.status == "complete" and arc.ends == ((1, HALF), (1, 1)) and limit.verify()
    for rest, met in ((Fraction(1, 10), True), (1, False)):
        q = share_of_the_last_zone(rest)
        height = float(q * STEP / (q * STEP + 1 - q))  # q·ε(1 - y) = (1 - q)·y
        assert (height > 0.5) == met
        points = match(
            game, "demand:1", "demand:1/2", 1 / (200 + Fraction(rest)), STEP
        ).play_array()
        inside = points[(points[:, 0] > 0.99) & (points[:, 1] > 0.52) & (points[:, 1] < 0.97)]
        assert bool(len(inside)) == met and (abs(inside[:, 1] - height) < 0.02).all()


# where they meet, the first player punishes with what the other reads as 1 only if zones are cut
@pytest.mark.parametrize(("rest", "there"), [(Fraction(1, 10), True), (Fraction(1, 1), False)])
def test_a_corner_at_1_may_be_met_where_the_last_zones_are_narrow(rest, there):
    game, *pair = case(1218)
    limit = match(game, *pair, 0, STEP)
    pieces = {piece.ends: piece.reason for piece in limit.pieces}
    assert limit.status == "complete" and pieces[(Fraction(1), Fraction(1)),] == "last"
    points = match(game, *pair, 1 / (100 + rest), STEP).play_array()
    assert (points.min(axis=1) > 0.9).any() == there


def test_a_reason_that_needs_a_small_step_is_none_for_every_epsilon():
    """What the zone beside the last says of the end of an arc, and of nothing else here."""
    game, *pair = case(1148)
    limit = match(game, *pair, 0, STEP)
    document = limit.document(verify=False)
    k = next(k for k, piece in enumerate(limit.pieces) if piece.ends == ((Fraction(5, 12), 1),))
    assert limit.pieces[k].reason == "turn" and limit.every_epsilon and limit.verify()
    document["pieces"][k]["reason"] = document["vanishing"][k]["reason"] = "zone"
    assert "every_epsilon: that is not shown" in str(verify(document))
    assert verify({**document, "every_epsilon": False})


def test_what_is_so_for_some_delta_only_cannot_be_said_otherwise():
    game = Game.from_arrays([[2, 3], [1, 0]], [[3, 6], [1, 2]])
    limit = match(game, "nelp:1", "lp", 0, STEP)
    document = limit.document(verify=False)
    assert verify(document) and not limit.every_epsilon
    arc, *points = document["pieces"]
    for reason in ("rest", "crossing", "edge", "zone", "turn"):
        said = verify({**document, "pieces": [{**arc, "reason": reason}, *points]})
        assert "it is none" in str(said)
    for k, point in enumerate(points):
        others = [{**one, "reason": "last"} if one is point else one for one in points]
        # that she rests beside 1/2 for some δ is so, too, but not for every smaller ε
        words = "smaller_epsilon" if point["reason"] == "zone" else "it is none"
        assert words in str(verify({**document, "pieces": [arc, *others]})), k
    # beyond the point that a whole zone says, and without its last part
    for end, words in (("1/2", "do not balance on all"), ("1/4", "none holds (1, 0.3125)")):
        moved = replace(limit.pieces[0], ends=((1, 0), (1, Fraction(end))))
        other = replace(limit, pieces=(moved, *limit.pieces[1:])).document(verify=False)
        assert words in str(verify(other))


def test_an_arc_of_an_edge_whose_zone_is_never_cut_is_left_for_its_end():
    game = Game.from_arrays([[8, 2], [0, 9]], [[2, 5], [5, 7]])
    limit = match(game, "nelp:1", "lp", 0, STEP)
    # at the edge y = 0 the pushes of x balance up to 2/15, but with the weights of the zones there
    # only at x = (1 - q)/2, which is beyond: so x goes up to where the step up ends
    assert (1 - share_of_the_last_zone(1)) / 2 == Fraction(3, 8)
    near = [piece.ends for piece in limit.pieces if piece.reason == "zone"]
    assert limit.status == "complete" and near == [((Fraction(2, 15), 0),)] and limit.verify()
    assert not limit.every_epsilon
    for delta in ("1/200", "4/801"):
        points = played(game, "nelp:1", "lp", delta)
        along = points[points[:, 1] < 0.01][:, 0]
        assert not ((along > 0.02) & (along < 0.12)).any() and (abs(along - 2 / 15) < 0.01).any()


@pytest.mark.parametrize(("step", "there"), [("1/5", Fraction(3, 8)), ("1/10", Fraction(11, 36))])
def test_an_arc_of_an_edge_at_0_is_met_in_the_point_that_the_first_zone_says(step, there):
    game = Game.from_arrays([[4, 2], [0, 3]], [[5, 3], [1, 4]])
    pair = "nelp:1", "demand:3/4"
    limit = match(game, *pair, 0, step)
    assert there == (1 - share_of_the_last_zone(1, Fraction(step))) / 2
    zones = [(piece.ends[0]) for piece in limit.pieces if piece.reason == "zone"]
    # beside the zone at 0, and beside the one at 1, both step there within a zone
    assert zones == [(there, 0), (Fraction(2, 5), 0), (1, Fraction(3, 5))]
    points = match(game, *pair, "1/400", step).play_array()
    along = points[(points[:, 1] < 0.01) & (points[:, 0] > 0.02)][:, 0]
    apart = np.minimum(np.abs(along - float(there)), np.abs(along - 0.4))
    assert len(along) and apart.max() < 4 / 400 / float(Fraction(step))
    for place in zones:
        assert np.abs(points - [float(x) for x in place]).max(axis=1).min() < 0.01
    # the mirror image: players change places
    tables = [[[game.payoff(p, (a, b)) for a in (0, 1)] for b in (0, 1)] for p in (1, 0)]
    other = match(Game.from_arrays(*tables), *pair[::-1], 0, step)
    assert sorted(p.ends[0] for p in other.pieces if p.reason == "zone") == sorted(
        place[::-1] for place in zones
    )


@pytest.mark.parametrize("step", ["1/3", "2/5", "3/4"])
def test_a_large_step_leaves_the_first_zone_alone(step):
    game, *pair = case(1231)
    limit = match(game, *pair, 0, step)
    at_0 = [piece for piece in limit.pieces if piece.ends[0][1] == 0 and piece.ends[0][0] > 0]
    # at 1/3 the next zone is read alone, at its edge
    known = [((Fraction(2, 5), 0),)] if step == "1/3" else []
    assert [piece.ends for piece in at_0] == known and limit.verify()
    points = match(game, *pair, "1/200", step).play_array()
    along = points[points[:, 1] < 0.01][:, 0]
    assert not ((along > 0.05) & (along < 0.38)).any()
    assert (np.abs(along - 0.4) < 0.02).any() == bool(known)


def test_what_the_first_zone_says_cannot_be_said_otherwise():
    game, *pair = case(1231)
    document = match(game, *pair, 0).document(verify=False)
    k = next(k for k, piece in enumerate(document["pieces"]) if piece["reason"] == "zone")
    here, before = document["pieces"][k], document["pieces"][:k]
    after = document["pieces"][k + 1 :]
    assert verify(document)

    def said(*pieces, status="complete"):
        return str(verify({**document, "status": status, "pieces": [*before, *pieces, *after]}))

    for reason in ("rest", "crossing", "edge", "turn", "last"):
        assert "it is none" in said({**here, "reason": reason})
    moved = {**here, "ends": [["3/7", "0"]], "payoffs": [["1", "1"]]}
    assert "another payoff" in said(moved)
    moved["payoffs"] = [[str(x) for x in paid(game, Fraction(3, 7))]]
    assert "none holds (0.375, 0), where pushes balance" in said(moved)
    assert "none holds (0.375, 0), where pushes balance" in said()
    # the whole arc is not approached
    far = [[[str(x) for x in paid(game, Fraction(x))]] for x in ("0", "2/5")]
    arc = {
        **here,
        "shape": "arc",
        "reason": None,
        "curves": [["0", "0", "1", "0"]],
        "ends": [["0", "0"], ["2/5", "0"]],
        "payoffs": [row for (row,) in far],
    }
    assert "pushes do not balance on all of it" in said(here, arc, status="undetermined")


def paid(game, x):
    """Both payoffs where the second player never plays her first move."""
    return [game_pay(game, player, x) for player in (0, 1)]
