"""Pairs of agents on random games of two moves each, for the search of limits and its checker."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from oraclegames import Game, InputError
from oraclegames.agents import Grounded, Region
from oraclegames.certificates.limit_pushes import Pushes
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part
from oraclegames.reflective.agents.agents import check_seat
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.limit.field import Field
from oraclegames.reflective.match.document import program_document

NAMES = (
    *("lp", "nelp", "nelp:1", "nelp:2", "demand:1/2", "demand:1", "demand:2", "nicer"),
    *("constant:0", "constant:1", "constant:1/3"),
)


def share(draw):
    """A mixed strategy in quarters."""
    first = Fraction(draw.randint(0, 4), 4)
    return first, 1 - first


def agent(draw):
    """One of the catalogue, a region whose punishment may be mixed, or random replies."""
    kind = draw.randrange(8)
    if kind == 0:
        planes = [tuple(Fraction(draw.randint(-1, 1)) for _ in "abc") for _ in "ab"]
        if draw.randrange(3) == 0:
            planes.append(tuple(2 * x for x in planes[0]))
        return Region(tuple(planes), share(draw), "mine")
    if kind == 1:
        replies = tuple(tuple(share(draw) for _ in "ab") for _ in "ab")
        first = share(draw)
        if draw.randrange(3) == 0:  # what is read is of no account
            mix = draw.choice((first, share(draw)))
            replies = ((mix, mix), (mix, mix))
        return Grounded(first, replies, "replies")
    return as_agent(draw.choice(NAMES))


def two_agents(draw):
    """Any two, or two who keep to one half-plane together and punish for different ends."""
    if draw.randrange(4):
        return agent(draw), agent(draw)
    a, b, c = (Fraction(draw.randint(-1, 1)) for _ in "abc")
    return Region(((a, b, c),), share(draw), "one"), Region(((b, a, c),), share(draw), "other")


def on_a_line(draw):
    """A player whose half-plane ends on her own punishment's line, or on two lines that cross."""
    r, s, sign = *(Fraction(draw.randint(0, 4), 4) for _ in "rs"), draw.choice((-1, 1))
    kind, player = draw.randrange(3), draw.randrange(2)
    ways = (lambda x, y: x - r, lambda x, y: (x - r) * (y - s), lambda x, y: x - r + y - s)
    mine = [[4 * sign * ways[kind](1 - a, 1 - b) for b in (0, 1)] for a in (0, 1)]
    tables = mine, [[draw.randint(-1, 1) for _ in "ab"] for _ in "ab"]
    one = Region(((Fraction(1), Fraction(0), Fraction(0)),), (r, 1 - r), "mine")
    pair = one, agent(draw)
    if player:
        tables = [[list(column) for column in zip(*rows)] for rows in reversed(tables)]
    return Game.from_arrays(*tables), pair[:: -1 if player else 1], Fraction(1, 2)


def pure_replies(draw):
    """Replies that keep to an end or copy it, against anybody."""
    ends = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))
    rows = draw.choice(
        [(ends[:1] * 2, ends[1:] * 2), (ends, ends), tuple((draw.choice(ends),) * 2 for _ in "ab")]
    )
    pair = Grounded(draw.choice(ends), rows, "replies"), agent(draw)
    game = Game.from_arrays(*([[draw.randint(-1, 1) for _ in "ab"] for _ in "ab"] for _ in "ab"))
    return game, pair[:: draw.choice((-1, 1))], Fraction(1, 2)


def squeezed(draw):
    """A player who punishes on both sides of a curve, and steps on it."""
    game = Game.from_arrays(*([[draw.randint(-1, 2) for _ in "ab"] for _ in "ab"] for _ in "ab"))
    a, b, c = draw.randint(-1, 1), draw.randint(-1, 1), Fraction(draw.randint(-1, 1), 2)
    planes = tuple(tuple(Fraction(s * x) for x in (a, b, c)) for s in (1, -1))
    pair = Region(planes, share(draw), "mine"), as_agent(draw.choice(("constant:1/3", "lp")))
    return game, pair[:: draw.choice((-1, 1))], Fraction(1, 2)


def question(seed):
    """A game, often with ties, two agents for it, and their step ε.

    From 1000 on of kinds that are seldom drawn.
    """
    draw = Random(seed)
    if seed >= 1000:
        seldom = draw.choice((on_a_line, pure_replies)) if seed < 2000 else squeezed
        while True:
            try:
                game, pair, step = seldom(draw)
                for one, seat in zip(pair, seats(game, step)):
                    check_seat(one, seat)
            except InputError:
                continue
            return game, pair, step
    while True:
        most = draw.choice((1, 2, 4))
        mine, theirs = ([[draw.randint(-1, most) for _ in "ab"] for _ in "ab"] for _ in "ab")
        alike = draw.randrange(4)
        if alike == 0:
            theirs = mine
        elif alike == 1:
            theirs = [list(column) for column in zip(*mine)]
        step = draw.choice((Fraction(1, 2), Fraction(1, 5)))
        game = Game.from_arrays(mine, theirs)
        try:
            pair = two_agents(draw)
            for one, seat in zip(pair, seats(game, step)):
                check_seat(one, seat)
        except InputError:  # a region without payoffs, or none at which nothing improves both
            continue
        return game, pair, step


def programs(game, pair, step, delta):
    """The scene, and both agents as the checker reads them."""
    scene = Scene(game, delta, step)
    return scene, [
        Agent(Part(program_document(one, seat)), Part(one.name), i, scene, None)
        for i, (one, seat) in enumerate(zip(pair, seats(game, step)))
    ]


def case(seed, rest=None):
    """Both programs of a random question, for the search and for the checker."""
    game, pair, step = question(seed)
    return Field(pair, seats(game, step), rest), Pushes(*programs(game, pair, step, step / 2), rest)
