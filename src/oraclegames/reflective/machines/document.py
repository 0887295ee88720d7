"""Machines for JSON: as decision trees, since functions cannot be written down."""

from __future__ import annotations

from typing import Any

from oraclegames.exact.rational import format_rational, to_fraction
from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, Forest, Node
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import MachineError, System

MOST_PATHS = 20_000
"""Machines with more paths are not written down."""


def machine_documents(system: System, most: int | None = None) -> list[dict[str, Any]]:
    """All machines: name, outcomes, and the decision tree; null for one of more paths than most.

    Args:
        system: the machines.
        most: how many paths may be written down; None for ``MOST_PATHS``.
    """
    return [
        {
            "name": machine.name,
            "outcomes": list(machine.outcomes),
            "tree": _tree(system, number, MOST_PATHS if most is None else most),
        }
        for number, machine in enumerate(system.machines)
    ]


def _tree(system: System, machine: int, most: int) -> list[dict[str, Any]] | None:
    """The decision tree of a machine, readings as queries; None if it is too large.

    Every node comes after those that it leads to, so that the last is the first choice.
    """
    try:
        tree = explore_tree(
            system,
            machine,
            lambda *_: UNIT,
            Forest(),
            search=True,
            open_paths=most + 1,
            max_paths=most,
        )
    except MachineError:
        return None
    places: dict[int, int] = {}
    nodes = []
    for node in reversed(tree.order):
        nodes.append(_node(system, machine, node, places))
        places[node.number] = len(places)
    return nodes


def _node(system: System, machine: int, node: Node, places: dict[int, int]) -> dict[str, Any]:
    leads = [places[child.number] for child in node.children]
    if node.kind == LEAF:
        return {"leaf": system.machines[machine].outcomes[node.data]}
    if node.kind == COIN:
        p = format_rational(to_fraction(node.data))
        return {"flip": p, "tails": leads[0], "heads": leads[1]}
    if node.kind == ASK:
        return {"ask": asked(system, node.data), "no": leads[0], "yes": leads[1]}
    return {"sample": system.machines[node.data[0]].name, "shows": leads}


def asked(system: System, data: Any) -> list[str]:
    """A query (machine, outcome, threshold), given by positions."""
    machine = system.machines[data[0]]
    return [machine.name, machine.outcomes[data[1]], format_rational(to_fraction(data[2]))]
