"""Oracles, read back from their document: machines are what their decision trees do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part
from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.machines.machine import Machine, Query, System
from oraclegames.reflective.oracles.bound_and_cut import Block
from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle, UndeterminedCell


@dataclass(frozen=True)
class Walk:
    """A machine's function: a walk through the nodes of a tree, from the last one on.

    Attributes:
        nodes: as they stand in the document; None of a machine that was too large for it.
        outcomes: of every machine, by its name.
    """

    nodes: tuple[Mapping[str, Any], ...] | None
    outcomes: Mapping[str, tuple[str, ...]]

    def __call__(self, oracle: Any) -> str:
        """Play: toss, ask and sample as the nodes say."""
        if self.nodes is None:
            raise UnsupportedError("this machine was too large for the document it was read from")
        node = self.nodes[-1]
        while "leaf" not in node:
            if "flip" in node:
                way = "heads" if oracle.flip(node["flip"]) else "tails"
            elif "ask" in node:
                way = "yes" if oracle.exceeds(*node["ask"]) else "no"
            else:
                name = node["sample"]
                node = self.nodes[node["shows"][self.outcomes[name].index(oracle.sample(name))]]
                continue
            node = self.nodes[node[way]]
        outcome: str = node["leaf"]
        return outcome


def read_oracles(document: Part) -> Oracles:
    """The answer of ``solve_oracles``; how many boxes were looked at is not written down."""
    listed = document["machines"].items()
    outcomes = {
        part["name"].text(): tuple(item.text() for item in part["outcomes"]) for part in listed
    }
    system = System(
        tuple(
            Machine(name, shown, Walk(_nodes(part["tree"], shown, outcomes), outcomes))
            for part, (name, shown) in zip(listed, outcomes.items())
        )
    )
    queries = {part["text"].text(): _query(part["query"], outcomes) for part in document["queries"]}
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


def _nodes(
    part: Part, own: tuple[str, ...], outcomes: Mapping[str, tuple[str, ...]]
) -> tuple[Mapping[str, Any], ...] | None:
    """The nodes of a tree, each after those that it leads to."""
    if part.missing:
        return None
    nodes: list[Mapping[str, Any]] = []
    for item in part:
        kind = next((key for key in ("leaf", "flip", "ask", "sample") if key in item.mapping()), "")
        known = len(nodes)
        if kind == "leaf":
            nodes.append({"leaf": item["leaf"].word(*own)})
        elif kind == "flip":
            leads = {key: _place(item[key], known) for key in ("tails", "heads")}
            nodes.append({"flip": item["flip"].rational(), **leads})
        elif kind == "ask":
            query = _query(item["ask"], outcomes)
            leads = {key: _place(item[key], known) for key in ("no", "yes")}
            nodes.append({"ask": (query.machine, query.outcome, query.threshold), **leads})
        elif kind == "sample":
            name = item["sample"].word(*outcomes)
            shows = [_place(one, known) for one in item["shows"].items(len(outcomes[name]))]
            nodes.append({"sample": name, "shows": shows})
        else:
            item.unreadable("a leaf, a flip, a query or a sample")
    if not nodes:
        part.unreadable("at least one node")
    return tuple(nodes)


def _place(part: Part, known: int) -> int:
    """The position of an earlier node."""
    if not 0 <= part.integer() < known:
        part.unreadable(f"an earlier node, 0 to {known - 1}")
    return part.integer()


def _query(part: Part, outcomes: Mapping[str, tuple[str, ...]]) -> Query:
    machine, outcome, threshold = part.items(3)
    name = machine.word(*outcomes)
    return Query(name, outcome.word(*outcomes[name]), threshold.rational())


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
    outcomes = {machine.name: machine.outcomes for machine in system.machines}
    query = _query(part["cut"], outcomes)
    machine = system.machine_index(query.machine)
    outcome = system.outcome_index(machine, query.outcome)
    block.cut = machine, outcome, to_fmpq(query.threshold)
    block.pieces = {
        side: _block(part[side], system)
        for side in ("below", "on", "above")
        if part[side].value != "bounds"
    }
    return block
