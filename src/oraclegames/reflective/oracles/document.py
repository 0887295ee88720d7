"""Oracles for JSON: the machines as decision trees, what was found, and the blocks without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames._version import __version__
from oraclegames.exact.algebraic import format_number, number_document
from oraclegames.exact.rational import format_rational, to_fraction
from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, Forest, Node
from oraclegames.reflective.machines.explore_tree import explore_tree
from oraclegames.reflective.machines.machine import MachineError, Query, System

if TYPE_CHECKING:
    from oraclegames.reflective.oracles.bound_and_cut import Block
    from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle

MOST_PATHS = 20_000
"""Machines with more paths are not written down."""
_DEEPEST = 200
"""Blocks that were cut more often are not either: readers of JSON have their limits."""


def oracles_document(result: Oracles) -> dict[str, Any]:
    """The result as plain values, schema ``oraclegames/oracles-1``; not yet verified."""
    system = result.system
    return {
        "schema": "oraclegames/oracles-1",
        "version": __version__,
        "machines": [
            {
                "name": machine.name,
                "outcomes": list(machine.outcomes),
                "tree": tree_document(system, number),
            }
            for number, machine in enumerate(system.machines)
        ],
        "queries": [
            {"text": str(query), "query": [*_named(query), format_rational(query.threshold)]}
            for query in _queries(result)
        ],
        "status": result.status,
        "oracles": [entry.to_dict() for entry in result.entries],
        "undetermined": [cell.to_dict() for cell in result.undetermined],
        "cover": result.cover and _block_document(system, result.cover),
        "method": result.method,
        "verified": None,
    }


def oracle_document(oracle: ReflectiveOracle) -> dict[str, Any]:
    """One oracle: exact numbers as texts or by their polynomials, and as decimals."""
    system = oracle.system
    answers = sorted(oracle.answers.items(), key=lambda item: place(system, item[0]))
    return {
        "distributions": {
            machine.name: dict(zip(machine.outcomes, map(format_number, row)))
            for machine, row in zip(system.machines, oracle.distributions)
        },
        "exact": [list(map(number_document, row)) for row in oracle.distributions],
        "answers": [
            {"query": str(query), "yes": format_number(answer), "exact": number_document(answer)}
            for query, answer in answers
        ],
        "free": [str(query) for query in sorted(oracle.free, key=lambda q: place(system, q))],
        "dimension": oracle.dimension,
        "flat": oracle.flat,
        "vertices": [oracle_document(vertex) for vertex in oracle.vertices],
        "cell": list(oracle.cell),
    }


def tree_document(system: System, machine: int) -> list[dict[str, Any]] | None:
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
            open_paths=MOST_PATHS + 1,
            max_paths=MOST_PATHS,
        )
    except MachineError:
        return None
    places: dict[int, int] = {}
    nodes = []
    for node in reversed(tree.order):
        nodes.append(_node_document(system, machine, node, places))
        places[node.number] = len(places)
    return nodes


def _node_document(
    system: System, machine: int, node: Node, places: dict[int, int]
) -> dict[str, Any]:
    leads = [places[child.number] for child in node.children]
    if node.kind == LEAF:
        return {"leaf": system.machines[machine].outcomes[node.data]}
    if node.kind == COIN:
        p = format_rational(to_fraction(node.data))
        return {"flip": p, "tails": leads[0], "heads": leads[1]}
    if node.kind == ASK:
        return {"ask": _asked(system, node.data), "no": leads[0], "yes": leads[1]}
    return {"sample": system.machines[node.data[0]].name, "shows": leads}


def _asked(system: System, data: Any) -> list[str]:
    machine = system.machines[data[0]]
    return [machine.name, machine.outcomes[data[1]], format_rational(to_fraction(data[2]))]


def _named(query: Query) -> tuple[str, str]:
    return query.machine, query.outcome


def place(system: System, query: Query) -> tuple[int, int, Any]:
    """Where a query stands among others: by machine, outcome, threshold."""
    machine = system.machine_index(query.machine)
    return machine, system.outcome_index(machine, query.outcome), query.threshold


def _queries(result: Oracles) -> list[Query]:
    """Every query of which some oracle speaks."""
    found: set[Query] = set()
    for entry in result.entries:
        for oracle in (entry, *entry.vertices):
            found.update(oracle.answers, oracle.free)
    return sorted(found, key=lambda query: place(result.system, query))


def _block_document(system: System, block: Block, depth: int = 0) -> Any:
    """The blocks, piece in piece; None if they lie too deep."""
    if block.cell:
        return "cell"
    if block.cut is None:
        return "bounds"
    if depth == _DEEPEST:
        return None
    document: dict[str, Any] = {"cut": _asked(system, block.cut)}
    for side in ("below", "on", "above"):
        piece = block.pieces.get(side)
        document[side] = "bounds" if piece is None else _block_document(system, piece, depth + 1)
        if document[side] is None:
            return None
    return document
