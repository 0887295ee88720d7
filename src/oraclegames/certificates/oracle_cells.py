"""A cell of a cover: every oracle in it, found again from the trees.

In a cell each answer that matters is decided, or lies on its threshold and is free. Unknown are

- for a free query at one node only: the probability of getting there and a yes, so that what comes
  out stays linear; for one at several nodes: its answer;
- the probabilities of a machine that, by way of samples, samples itself.

Equations: what lies on a threshold comes out with that probability, and a machine that is sampled
with its own. Equations that give an unknown by the others are used up; if nothing is left, the rest
is a polytope, whose corners must be mixtures of the corners of one listed oracle.

A long file: what a cell says and how it is solved again share its unknowns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.certificates.isolation import UndecidedError, UnlistedError, check_isolated
from oraclegames.certificates.machines import ASK, FLIP, LEAF, SAMPLE
from oraclegames.certificates.oracle_block import Block, Nodes
from oraclegames.certificates.oracle_faces import Corner
from oraclegames.certificates.oracle_moves import moved_aside
from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import Polytope, in_hull, value
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.rational import to_fmpq, to_fraction


@dataclass(frozen=True)
class Found:
    """A listed oracle: the distributions at its points, the first its own.

    Attributes:
        points: of the oracle and of the corners of its continuum.
        flat: whether it stands for all mixtures of its corners.
        wide: whether it stands for more than a point.
        corners: what is met under each of these points.
    """

    points: list[Any]
    flat: bool
    wide: bool
    corners: list[Corner]

    def holds(self, corners: Sequence[Sequence[Sequence[fmpq]]]) -> bool:
        """Whether each of these distributions is one that it stands for."""
        rows = [[to_fraction(x) for x in flat(point)] for point in corners]
        listed = [flat(point) for point in self.points]
        if all(row in listed for row in rows) and (len(rows) == 1 or not self.wide):
            return True
        if not self.flat or not self.wide or any(isinstance(x, Algebraic) for x in flat(listed)):
            return False
        hull = [list(map(to_fmpq, row)) for row in listed[1:]]
        return all(in_hull(list(map(to_fmpq, row)), hull) for row in rows)


def flat(point: Sequence[Sequence[Any]]) -> list[Any]:
    """All probabilities of all machines."""
    return [x for row in point for x in row]


@dataclass
class Cell:
    """The system of a cell."""

    outputs: list[list[fmpq_mpoly]]
    equations: list[fmpq_mpoly]
    weak: list[fmpq_mpoly]
    strict: list[fmpq_mpoly]


class _Writer:
    def __init__(self, machines: Sequence[Nodes], block: Block):
        self.machines = machines
        self.block = block
        self.left_of = [nodes.within(block) for nodes in machines]
        self.places: Counter[Any] = Counter()
        for nodes, within in zip(machines, self.left_of):
            for place in within.order:
                if nodes.kinds[place] == ASK:
                    machine, outcome, t = nodes.data[place]
                    if block[machine][outcome].side(t) != 0:
                        raise UndecidedError("an answer that matters is left open")
                    self.places[nodes.data[place]] += 1
        count = sum(self.places.values()) + sum(map(len, block))
        self.ring = fmpq_mpoly_ctx.get([f"v{k}" for k in range(count)], "lex")
        self.fresh = iter(self.ring.gens())
        self.meaning: list[tuple[Any, ...]] = []
        self.cell = Cell([], [], [], [])
        self.answers: dict[Any, fmpq_mpoly] = {}
        self.outputs: dict[int, list[fmpq_mpoly]] = {}
        self.played: dict[int, list[fmpq_mpoly]] = {}
        self.running: set[int] = set()

    def _fresh(self, *meaning: Any) -> fmpq_mpoly:
        self.meaning.append(meaning)
        return next(self.fresh)

    def _number(self, x: fmpq | int) -> fmpq_mpoly:
        return self.ring.constant(x)

    def write(self, limits: frozenset[Any]) -> Cell:
        """The whole system."""
        self.cell.outputs = [self.output(k) for k in range(len(self.machines))]
        for row, ranges in zip(self.cell.outputs, self.block):
            self.cell.equations += [p - r.low for p, r in zip(row, ranges) if r.pinned]
        for machine, outcome, above, t in limits:
            if not self.block[machine][outcome].pinned:
                more = self.cell.outputs[machine][outcome] - t
                self.cell.strict.append(more if above else -more)
        return self.cell

    def values(self, corner: Corner, meanings: Sequence[tuple[Any, ...]]) -> list[Any] | None:
        """Unknowns under a listed oracle; None if it lies elsewhere, or an answer is free."""
        found: list[Any] = []
        for kind, *about in meanings:
            if kind == "share":
                machine, outcome = about
                found.append(corner.shares[machine][outcome])
                continue
            query = about[-1]
            answer = corner.answers.get((*query[:2], to_fraction(query[2])))
            if answer is None or corner.shares[query[0]][query[1]] != to_fraction(query[2]):
                return None
            if kind == "yes":
                machine, place, _ = about
                met = zip(corner.met[machine], self.left_of[machine].stands)
                answer = answer * sum((w for w, stands in met if stands == place), Fraction(0))
            found.append(answer)
        return found

    def output(self, machine: int) -> list[fmpq_mpoly]:
        """With which probability each outcome comes out."""
        if machine in self.outputs:
            return self.outputs[machine]
        self.running.add(machine)
        nodes, within = self.machines[machine], self.left_of[machine]
        out = [self._number(0)] * nodes.outcomes
        met = {place: self._number(0) for place in within.order}
        met[within.order[0]] = self._number(1)
        for place in within.order:
            weight = met[place]
            if weight == 0:
                continue
            kind, data = nodes.kinds[place], nodes.data[place]
            if kind == LEAF:
                out[data] = out[data] + weight
                continue
            if kind == SAMPLE:
                shares = zip(self._shares(data), self.block[data])
                parts = [weight * share for share, r in shares if r.high > 0]
            else:
                yes = weight * data if kind == FLIP else self._yes(machine, place, data, weight)
                parts = [weight - yes, yes]
            for below, part in zip(within.leads[place], parts):
                met[below] = met[below] + part
        self.running.discard(machine)
        self.outputs[machine] = out
        if machine in self.played:
            self.cell.equations += [p - q for p, q in zip(self.played[machine], out)]
        return out

    def _yes(self, machine: int, place: int, query: Any, weight: fmpq_mpoly) -> fmpq_mpoly:
        if self.places[query] == 1 and not weight.is_constant():
            yes = self._fresh("yes", machine, place, query)
            self.cell.weak += [yes, weight - yes]
            return yes
        if query not in self.answers:
            self.answers[query] = self._fresh("answer", query)
            self.cell.weak += [self.answers[query], 1 - self.answers[query]]
        return weight * self.answers[query]

    def _shares(self, machine: int) -> list[fmpq_mpoly]:
        ranges = self.block[machine]
        if all(r.pinned for r in ranges):
            return [self._number(r.low) for r in ranges]
        if machine in self.played:
            return self.played[machine]
        if machine not in self.running:
            return self.output(machine)
        shares = [self._fresh("share", machine, k) for k in range(len(ranges) - 1)]
        shares.append(1 - sum(shares, start=self._number(0)))
        self.cell.weak += shares
        self.played[machine] = shares
        return shares


def check_cell(
    part: Part,
    machines: Sequence[Nodes],
    block: Block,
    limits: frozenset[Any],
    found: Sequence[Found],
) -> None:
    """Every oracle of a cell is listed.

    Raises:
        Refuted: one is not.
        InputError: this check cannot solve the cell.
    """
    try:
        writer = _Writer(machines, block)
        cell = writer.write(limits)

        def listed(used: Sequence[int]) -> list[list[Any]]:
            """The values of some unknowns under each listed oracle, where they are known."""
            meanings = [writer.meaning[k] for k in used]
            rows = [writer.values(c, meanings) for one in found for c in one.corners]
            return [row for row in rows if row is not None]

        for corners in _solutions(cell, listed):
            part.require(any(one.holds(corners) for one in found), _LACKING)
    except UndecidedError as reason:
        part.unreadable(f"a cell that can be solved again ({reason})")
    except UnlistedError:
        part.refute(_LACKING)


_LACKING = "an oracle there is not listed"
Listed = Callable[[Sequence[int]], list[list[Any]]]


def _solutions(cell: Cell, listed: Listed) -> list[list[list[list[fmpq]]]]:
    """The corners of each polytope of solutions.

    Raises:
        UnlistedError: an isolated solution that is no fraction is not listed.
    """
    equations, groups = _used_up(cell.equations, [cell.weak, cell.strict, *cell.outputs])
    if equations is None:
        return []
    weak, strict, *outputs = groups
    for equation in equations:
        factors = equation.factor()[1]
        if len(factors) > 1 or factors[0][1] > 1:
            rest = [e for e in equations if e is not equation]
            return [
                corners
                for factor, _ in factors
                for corners in _solutions(Cell(outputs, [factor, *rest], weak, strict), listed)
            ]
    if equations:
        _check_curved(_basis(equations), weak, strict, outputs, listed)
        return []
    corners = _corners(weak, strict, outputs)
    return [corners] if corners else []


def _check_curved(
    equations: list[fmpq_mpoly],
    weak: list[fmpq_mpoly],
    strict: list[fmpq_mpoly],
    outputs: list[list[fmpq_mpoly]],
    listed: Listed,
) -> None:
    """Every solution of equations of higher degree is listed, but for idle answers."""
    free = _unknowns([*equations, *weak, *strict, *flat(outputs)])
    known = listed(free)
    moved = moved_aside([equations, strict, flat(outputs)], weak, free)
    if moved is None:
        raise UndecidedError("a continuum that is curved")
    same, positive, _ = moved.groups
    points = [moved.of(values) for values in known]
    check_isolated(same, moved.weak, positive, moved.left, moved.spans(), points)


def _basis(equations: list[fmpq_mpoly]) -> list[fmpq_mpoly]:
    """The same equations without those that are sums of others."""
    monomials = sorted({tuple(m) for e in equations for m in e.to_dict()})
    rows = [[dict(e.to_dict()).get(m, fmpq(0)) for m in monomials] for e in equations]
    reduced, rank = fmpq_mat(rows).rref()
    ring = equations[0].context()
    return [
        ring.from_dict({m: reduced[i, k] for k, m in enumerate(monomials) if reduced[i, k] != 0})
        for i in range(rank)
    ]


def _corners(
    weak: list[fmpq_mpoly], strict: list[fmpq_mpoly], outputs: list[list[fmpq_mpoly]]
) -> list[list[list[fmpq]]]:
    """The outputs at the corners of a polytope; none if it is empty."""
    polynomials = [*weak, *strict, *flat(outputs)]
    if any(p.total_degree() > 1 for p in polynomials):
        raise UndecidedError("a continuum that is curved")
    free = _unknowns(polynomials)
    sides, open_sides = ([_form(p, free) for p in group] for group in (weak, strict))
    left = Polytope.simplex(len(free), fmpq(len(free)))
    for form in [*sides, *open_sides]:
        left = left.cut(form)
    points = left.points
    if any(all(value(form, p) <= 0 for p in points) for form in open_sides):
        return []
    rows = [[_form(p, free) for p in row] for row in outputs]
    return [[[value(form, p) for form in row] for row in rows] for p in points]


def _unknowns(polynomials: Sequence[fmpq_mpoly]) -> list[int]:
    return sorted({k for p in polynomials for k, d in enumerate(p.degrees()) if d > 0})


def _form(p: fmpq_mpoly, free: Sequence[int]) -> list[fmpq]:
    form = [fmpq(0)] * (len(free) + 1)
    for powers, coefficient in p.to_dict().items():
        place = next((free.index(k) for k, power in enumerate(powers) if power), len(free))
        form[place] = coefficient
    return form


def _used_up(
    equations: list[fmpq_mpoly], groups: list[list[fmpq_mpoly]]
) -> tuple[list[fmpq_mpoly] | None, list[list[fmpq_mpoly]]]:
    """Equations that give an unknown are put in; those that are left, None if they contradict."""
    while True:
        equations = [e for e in equations if e != 0]
        if any(e.is_constant() for e in equations):
            return None, groups
        choice = min(
            (
                (e.total_degree(), len(e), k, at)
                for at, e in enumerate(equations)
                for k, degree in enumerate(e.degrees())
                if degree == 1 and e.derivative(k).is_constant()
            ),
            default=None,
        )
        if choice is None:
            return equations, groups
        *_, k, at = choice
        gens = list(equations[at].context().gens())
        slope = equations[at].derivative(k)
        gens[k] = gens[k] - equations[at] / slope.leading_coefficient()
        equations = [e.compose(*gens) for j, e in enumerate(equations) if j != at]
        groups = [[p.compose(*gens) for p in group] for group in groups]
