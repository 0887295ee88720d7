"""What modal agents do to each other: their formulas on finite linear Kripke frames.

For agents X and Y let X(Y) say "X cooperates with Y"; it holds iff X's formula does, with me = X
and them = Y. All pairs that the formulas speak of make a finite system of equivalences in which
every atom stands under a box, so that provability logic (GL) has exactly one solution, up to
provable equivalence. On the frame with worlds 0, 1, 2, …, where each world sees those below,

    []f holds at world n iff f holds at all worlds below n,

and the truth of all pairs at world n follows from what holds below n.

**Where it settles.** A box can only turn from true to false, once, as n grows; at one world the
pairs' truth follows from the boxes' truth alone. Let no box change from world N to N + 1. Then
nothing changes at N + 1, hence no inside of a box that is true there is false, and no box changes
from N + 1 to N + 2, and so on: everything stays as at N. With B boxes there are at most B changes,
so some N ≤ B is such a world. What holds from some world on is true (PA being sound), and what
holds from world k on is proved by PA+k, by the completeness of GL (Segerberg; Solovay).

Cost: O(nodes of all formulas × N), for pairs² formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from oraclegames.errors import InputError
from oraclegames.reflective.modal.formulas import ME, THEM, Formula, atoms
from oraclegames.reflective.modal.modal_agents import CATALOGUE, ModalAgent, named

Pair = tuple[str, str]
"""X and Y, for the statement that X cooperates with Y."""


@dataclass(frozen=True)
class Worlds:
    """Who cooperates with whom at the worlds 0, …, N.

    Attributes:
        pairs: X and Y, for each statement X(Y) of the system.
        truth: for each of them its truth at every world; as at the last it stays.
    """

    pairs: tuple[Pair, ...]
    truth: tuple[tuple[bool, ...], ...]


def library(agents: Iterable[ModalAgent]) -> dict[str, ModalAgent]:
    """The agents and all that their formulas speak of, by name.

    Raises:
        InputError: a name is nobody's, or that of two.
    """
    known: dict[str, ModalAgent] = {}
    for one in agents:
        if known.setdefault(one.name, one) != one:
            raise InputError(f"two different agents are called {one.name!r}")
        if one.name in CATALOGUE and one != named(one.name):
            raise InputError(f"{one.name!r} is an agent of the catalogue: call yours otherwise")
    open_ones = list(known.values())
    while open_ones:
        one = open_ones.pop()
        for name in {name for pair in atoms(one.formula) for name in pair} - {ME, THEM}:
            if name in known:
                continue
            try:
                known[name] = named(name)
            except InputError:
                raise InputError(
                    f"agent {one.name!r} speaks of {name!r}, which is no agent here and not in the "
                    "catalogue"
                ) from None
            if known[name].name != name:
                raise InputError(
                    f"agent {one.name!r} speaks of {name!r}: write {known[name].name!r}"
                )
            open_ones.append(known[name])
    return known


def play_out(agents: Mapping[str, ModalAgent], asked: Iterable[Pair]) -> Worlds:
    """Everything that the pairs asked for depend on, world by world."""
    system = _System(agents)
    for pair in asked:
        system.root(pair)
    system.finish()
    truth = system.run()
    pairs = tuple(system.roots)
    return Worlds(pairs, tuple(tuple(row[pair] for row in truth) for pair in pairs))


class _System:
    """All formulas as one list of nodes, each after those that it needs at the same world."""

    def __init__(self, agents: Mapping[str, ModalAgent]):
        self.agents = agents
        self.nodes: list[tuple[str, int, int]] = []  # what it is, and two places it needs
        self.roots: dict[Pair, int] = {}
        self.boxes: dict[tuple[Formula, str, str], int] = {}
        self.insides: list[tuple[int, int]] = []  # each box and its inside
        self._open: list[tuple[Formula, str, str]] = []

    def root(self, pair: Pair) -> int:
        """The node of X(Y)."""
        if pair not in self.roots:
            self.roots[pair] = self.build(self.agents[pair[0]].formula, *pair)
        return self.roots[pair]

    def finish(self) -> None:
        """Build what is inside of the boxes, until there are no new ones."""
        while self._open:
            key = self._open.pop()
            self.insides.append((self.boxes[key], self.build(*key)))

    def build(self, formula: Formula, me: str, them: str) -> int:
        """The node of a formula of an agent against another."""
        kind = str(formula[0])
        if kind == "cooperates":
            who = {ME: me, THEM: them}
            first, second = (who.get(str(name), str(name)) for name in formula[1:])
            return self.root((first, second))
        if kind == "box":
            inside: Formula = formula[1]
            key = inside, me, them
            if key not in self.boxes:
                self.boxes[key] = self.add("box")
                self._open.append(key)
            return self.boxes[key]
        return self.add(kind, *(self.build(f, me, them) for f in formula[1:]))

    def add(self, kind: str, first: int = -1, second: int = -1) -> int:
        """One more node."""
        self.nodes.append((kind, first, second))
        return len(self.nodes) - 1

    def run(self) -> list[dict[Pair, bool]]:
        """The truth of every pair at the worlds 0, …, N."""
        boxes = dict.fromkeys(self.boxes.values(), True)
        rows = []
        while True:
            values = self.world(boxes)
            rows.append({pair: values[node] for pair, node in self.roots.items()})
            after = {box: boxes[box] and values[inside] for box, inside in self.insides}
            if after == boxes:
                return rows
            boxes = after

    def world(self, boxes: Mapping[int, bool]) -> list[bool]:
        """The truth of every node, given that of the boxes."""
        values: list[bool] = []
        for place, (kind, first, second) in enumerate(self.nodes):
            if kind == "box":
                values.append(boxes[place])
            elif kind in ("true", "false"):
                values.append(kind == "true")
            elif kind == "not":
                values.append(not values[first])
            else:
                a, b = values[first], values[second]
                values.append(_JOINED[kind](a, b))
        return values


_JOINED: dict[str, Callable[[bool, bool], bool]] = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "implies": lambda a, b: b or not a,
    "iff": lambda a, b: a == b,
}
