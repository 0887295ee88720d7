"""How far fixed points are from their limit: against matches, readings, and false claims."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from flint import fmpq

from oraclegames import Game, InputError, match, read_result, verify
from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import read_piece
from oraclegames.certificates.limit_margins import Margins
from oraclegames.certificates.limit_pushes import read_pushes
from oraclegames.certificates.limit_rate import Reach, Unsettled
from oraclegames.certificates.limit_square import irreducible
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.reflective.agents.reading import Zones
from tests.certificates.falsify import refused
from tests.certificates.limit_cases import question
from tests.depth import some
from tests.reflective.limit.test_limit_set import STEP, case
from tests.reflective.prisoners import LARGE, SMALL


def comes_near(piece, place, far):
    """Whether a piece has a point no farther in both coordinates, in floats."""
    corners = np.array([[float(x) for x in end] for end in piece.ends])
    low = np.maximum(corners.min(axis=0), place - far)
    high = np.minimum(corners.max(axis=0), place + far)
    if (low > high).any():
        return False
    curves = [tuple(float(to_fraction(x)) for x in curve) for curve in piece.curves]
    if piece.shape == "arc":
        ((a, b, c, d),) = curves
        values = [
            a * x * y + b * x + c * y + d for x in (low[0], high[0]) for y in (low[1], high[1])
        ]
        return min(values) <= 1e-12 and max(values) >= -1e-12
    if piece.shape == "point":
        return True
    for y in np.linspace(low[1], high[1], 9):
        sides = [
            -(c * y + d) / (a * y + b) if abs(a * y + b) > 1e-12 else corners[k, 0]
            for k, (a, b, c, d) in enumerate(curves)
        ]
        if sides[0] <= high[0] and sides[1] >= low[0]:
            return True
    return False


def outside(limit, agents, delta, far):
    """Fixed points of a match at δ that are farther from all pieces."""
    found = match(limit.game, *agents, delta, limit.epsilon)
    places = [*found.play_array()]
    for start, stop in found.segments:
        places += [*np.linspace(list(map(float, start)), list(map(float, stop)), 8)]
    assert len(places)
    bound = float(far) + 1e-9
    return [p for p in places if not any(comes_near(one, p, bound) for one in limit.pieces)]


def stays_within(seed, parts):
    """Also of the bound for one δ, which is less than what the constant says."""
    game, *agents = case(seed)
    limit = match(game, *agents, 0, STEP)
    most = limit.distance.up_to_delta
    if most is None:
        assert limit.distance.lacking == "touching" and limit.touching
    for delta in [(most or Fraction(1, 64)) * Fraction(part) for part in parts]:
        known, near = limit.distance.at(delta, STEP), limit.within(delta)
        assert known is None or near <= known
        if delta >= Fraction(1, 512):
            assert outside(limit, agents, delta, near) == [], (seed, delta)
    return most is not None


QUICK = (3000, 3002, 3003, 3004, 3005, 3009, 3012, 3014, 3016, 3018)


@pytest.mark.parametrize("seed", some(QUICK, range(3000, 3024)))
def test_no_fixed_point_is_farther_than_is_proved(seed):
    stays_within(seed, ("13/17",))


@pytest.mark.slow
def test_none_of_100_games_is():
    known = [stays_within(seed, ("13/17", "2/5")) for seed in range(3024, 3124)]
    assert known.count(True) >= 90


def hundredths(number):
    return Fraction(-(-100 * number // 1), 100)


@pytest.mark.parametrize("step", ["1/10", "1/5", "1/3", "1/2", "3/4"])
def test_constants_that_are_found_by_hand(step):
    e = Fraction(step)
    # a step to 1 from 1 - x is as small as what a reading hides where 1 - x = (1 - ε)δ/2ε; who is
    # more than δ away from 1 is not read in the zone there
    edge = max((1 - e) / 2, e)
    for pair in (("lp", "lp"), ("lp", "defect")):
        assert match(SMALL, *pair, 0, e).distance.constant == hundredths(edge)
    # any play against the rock that cooperates
    assert match(SMALL, "lp", "cooperate", 0, e).distance.constant == 0
    # on the line of the rock NicerBot plays ε + (1 - ε)y for the middle y of a zone
    assert match(SMALL, "nicer", "defect", 0, e).distance.constant == hundredths(e * (1 - e) / 2)
    # two rocks play just their numbers
    assert match(SMALL, "constant:1/3", "defect", 0, e).distance.constant == 0


def test_a_bound_is_met():
    limit = match(SMALL, "nicer", "defect", 0)
    ((place, _),) = limit.pieces[0].ends
    found = match(SMALL, "nicer", "defect", "1/100").fixed_points
    far = max(abs(point.play[0][0] - place) for point in found)
    assert far == limit.within("1/100")


def test_precisions_that_leave_another_rest_are_another_question():
    game, *agents = case(1206)
    limit = match(game, *agents, 0, STEP).at("1/100")
    assert limit.rest == 1 and limit.verify()
    near = limit.within("1/200")
    assert outside(limit, agents, "1/200", near) == []
    assert limit.within("4/801") is None


def square(seed):
    game, *agents = case(seed)
    limit = match(game, *agents, 0, STEP)
    part = Part(limit.to_dict(verify=False))
    return limit, Square(read_pushes(part), list(map(read_piece, part["pieces"])), lambda: None)


def drawn(draw, cut):
    """A box somewhere, or where something changes, and a precision."""
    size, most = Fraction(1, draw.choice((4, 16, 64))), Fraction(1, draw.choice((16, 64, 256)))
    middle = draw.random(), draw.random()
    if draw.randrange(3):
        one = draw.choice([spot for spot in cut.spots if spot.dimension < 2])
        size, middle = most / draw.choice((1, 4, 16)), (one.x, one.y)
    corner = [min(int(Fraction(float(x)) / size), int(1 / size) - 1) * size for x in middle]
    first, second = ((to_fmpq(x), to_fmpq(x + size)) for x in corner)
    return (first, second), to_fmpq(most)


def inside(draw, low, high, delta):
    """A number of an interval, often a threshold, where more is read."""
    number = low + draw.choice((Fraction(0), Fraction(draw.random()), Fraction(1))) * (high - low)
    threshold = min(round(number / delta) * delta, Fraction(1))
    return threshold if draw.randrange(4) and low <= threshold <= high else number


def where_played(limit, place, delta):
    """For each player whether more or less is played than what is there, after all readings."""
    zones, ways = Zones(delta), (set(), set())
    for read in product(*([zones.read(k, 2) for k in zones.place(x)] for x in place)):
        for i, (agent, seat) in enumerate(zip(limit.agents, limit.seats)):
            played = agent.output(seat, read[i], read[1 - i])[0]
            ways[i].add((played > place[i]) - (played < place[i]))
    return ways


@pytest.mark.parametrize("seed", range(3300, some(3306, 3330)))
def test_where_nothing_is_someone_plays_less_or_more_after_every_reading(seed):
    limit, cut = square(seed)
    margins, draw = Margins(cut), Random(seed)
    excluded = 0
    for _ in range(50):
        box, most = drawn(draw, cut)
        if not margins.excludes(box, most, margins.near(box, most)):
            continue
        excluded += 1
        for _ in range(4):
            delta = to_fraction(most) * Fraction(draw.randint(1, 12), 12)
            place = [inside(draw, *map(to_fraction, span), delta) for span in box]
            assert {1} in (ways := where_played(limit, place, delta)) or {-1} in ways
    assert excluded


def value(curve, place):
    a, b, c, d = map(to_fraction, curve)
    x, y = place
    return x * y * a + x * b + y * c + d


@pytest.mark.parametrize("seed", range(3400, some(3405, 3430)))
def test_what_is_far_from_a_curve_is_read_on_one_side_of_it(seed):
    _, cut = square(seed)
    margins, draw = Margins(cut), Random(seed)
    parts = [part for curve in cut.pushes.statements.values() for part in irreducible(curve)]
    for curve in {margins.known(part) for part in parts}:
        for _ in range(20):
            delta = Fraction(1, draw.choice((16, 50, 200)))
            low = [Fraction(draw.randrange(1000), 1000) * (1 - delta) for _ in "xy"]
            corners = [*product(*((u, u + delta) for u in low))]
            found = [value(curve, corner) for corner in corners]
            if min(found) < 0 < max(found):
                assert max(map(abs, found)) <= to_fraction(margins.of[curve]) * delta


def targets(reach, place, near):
    """Points at which a fixed point's readings may balance: beside it on curves, and vertices."""
    for curve in near:
        a, b, c, _ = map(to_fraction, curve)
        x, y = place
        along, up, here = a * y + b, a * x + c, value(curve, place)
        yield from ((x - here / along, y),) if along else ()
        yield from ((x, y - here / up),) if up else ()
    for pair in combinations(reach.curves, 2):
        yield from reach._vertices(*pair) if set(pair) & set(near) else ()


