"""All cells of a match of three: what was left out is missed, and nothing is missed that is not.

The programs are tables of their readings, so that fixed points are found here by hand.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import catalog
from oraclegames.certificates import group_cell
from oraclegames.certificates.group_cover import check_all
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from tests.depth import some

HALF = Fraction(1, 2)


HALVES = Scene(catalog.public_goods(3), HALF, HALF)


class Table:
    """A program of two moves by what it plays at each reading."""

    moves = 2

    def __init__(self, plays):
        self.plays = plays

    def output(self, read):
        return (self.plays(*(zone for (zone,) in read)),)


def passes(programs, plays):
    try:
        listed = dict.fromkeys(plays, ())
        check_all(Part({}), HALVES, [Table(program) for program in programs], listed, False)
    except Refuted:
        return False
    return True


def assert_these_are_all(programs, plays):
    assert passes(programs, plays)
    for play in plays:
        assert not passes(programs, [other for other in plays if other != play])


def looking_at_one(watched, numbers):
    """Fixed points of programs that look at one player each, everybody at another one.

    Who is on a threshold plays 1/2 because of the answer of the one that she looks at, who must be
    on hers: nobody plays 1/2 without that.
    """
    found = set()
    for places in product((0, 1, None), repeat=3):
        answers, fits = {}, True
        for i, place in enumerate(places):
            if place is None:
                low, high = numbers[i]
                fits = fits and places[watched[i]] is None and low != high
                if fits:
                    answers[watched[i]] = (HALF - low) / (high - low)
        if not fits or any(not 0 <= answer <= 1 for answer in answers.values()):
            continue
        play = []
        for i, place in enumerate(places):
            read = answers.get(watched[i], places[watched[i]])
            low, high = numbers[i]
            x = low + (high - low) * read
            fits = fits and (place is None or (x <= HALF if place == 0 else x >= HALF))
            play.append(HALF if place is None else x)
        if fits:
            found.add(tuple(play))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_programs_that_look_at_one_player_each(seed):
    draw, met = Random(seed), set()
    for _ in range(40):
        watched = draw.sample(range(3), 3)
        numbers = [[Fraction(draw.randint(0, 7), 7) for _ in "01"] for _ in range(3)]
        programs = [
            lambda *read, w=w, pair=pair: pair[read[w]] for w, pair in zip(watched, numbers)
        ]
        plays = looking_at_one(watched, numbers)
        assert_these_are_all(programs, sorted(plays))
        met.add(len(plays))
    assert len(met) > 1


def test_an_answer_that_is_no_probability_gives_no_fixed_point():
    """At the first two's thresholds the second's answer is 1/2, and the first's would be 4/3."""
    second = {(0, 0): Fraction(0), (1, 0): Fraction(1, 5), (0, 1): Fraction(1, 5)}
    second[1, 1] = Fraction(3, 5)
    programs = [
        lambda a, b, c: Fraction(1 + 2 * b, 4),
        lambda a, b, c: second[b, a],
        lambda a, b, c: Fraction(1, 4),
    ]
    quarter = Fraction(1, 4)
    plays = [
        (quarter, Fraction(0), quarter),
        (Fraction(5, 8), HALF, quarter),
        (Fraction(3, 4), Fraction(3, 5), quarter),
    ]
    assert_these_are_all(programs, plays)


