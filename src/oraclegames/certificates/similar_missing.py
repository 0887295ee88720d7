"""That a document of similarity leaves out no equilibrium of two players.

An equilibrium with support S solves (Bs)_i = c for i in S, Σ s_i = 1, s ≥ 0, and (Bs)_j ≤ c for the
other j. Where the determinant of the equations is not 0 there is one candidate, which is listed or
fails, in every cell of its own polynomials. Where it is 0 the candidates are a polytope
(:mod:`oraclegames.certificates.similar_ties`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.certificates.similar_play import Candidate, Setting
from oraclegames.certificates.similar_ties import System, are_listed, coincidences, is_listed
from oraclegames.certificates.stretches import (
    Stretch,
    around,
    points,
    roots,
    samples,
    shown,
    sign,
)
from oraclegames.exact.algebraic import Algebraic


def nothing_else(setting: Setting, support: Sequence[int], stretches: Sequence[Stretch]) -> bool:
    """Refuse a missing equilibrium; whether everything with this support is accounted for."""
    system = System(setting, support)
    over, common = system.solution(system.equations)
    if common == 0:
        return False not in [are_listed(system, stretch) for stretch in stretches]
    candidate = Candidate(setting, over, common)
    first = [common, *(over[i] for i in support), *candidate.slacks(support)]
    for stretch in stretches:
        cuts = [*first, *coincidences(candidate, stretch)]
        for at in samples(stretch, cuts):
            if is_reply(candidate, support, at):
                _check_missing(candidate, stretch, at, cuts)
    singular = [(at, one) for at in roots([common]) for one in stretches if one.covers(at)]
    return False not in [are_listed(system, one, at) for at, one in singular]


def is_reply(candidate: Candidate, support: Sequence[int], b: Any) -> bool:
    """Whether the solution exists at b, plays the support, and is a best reply in B."""
    side = sign(candidate.under, b)
    return (
        side != 0
        and all(side * sign(candidate.over[i], b) > 0 for i in support)
        and all(side * sign(slack, b) >= 0 for slack in candidate.slacks(support))
    )


def _check_missing(candidate: Candidate, stretch: Stretch, b: Any, first: Sequence[Any]) -> None:
    """The cell of b holds solutions that are best replies: they are listed, or a deviation pays."""
    if is_listed(candidate, stretch, b):
        return
    asked = [b]
    inner_cell = stretch.low < b < stretch.high and not isinstance(b, Algebraic)
    if inner_cell and all(sign(p, b) != 0 for p in first if p != 0):
        low, high = around(stretch, first, b)
        inner = [x for x in roots(candidate.polynomials()) if low < x < high]
        asked = list(points([low, *inner, high]))
    for point in asked:
        fine = not candidate.is_safe(point) or is_listed(candidate, stretch, point)
        stretch.part[candidate.setting.key].require(
            fine, f"an equilibrium is missing at {candidate.setting.name} = {shown(point)}"
        )
