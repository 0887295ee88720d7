"""Oracles, read back from their document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.machines.tree_function import query_of, system_of
from oraclegames.reflective.oracles.bound_and_cut import Block
from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle, UndeterminedCell


def read_oracles(document: Part) -> Oracles:
    """The answer of ``solve_oracles``; how many boxes were looked at is not written down."""
    system = system_of(document["machines"])
    queries = {part["text"].text(): query_of(part["query"], system) for part in document["queries"]}
    status: Any = document["status"].word("complete", "partial", "undetermined")
    return Oracles(
        system,
        tuple(_oracle(part, system, queries) for part in document["oracles"]),
        status,
        tuple(cell_of(part) for part in document["undetermined"]),
        document["method"].text(),
        0,
        document.optional("cover", lambda part: _block(part, system)),
    )


def cell_of(part: Part) -> UndeterminedCell:
    """A cell that was not decided."""
    bounds = []
    for row in part["bounds"]:
        pairs = []
        for ends in row:
            low, high = ends.rationals(2)
            pairs.append((low, high))
        bounds.append(tuple(pairs))
    return UndeterminedCell(tuple(bounds), part["reason"].text())


def _oracle(part: Part, system: System, queries: Mapping[str, Query]) -> ReflectiveOracle:
    rows = part["exact"].items(len(system.machines))
    distributions = tuple(
        tuple(map(number_of, row.items(len(machine.outcomes))))
        for row, machine in zip(rows, system.machines)
    )
    answers = {
        queries[item["query"].word(*queries)]: number_of(item["exact"]) for item in part["answers"]
    }
    return ReflectiveOracle(
        system,
        distributions,
        answers,
        tuple(queries[item.word(*queries)] for item in part["free"]),
        part["dimension"].integer(),
        tuple(_oracle(item, system, queries) for item in part["vertices"]),
        part["flat"].flag(),
        tuple(item.text() for item in part["cell"]),
    )


def _block(part: Part, system: System) -> Block:
    """A block with what became of it."""
    block = Block()
    if not isinstance(part.value, dict):
        block.cell = part.word("cell", "bounds") == "cell"
        return block
    kept = part.get("bounds")
    block.bounds = None if kept is None else [item.value for item in kept]
    if "cut" not in part.mapping():
        block.cell = "cell" in part.mapping()
        return block
    query = query_of(part["cut"], system)
    machine = system.machine_index(query.machine)
    outcome = system.outcome_index(machine, query.outcome)
    block.cut = machine, outcome, to_fmpq(query.threshold)
    block.pieces = {
        side: _block(part[side], system)
        for side in ("below", "on", "above")
        if part[side].value != "bounds"
    }
    return block
