"""A machine's decision tree for the reader, and its output as a polynomial in the answers.

Let q stand for the probability of a yes to each query, and x_{B,b} for P(B() = b) where the machine
samples B. The probability of an outcome is the sum over all paths to it of the product of what is
met on the way: a coin's p or 1 − p, q or 1 − q, x_{B,b}. It is linear in each q that no path asks
twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from flint import fmpq

from oraclegames._version import __version__
from oraclegames.certificates.verify import holds
from oraclegames.exact.polynomial import Polynomial, constant, plus, times, variable
from oraclegames.exact.rational import format_rational, to_fraction
from oraclegames.games.document import Document
from oraclegames.games.shown import Shown
from oraclegames.reflective.machines.bounds import UNIT
from oraclegames.reflective.machines.decision_tree import ASK, COIN, LEAF, Forest, Node, Tree
from oraclegames.reflective.machines.document import MOST_PATHS, machine_documents
from oraclegames.reflective.machines.explore_tree import MAX_PATHS, explore_tree
from oraclegames.reflective.machines.machine import Query, System
from oraclegames.reflective.machines.tree_function import TreeFunction


@dataclass(frozen=True, order=True)
class Share:
    """The probability that a sampled machine shows an outcome."""

    machine: str
    outcome: str

    def __str__(self) -> str:
        return f"P({self.machine} = {self.outcome})"


Unknown: TypeAlias = "Query | Share"


@dataclass(frozen=True, repr=False)
class Exploration(Shown, Document):
    """Everything that a machine can do.

    Attributes:
        machine: its name.
        outputs: for each outcome its probability: a mapping of monomials (tuples of unknowns, with
            repetition; () is 1) to coefficients.
        queries: all queries that some path asks, those that change nothing included.
        paths: the number of paths that were run.
        text: the decision tree, one line a branch.
        system: all machines.
    """

    machine: str
    outputs: Mapping[str, Mapping[tuple[Unknown, ...], Fraction]] = field(hash=False)
    queries: tuple[Query, ...]
    paths: int
    text: str
    system: System

    def __str__(self) -> str:
        return self.text

    def verify(self) -> bool:
        """Re-check the document from itself alone, and run the machine over all paths again.

        What was read back has a tree for its function, in which queries that change nothing, and
        their paths, do not occur: then the document alone is checked.
        """
        if not holds(self.to_dict()):
            return False
        function = self.system.machines[self.system.machine_index(self.machine)].function
        again = explore(self.system, self.machine, max_paths=max(self.paths, 1))
        return isinstance(function, TreeFunction) or again == self

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/exploration-1``."""
        return {
            "schema": "oraclegames/exploration-1",
            "version": __version__,
            "machine": self.machine,
            "machines": machine_documents(self.system, max(self.paths, MOST_PATHS)),
            "outputs": {
                outcome: [
                    {"factors": list(map(str, monomial)), "coefficient": format_rational(number)}
                    for monomial, number in output.items()
                ]
                for outcome, output in self.outputs.items()
            },
            "queries": list(map(str, self.queries)),
            "paths": self.paths,
            "text": self.text.splitlines(),
        }


def explore(machines: Any, name: str, *, max_paths: int = MAX_PATHS) -> Exploration:
    """Run a machine over all paths of coins and answers.

    Readings are spelled out as the queries of their binary searches.

    Args:
        machines: as for :func:`oraclegames.reflective.oracles.solve_oracles.solve_oracles`.
        name: the machine to explore.
        max_paths: the budget of paths.

    Raises:
        MachineError: when it breaks a rule, or the budget.

    >>> def liar(oracle):
    ...     return "0" if oracle.exceeds("liar", "1", "1/3") else "1"
    >>> tree = explore({"liar": liar}, "liar")
    >>> print(tree)
    P(liar = 1) > 1/3?
      no: 1
      yes: 0
    >>> tree.outputs["0"]
    {(Query(machine='liar', outcome='1', threshold=Fraction(1, 3)),): Fraction(1, 1)}
    """
    system = System.of(machines)
    position = system.machine_index(name)
    tree = explore_tree(
        system,
        position,
        lambda *_: UNIT,
        Forest(),
        search=True,
        check=True,
        open_paths=max_paths + 1,
        max_paths=max_paths,
    )
    unknowns: list[Unknown] = []
    outputs = _outputs(system, tree, len(system.machines[position].outcomes), unknowns)
    return Exploration(
        name,
        {
            outcome: {
                tuple(unknowns[k] for k in monomial): to_fraction(coefficient)
                for monomial, coefficient in polynomial.items()
            }
            for outcome, polynomial in zip(system.machines[position].outcomes, outputs)
        },
        tuple(sorted(_query(system, asked) for asked in tree.asked)),
        tree.paths,
        "\n".join(_lines(system, system.machines[position].outcomes, tree.root)),
        system,
    )


def _query(system: System, data: tuple[int, int, fmpq]) -> Query:
    machine = system.machines[data[0]]
    return Query(machine.name, machine.outcomes[data[1]], to_fraction(data[2]))


def _outputs(system: System, tree: Tree, count: int, unknowns: list[Unknown]) -> list[Polynomial]:
    numbers: dict[Unknown, Polynomial] = {}

    def number(unknown: Unknown) -> Polynomial:
        if unknown not in numbers:
            numbers[unknown] = variable(len(unknowns))
            unknowns.append(unknown)
        return numbers[unknown]

    outputs: list[Polynomial] = [{} for _ in range(count)]
    arriving: dict[int, Polynomial] = {tree.root.number: constant(fmpq(1))}
    for node in tree.order:
        weight = arriving.pop(node.number)
        if node.kind == LEAF:
            outputs[node.data] = weight
            continue
        if node.kind in (COIN, ASK):
            chance = constant(node.data) if node.kind == COIN else number(_query(system, node.data))
            yes = times(weight, chance)
            branches = [plus(weight, yes, -1), yes]
        else:
            other = system.machines[node.data[0]]
            shares = [number(Share(other.name, other.outcomes[k])) for k in node.data[1]]
            branches = [times(weight, share) for share in shares]
        for child, branch in zip(node.children, branches):
            arriving[child.number] = plus(arriving.get(child.number, {}), branch)
    return outputs


def _lines(system: System, outcomes: tuple[str, ...], node: Node, lead: str = "") -> list[str]:
    """The tree as text; ``lead`` is what stands before the first line."""
    indent = " " * (len(lead) - len(lead.lstrip()) + 2) if lead else "  "
    if node.kind == LEAF:
        return [lead + outcomes[node.data]]
    if node.kind == ASK:
        title, answers = str(_query(system, node.data)), ["no", "yes"]
    elif node.kind == COIN:
        title = f"flip {format_rational(to_fraction(node.data))}"
        answers = ["tails", "heads"]
    else:
        other = system.machines[node.data[0]]
        title, answers = f"sample {other.name}", [other.outcomes[k] for k in node.data[1]]
    lines = [lead + title]
    for answer, child in zip(answers, node.children):
        lines += _lines(system, outcomes, child, f"{indent}{answer}: ")
    return lines
