"""The gain graph of a two-player game at given values, and the demands that can block play.

Rows s and columns c are the nodes, outcomes the edges. With values (x, y) put a = A_sc − x and
b = B_sc − y. Play P > 0 is an equilibrium with these values iff what flows along the edges, P·a to
the row and P·b to the column, adds up to 0 at every node: a generalised circulation (a flow with
gains). By Stiemke (1915) there is none iff some multipliers α, β, not without effect, have

    α_s·a + β_c·b ≥ 0      on every edge.

A *demand* is a node with a sign, the sign of its multiplier. A demand (s, σ) needs help wherever
σ·a < 0: there β_c must have the sign of b, and there is no help if b = 0; columns alike. So demands
imply demands. A set of demands that needs nothing outside of itself and never both signs of a node
is a *side*: an inclusion-minimal one is a strongly connected part of the implications that none
leave. Within a side only the sizes are left to choose. Where σ·a < 0 < τ·b they must satisfy
|α_s|·|a| ≤ |β_c|·|b|, and where τ·b < 0 < σ·a the contrary: constraints on the ratios, which can be
met iff no directed cycle has a product of its ratios below 1.

**Theorem.** (x, y) belongs to a totally mixed equilibrium iff every minimal side has a cycle with a
product below 1, or is *balanced*: all its cycles have the product 1, and every edge with a gain at
one of its nodes is a constraint within it. The proof is in docs/theory/two-players.md.

Circulations with gains: Jewell (1962). Difference constraints and cycles: Bellman (1958).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oraclegames.budget import Clock

Signs = Sequence[Sequence[int]]
"""The signs of a table of numbers: −1, 0, 1; one row for each row of the game."""

Demand = tuple[int, int]
"""A node (rows first, then columns) and the sign of its multiplier."""


@dataclass(frozen=True)
class Link:
    """size(head) ≤ size(tail) · ratio on an edge: |b/a| into a row, |a/b| into a column.

    Attributes:
        tail, head: nodes.
        edge: row and column of the game.
        to_row: whether the head is the row.
    """

    tail: int
    head: int
    edge: tuple[int, int]
    to_row: bool


@dataclass(frozen=True)
class Side:
    """Demands that need no help from others, with the constraints on their sizes.

    Attributes:
        signs: for each node of the side the sign of its multiplier.
        links: the constraints.
        closed: whether every edge with a gain at a node of the side is one of the constraints: only
            then can the side be balanced.
    """

    signs: dict[int, int]
    links: tuple[Link, ...]
    closed: bool


def sides(a: Signs, b: Signs) -> list[Side]:
    """The minimal sides for the signs of A − x and B − y; each node of a side has a gain somewhere.

    Cost: proportional to the number of edges.
    """
    graph = _implications(a, b)
    found = []
    for component in sinks(graph):
        signs = dict(component)
        if len(signs) == len(component):
            found.append(_side(a, b, signs))
    return found


def _implications(a: Signs, b: Signs) -> dict[Demand, list[Demand | None]]:
    """What each demand implies; None is what nobody can help."""
    m, n = len(a), len(a[0])
    graph: dict[Demand, list[Demand | None]] = {}
    for s in range(m):
        if any(a[s]):
            for sign in (1, -1):
                graph[s, sign] = [
                    (m + c, b[s][c]) if b[s][c] else None for c in range(n) if sign * a[s][c] < 0
                ]
    for c in range(n):
        column = [row[c] for row in b]
        if any(column):
            for sign in (1, -1):
                graph[m + c, sign] = [
                    (s, a[s][c]) if a[s][c] else None for s in range(m) if sign * column[s] < 0
                ]
    return graph


def sinks(graph: dict[Demand, list[Demand | None]]) -> Iterator[list[Demand]]:
    """The strongly connected parts that nothing leaves (Tarjan 1972, without recursion)."""
    number: dict[Demand, int] = {}
    low: dict[Demand, int] = {}
    stack: list[Demand] = []
    done: set[Demand] = set()
    for start in graph:
        if start in number:
            continue
        work = [(start, iter(graph[start]))]
        number[start] = low[start] = len(number)
        stack.append(start)
        while work:
            here, rest = work[-1]
            for after in rest:
                if after is None:
                    continue
                if after not in number:
                    number[after] = low[after] = len(number)
                    stack.append(after)
                    work.append((after, iter(graph[after])))
                    break
                if after not in done:
                    low[here] = min(low[here], number[after])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    low[before] = min(low[before], low[here])
                if low[here] == number[here]:
                    part = [stack.pop()]
                    while part[-1] != here:
                        part.append(stack.pop())
                    done.update(part)
                    inside = set(part)
                    if all(after in inside for v in part for after in graph[v]):
                        yield part


def _side(a: Signs, b: Signs, signs: dict[int, int]) -> Side:
    m, n = len(a), len(a[0])
    links, closed = [], True
    for s in range(m):
        for c in range(n):
            row, column = signs.get(s, 0) * a[s][c], signs.get(m + c, 0) * b[s][c]
            if row < 0 < column:
                links.append(Link(m + c, s, (s, c), True))
            elif column < 0 < row:
                links.append(Link(s, m + c, (s, c), False))
            elif row or column:
                closed = False
    return Side(signs, tuple(links), closed)


def directed_cycles(side: Side, clock: Clock | None = None) -> Iterator[tuple[Link, ...]]:
    """Every cycle of a side that meets no node twice, once; their number may be exponential."""
    clock = clock or Clock(None)
    leaving: dict[int, list[Link]] = {}
    for link in side.links:
        leaving.setdefault(link.tail, []).append(link)
    for first in sorted(side.signs):
        path: list[Link] = []
        visited = {first}
        work = [iter(leaving.get(first, ()))]
        while work:
            clock.check()
            for link in work[-1]:
                if link.head == first:
                    yield (*path, link)
                elif link.head > first and link.head not in visited:
                    path.append(link)
                    visited.add(link.head)
                    work.append(iter(leaving.get(link.head, ())))
                    break
            else:
                work.pop()
                if path:
                    visited.discard(path.pop().head)
