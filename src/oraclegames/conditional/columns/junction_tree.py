"""Games on narrow graphs: one small program over the joint moves of cliques, outcomes never listed.

Eliminating the players one by one makes a clique of each with the neighbours that she still has;
the cliques hang together as a junction tree. The conditions K(v) P = 0 speak of the cliques' joint
moves alone, and nonnegative tables on the cliques are the marginals of some distribution over the
outcomes as soon as neighbours agree on the players whom they share (Lauritzen and Spiegelhalter
1988). So the program of :mod:`oraclegames.conditional.columns.column_generation`,

    maximise t   subject to   t r + K(v) R = 0,   t + Σ R ≤ 1,   R ≥ 0,

needs R on the cliques only: as many columns as their tables have cells, a row for each condition,
and one for each joint move of the players whom two neighbours share. Its multipliers of the
conditions are those of the program over all outcomes, for those of the other rows are the messages
of an elimination. R itself is laid out along an interval: clique by clique, from the root on, the
pieces in which the shared players move alike are cut up among the moves of the next player. That
gives no more outcomes than the tables have cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from oraclegames.budget import Clock
from oraclegames.conditional.columns.column_generation import Mixture
from oraclegames.conditional.columns.graphical_columns import GraphicalColumns
from oraclegames.conditional.columns.graphical_game import GraphicalGame
from oraclegames.errors import CertificateError
from oraclegames.exact.arrays import over_common, whole_array
from oraclegames.exact.linear_program import LinearProgram, Optimal, pack
from oraclegames.exact.simplex import maximise

NARROW = 1 << 6
"""The most joint moves of a clique for which this program is quicker than column generation."""

Outcome = tuple[int, ...]


@dataclass(frozen=True)
class _Clique:
    """A player, those whom she still meets when she is eliminated, and where their clique hangs.

    Attributes:
        player: the one who leaves.
        shared: the others, who are in the parent's clique as well.
        parent: the player whose clique that is; None of the last one.
        first: the column of the first joint move of (\\*shared, player), row-major.
    """

    player: int
    shared: tuple[int, ...]
    parent: int | None
    first: int


def is_narrow(game: GraphicalGame) -> bool:
    """Whether the game's cliques are small enough for :func:`mix_cliques`."""
    return game.width <= NARROW


def mix_cliques(columns: GraphicalColumns, clock: Clock) -> Mixture:
    """The largest weight of the uniform Q in an equilibrium, by one program over all cliques.

    Cost: one sparse program; seconds for 200 players on a tree.

    Raises:
        OutOfTime: the clock ends it.
    """
    tree = _Tree(columns.game)
    solved = maximise(tree.program(columns), clock=clock)
    if not isinstance(solved, Optimal):
        raise CertificateError("a mixture exists, but none was found")
    atoms = tree.outcomes(dict(solved.x), clock) if solved.value else ()
    return Mixture(solved.value, atoms, solved.y[: sum(columns.game.shape)], True)


class _Tree:
    """The cliques of a game in order of elimination; columns 0 and 1 are Q and the slack."""

    def __init__(self, game: GraphicalGame):
        self.game = game
        self.rank = {i: k for k, i in enumerate(game.order)}
        self.cliques: dict[int, _Clique] = {}
        count = 2
        for i, others in game.cliques:
            shared = tuple(sorted(others, key=self.rank.__getitem__))
            parent = shared[0] if shared else game.order[-1]
            last = i == game.order[-1]
            self.cliques[i] = _Clique(i, shared, None if last else parent, count)
            count += math.prod(game.shape[k] for k in (*shared, i))
        self.n_columns = count

    def moves(self, players: Sequence[int]) -> Iterator[Outcome]:
        """All joint moves of some players, row-major."""
        return product(*(range(self.game.shape[k]) for k in players))

    def cells(self, clique: _Clique) -> Iterator[tuple[int, dict[int, int]]]:
        """The columns of a clique, each with what its players do."""
        scope = (*clique.shared, clique.player)
        for j, joint in enumerate(self.moves(scope), clique.first):
            yield j, dict(zip(scope, joint))

    def program(self, columns: GraphicalColumns) -> LinearProgram:
        """The program: the rows of K(v), the sum of all weights, and the agreement of cliques."""
        base, scale = over_common(columns.base())
        total = len(base)
        entries: list[dict[int, int]] = [{} for _ in range(self.n_columns)]
        entries[0] = dict(enumerate(base)) | {total: scale}
        entries[1] = {total: 1}
        rows = total + 1
        for clique in self.cliques.values():
            if clique.parent is None:
                for j, _ in self.cells(clique):
                    entries[j][total] = 1
                continue
            row = {joint: rows + k for k, joint in enumerate(self.moves(clique.shared))}
            rows += len(row)
            for sign, one in ((1, clique), (-1, self.cliques[clique.parent])):
                for j, moves in self.cells(one):
                    entries[j][row[tuple(moves[k] for k in clique.shared)]] = sign
        for player, scope, table in columns.local_terms():
            members = (player, *scope)
            clique = self.cliques[min(members, key=self.rank.__getitem__)]
            start = columns.starts[player]
            for j, moves in self.cells(clique):
                i = start + moves[player]
                gain = int(table[tuple(moves[k] for k in scope)])
                entries[j][i] = entries[j].get(i, 0) + gain
        packed = pack([sorted((i, a) for i, a in column.items() if a) for column in entries])
        rhs = [0] * rows
        rhs[total] = 1
        objective = whole_array([scale, *([0] * (self.n_columns - 1))])
        return LinearProgram(*packed, tuple(rhs), objective, (1,) * rows, 1)

    def outcomes(
        self, x: dict[int, Fraction], clock: Clock
    ) -> tuple[tuple[Outcome, Fraction], ...]:
        """A distribution with the cliques' tables as marginals, on few outcomes."""
        columns = [j for j in x if j >= 2]
        whole, scale = over_common([x[j] for j in columns])
        mass = dict(zip(columns, whole))
        pieces = [
            (
                [0] * len(self.game.shape),
                sum(mass.get(j, 0) for j, _ in self.cells(self.cliques[self.game.order[-1]])),
            )
        ]
        for i in reversed(self.game.order):
            clock.check()
            clique, m = self.cliques[i], self.game.shape[i]
            left = {
                joint: [(s, mass[j + s]) for s in range(m) if j + s in mass]
                for joint, j in zip(
                    self.moves(clique.shared), range(clique.first, self.n_columns, m)
                )
            }
            cut = []
            for moves, length in pieces:
                shares = left[tuple(moves[k] for k in clique.shared)]
                while length:
                    s, share = shares.pop()
                    taken = min(share, length)
                    if share > taken:
                        shares.append((s, share - taken))
                    length -= taken
                    own = moves if not length else list(moves)
                    own[i] = s
                    cut.append((own, taken))
            pieces = cut
        found: dict[Outcome, int] = {}
        for moves, length in pieces:
            found[tuple(moves)] = found.get(tuple(moves), 0) + length
        return tuple((outcome, Fraction(found[outcome], scale)) for outcome in sorted(found))