def serves(cut, place, goal, far, sizes, small):
    """Whether a point is in the limit and near, or is not and all readings are of codes near it."""
    if not all(0 <= x <= 1 for x in goal):
        return False
    if any(one.holds(*goal) for one in cut.listed):
        return all(abs(x - u) <= far for x, u in zip(goal, place))
    there = {curve: value(curve, goal) for curve in sizes}
    return not any(there[curve] for curve in small) and all(
        f == 0 or (f > 0) == (sizes[curve] > 0) for curve, f in there.items()
    )


@pytest.mark.parametrize("seed", range(3500, some(3505, 3530)))
def test_from_a_settled_box_one_comes_to_the_limit_or_to_what_it_excludes(seed):
    _, cut = square(seed)
    reach, draw = Reach(cut, lambda: None), Random(seed)
    for _ in range(60):
        box, most = drawn(draw, cut)
        near = reach.margins.near(box, most)
        found = reach._settled(box, most, near)
        if isinstance(found, str) or reach._lines or reach.margins.excludes(box, most, near):
            continue
        for _ in range(4):
            delta = to_fraction(most) * Fraction(draw.randint(1, 12), 12)
            place = [inside(draw, *map(to_fraction, span), delta) for span in box]
            sizes = {c: value(c, place) for c in reach.curves}
            margins = {c: to_fraction(m) * delta for c, m in reach.margins.of.items()}
            small = [c for c in sizes if abs(sizes[c]) <= margins[c]]
            goals = targets(reach, place, small)
            far = to_fraction(found) * delta
            assert not small or any(serves(cut, place, goal, far, sizes, small) for goal in goals)


