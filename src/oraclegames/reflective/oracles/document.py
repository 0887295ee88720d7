"""Oracles for JSON: the machines, what was found, and the blocks without any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames._version import __version__
from oraclegames.exact.algebraic import format_number, number_document
from oraclegames.exact.rational import format_rational
from oraclegames.reflective.machines.document import asked, machine_documents
from oraclegames.reflective.machines.machine import Query, System

if TYPE_CHECKING:
    from oraclegames.reflective.oracles.bound_and_cut import Block
    from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle

_DEEPEST = 200
"""Blocks that were cut more often are not written down: readers of JSON have their limits."""


def oracles_document(result: Oracles) -> dict[str, Any]:
    """The result as plain values, schema ``oraclegames/oracles-1``; not yet verified."""
    system = result.system
    return {
        "schema": "oraclegames/oracles-1",
        "version": __version__,
        "machines": machine_documents(system),
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
    kept = {} if block.bounds is None else {"bounds": block.bounds}
    if block.cell:
        return {"cell": True, **kept} if kept else "cell"
    if block.cut is None:
        return kept or "bounds"
    if depth == _DEEPEST:
        return None
    document: dict[str, Any] = {**kept, "cut": asked(system, block.cut)}
    for side in ("below", "on", "above"):
        piece = block.pieces.get(side)
        document[side] = "bounds" if piece is None else _block_document(system, piece, depth + 1)
        if document[side] is None:
            return None
    return document
