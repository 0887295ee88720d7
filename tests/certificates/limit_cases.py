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


def question(seed):
    """A game, often with ties, two agents for it, and their step ε."""
    draw = Random(seed)
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


def case(seed):
    """Both programs of a random question, for the search and for the checker."""
    game, pair, step = question(seed)
    return Field(pair, seats(game, step)), Pushes(*programs(game, pair, step, step / 2))