@pytest.mark.parametrize("seed", range(some(2, 5)))
def test_two_coupled_answers(seed, monkeypatch):
    """One plays 1/2 iff a = r or b = s, the other iff the point (a, b) is on a line."""
    monkeypatch.setattr(group_cell, "MAX_BOXES", 100)  # where there are answers boxes do not end
    draw, met = Random(seed), 0
    eighths = [Fraction(k, 8) for k in range(-1, 10)]
    while met < 3:
        r, s, u, v = (draw.choice(eighths) for _ in range(4))
        slopes = [Fraction(draw.choice((-2, -1, 1, 2)), 16) for _ in "ab"]
        steep = Fraction(draw.choice((-1, 1)), 4)
        programs = [
            lambda a, b, c, k=steep, r=r, s=s: HALF + k * (a - r) * (b - s),
            lambda a, b, c, p=slopes[0], q=slopes[1], u=u, v=v: HALF + p * (a - u) + q * (b - v),
            lambda a, b, c: Fraction(a + 2 * b, 16),
        ]
        if draw.random() < 0.5:
            programs[:2] = programs[1::-1]
        there = [(r, v - slopes[0] / slopes[1] * (r - u)), (u - slopes[1] / slopes[0] * (s - v), s)]
        ends = (0, 1)
        if any(a in ends or b in ends for a, b in there) or r in ends or s in ends:
            continue  # on the border of several cells
        if any(program(a, b, 0) == HALF for program in programs[:2] for a in ends for b in ends):
            continue
        met += 1
        inside = [(a, b) for a, b in dict.fromkeys(there) if 0 < a < 1 and 0 < b < 1]
        on_both = [(HALF, HALF, Fraction(a + 2 * b, 16)) for a, b in inside]
        plays = dict.fromkeys([*on_both, *_cells_without_both(programs)])
        assert_these_are_all(programs, list(plays))


def _cells_without_both(programs):
    """Fixed points where at most one of the first two is on a threshold, and the third is not."""
    found = set()
    for zones in product((0, 1), repeat=3):
        play = tuple(program(*zones) for program in programs)
        if all(x <= HALF if zone == 0 else x >= HALF for x, zone in zip(play, zones)):
            found.add(play)
    for i, other in ((0, 1), (1, 0)):
        for zone, last in product((0, 1), repeat=2):
            ends = []
            for reading in (0, 1):
                read = [0, 0, last]
                read[i], read[other] = reading, zone
                ends.append([program(*read) for program in programs])
            low, high = ends[0][i], ends[1][i]
            if low == high:
                continue
            share = (HALF - low) / (high - low)
            play = [a + (b - a) * share for a, b in zip(*ends)]
            fits = all(
                x <= HALF if at == 0 else x >= HALF
                for x, at in ((play[other], zone), (play[2], last))
            )
            if 0 <= share <= 1 and fits:
                found.add(tuple(play))
    return found - {play for play in found if play[:2] == (HALF, HALF)}


def in_cell(programs, plays, last):
    """Whether these are all plays where all but the last are on thresholds."""
    corners = {
        answers: tuple(program(*answers) for program in programs)
        for answers in product((0, 1), repeat=len(programs) - 1)
    }
    count = len(programs) - 1
    cell = group_cell.Cell(list(range(count)), [(Fraction(0), HALF)] * count + [last], corners)
    try:
        cell.check(Part({}), plays)
    except InputError:
        return False
    return True


@pytest.mark.parametrize("seed", range(2))
def test_three_coupled_answers(seed, monkeypatch):
    """Two solutions, by hand; the fourth tells them apart, or is elsewhere at one or at both."""
    monkeypatch.setattr(group_cell, "MAX_BOXES", 20)
    draw, every = Random(seed), [(0, 0, 0)]
    while not all(0 < x < 1 for one in every for x in one):
        u, v, w, other = draw.sample([Fraction(k, 9) for k in range(1, 9)], 4)
        every = [(u, v, w), (other, v + u - other, w - u + other)]
    programs = [
        lambda a, b, c: HALF + (a - u + b - v) / 4,
        lambda a, b, c: HALF - (b - v + c - w) / 8,
        lambda a, b, c: HALF + (c - w) * (a - other) / 3,
        lambda a, b, c: Fraction(a + 2 * b + 4 * c, 16),
    ]
    low, high = sorted(programs[3](*one) for one in every)
    little = (high - low) / 2
    lasts = (low, high), (low + little, HALF), (Fraction(0), high - little), (high + little, HALF)
    for last, count in zip(lasts, (2, 1, 1, 0)):
        plays = {(HALF, HALF, HALF, programs[3](*one)): one for one in every}
        plays = {play: one for play, one in plays.items() if last[0] <= play[3] <= last[1]}
        assert len(plays) == count
        beside = {(HALF, HALF, Fraction(1, 4), HALF): every[0]}
        assert in_cell(programs, plays | beside, last)
        for play, answers in plays.items():
            moved = (answers[1], answers[0], answers[2])
            assert not in_cell(programs, {**plays, play: moved}, last)
            assert not in_cell(programs, {p: a for p, a in plays.items() if p != play}, last)


