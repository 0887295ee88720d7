"""Exploring a machine: its function is run again and again, over every path of coins and answers.

A path is the list of the answers that the function got. After each run the last answer that has an
alternative is changed, and the function runs again: a depth-first walk of the decision tree, which
needs nothing of the function but that it gives the same calls for the same answers. What is known
about the probabilities (a *view*: bounds for each P(A = a)) answers queries at once; along a path,
what the earlier answers imply answers the later ones.
"""

from __future__ import annotations

from typing import Any

from oraclegames.budget import Clock
from oraclegames.reflective.machines.bounds import (
    OPEN,
    View,
    decide,
)
from oraclegames.reflective.machines.decision_tree import (
    LEAF,
    UNKNOWN,
    Forest,
    Tree,
    parents_first,
)
from oraclegames.reflective.machines.machine import System
from oraclegames.reflective.machines.walk import CLOSELY, RUNS, Walk, checked_run

MAX_LENGTH = 1000
"""The largest number of coins and queries on one path."""
MAX_PATHS = 100_000
"""The largest number of paths of one machine, when everything it asks is decided or free."""
MAX_OPEN_PATHS = 512
"""The largest number of paths that are followed while cutting the block smaller would help."""


def explore_tree(
    system: System,
    machine: int,
    view: View,
    forest: Forest,
    *,
    search: bool = False,
    check: bool = False,
    open_paths: int = MAX_OPEN_PATHS,
    max_paths: int = MAX_PATHS,
    max_length: int = MAX_LENGTH,
    clock: Clock | None = None,
) -> Tree:
    """The decision tree of a machine under a view.

    Args:
        system: all machines.
        machine: the position of the machine to run.
        view: bounds of P(A = a), by the positions of machine and outcome.
        forest: where the nodes are made.
        search: spell readings out as the queries of their binary searches.
        check: run every path again and count steps, to see that the rules are kept.
        open_paths: stop after so many paths if cutting the view smaller would help.
        max_paths: the budget of paths.
        max_length: the budget of choices on one path.
        clock: looked at before every path.

    Raises:
        MachineError: when the machine breaks a rule or a budget; see the module.
        OutOfTime: the clock's budget is spent.
    """
    walk = Walk(system, system.machines[machine], view, search=search, length=max_length)
    paths = 0
    complete = True
    while True:
        if clock is not None:
            clock.check()
        runs = RUNS if paths < CLOSELY else 2
        outcome = checked_run(walk, runs) if check else walk.run()
        paths += 1
        node = forest.node(UNKNOWN, None) if outcome is None else forest.node(LEAF, outcome)
        complete = complete and outcome is not None
        while walk.path:
            choice = walk.path[-1]
            choice.done.append(node)
            if choice.answer + 1 < choice.answers:
                choice.answer += 1
                break
            walk.path.pop()
            node = forest.node(choice.kind, choice.data, tuple(choice.done))
        if not walk.path:
            break
        if paths >= open_paths and (walk.undecided or _open_queries(walk)):
            node, complete = forest.node(UNKNOWN, None), False
            break
        if paths >= max_paths:
            walk.at = len(walk.path)
            raise walk.error(f"has more than {max_paths} paths of coins and answers")
    return Tree(
        node,
        frozenset(walk.asked),
        frozenset(walk.undecided if complete else walk.undecided | _open_queries(walk)),
        paths,
        complete,
        parents_first(node),
    )


def _open_queries(walk: Walk) -> frozenset[Any]:
    return frozenset(q for q in walk.asked if decide(walk.view(q[0], q[1]), q[2]) == OPEN)
