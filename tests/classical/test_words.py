"""What `nash` and `correlated` say, word for word."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from oraclegames import Game, correlated, nash
from oraclegames.classical.nash import _holds
from oraclegames.classical.nash_result import NashEquilibria, NashSet

CHICKEN = """\
3 components of Nash equilibria; there are no others
1. a point
   Row: Swerve
   Column: Straight
   worth Row 4, Column 5
2. a point
   Row: Swerve 4/5, Straight 1/5
   Column: Swerve 4/5, Straight 1/5
   worth Row 4, Column 4
3. a point
   Row: Straight
   Column: Swerve
   worth Row 5, Column 4"""

SEGMENT = """\
1 component of Nash equilibria; there are no others
1. dimension 1
   player 1: move 1
   player 2: any mixture of
       move 1
       move 2
   worth player 1 1, player 2 1 to 2"""

CONTINUUM = """\
1 set of Nash equilibria; whether there are others is undecided
1. dimension 1
   player 1: move 1
   player 2: move 1 1/2, move 2 1/2
   worth player 1 1, player 2 3/2
   one of a continuum of dimension 1 at most"""

BEST = """\
The best correlated equilibrium (welfare): 9
  1  Straight, Swerve
  worth Row 5, Column 4
All correlated equilibria: the mixtures of 5 extreme ones
  2/3, 1/6, 1/6, 0
  16/25, 4/25, 4/25, 1/25
  0, 1, 0, 0
  0, 4/9, 4/9, 1/9
  0, 0, 1, 0"""


def test_components_of_nash_equilibria():
    assert str(nash("chicken")) == CHICKEN
    game = Game.from_arrays([[1, 1], [0, 0]], [[1, 2], [0, 0]])
    pure = Game.from_arrays([[1, 1], [0, 0]], [[1, 1], [0, 0]])
    assert str(nash(pure)) == SEGMENT.replace("1 to 2", "1")
    half = ((Fraction(1), Fraction(0)),), ((Fraction(1, 2), Fraction(1, 2)),)
    told = NashEquilibria(game, ((NashSet(game, half, 1),),), "undetermined")
    assert str(told) == CONTINUUM
    whole = NashSet(game, (half[0], ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))))
    assert str(NashEquilibria(game, ((whole,),), "complete")) == SEGMENT
    stopped = str(NashEquilibria(game, ((whole,),), "partial"))
    assert stopped.splitlines()[0] == (
        "1 component of Nash equilibria, stopped before all were found"
    )


def test_the_best_and_the_extreme_correlated_equilibria():
    assert str(correlated("chicken")) == BEST
    coarse = str(correlated("chicken", coarse=True)).splitlines()
    assert coarse[0] == "The best coarse correlated equilibrium (welfare): 9"
    found = correlated("chicken")
    for count in (1, 40, 41, 43):
        lines = str(replace(found, vertices=found.vertices[:1] * count)).splitlines()[4:]
        assert lines[:40] == ["  2/3, 1/6, 1/6, 0"] * min(count, 40)
        assert lines[40:] == ([f"  … {count - 40} more"] if count > 40 else [])
    stopped = replace(found, best=None, vertices=None, status="partial")
    assert str(stopped) == "Time ended the search before all was found."
    some = str(replace(found, best=None, status="partial")).splitlines()
    assert some[0] == "Among the correlated equilibria: the mixtures of 5 extreme ones"
    open_bound = replace(found, best=replace(found.best, bound=found.best.bound + 1))
    lines = str(open_bound).splitlines()
    assert lines[0] == "The best found correlated equilibrium (welfare): 9"
    assert lines[3] == "  no other is better than 10"


def test_a_continuum_holds_what_has_its_mixtures_alone():
    """Of its other points nothing is known."""
    game = Game.from_arrays([[1, 1], [0, 0]], [[1, 2], [0, 0]])
    sure, half = (Fraction(1), Fraction(0)), (Fraction(1, 2), Fraction(1, 2))
    point, other = (NashSet(game, ((sure,), (mix,))) for mix in (half, sure))
    line, plane = (NashSet(game, point.mixtures, k) for k in (1, 2))
    assert _holds(line, point) and not _holds(point, line)
    assert _holds(plane, line) and not _holds(line, plane) and _holds(line, line)
    assert not _holds(line, other) and not _holds(other, line)
    segment = NashSet(game, ((sure,), (sure, (Fraction(0), Fraction(1)))))
    assert _holds(segment, point) and not _holds(point, segment)