@pytest.mark.parametrize("apart", [Fraction(1, 10**3), Fraction(1, 10**12), Fraction(0)])
def test_two_answers_are_told_apart_where_they_are_not_too_close(apart, monkeypatch):
    monkeypatch.setattr(group_cell, "MAX_BOXES", 20)
    third = Fraction(1, 3)
    programs = [
        lambda a, b: HALF + (a - third) * (b - third) / 4,
        lambda a, b: HALF + (a - third + b - third - apart) / 16,
        lambda a, b: Fraction(a + 2 * b, 16),
    ]
    answers = [(third, third + apart), (third + apart, third)]
    plays = {(HALF, HALF, programs[2](*one)): one for one in answers}
    seen = apart == 0 or apart > Fraction(1, 10**9)
    assert in_cell(programs, plays, (Fraction(0), HALF)) is seen


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("turned", [False, True])
def test_an_answer_for_sure_and_one_at_random_belong_to_the_cell(end, turned, monkeypatch):
    """One plays 1/2 iff a = 1/3, the other where besides b is 0, or 1."""
    monkeypatch.setattr(group_cell, "MAX_BOXES", 20)
    third = Fraction(1, 3)
    programs = [
        lambda a, b: HALF + (a - third) * (b + 1) / 8,
        lambda a, b: HALF + (b - end + a - third) / 8,
        lambda a, b: Fraction(a + 2 * b, 16),
    ]
    answers = (third, Fraction(end))
    if turned:
        programs = [lambda a, b, p=program: p(b, a) for program in programs]
        answers = answers[::-1]
    plays = {(HALF, HALF, programs[2](*answers)): answers}
    last = Fraction(0), HALF
    assert in_cell(programs, plays, last)
    with pytest.raises(Refuted, match="is lacking"):
        in_cell(programs, {}, last)


@pytest.mark.parametrize("beyond", [Fraction(4, 3), Fraction(-1, 3)])
@pytest.mark.parametrize("turned", [False, True])
def test_an_answer_beyond_0_or_1_is_none(beyond, turned, monkeypatch):
    """One plays 1/2 iff a = 1/3, or b is beyond 1 or below 0; the other where besides b is that."""
    monkeypatch.setattr(group_cell, "MAX_BOXES", 0)  # the equations alone tell it
    third = Fraction(1, 3)
    programs = [
        lambda a, b: HALF + (a - third) * (b + 1) / 8,
        lambda a, b: HALF + (b - beyond + a - third) / 8,
        lambda a, b: Fraction(1, 4),
    ]
    if turned:
        programs = [lambda a, b, p=program: p(b, a) for program in programs]
    assert in_cell(programs, {}, (Fraction(0), HALF))


def test_where_one_answer_leaves_the_other_open_and_nothing_holds_there_is_no_fixed_point():
    """1/16 + s(r − 1/2)/2 and 1/32 + r/8 + s(r − 1/2)/2: at r = 1/2 whatever s is, none is 0."""
    quarter = Fraction(1, 4)
    corners = {}
    for r, s in product((0, 1), repeat=2):
        bent = s * (r - HALF) / 2
        first, second = Fraction(1, 16) + bent, Fraction(1, 32) + Fraction(r, 8) + bent
        corners[bool(r), bool(s)] = (HALF + first, HALF + second, quarter)
    cell = group_cell.Cell([0, 1], [(Fraction(0), HALF)] * 3, corners)
    cell.check(Part({}), {(HALF, HALF, quarter): ()})
    with pytest.raises(Refuted, match="a fixed point is lacking"):
        cell.check(Part({}), {})
