"""All Nash equilibria of three players with two moves, some of them irrational: a list that lacks
one, has another, or says other values, is refused."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from fractions import Fraction
from random import Random

import pytest

from oraclegames import Game, InputError, catalog, nash
from oraclegames.certificates.nash_cube import _holds, _is_covered, _meet
from oraclegames.certificates.nash_equilibria import check
from oraclegames.certificates.part import Part, Refuted

IRRATIONAL = nash(catalog.random_game(2, 2, 2, seed=3)).to_dict()
WHOLE = "these are the Nash equilibria, and there are no others"


def refused(document):
    try:
        check(Part(document))
    except (Refuted, InputError):
        return True
    return False


def shifted(number):
    """Another number, in whatever way it is written."""
    if isinstance(number, str):
        return str(Fraction(number) + Fraction(1, 7))
    first, *rest = number["value"]
    return {**number, "value": [str(Fraction(first) + Fraction(1, 7)), *rest]}


def test_irrational_equilibria_are_proved_with_their_values():
    assert check(Part(IRRATIONAL)).proved == (WHOLE,)
    values = [
        (c, s, i, end)
        for c, component in enumerate(IRRATIONAL["components"][:2])
        for s in range(len(component))
        for i in range(3)
        for end in (0, 1)
    ]
    for c, s, i, end in values:
        false = deepcopy(IRRATIONAL)
        ends = false["components"][c][s]["values"][i]
        ends[end] = shifted(ends[end])
        assert refused(false)
        mixes = deepcopy(IRRATIONAL)
        mix = mixes["components"][c][s]["mixtures"][i][0]
        mix[end] = shifted(mix[end])
        assert refused(mixes)


def test_what_is_left_out_or_listed_twice_is_missed():
    components = IRRATIONAL["components"]
    for k in range(len(components)):
        rest = [*components[:k], *components[k + 1 :]]
        assert refused({**IRRATIONAL, "components": rest})
        assert refused({**IRRATIONAL, "components": [*components, components[k]]})
    together = [[*components[0], *components[1]], *components[2:]]
    assert refused({**IRRATIONAL, "components": together})


@pytest.mark.parametrize("seed", range(4))
def test_continua_of_equilibria_are_covered(seed):
    """Payoffs of 0 and 1, so that equilibria fill edges."""
    game = catalog.random_game(2, 2, 2, seed=seed)
    game = Game.from_arrays(
        *(
            [[[int(game.payoff(w, (a, b, c)) > 4) for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]
            for w in range(3)
        )
    )
    document = nash(game).to_dict()
    proof = check(Part(document))
    components = document["components"]
    if proof.proved != (WHOLE,):
        return
    for c, component in enumerate(components):
        for s in range(len(component)):
            less = [*component[:s], *component[s + 1 :]]
            rest = [*components[:c], *[less] * bool(less), *components[c + 1 :]]
            assert refused({**document, "components": rest})


def test_sets_that_do_not_touch_are_two_components():
    draw = Random(0)
    tables = [[[[draw.randint(0, 1) for _ in "ab"] for _ in "ab"] for _ in "ab"] for _ in "abc"]
    document = nash(Game.from_arrays(*tables)).to_dict()
    (lone,), (one, other) = document["components"]
    for false in ([[lone, one], [other]], [[one, other, lone]], [[lone], [one], [other]]):
        with pytest.raises(Refuted, match="hang together"):
            check(Part({**document, "components": false}))


def test_two_who_are_indifferent_fill_a_square():
    game = Game.from_arrays(
        *([[[0, 0], [0, 0]], [[0, 0], [0, 0]]] for _ in "ab"),
        [[[1, 0], [0, 1]], [[0, 1], [0, 1]]],
    )
    document = nash(game).to_dict()
    check(Part(document))
    for c, component in enumerate(document["components"]):
        for s in range(len(component)):
            less = [*component[:s], *component[s + 1 :]]
            rest = [*document["components"][:c], *[less] * bool(less)]
            with suppress(Refuted):
                assert WHOLE not in check(Part({**document, "components": rest})).proved


def box(*ends):
    return tuple((Fraction(low), Fraction(high)) for low, high in ends)


def test_a_segment_lies_in_boxes_together():
    segment = box(("0", "0"), ("0", "1"), ("1", "1"))
    one, two = box((0, 0), (0, "1/2"), (1, 1)), box((0, 1), ("1/2", 1), (1, 1))
    gap, off = box((0, 0), ("2/3", 1), (1, 1)), box((1, 1), (0, 1), (1, 1))
    assert _is_covered(segment, [one, two]) and _is_covered(segment, [two, one])
    assert _is_covered(segment, [segment])
    for few in ([one], [two], [one, gap], [off], [one, off], []):
        assert not _is_covered(segment, few)
    point = box((0, 0), ("1/2", "1/2"), (1, 1))
    assert _is_covered(point, [off, one]) and not _is_covered(point, [gap, off])
    assert _holds(one, point) and not _holds(gap, point) and not _holds(point, one)
    assert _meet(one, two) and not _meet(one, gap) and not _meet(two, box((0, 0), (1, 1), (0, 0)))
