"""Play by chains on the boundary: what an order of the moves demands, and two ways to decide it.

Notation: P is a distribution, D_i(o) = U_i(o) − v_i, T_{i,A} = {o : o_i ∈ A}. Along totally mixed
P_k → P the supported moves of player i must satisfy, as links of her chain with the moves "after",

    c_i(l) ≤ c_i(after l)  for every link l before a supported move,
    c_i(s) ≥ c_i(after s)  for every supported move s.

In the limit all supported moves are worth the same, v_i; a link l before the last supported move
may be worth at most v_i; and the moves after the last supported one *together* at most v_i. So the
tremble sets are T_{i,l} for the former and one set T_{i,A} for the latter, and the levels of
:mod:`oraclegames.conditional.trembles.levels` decide whether the limit allows P. A proof that there
are no levels is a proof that no reflective COD of these chains plays P.

**One order of magnitude.** Look for weights Q on the outcomes, ≥ 1 where P is zero, with

    Σ_{T_{i,s}} Q D_i = 0 for supported s,      Σ_{T_{i, after s}} Q D_i = 0 for all but the last,
    Σ_{T_{i,A}} Q D_i ≤ 0 for the moves A after the last,

and for an unsupported link l before the last: nothing if D_i < 0 on T_{i,l}; else both sums
Σ_{T_{i,l}} Q D_i ≤ 0 ≤ Σ_{T_{i, after l}} Q D_i. Then P + tQ is a family of trembles. For a single
player this is necessary too, for c(l) is a constant and every condition is linear: her chain is
always decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oraclegames.budget import Clock
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.face import Face, MoveSet, Weights
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import LevelSearch, tempts
from oraclegames.conditional.trembles.regularity import Direction
from oraclegames.exact.linear_program import Infeasible
from oraclegames.games.distribution import Distribution
from oraclegames.games.shown import Shown
from oraclegames.later import np


@dataclass(frozen=True, repr=False)
class Blocked(Evident, Shown):
    """Proof that no trembles suit the chains, even in the limit: tremble sets with y > 0 for each.

    Σ y_{i,A} D_i(o) over the sets that o touches is ≥ 1 for every outcome that touches one, so that
    the first level that touches a set tempts somebody.
    """

    kind = "blocked"

    agents: Agents
    distribution: Distribution
    sets: tuple[MoveSet, ...]
    multipliers: tuple[Fraction, ...]

    def verify(self) -> bool:
        """Re-check the inequality at every outcome that touches the sets."""
        face = Face.of(self.distribution)
        if not self.sets or not set(self.sets) <= set(chain_sets(self.agents, face)):
            return False
        if len(self.sets) != len(self.multipliers) or min(self.multipliers) <= 0:
            return False
        return tempts(face, list(zip(self.sets, self.multipliers)))

    def __str__(self) -> str:
        return "whichever moves are tried first, some link would answer differently"


@dataclass(frozen=True, repr=False)
class NoTremble(Evident, Shown):
    """Proof that a single player's chain does not play P: her conditions on Q have no solution."""

    kind = "no-tremble"

    agents: Agents
    distribution: Distribution
    farkas: Infeasible

    def verify(self) -> bool:
        """Re-check the multipliers against the program, set up anew from the payoffs."""
        if self.agents.game.n_players != 1:
            return False
        return self.farkas.verify(_direction(self.agents, self.distribution).program)

    def __str__(self) -> str:
        return "no weights of the other moves make every link answer as it does"


def chain_sets(agents: Agents, face: Face) -> tuple[MoveSet, ...]:
    """The tremble sets of chains: single moves, and together those after the last supported one."""
    sets: list[MoveSet] = []
    for i, order in enumerate(agents.orders):
        last = max(order.index(s) for s in face.supported[i])
        sets += [(i, (move,)) for move in order[:last] if move not in face.supported[i]]
        if order[last + 1 :]:
            sets.append((i, order[last + 1 :]))
    return tuple(sets)


def chain_levels(
    agents: Agents, distribution: Distribution, clock: Clock | None = None
) -> tuple[Weights, ...] | Blocked:
    """Levels of trembles for the sets of the chains, or the proof that there are none.

    The supported moves must be worth the same. Always decided, at the cost of ``weak_levels``.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    face = Face.of(distribution)
    search = LevelSearch(face, chain_sets(agents, face), clock)
    proof = search.weak()
    if proof:
        sets, multipliers = zip(*proof)
        return Blocked(agents, distribution, sets, multipliers)
    return tuple(search.levels)


def one_order(agents: Agents, distribution: Distribution) -> TrembleFamily | NoTremble | None:
    """Trembles P + tQ that suit the chains to first order.

    The caller re-checks the family, for with several players Q's own conditions are sufficient only
    up to higher orders. For a single player the answer is a family or a proof; for more, None means
    nothing.
    """
    found = _direction(agents, distribution).solve()
    if isinstance(found, Infeasible):
        single = agents.game.n_players == 1
        return NoTremble(agents, distribution, found) if single else None
    return TrembleFamily(distribution, tuple(zip(distribution.probabilities, found)))


def _direction(agents: Agents, distribution: Distribution) -> Direction:
    """The conditions on Q, which is at least 1 where P is zero."""
    face = Face.of(distribution)
    conditions: list[tuple[MoveSet, int]] = []  # a set, and 0 for "= 0", 1 for "≤ 0", −1 for "≥ 0"
    for i, order in enumerate(agents.orders):
        supported = face.supported[i]
        last = max(order.index(s) for s in supported)
        for j, move in enumerate(order[: last + 1]):
            if move in supported:
                conditions.append(((i, (move,)), 0))
                if j < last:
                    conditions.append(((i, order[j + 1 :]), 0))
            elif np.moveaxis(face.gains.tables[i], i, 0)[move].max() >= 0:
                conditions.append(((i, (move,)), 1))
                conditions.append(((i, order[j + 1 :]), -1))
        if order[last + 1 :]:
            conditions.append(((i, order[last + 1 :]), 1))
    sets = [target for target, _ in conditions]
    signs = np.array([sign for _, sign in conditions])
    matrix = face.matrix(sets, face.touched(sets)) * np.where(signs < 0, -1, 1)[:, None]
    zeros = np.array([p == 0 for p in distribution.probabilities])
    return Direction.of(matrix, zeros, signs == 0)
