"""Decision trees: everything that a machine can do, as a rooted graph.

A node is a coin, a query, a sample of another machine, or a leaf with the machine's outcome. Equal
subtrees are one object, so that a tree is stored as an acyclic graph, and a query whose answer
changes nothing is no node at all: it is only remembered among the queries ``asked``.

Two more kinds occur while a solver looks at a block of zones at once, where a machine's readings
are intervals: a coin whose probability is known to lie in an interval, and a fork, of which it is
only known that one of its branches is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LEAF, COIN, ASK, SAMPLE, WIDE, FORK, UNKNOWN = range(7)


class Node:
    """One node; ``children`` are in the order of the answers.

    ======== ============================ =======================================
    kind     data                         children
    ======== ============================ =======================================
    LEAF     position of the outcome      none
    COIN     probability of heads         tails, heads
    ASK      (machine, outcome, p)        no, yes
    SAMPLE   (machine, outcomes)          one for each of these outcomes
    WIDE     (lowest, highest) of heads   tails, heads
    FORK     None                         false, true
    UNKNOWN  None                         none; any outcome may come out
    ======== ============================ =======================================

    Machines and outcomes are positions, probabilities are FLINT rationals. ``number`` grows from
    children to parents.
    """

    __slots__ = ("children", "data", "kind", "number")

    def __init__(self, kind: int, data: Any, children: tuple[Node, ...], number: int):
        self.kind = kind
        self.data = data
        self.children = children
        self.number = number


class Forest:
    """Makes nodes so that equal subtrees are the same object."""

    def __init__(self) -> None:
        self._known: dict[Any, Node] = {}

    def node(self, kind: int, data: Any, children: tuple[Node, ...] = ()) -> Node:
        """The node with this content; a choice between equal children is left out."""
        if children and all(child is children[0] for child in children):
            return children[0]
        key = (kind, data, *(child.number for child in children))
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = Node(kind, data, children, len(self._known))
        return node


@dataclass(frozen=True)
class Tree:
    """What one machine does, as far as it was explored.

    Attributes:
        root: the first choice.
        asked: every query (machine, outcome, p) that some path asks.
        undecided: thresholds (machine, outcome, p) at which the block should be cut, because a
            reading or a path depends on it.
        paths: the number of paths that were run.
        complete: whether every path was followed.
    """

    root: Node
    asked: frozenset[Any]
    undecided: frozenset[Any]
    paths: int
    complete: bool
    order: tuple[Node, ...]

    @property
    def exact(self) -> bool:
        """Whether the tree holds coins, queries, samples and leaves only."""
        return self.complete and not self.undecided


def parents_first(root: Node) -> tuple[Node, ...]:
    """All nodes below a root, every parent before its children."""
    seen = {root.number: root}
    stack = [root]
    while stack:
        for child in stack.pop().children:
            if child.number not in seen:
                seen[child.number] = child
                stack.append(child)
    return tuple(seen[number] for number in sorted(seen, reverse=True))


def mentioned(tree: Tree) -> set[int]:
    """The machines whose probabilities matter to the output of a tree."""
    return {node.data[0] for node in tree.order if node.kind in (ASK, SAMPLE)}
