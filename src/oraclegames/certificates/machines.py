"""Machines as a document writes them: decision trees, which are run by their definition.

A tree is a list of nodes in which every node comes after those that it leads to; the last is the
first choice. A node is

- ``{"leaf": outcome}``;
- ``{"flip": p, "tails": i, "heads": j}``: a coin;
- ``{"ask": [machine, outcome, p], "no": i, "yes": j}``: is P(machine() = outcome) > p?
- ``{"sample": machine, "shows": [i, j, …]}``: an outcome drawn as the machine would, one node each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.certificates.part import Part

LEAF, FLIP, ASK, SAMPLE = "leaf", "flip", "ask", "sample"

Query = tuple[int, int, Fraction]
"""Machine and outcome by their positions, and the threshold."""


@dataclass(frozen=True)
class Node:
    """One choice: its kind, what is asked, flipped or sampled, and where each answer leads."""

    kind: str
    data: Any
    leads: tuple[int, ...]


@dataclass(frozen=True)
class Machine:
    """A name, outcomes, and what the machine does; nothing is known of it without a tree."""

    name: str
    outcomes: tuple[str, ...]
    nodes: tuple[Node, ...] | None


def machines_of(part: Part) -> list[Machine]:
    """The machines of a document.

    Raises:
        InputError: they are no machines.
    """
    names, labels = [], []
    for machine in part:
        machine.only("name", "outcomes", "tree")
        names.append(machine["name"].text())
        labels.append(tuple(outcome.text() for outcome in machine["outcomes"]))
        if not labels[-1] or len(set(labels[-1])) < len(labels[-1]):
            machine["outcomes"].unreadable("different outcomes, at least one")
    if not names or len(set(names)) < len(names):
        part.unreadable("machines of different names, at least one")
    reader = _Reader(names, labels)
    return [
        Machine(name, outcomes, None if machine.given("tree") is None else reader.tree(k, machine))
        for k, (machine, name, outcomes) in enumerate(zip(part, names, labels))
    ]


class _Reader:
    def __init__(self, names: list[str], labels: list[tuple[str, ...]]):
        self.names = names
        self.labels = labels

    def tree(self, machine: int, part: Part) -> tuple[Node, ...]:
        nodes = tuple(self._node(machine, k, node) for k, node in enumerate(part["tree"]))
        if not nodes:
            part["tree"].unreadable("at least one node")
        return nodes

    def _node(self, machine: int, place: int, part: Part) -> Node:
        if LEAF in part.mapping():
            part.only(LEAF)
            return Node(LEAF, self._outcome(machine, part[LEAF]), ())
        if FLIP in part.mapping():
            part.only(FLIP, "tails", "heads")
            p = part[FLIP].rational()
            part[FLIP].require(0 < p < 1, "a coin shows either side")
            return Node(FLIP, p, self._leads(place, part["tails"], part["heads"]))
        if ASK in part.mapping():
            part.only(ASK, "no", "yes")
            return Node(ASK, self.query(part[ASK]), self._leads(place, part["no"], part["yes"]))
        part.only(SAMPLE, "shows")
        other = self.machine(part[SAMPLE])
        shows = part["shows"].items(len(self.labels[other]))
        return Node(SAMPLE, other, self._leads(place, *shows))

    def query(self, part: Part) -> Query:
        machine, outcome, threshold = part.items(3)
        position = self.machine(machine)
        p = threshold.rational()
        threshold.require(0 <= p <= 1, "a threshold is a probability")
        return position, self._outcome(position, outcome), p

    def machine(self, part: Part) -> int:
        return self.names.index(part.word(*self.names))

    def _outcome(self, machine: int, part: Part) -> int:
        return self.labels[machine].index(part.word(*self.labels[machine]))

    def _leads(self, place: int, *parts: Part) -> tuple[int, ...]:
        for part in parts:
            if not 0 <= part.integer() < place:
                part.unreadable(f"a whole number from 0 to {place - 1}, an earlier node")
        return tuple(part.integer() for part in parts)


def queries_of(part: Part, machines: list[Machine]) -> dict[str, Query]:
    """The queries that the oracles of a document speak of, by their texts."""
    reader = _Reader([m.name for m in machines], [m.outcomes for m in machines])
    found: dict[str, Query] = {}
    for item in part:
        item.only("text", "query")
        query = reader.query(item["query"])
        name, outcome = item["query"][0].text(), item["query"][1].text()
        text = f"P({name} = {outcome}) > {item['query'][2].text()}?"
        item["text"].require(item["text"].text() == text, f"it is {text!r}")
        item.require(query not in found.values() and text not in found, "it stands here twice")
        found[text] = query
    part.require(list(found.values()) == sorted(found.values()), "they are not in order")
    return found


def truth(shares: Any, query: Query) -> int | None:
    """1 or 0 where an outcome is more or less likely than the threshold, None where neither."""
    above = shares[query[0]][query[1]] - query[2]
    if above > 0:
        return 1
    return 0 if above < 0 else None


@dataclass(frozen=True)
class Run:
    """A tree run once, with everything that may happen.

    Attributes:
        met: the probability of getting to each node; after a free answer as if it were "no".
        out: the probability of each outcome that comes out, by its position.
        loose: whether the answer to a free query changes what comes out.
    """

    met: list[Any]
    out: dict[int, Any]
    loose: bool


def run(nodes: tuple[Node, ...], shares: Any, answer: Callable[[Query], Any]) -> Run:
    """Run a tree.

    Args:
        nodes: the tree.
        shares: P(A = a) by the positions of machine and outcome.
        answer: the probability of a yes, None for a free one; asked only of what is met.
    """
    met: list[Any] = [Fraction(0)] * len(nodes)
    met[-1] = Fraction(1)
    out: dict[int, Any] = {}
    free = []
    for place in reversed(range(len(nodes))):
        node, weight = nodes[place], met[place]
        if weight == 0:
            continue
        if node.kind == LEAF:
            out[node.data] = out.get(node.data, Fraction(0)) + weight
            continue
        chances = _chances(node, shares, answer)
        if chances is None:
            free.append(place)
            chances = [1, 0]
        for below, chance in zip(node.leads, chances):
            met[below] = met[below] + weight * chance
    known: dict[int, Any] = {}
    loose = any(_comes(nodes, place, shares, answer, known) is None for place in free)
    return Run(met, out, loose)


def _chances(node: Node, shares: Any, answer: Callable[[Query], Any]) -> list[Any] | None:
    """With which probability each branch is taken; None if the answer is free."""
    if node.kind == SAMPLE:
        return list(shares[node.data])
    yes = node.data if node.kind == FLIP else answer(node.data)
    return None if yes is None else [1 - yes, yes]


def _comes(
    nodes: tuple[Node, ...],
    place: int,
    shares: Any,
    answer: Callable[[Query], Any],
    known: dict[int, Any],
) -> dict[int, Any] | None:
    """The outcomes after a node; None if a free answer changes them."""
    if place in known:
        return known[place]  # type: ignore[no-any-return]
    node, found = nodes[place], None
    if node.kind == LEAF:
        found = {node.data: Fraction(1)}
    else:
        chances = _chances(node, shares, answer)
        below = [
            _comes(nodes, n, shares, answer, known) if chances is None or chances[k] != 0 else {}
            for k, n in enumerate(node.leads)
        ]
        if chances is None:
            found = below[0] if below[0] == below[1] else None
        elif None not in below:
            found = {}
            for row, chance in zip(below, chances):
                for outcome, p in (row or {}).items():
                    found[outcome] = found.get(outcome, Fraction(0)) + chance * p
    known[place] = found
    return found
