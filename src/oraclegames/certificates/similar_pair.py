"""Two players: listed b-similarity equilibria hold all along their phase, and there are no others.

With u(s, t) = sᵀAt and B = A + bAᵀ, a strategy s is one iff s′ᵀGs′ ≤ 0 for all s′ ≥ 0, where
G = b A + (1 − b)(As)eᵀ − u(s, s)eeᵀ, made symmetric. That is: −G is copositive, which by Keller's
theorem (Cottle, Habetler and Lemke 1970) holds iff every principal submatrix whose cofactors of the
last row are all ≥ 0 has a determinant ≥ 0. For s = N/D these are signs of polynomials in b, which
change only at their roots: asked at each root and once between neighbours.

*Nothing else*: an equilibrium with support S solves (Bs)_i = c (i ∈ S), Σ s_i = 1. Where the
determinant of these equations is not 0, its one solution is either listed or fails, in every cell
of its own polynomials. Where it is 0: the equations have no solution; or all strategies of S are
listed; or something is left unproved, and said so. Of a polytope all of whose corners solve the
equations of S, all points are equilibria if the corners are, since the condition is linear there.

A long file: what is listed and what is missing are asked of the same polynomials.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.part import Part
from oraclegames.certificates.stretches import (
    NIL,
    ONE,
    B,
    Listed,
    Stretch,
    around,
    determinant,
    inside,
    points,
    roots,
    samples,
    shown,
    sign,
)
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.quotient import Quotient
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Setting:
    """Payoffs and similarity along a line: as a rule A is fixed and b runs, or b fixed and A runs.

    Attributes:
        A: the first player's payoffs.
        b: the similarity.
        key: where a phase lists its equilibria.
        name: what runs.
    """

    A: list[list[fmpq_poly]]
    b: fmpq_poly
    key: str = "equilibria"
    name: str = "b"


def check_pair(game: Game, stretches: Sequence[Stretch], complete: bool) -> Iterator[str]:
    """Check everything along b; yields what is not proved."""
    m = game.shape[0]
    pays = [[game.payoff(0, (s, *[t] * (game.n_players - 1))) for t in range(m)] for s in range(m)]
    A = [[fmpq_poly([to_fmpq(x)]) for x in row] for row in pays]
    yield from check_along(Setting(A, B), game.moves[0], stretches, complete)


def check_along(
    setting: Setting, moves: Sequence[str], stretches: Sequence[Stretch], complete: bool
) -> Iterator[str]:
    """Check everything along a line; yields what is not proved."""
    for stretch in stretches:
        for listed in stretch.listed:
            _check_listed(setting, stretch, listed)
    if not complete:
        return
    open_supports = [
        ", ".join(moves[i] for i in support)
        for size in range(1, len(moves) + 1)
        for support in combinations(range(len(moves)), size)
        if not _nothing_else(setting, support, stretches)
    ]
    if open_supports:
        yield (
            "that nothing else is an equilibrium where the equations of a support have many "
            f"solutions ({'; '.join(open_supports)})"
        )


@dataclass(frozen=True)
class Candidate:
    """A strategy s = N/D along the line."""

    setting: Setting
    over: tuple[fmpq_poly, ...]
    under: fmpq_poly

    @cached_property
    def worth(self) -> list[fmpq_poly]:
        """(As)·D."""
        return [sum((a * n for a, n in zip(row, self.over)), NIL) for row in self.setting.A]

    @cached_property
    def alike(self) -> list[fmpq_poly]:
        """(Bs)·D."""
        back = [sum((a * n for a, n in zip(col, self.over)), NIL) for col in zip(*self.setting.A)]
        return [w + self.setting.b * t for w, t in zip(self.worth, back)]

    @cached_property
    def value(self) -> fmpq_poly:
        """u(s, s)·D²."""
        return sum((n * w for n, w in zip(self.over, self.worth)), NIL)

    @cached_property
    def form(self) -> list[list[fmpq_poly]]:
        """−2G·D²."""
        A, b = self.setting.A, self.setting.b
        m, D = range(len(A)), self.under

        def entry(i: int, j: int) -> fmpq_poly:
            own = b * D * D * (A[i][j] + A[j][i])
            return 2 * self.value - own - (1 - b) * D * (self.worth[i] + self.worth[j])

        return [[entry(i, j) for j in m] for i in m]

    @cached_property
    def tests(self) -> list[tuple[fmpq_poly, list[fmpq_poly]]]:
        """For each principal submatrix of −2G·D² its determinant and cofactors of the last row."""
        found = []
        for size in range(1, len(self.over) + 1):
            for chosen in combinations(range(len(self.over)), size):
                rows = [[self.form[i][j] for j in chosen] for i in chosen]
                cofactors = []
                for k in range(size - 1):
                    minor = [row[:k] + row[k + 1 :] for row in rows[:-1]]
                    cofactors.append(determinant(minor) * (-1) ** (size - 1 + k))
                if size > 1:
                    cofactors.append(determinant([row[:-1] for row in rows[:-1]]))
                found.append((determinant(rows), cofactors))
        return found

    def slacks(self, support: Sequence[int]) -> list[fmpq_poly]:
        """How much less the other moves are worth in Bs than those of the support, times D."""
        others = (j for j in range(len(self.over)) if j not in support)
        return [self.alike[support[0]] - self.alike[j] for j in others]

    def ties(self, support: Sequence[int]) -> list[fmpq_poly]:
        """What must be 0 for the moves of the support to be worth the same in Bs."""
        return [self.alike[i] - self.alike[support[0]] for i in support[1:]]

    def is_safe(self, b: Any) -> bool:
        """Whether no common deviation pays at b; D is not 0 there."""
        return all(
            sign(minor, b) >= 0 or any(sign(c, b) < 0 for c in cofactors)
            for minor, cofactors in self.tests
        )

    def polynomials(self) -> list[fmpq_poly]:
        """All whose signs :meth:`is_safe` asks for."""
        return [p for minor, cofactors in self.tests for p in (minor, *cofactors)]


# -- what is listed --------------------------------------------------------------------------------


def _check_listed(setting: Setting, stretch: Stretch, listed: Listed) -> None:
    listed.part.require(listed.where is None, "an equation is for three or more players")
    for k, (corner, value) in enumerate(zip(listed.corners, listed.values)):
        place = listed.part if len(listed.corners) == 1 else listed.part["corners"][k]
        candidate = _candidate(setting, place, corner, stretch)
        for b in samples(stretch, _asked(candidate, listed)):
            place.require(
                sign(candidate.under, b) != 0, f"it has no value at {setting.name} = {shown(b)}"
            )
            _check_at(place, candidate, listed, k, b)
        if not isinstance(value, Quotient):
            listed.part.unreadable("a formula for the value")
        same = Quotient(candidate.value, candidate.under**2).equals(value)
        if not same and stretch.is_point:
            difference = value.over * candidate.under**2 - candidate.value * value.under
            same = sign(difference, stretch.low) == 0 and sign(value.under, stretch.low) != 0
        place.require(same, "everybody gets something else")
    for i in listed.support:
        played = any(sign(_over(c[i]), b) != 0 for c in listed.corners for b in inside(stretch))
        listed.part["support"].require(played, "a move of the support is never played")


def _candidate(setting: Setting, part: Part, corner: Sequence[Any], stretch: Stretch) -> Candidate:
    under = ONE
    for entry in corner:
        if not isinstance(entry, Quotient):
            part.unreadable(f"formulas in {setting.name}")
        common = under.gcd(entry.under)
        under = under * (entry.under // common)
    over = tuple(entry.over * (under // entry.under) for entry in corner)
    rest = sum(over, NIL) - under
    whole = rest == 0 or (stretch.is_point and sign(rest, stretch.low) == 0)
    part.require(whole, "the probabilities do not sum to 1")
    return Candidate(setting, over, under)


def _asked(candidate: Candidate, listed: Listed) -> list[fmpq_poly]:
    signs = [candidate.under, *candidate.over, *candidate.slacks(listed.support)]
    return signs + candidate.polynomials() + candidate.ties(listed.support)


def _check_at(place: Part, candidate: Candidate, listed: Listed, k: int, b: Any) -> None:
    side = sign(candidate.under, b)
    at = f"at {candidate.setting.name} = {shown(b)}"
    for i, n in enumerate(candidate.over):
        size = side * sign(n, b)
        place.require(size >= 0, f"a probability is negative {at}")
        played = i in listed.support
        place.require(played or size == 0, f"a move outside of the support is played {at}")
        single = len(listed.corners) == 1 and played
        place.require(not single or size > 0, f"a move of the support is not played {at}")
    ties = all(sign(t, b) == 0 for t in candidate.ties(listed.support))
    place.require(ties, f"the moves of the support are not worth the same {at}")
    best = all(side * sign(slack, b) >= 0 for slack in candidate.slacks(listed.support))
    place.require(best, f"another move is worth more {at}")
    safe = candidate.is_safe(b)
    if k in listed.good:
        place.require(safe, f"a common deviation pays {at}")
    else:
        place.require(not safe, f"no common deviation pays {at}: it is an equilibrium")


def _over(entry: Any) -> fmpq_poly:
    return entry.over


# -- nothing else ----------------------------------------------------------------------------------


# Every way in which a support can be accounted for.
def _nothing_else(setting: Setting, support: Sequence[int], stretches: Sequence[Stretch]) -> bool:
    """Refuse a missing equilibrium; whether everything with this support is accounted for."""
    # Long: one solution of the support, or many.
    A, b = setting.A, setting.b
    rows = [[A[i][j] + A[j][i] * b for j in support] + [-ONE, NIL] for i in support]
    rows.append([ONE] * len(support) + [NIL, ONE])
    common = determinant([row[:-1] for row in rows])
    if common == 0:
        minors = _minors(rows)
        return all(_accounted(support, stretch, minors) for stretch in stretches)
    solved = [
        determinant([[*row[:k], row[-1], *row[k + 1 : -1]] for row in rows])
        for k in range(len(support))
    ]
    over = [NIL] * len(A)
    for i, n in zip(support, solved):
        over[i] = n
    candidate = Candidate(setting, tuple(over), common)
    first = [common, *solved, *candidate.slacks(support)]
    for stretch in stretches:
        for at in samples(stretch, first):
            if _is_reply(candidate, support, at):
                _check_missing(candidate, stretch, at, first)
    minors = _minors(rows)
    return not any(
        stretch.covers(at) and _solvable(minors, at) and not _is_everything(stretch, support)
        for at in roots([common])
        for stretch in stretches
    )


def _is_reply(candidate: Candidate, support: Sequence[int], b: Any) -> bool:
    """Whether the solution exists at b, plays the support, and is a best reply in B."""
    side = sign(candidate.under, b)
    return (
        side != 0
        and all(side * sign(candidate.over[i], b) > 0 for i in support)
        and all(side * sign(slack, b) >= 0 for slack in candidate.slacks(support))
    )


def _check_missing(
    candidate: Candidate, stretch: Stretch, b: Any, first: Sequence[fmpq_poly]
) -> None:
    """The cell of b holds solutions that are best replies: they are listed, or a deviation pays."""
    if _is_listed(candidate, stretch, b):
        return
    asked = [b]
    inner_cell = stretch.low < b < stretch.high and not isinstance(b, Algebraic)
    if inner_cell and all(sign(p, b) != 0 for p in first if p != 0):
        low, high = around(stretch, first, b)
        inner = [x for x in roots(candidate.polynomials()) if low < x < high]
        asked = list(points([low, *inner, high]))
    for point in asked:
        fine = not candidate.is_safe(point) or _is_listed(candidate, stretch, point)
        stretch.part[candidate.setting.key].require(
            fine, f"an equilibrium is missing at {candidate.setting.name} = {shown(point)}"
        )


def _is_listed(candidate: Candidate, stretch: Stretch, b: Any) -> bool:
    for listed in stretch.listed:
        for k in listed.good:
            pairs = zip(listed.corners[k], candidate.over)
            if all(sign(e.over * candidate.under - n * e.under, b) == 0 for e, n in pairs):
                return True
    return _is_everything(stretch, [i for i, n in enumerate(candidate.over) if n != 0])


def _accounted(support: Sequence[int], stretch: Stretch, minors: Sequence[fmpq_poly]) -> bool:
    """A support whose determinant is 0 everywhere: no solutions, or all are listed."""
    if _is_everything(stretch, support):
        return True
    common = NIL
    for minor in minors:
        common = common.gcd(minor)
    if common == 0:
        return False
    return not any(stretch.covers(b) for b in roots([common]))


def _solvable(minors: Sequence[fmpq_poly], b: Any) -> bool:
    """Whether equations with determinant 0 may have a solution at b."""
    return all(sign(minor, b) == 0 for minor in minors)


def _minors(rows: Sequence[Sequence[fmpq_poly]]) -> list[fmpq_poly]:
    """All determinants of as many columns as rows: if one is not 0, there is no solution."""
    width = len(rows[0])
    return [
        determinant([[row[j] for j in chosen] for row in rows])
        for chosen in combinations(range(width), width - 1)
    ]


def _is_everything(stretch: Stretch, support: Sequence[int]) -> bool:
    """Whether all strategies of a support are among those listed."""
    return any(one.whole and _is_face(one, support) for one in stretch.listed)


def _is_face(listed: Listed, support: Sequence[int]) -> bool:
    units = {i for corner in listed.corners for i, e in enumerate(corner) if e.over == e.under}
    return set(support) <= units
