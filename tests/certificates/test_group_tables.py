"""Matches of three programs that are tables of numbers, with ties: what the search finds is all
that the checker finds, and what is false of them is refused."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError, match
from oraclegames.agents import FunctionAgent
from oraclegames.certificates import group_cell
from oraclegames.certificates.group import check
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.group.document import own_program
from tests.certificates.falsify import tried
from tests.depth import some

STEP = Fraction(3, 4)
SHAPES = [(2, 2, 2), (2, 2, 2), (2, 1, 3)]
SILENT = (
    *("game", "agents", "programs", "parameters", "version", "verified", "undetermined"),
    *("schema", "status", "fixed_points.*.answers", "continua.*"),
)


def program(draw, moves, delta):
    """One that looks at some of the readings, and often plays an end or a threshold."""
    edges = [Fraction(0), delta, Fraction(1)]
    looks, salt = draw.randint(1, 2), draw.random()

    def play(seat, own, others):
        means = [reading.value for reading in (own, *others)][-looks:]
        seen = [int(sum(mix[: j + 1]) / delta) for mix in means for j in range(len(mix) - 1)]
        source = Random(f"{salt}{seen}")
        cuts = sorted(
            source.choice((*edges, Fraction(source.randint(0, 8), 8))) for _ in range(moves - 1)
        )
        return tuple(b - a for a, b in zip((0, *cuts), (*cuts, Fraction(1))))

    return FunctionAgent(play, "table")


def tables_match(seed):
    """A match of three tables, and their programs for the checker."""
    draw = Random(seed)
    shape, delta = draw.choice(SHAPES), draw.choice((Fraction(1, 2), Fraction(2, 5)))

    def table(shape):
        return [table(shape[1:]) for _ in range(shape[0])] if shape else draw.randint(-2, 2)

    game = Game.from_arrays(*(table(shape) for _ in shape))
    agents = [program(draw, moves, delta) for moves in shape]
    found = match(game, *agents, delta=delta, epsilon=STEP)
    return found, [own_program(*pair, delta) for pair in zip(agents, found.seats)]


def refused(document, programs, *, complete=False):
    """Whether it is refuted, or cannot be read; "beyond" if a cell is beyond the check."""
    try:
        check(Part(document), complete=complete, own=programs)
    except Refuted:
        return True
    except InputError as reason:
        return "beyond" if "nothing is lacking" in str(reason) else True
    return False


@pytest.mark.parametrize("seed", range(some(4, 60)))
def test_what_is_left_out_is_missed(seed, monkeypatch):
    monkeypatch.setattr(group_cell, "MAX_BOXES", 50)
    met = 0
    for n in range(100 * seed, 100 * seed + 100):
        if met > 1:
            break
        found, programs = tables_match(n)
        document = found.to_dict(verify=False)
        points = document["fixed_points"]
        assert not refused(document, programs)
        exact = all(isinstance(x, str) for point in points for x in point["payoffs"])
        if len(points) > 4 or document["continua"] or not exact:
            continue
        if refused(document, programs, complete=True):
            assert refused(document, programs, complete=True) == "beyond"
            continue
        for k in range(len(points)):
            rest = [point for j, point in enumerate(points) if j != k]
            less = {**document, "fixed_points": rest, **extremes(rest)}
            assert not refused(less, programs)
            assert refused(less, programs, complete=True) is True
            met += 1
    assert met > 1


def extremes(points):
    """What is said of all payoffs, of rational points."""
    pays = [tuple(map(Fraction, point["payoffs"])) for point in points]
    best = [
        k
        for k, pay in enumerate(pays)
        if not any(other != pay and all(a >= b for a, b in zip(other, pay)) for other in pays)
    ]
    ranges = [[str(min(column)), str(max(column))] for column in zip(*pays)]
    return {"ranges": ranges, "pareto": best}


@pytest.mark.parametrize("seed", range(some(4, 60)))
def test_what_is_false_of_tables_is_refused(seed):
    found, programs = next(
        pair for pair in map(tables_match, range(500 * seed, 500 * seed + 500)) if fits(pair[0])
    )
    document = found.to_dict(verify=False)
    assert not refused(document, programs)
    assert [
        str(lie) for lie in tried(document, SILENT) if not refused(lie.document, programs)
    ] == []


def fits(found):
    """Whether there are a few points, with answers to be random among them."""
    points = found.fixed_points
    return 1 < len(points) < 4 and any(point.randomised for point in points)
