"""δ-Pareto: which steps are surely a gain for both, whatever the reading hides?

Let D(o1, o2) be the derivative of the payoffs as the weight of o1 in p and of o2 in q grows at unit
rate while the other weights shrink in proportion; a player whose weight is already 1 contributes
nothing. Both payoffs' D must be positive for all strategies in the two zones. The first player's
share of D depends on the second's zone alone and conversely when there are two moves, so that the
sum of the two least shares decides it exactly; with more moves this sum is a lower bound, and the
test errs on the side of staying. Next to weight 1 the test asks for a gain with and without the
share that vanishes there.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.
"""

from __future__ import annotations

from flint import fmpq, fmpq_mat

from oraclegames.reflective.agents.reading import Reading
from oraclegames.reflective.agents.seat import Seat


def improving_moves(seat: Seat, own: Reading, other: Reading) -> frozenset[int]:
    """The own moves o for which some move of the other makes D(o, ·) surely positive for both."""
    first, second = seat.tables
    mine = _Growth((first, second), own.matrix, other.matrix)
    theirs = _Growth((first.transpose(), second.transpose()), other.matrix, own.matrix)
    answers = [theirs.least(reply) for reply in range(theirs.moves)]
    better = set()
    for move in range(mine.moves):
        *step, arrived = mine.least(move)
        for reply, (*answer, back) in enumerate(answers):
            if (
                not (arrived and back)
                and step[0] + answer[0] > 0
                and step[1] + answer[1] > 0
                and (not arrived or theirs.gains(reply, move))
                and (not back or mine.gains(move, reply))
            ):
                better.add(move)
    return frozenset(better)


class _Growth:
    """What a player's growing move brings to both payoffs; the player's moves are the tables' rows.

    As the weight of move o in p grows at unit rate, p changes by (o − p) / (1 − p(o)), and a payoff
    by (its value at o − its value at p) / (1 − p(o)).
    """

    def __init__(self, tables: tuple[fmpq_mat, fmpq_mat], growing: fmpq_mat, still: fmpq_mat):
        self.tables = tables
        self.growing = growing
        self.moves = growing.ncols()
        columns = still.transpose()
        self.at_moves = tables[0] * columns, tables[1] * columns
        self.at_corners = growing * self.at_moves[0], growing * self.at_moves[1]

    def least(self, move: int) -> tuple[fmpq, fmpq, bool]:
        """The least over both readings, for both; has the player perhaps arrived at the move?"""
        least: list[fmpq | None] = [None, None]
        arrived = False
        for k in range(self.growing.nrows()):
            rest = 1 - self.growing[k, move]
            if rest == 0:
                arrived = True
                continue
            for who, (after, now) in enumerate(zip(self.at_moves, self.at_corners)):
                for q in range(after.ncols()):
                    gain = (after[move, q] - now[k, q]) / rest
                    known = least[who]
                    if known is None or gain < known:
                        least[who] = gain
        return least[0] or fmpq(0), least[1] or fmpq(0), arrived

    def gains(self, move: int, reply: int) -> bool:
        """Whether both surely gain by it when the other plays this for sure.

        The player has not arrived at the move; how much it brings is not asked.
        """
        pairs = ((table, self.growing * table) for table in self.tables)
        return all(
            table[move, reply] > now[k, reply] for table, now in pairs for k in range(now.nrows())
        )
