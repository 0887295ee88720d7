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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_mpoly, fmpq_mpoly_ctx

from oraclegames.certificates.isolation import UndecidedError, UnlistedError, check_isolated
from oraclegames.certificates.machines import ASK, FLIP, LEAF, SAMPLE
from oraclegames.certificates.oracle_block import Block, Nodes
from oraclegames.certificates.oracle_branch import Found, flat
from oraclegames.certificates.oracle_curves import check_curved
from oraclegames.certificates.oracle_faces import Corner
from oraclegames.certificates.oracle_moves import moved_aside
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fraction


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

    def values(self, corner: Corner) -> dict[int, Any] | None:
        """The unknowns under a listed oracle, by their positions; None if it lies elsewhere.

        An answer that changes nothing is taken for a no.
        """
        # Long: one case for each kind of unknown.
        found: dict[int, Any] = {}
        for k, (kind, *about) in enumerate(self.meaning):
            if kind == "share":
                machine, outcome = about
                found[k] = corner.shares[machine][outcome]
                continue
            query = about[-1]
            if corner.shares[query[0]][query[1]] != to_fraction(query[2]):
                return None
            found[k] = corner.answers.get((*query[:2], to_fraction(query[2])), Fraction(0))
            if kind == "yes":
                machine, place, _ = about
                met, within = corner.met[machine], self.left_of[machine]
                here = [met[n] for n in within.chosen if within.stands[n] == place]
                found[k] *= sum(here, Fraction(0))
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


Listed = tuple[Found, dict[int, Any] | None]
"""An entry, and the unknowns of the cell under one of its oracles, if they lie there."""


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
        listed = [(one, writer.values(corner)) for one in found for corner in one.corners]
        _check_plain(cell, found, listed)
    except UndecidedError as reason:
        part.unreadable(f"a cell that can be solved again ({reason})")
    except UnlistedError:
        part.refute("an oracle there is not listed")


def _check_plain(cell: Cell, found: Sequence[Found], listed: Sequence[Listed]) -> None:
    """Every solution is listed, with all equations used up that give an unknown.

    Where that ties idle answers to others, only linear equations are.
    """
    try:
        for system in _systems(cell):
            _check_system(system, found, listed)
    except UndecidedError as reason:
        try:
            for system in _systems(cell, highest=1):
                _check_system(system, found, listed)
        except UndecidedError:
            raise reason from None


def _systems(cell: Cell, highest: int | None = None) -> Iterator[Cell]:
    """The system with equations that give an unknown used up, one for each choice of factors.

    Only those up to the highest degree, if there is one.
    """
    groups = [cell.weak, cell.strict, *cell.outputs]
    equations, groups = _used_up(cell.equations, groups, highest)
    if equations is None:
        return
    weak, strict, *outputs = groups
    for equation in equations:
        factors = equation.factor()[1]
        if len(factors) > 1 or factors[0][1] > 1:
            rest = [e for e in equations if e is not equation]
            for factor, _ in factors:
                yield from _systems(Cell(outputs, [factor, *rest], weak, strict), highest)
            return
    yield Cell(outputs, _basis(equations) if equations else [], weak, strict)


def _check_system(system: Cell, found: Sequence[Found], listed: Sequence[Listed]) -> None:
    """Every solution is listed, but for idle answers: isolated ones, polytopes, curved ones."""
    # Long: idle answers are put aside, then the two ways.
    equations, weak, strict = system.equations, system.weak, system.strict
    free = _unknowns([*equations, *weak, *strict, *flat(system.outputs)])
    moved = moved_aside([equations, strict, flat(system.outputs)], weak, free)
    if moved is None:
        own = _own(found, [values for _, values in listed], listed)
        unit = dict.fromkeys(free, (fmpq(0), fmpq(1)))
        check_curved(system.outputs, equations, weak, strict, unit, found, own)
        return
    same, positive, outputs = moved.groups
    rest = iter(outputs)
    rows = [[next(rest) for _ in row] for row in system.outputs]
    known = [
        None if values is None else dict(zip(moved.left, moved.of([values[k] for k in free])))
        for _, values in listed
    ]
    try:
        if not same:
            raise UndecidedError("no equations")
        points = [[values[k] for k in moved.left] for values in known if values is not None]
        check_isolated(same, moved.weak, positive, moved.left, moved.spans(), points)
    except UndecidedError as reason:
        own = _own(found, known, listed)
        spans = dict(zip(moved.left, moved.spans()))
        try:
            check_curved(rows, same, moved.weak, positive, spans, found, own)
        except UndecidedError as other:
            raise reason if len(same) >= len(moved.left) else other from None


def _own(
    found: Sequence[Found], known: Sequence[dict[int, Any] | None], listed: Sequence[Listed]
) -> list[dict[int, Any] | None]:
    """The unknowns under each entry's own oracle, which comes before its corners."""
    first = {id(one): values for (one, _), values in zip(reversed(listed), reversed(known))}
    return [first[id(one)] for one in found]


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


def _unknowns(polynomials: Sequence[fmpq_mpoly]) -> list[int]:
    return sorted({k for p in polynomials for k, d in enumerate(p.degrees()) if d > 0})


def _used_up(
    equations: list[fmpq_mpoly], groups: list[list[fmpq_mpoly]], highest: int | None
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
                if highest is None or e.total_degree() <= highest
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