@pytest.mark.parametrize("seed", [1031, 1062, *some((), (1000, 1004, 1051))])
def test_a_smaller_constant_or_a_larger_precision_is_refused(seed):
    game, *agents = case(seed)
    limit = match(game, *agents, 0, STEP)
    document = limit.to_dict(verify=False)
    known = limit.distance
    assert verify(document)
    lies = (
        {"constant": known.constant / 10},
        {"constant": known.constant - Fraction(1, 100)},
        {"constant": Fraction(0)},
        {"up_to_delta": known.up_to_delta * 10},
        {"up_to_delta": Fraction(0)},
        {"up_to_delta": -known.up_to_delta},
    )
    for lie in lies:
        said = {**document["distance"], **{key: str(value) for key, value in lie.items()}}
        assert not verify({**document, "distance": said}), lie
    for lie in ({"lacking": "touching"}, {"more": 1}):
        assert not verify({**document, "distance": {**document["distance"], **lie}})
    silent = {"constant": None, "up_to_delta": None, "lacking": "close"}
    assert verify({**document, "distance": silent})


@pytest.mark.parametrize("seed", [1031, 1051, 1062])
def test_players_who_change_places_change_nothing(seed):
    game, first, second = case(seed)
    tables = [[[game.payoff(p, (a, b)) for a in (0, 1)] for b in (0, 1)] for p in (1, 0)]
    limit = match(game, first, second, 0, STEP)
    assert match(Game.from_arrays(*tables), second, first, 0, STEP).distance == limit.distance
    assert read_result(limit.to_dict(verify=False)).distance == limit.distance


def test_where_curves_touch_there_is_no_constant():
    game = Game.from_arrays([[1, 1], [2, 1]], [[0, 1], [0, 2]])
    limit = match(game, "demand:2", "demand:1", 0)
    assert limit.distance.lacking == "touching" and limit.within("1/1000", budget=0) is None
    assert "not proved: two curves touch" in str(limit) and limit.verify()


def test_where_curves_touch_there_is_a_bound_for_each_precision():
    game, *agents = case(1034)
    limit = match(game, *agents, 0, STEP)
    assert limit.distance.lacking == "touching"
    bounds = [limit.within(delta) for delta in ("1/64", "1/256", "1/1024")]
    assert 1 / 8 > bounds[0] > bounds[1] > bounds[2]
    assert outside(limit, agents, "1/64", bounds[0]) == []


def test_curves_that_are_too_close_are_said_to_be():
    limit = match(LARGE, "nelp:1.0000001", "defect", 0)
    assert limit.distance.lacking == "close" and limit.verify()
    assert "curves are too close to each other" in str(limit)


def test_where_lengths_of_pushes_decide_there_is_no_constant():
    game, pair, step = question(25)
    limit = match(game, *pair, 0, step)
    assert limit.distance.lacking == "lengths" and limit.status == "complete" and limit.verify()
    said = {"constant": "100", "up_to_delta": "1/1000", "lacking": None}
    refusal = verify({**limit.to_dict(verify=False), "distance": said})
    assert not refusal and "distance: it is not shown" in str(refusal)


def test_a_search_that_was_stopped_knows_no_distance():
    limit = match(SMALL, "lp", "lp", 0, budget=0)
    assert limit.distance.lacking == "time" and limit.within("1/100") is None
    document = limit.to_dict(verify=False)
    assert verify(document)
    assert refused({**document, "distance": {**document["distance"], "lacking": "close"}})


def test_a_precision_is_above_0_and_below_the_step():
    limit = match(SMALL, "lp", "lp", 0)
    for delta in (0, -1, "1/5", 2):
        with pytest.raises(InputError, match="precision delta"):
            limit.within(delta)


def test_no_larger_precision_is_asked_for_than_is_looked_at():
    _, cut = square(1031)
    reach = Reach(cut, lambda: None)
    small, large = reach.at_most(fmpq(1, 1024)), reach.at_most(fmpq(1, 32))
    assert 0 < small <= large
    with pytest.raises(Unsettled):
        reach.at_most(fmpq(1, 8))
