"""That a match has no other fixed points, for players with more than two moves.

The programs are written as machines that ask an oracle: each reads both players' cumulative
probabilities, zone by zone, with queries, and plays. The probability of "one of the first j moves"
is that of a machine that samples the player and looks. The oracles of these machines are the fixed
points, and :mod:`oraclegames.certificates.oracle_cover` shows that there are no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from oraclegames.certificates.machines import (
    ASK,
    FLIP,
    LEAF,
    SAMPLE,
    Machine,
    Node,
    Query,
    run,
    truth,
)
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Mixed, Scene, Zones
from oraclegames.certificates.oracle_branch import Found
from oraclegames.certificates.oracle_cover import search_all
from oraclegames.certificates.oracle_faces import Corner
from oraclegames.certificates.part import Part

_MOST_READINGS = 5000
_MOST_BLOCKS = 20_000


def check_all_wide(
    part: Part, scene: Scene, agents: Sequence[Agent], points: Sequence[Any]
) -> tuple[int, int]:
    """No fixed point but those listed; the numbers of blocks without any, and of cells solved.

    Raises:
        Refuted: one is lacking.
        InputError: the readings are too many, or a cell cannot be solved by this check.
    """
    readings = scene.zones ** sum(moves - 1 for moves in scene.game.shape)
    if readings > _MOST_READINGS:
        part.unreadable(f"a match of at most {_MOST_READINGS} readings, not {readings}")
    machines = [_player(scene, agent) for agent in agents]
    for i, moves in enumerate(scene.game.shape):
        machines += [_among(f"{i} plays one of {j}", i, j, moves) for j in range(2, moves)]
    return search_all(part, machines, [_found(scene, machines, p) for p in points], _MOST_BLOCKS)


class _Tree:
    """Nodes, each kind of choice with the same branches once."""

    def __init__(self) -> None:
        self.places: dict[Node, int] = {}

    def node(self, kind: str, data: Any, leads: tuple[int, ...]) -> int:
        if leads and all(lead == leads[0] for lead in leads):
            return leads[0]
        return self.places.setdefault(Node(kind, data, leads), len(self.places))

    def mixed(self, shares: Mixed) -> int:
        """A draw of a move."""
        move = max(k for k, p in enumerate(shares) if p)
        place, left = self.node(LEAF, move, ()), shares[move]
        for k in reversed(range(move)):
            if shares[k]:
                left += shares[k]
                place = self.node(FLIP, shares[k] / left, (place, self.node(LEAF, k, ())))
        return place

    def machine(self, name: str, moves: int, root: int) -> Machine:
        """The tree, with its first choice last."""
        nodes = [*self.places][: root + 1]
        return Machine(name, tuple(map(str, range(moves))), tuple(nodes))


def position(scene: Scene, player: int, count: int) -> int:
    """The machine whose first outcome is that the player makes one of the first moves."""
    if count == 1:
        return player
    before = max(0, scene.game.shape[0] - 2) if player else 0
    return 2 + before + count - 2


def _player(scene: Scene, agent: Agent) -> Machine:
    """The program as a machine: it reads both, and plays."""
    shape, tree = scene.game.shape, _Tree()
    asked = [(i, j) for i in (0, 1) for j in range(1, shape[i])]

    def read(seen: tuple[int, ...]) -> int:
        if len(seen) == len(asked):
            first: Zones = seen[: shape[0] - 1]
            pair = (first, seen[shape[0] - 1 :])[:: 1 if agent.player == 0 else -1]
            return tree.mixed(agent.output(*pair))
        machine = position(scene, *asked[len(seen)])

        def search(low: int, high: int) -> int:
            if low == high:
                return read((*seen, low))
            middle = (low + high + 1) // 2
            no, yes = search(low, middle - 1), search(middle, high)
            return tree.node(ASK, (machine, 0, middle * scene.delta), (no, yes))

        return search(0, scene.zones - 1)

    return tree.machine(str(agent.player), agent.moves, read(()))


def _among(name: str, player: int, count: int, moves: int) -> Machine:
    nodes = (
        Node(LEAF, 0, ()),
        Node(LEAF, 1, ()),
        Node(SAMPLE, player, tuple(int(k >= count) for k in range(moves))),
    )
    return Machine(name, ("yes", "no"), nodes)


def _found(scene: Scene, machines: Sequence[Machine], point: Any) -> Found:
    """A listed point as an oracle of the machines."""
    shares: list[Any] = list(point.play)
    answers: dict[Query, Any] = {}
    for i, mixed in enumerate(point.play):
        sums = list(accumulate(mixed))[:-1]
        shares += [(x, 1 - x) for x in sums[1:]]
        for j, (read, answer) in enumerate(zip(point.zones[i], point.answers[i]), 1):
            if answer is not None:
                answers[position(scene, i, j), 0, read[1] * scene.delta] = answer.low

    def answer_to(query: Query) -> Any:
        known = truth(shares, query)
        return answers[query] if known is None else known

    met = [run(machine.nodes or (), shares, answer_to).met for machine in machines]
    return Found([shares], True, False, [Corner(shares, answers, met)])
