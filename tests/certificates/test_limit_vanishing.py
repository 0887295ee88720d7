"""Where the pieces of a limit go as ε → 0: the search and the checker, which share no code, and
false claims."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq, fmpq_poly

from oraclegames import Game, catalog, match, verify
from oraclegames.certificates.limit_listed import Listed
from oraclegames.certificates.limit_vanishing import OPEN, _gone, _place
from oraclegames.certificates.part import Part
from oraclegames.exact.surd import quadratic_roots
from oraclegames.reflective.limit.curves import as_fractions, primitive
from oraclegames.reflective.limit.pieces import Piece
from oraclegames.reflective.limit.vanishing import vanishing
from tests.certificates.limit_cases import question
from tests.depth import some

STEP = Fraction(1, 8)
ONE = Fraction(1)


def moving(*curves):
    """Curves whose coefficients are polynomials in ε, the constant first, with the edges."""
    edges = ([0], [1], [0], [0]), ([0], [1], [0], [-1]), ([0], [0], [1], [0]), ([0], [0], [1], [-1])
    return [tuple(map(fmpq_poly, curve)) for curve in (*edges, *curves)]


def goes(curves, ends, reason="edge"):
    """What an arc of the last of these curves comes to, as both see it."""
    known = moving(*curves)
    a, b, c, d = (n(fmpq(1, 8)) for n in known[-1])
    curve = primitive((a, b, c, d))
    found = vanishing([Piece(reason, tuple(ends), (curve,) * (len(ends) - 1))], known, fmpq(1, 8))
    listed = Listed(
        Part({"ends": None}),
        "point" if len(ends) == 1 else "arc",
        reason,
        list(ends),
        [as_fractions(curve)] * (len(ends) - 1),
    )
    assert {_place(told) for told in _gone(listed, known, fmpq(1, 8))} == {
        (False, piece.ends, tuple(map(scaled, piece.curves))) for piece in found
    }
    return [piece.ends for piece in found]


def scaled(curve):
    lead = next(n for n in as_fractions(curve) if n)
    return tuple(n / lead for n in as_fractions(curve))


HYPERBOLA = [1], [0], [0], [0, -1]  # xy = ε


def test_an_arc_that_becomes_two_lines_leads_around_their_crossing():
    ends = (ONE, STEP), (STEP, ONE)
    assert goes([HYPERBOLA], ends) == [((0, 0), (1, 0)), ((0, 0), (0, 1))]
    # of the one line alone, up to the crossing or not; and to the crossing itself
    half = [0], [0], [1], [fmpq(-1, 2)]
    middle = 2 * STEP, Fraction(1, 2)
    assert goes([half, HYPERBOLA], (middle, ends[1])) == [((0, Fraction(1, 2)), (0, 1))]
    diagonal = [0], [1], [-1], [0]
    root = max(quadratic_roots(ONE, ONE * 0, -STEP))
    assert goes([diagonal, HYPERBOLA], ((root, root), ends[1])) == [((0, 0), (0, 1))]
    assert goes([diagonal, HYPERBOLA], ((root, root),)) == [((0, 0),)]


def test_an_arc_may_shrink_to_a_point_and_a_root_go_beyond_all_bounds():
    # x + y = ε from edge to edge
    assert goes([([0], [1], [1], [0, -1])], ((STEP, ONE * 0), (ONE * 0, STEP))) == [((0, 0),)]
    # εxy - x + 1/2 = 0 and y = x: the other root is beyond 2/ε - 1
    curve = [0, 1], [-1], [0], [fmpq(1, 2)]
    x = min(quadratic_roots(STEP, -ONE, ONE / 2))
    assert goes([([0], [1], [-1], [0]), curve], ((x, x),)) == [((ONE / 2, ONE / 2),)]


def test_of_two_roots_each_goes_its_own_way():
    # xy = 1/16 and x + y = 5/8 + ε meet twice; x + y = 1/2 + ε does, and at 0 touches
    curve = [1], [0], [0], [fmpq(-1, 16)]
    for eighths, left in ((5, ((ONE / 2, ONE / 8), (ONE / 8, ONE / 2))), (4, ((ONE / 4,) * 2,))):
        line = [0], [1], [1], [fmpq(-eighths, 8), -1]
        low, high = quadratic_roots(ONE, -Fraction(eighths, 8) - STEP, ONE / 16)
        assert goes([line, curve], ((high, low), (low, high))) == [left]


@pytest.mark.parametrize("seed", [9, 33, 50, 106, 197, 302, *range(500, some(500, 600))])
def test_documents_say_where_pieces_go(seed):
    game, pair, step = question(seed)
    limit = match(game, *pair, 0, step)
    document = limit.document(verify=False)
    assert verify(document)
    assert (limit.vanishing is None) == (not limit.smaller_epsilon)
    if limit.vanishing is None:
        assert document["vanishing_reason"] == limit.vanishing_reason == OPEN[limit.status]
    elif limit.every_epsilon:
        assert limit.vanishing == limit.pieces


def test_what_pieces_come_to_cannot_be_said_otherwise():
    game, pair, step = question(302)
    document = match(game, *pair, 0, step).document(verify=False)
    gone = document["vanishing"]
    assert gone != document["pieces"]
    for k, piece in enumerate(gone):
        others = [*gone[:k], *gone[k + 1 :]]
        assert "comes to something else" in str(verify({**document, "vanishing": others}))
        for reason in {"rest", "edge", "crossing", "last"} - {piece["reason"]}:
            other = [*others, {**piece, "reason": reason}]
            assert "no piece comes to this" in str(verify({**document, "vanishing": other}))
    twice = verify({**document, "vanishing": [*gone, gone[0]]})
    assert "stands here twice" in str(twice)
    before = verify({**document, "vanishing": document["pieces"]})
    assert "no piece comes to this" in str(before)
    nothing = {**document, "vanishing": None}
    assert "say why nothing is known" in str(verify(nothing))
    assert verify({**nothing, "vanishing_reason": OPEN["complete"]})
    assert "say why nothing is known" in str(
        verify({**document, "vanishing_reason": OPEN["complete"]})
    )


def test_nothing_is_said_of_pieces_that_are_not_alike():
    game = Game.from_arrays([[2, 3], [1, 0]], [[3, 6], [1, 2]])
    limit = match(game, "nelp:1", "lp", 0, "1/3")
    assert limit.vanishing is None and "smaller" in limit.vanishing_reason and limit.verify()
    document = limit.document(verify=False)
    said = verify({**document, "vanishing": document["pieces"], "vanishing_reason": None})
    assert "smaller_epsilon: that is not shown" in str(said)


def test_nicer_gives_a_defecting_rock_less_and_less():
    limit = match(catalog.prisoners_dilemma(3, 2, 1, 0), "nicer", "defect", 0, "1/7")
    (piece,) = limit.vanishing
    assert piece.ends == ((0, 0),) and piece.reason == limit.pieces[0].reason
    assert "And then, as ε → 0, 1 piece\n  the point (Cooperate 0; Cooperate 0)" in str(limit)
    assert "And then" not in str(match(catalog.prisoners_dilemma(3, 2, 1, 0), "lp", "lp", 0))
