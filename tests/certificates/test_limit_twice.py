"""The square of a limit as the checker cuts it, against that of the search, which shares no code
with it: what balances on each piece, which reasons hold there; and false lists of pieces."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames.budget import Clock
from oraclegames.certificates.limit_cover import Square
from oraclegames.certificates.limit_listed import REASONS, Listed, read_piece
from oraclegames.certificates.limit_pushes import at
from oraclegames.certificates.limit_square import touch
from oraclegames.certificates.part import Part, Refuted
from oraclegames.exact.rational import to_fraction
from oraclegames.reflective.limit.crossings import turns_on_a_crossing
from oraclegames.reflective.limit.curves import primitive
from oraclegames.reflective.limit.decide import Decision
from oraclegames.reflective.limit.limit_set import limit_set
from oraclegames.reflective.limit.middle import (
    never_rests_at_half,
    rests_at_half,
    rests_at_half_for_some,
)
from oraclegames.reflective.limit.replies import never_beside_a_reply, rests_beside_a_reply
from tests.certificates.limit_cases import case, question
from tests.depth import some

# all that may be said of a piece is said in some of them, most of it in several
RICH = {
    *(7, 19, 22, 23, 32, 39, 45, 48, 50, 51, 54, 60, 63, 79, 84, 96, 100, 102, 103),
    *(104, 107, 121, 123, 124, 125, 127, 132, 133, 139, 465, 504),
    *(1004, 1006, 1017, 1023, 1028, 1029, 1036, 1037, 1057, 1063, 1068, 1069, 2009, 2014),
}


def told(pieces, curves, value):
    """What is said of pieces, by the signs of all curves; not of cuts that are no curve."""
    found = defaultdict(set)
    for dimension, place, said in pieces:
        signs = tuple((value(place, c) > 0) - (value(place, c) < 0) for c in curves)
        if dimension == max(0, 2 - signs.count(0)):
            found[signs].add(said)
    return dict(found)


def searched(decision):
    """What the search says of each piece: whether it balances, and all reasons."""
    strata = decision.strata
    rows = (strata.faces, strata.arcs, strata.spans, strata.points)
    for one in (one for group in rows for row in group for one in row):
        near = strata.near(one)
        rests = decision._rests(one)
        if one.kind == "face":
            yield 2, one.place, (rests, *["rest"] * rests)
            continue
        balanced = any(decision._balance(group, one) for group in near.open)
        if one.kind == "point":
            balanced = balanced and not never_rests_at_half(strata, one)
            balanced = balanced and not never_beside_a_reply(strata, one)
            rests = rests or rests_beside_a_reply(strata, one)
            reasons = [
                decision._along_edge(one, near),
                "zone" * decision.zones.turns(one, near),
                "last"
                * (
                    decision.zones.corner(one)
                    or rests_at_half_for_some(strata, one)
                    or turns_on_a_crossing(strata, one)
                ),
                "middle" * rests_at_half(decision.strata, one),
                decision._turn(one),
            ]
        else:
            reasons = [
                decision._crossing(one, sorted(frozenset().union(*near.together))),
                "last" * decision.zones.falls(one, near),
            ]
        reasons = ["rest"] * rests + [reason for reason in reasons if reason]
        yield int(one.kind != "point"), one.place, (balanced, *reasons)


def checked(square):
    """The same of the checker."""
    for spot in square.spots:
        reasons = [reason for reason in REASONS if square._reason(spot, reason)]
        yield spot.dimension, spot, (square.balanced[spot], *reasons)


@pytest.mark.parametrize("seed", sorted({*RICH, *range(some(0, 300))}))
def test_both_say_the_same_of_each_piece(seed):
    both_say_the_same(seed, None)


@pytest.mark.parametrize("seed", sorted(RICH)[:: some(3, 1)])
def test_so_they_do_of_one_rest(seed):
    both_say_the_same(seed, Fraction(1 + seed % 5, 5))


def both_say_the_same(seed, rest):
    field, pushes = case(seed, rest)
    decision, square = Decision(field, Clock(None)), Square(pushes, [], lambda: None)
    curves = sorted(map(primitive, decision.strata.cut.curves))
    fractions = [tuple(map(to_fraction, curve)) for curve in curves]
    ours = told(checked(square), fractions, lambda spot, curve: at(curve, spot.x, spot.y))
    theirs = told(searched(decision), curves, lambda place, curve: place.sign(curve))
    assert ours == theirs
    assert square.signs_suffice == decision.by_signs


def listed(seed):
    """The document of a limit, and its pieces on the square cut anew."""
    game, pair, step = question(seed)
    document = Part(limit_set(game, *pair, step, Clock(None)).to_dict(verify=False))
    return document, Square(case(seed)[1], list(map(read_piece, document["pieces"])), lambda: None)


def passes(square, pieces, document):
    """Whether the pieces are all, and what is said of each is so."""
    square.listed = pieces
    try:
        square.check(document)
    except Refuted:
        return False
    return True


@pytest.mark.parametrize("seed", [*sorted(RICH)[::2], *range(some(0, 300))])
def test_no_piece_is_lacking_too_many_or_reached_for_another_reason(seed):
    document, square = listed(seed)
    pieces = square.listed
    assert passes(square, pieces, document)
    # of other steps reasons say more than the pieces do
    weaker = {"every_epsilon": False, "smaller_epsilon": False, "vanishing": None}
    document = Part({**document.value, **weaker})
    for k, one in enumerate(pieces):
        others = [*pieces[:k], *pieces[k + 1 :]]
        along = [
            spot
            for spot in square.spots
            if spot.dimension == one.dimension and one.holds(spot.x, spot.y)
        ]
        alone = (s for s in along if not any(other.holds(s.x, s.y) for other in others))
        assert passes(square, others, document) == (not any(alone))
        for reason in REASONS:
            holds = all(square._reason(spot, reason) for spot in along)
            assert passes(square, [*others, replace(one, reason=reason)], document) == holds
    for spot in Random(seed).sample(square.spots, 6):
        known = spot.dimension == 0 and square.balanced[spot]
        more = Listed(document["pieces"], "point", None, [(spot.x, spot.y)], [])
        assert passes(square, [*pieces, more], document) == known


@pytest.mark.parametrize("seed", sorted(RICH)[::2])
def test_what_is_said_of_every_epsilon_and_of_curves_that_touch(seed):
    document, square = listed(seed)
    pieces, pushes = square.listed, square.pushes
    free = square.signs_suffice and all(map(pushes.steps_alone, (0, 1)))
    for every, touching in product((True, False), repeat=2):
        said = Part({**document.value, "every_epsilon": every, "touching": touching})
        fine = (free or not every) and (touching or not touch(pushes.curves()))
        assert passes(square, pieces, said) == fine
    assert document["every_epsilon"].flag() == free
    assert document["touching"].flag() or not touch(pushes.curves())
