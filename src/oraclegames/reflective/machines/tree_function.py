"""Machines, read back from a document: each is what its decision tree does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oraclegames.certificates.part import Part
from oraclegames.errors import UnsupportedError
from oraclegames.reflective.machines.machine import Machine, Query, System


@dataclass(frozen=True)
class TreeFunction:
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


def system_of(part: Part) -> System:
    """The machines of a document."""
    listed = part.items()
    outcomes = {
        item["name"].text(): tuple(shown.text() for shown in item["outcomes"]) for item in listed
    }
    return System(
        tuple(
            Machine(name, shown, TreeFunction(_nodes(item["tree"], shown, outcomes), outcomes))
            for item, (name, shown) in zip(listed, outcomes.items())
        )
    )


def query_of(part: Part, system: System) -> Query:
    """A query about these machines: [machine, outcome, threshold]."""
    return _query(part, {machine.name: machine.outcomes for machine in system.machines})


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
