"""Which demands can keep an equilibrium from playing just some moves at given values.

Let rows M₁ and columns M₂ be played, with values (x, y), a = A − x and b = B − y. As in
:mod:`oraclegames.conditional.two_players.gain_graph` demands imply demands, and within a set of
them sizes are left to choose, which are refused by the products around its cycles. The theorems are
proved in docs/theory/two-players.md.

*Played.* Some P ≥ 0 on M₁ × M₂ is worth (x, y) at all these moves and plays every one of them,
unless multipliers with α_s·a + β_c·b ≥ 0 there are > 0 at all outcomes of one move v: then v is not
played. The least demands that do this are what v with a sign implies, where partners must help as
well at outcomes that pay v exactly its value; or what they imply who give v a positive sum alone.
Cycles through v must then have products above 1, all others at least 1.

*Tried.* The other moves can be tried without tempting anybody, unless there are multipliers > 0 on
some of them that add up to a gain wherever one of them is made (``Stuck`` in
:mod:`oraclegames.conditional.trembles.levels`). All signs are +, so such a set is closed under
"gains nothing at an outcome, so the partner there must gain": the least are the strongly connected
parts that no implication leaves, and all products around their cycles must be above 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oraclegames.conditional.two_players.gain_graph import Demand, Link, Side, Signs, sinks

Moves = tuple[tuple[int, ...], tuple[int, ...]]
"""The rows and the columns that are played, ascending."""


@dataclass(frozen=True)
class Block:
    """Demands that block, unless some cycle has a product below 1, or another one that is 1.

    Attributes:
        side: the demands, with the constraints on their sizes.
        enough: a product of 1 is enough around cycles through one of these nodes.
    """

    side: Side
    enough: frozenset[int]


@dataclass(frozen=True)
class _Meeting:
    """An outcome, as a node sees it: the partner, and the signs of both gains."""

    partner: int
    own: int
    other: int


def blocks(a: Signs, b: Signs, moves: Moves) -> Iterator[Block]:
    """What can keep an equilibrium from playing just these moves, for the signs of A − x and B − y.

    Cost: for each move the search of what its demands imply.
    """
    yield from _unplayable(a, b, moves)
    yield from _tempting(a, b, moves)


# -- moves that cannot be played -------------------------------------------------------------------


def _unplayable(a: Signs, b: Signs, moves: Moves) -> Iterator[Block]:
    # Long: what a move demands by itself, and by either sign of its gain.
    m = len(a)
    rows, columns = moves
    meetings = {s: [_Meeting(m + c, a[s][c], b[s][c]) for c in columns] for s in rows}
    meetings |= {m + c: [_Meeting(s, b[s][c], a[s][c]) for s in rows] for c in columns}
    for node, met in meetings.items():
        if all(k.other for k in met):
            signs = _implied(meetings, [(k.partner, k.other) for k in met])
            if signs is not None and node not in signs:
                yield Block(_side(a, b, signs, moves), frozenset([node]))
        if any(k.own == 0 == k.other for k in met):
            continue
        for sign in (1, -1):
            helpers = [(k.partner, k.other) for k in met if k.own == 0]
            signs = _implied(meetings, [(node, sign), *helpers])
            if signs is not None:
                yield Block(_side(a, b, signs, moves), frozenset([node]))


def _implied(meetings: dict[int, list[_Meeting]], start: list[Demand]) -> dict[int, int] | None:
    """All that some demands imply; None if that is impossible."""
    signs: dict[int, int] = {}
    waiting = list(start)
    while waiting:
        node, sign = waiting.pop()
        if node in signs:
            if signs[node] != sign:
                return None
            continue
        signs[node] = sign
        for met in meetings[node]:
            if sign * met.own < 0:
                if met.other == 0:
                    return None
                waiting.append((met.partner, met.other))
    return signs


def _side(a: Signs, b: Signs, signs: dict[int, int], moves: Moves) -> Side:
    m, links = len(a), []
    for s in moves[0]:
        for c in moves[1]:
            row, column = signs.get(s, 0) * a[s][c], signs.get(m + c, 0) * b[s][c]
            if row < 0 < column:
                links.append(Link(m + c, s, (s, c), True))
            elif column < 0 < row:
                links.append(Link(s, m + c, (s, c), False))
    return Side(signs, tuple(links), False)


# -- moves that cannot be tried --------------------------------------------------------------------


def _tempting(a: Signs, b: Signs, moves: Moves) -> Iterator[Block]:
    # Long: whom an idle row meets, and whom an idle column.
    m, n = len(a), len(a[0])
    idle = [s for s in range(m) if s not in moves[0]]
    idle += [m + c for c in range(n) if c not in moves[1]]
    graph: dict[Demand, list[Demand | None]] = {}
    for node in idle:
        if node < m:
            met = [_Meeting(m + c, a[node][c], b[node][c]) for c in range(n)]
        else:
            met = [_Meeting(s, b[s][node - m], a[s][node - m]) for s in range(m)]
        graph[node, 1] = [
            (k.partner, 1) if k.other > 0 and k.partner in idle else None for k in met if k.own <= 0
        ]
    for part in sinks(graph):
        signs = dict(part)
        rows = tuple(v for v in sorted(signs) if v < m)
        columns = tuple(v - m for v in sorted(signs) if v >= m)
        yield Block(_side(a, b, signs, (rows, columns)), frozenset(signs))
