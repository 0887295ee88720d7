"""What a machine does on every path: its decision tree, run with answers that are unknowns.

An outcome's probability is the sum over all ways through the tree to it of the product of what is
met: a coin's p or 1 − p, the unknown chance q of a yes or 1 − q, the unknown share of an outcome
of a sampled machine.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TypeAlias

from oraclegames.certificates.machines import (
    ASK,
    FLIP,
    LEAF,
    Machine,
    Node,
    machines_of,
)
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof
from oraclegames.exact.rational import format_rational, parse_rational

KEYS = ("schema", "version", "machine", "machines", "outputs", "queries", "paths", "text")
Terms: TypeAlias = "dict[tuple[str, ...], Fraction]"
"""A polynomial: coefficients by the unknowns that are multiplied, in alphabetical order."""


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/exploration-1"."""
    document.only(*KEYS)
    document["version"].text()
    machines = machines_of(document["machines"])
    names = [machine.name for machine in machines]
    position = names.index(document["machine"].word(*names))
    machine = machines[position]
    if machine.nodes is None:
        document["machines"][position]["tree"].unreadable("the tree of the machine")
    tree = _Tree(machines, machine, machine.nodes)
    below = {k for node in machine.nodes for k in node.leads}
    every = len(below) == len(machine.nodes) - 1  # all but the last, at which it begins
    document["machines"][position]["tree"].require(every, "some node is never reached")

    outputs = document["outputs"]
    outputs.only(*machine.outcomes)
    expected = tree.outputs()
    for number, outcome in enumerate(machine.outcomes):
        _check_terms(outputs[outcome], expected[number])

    said = [_query(item, machines) for item in document["queries"]]
    texts = [item.text() for item in document["queries"]]
    document["queries"].require(said == sorted(set(said)), "each stands here once, in order")
    for text in tree.asked:
        document["queries"].require(text in texts, f"{text} is lacking")
    idle = len(texts) - len(tree.asked)

    paths, ways = document["paths"], tree.ways[-1]
    paths.require(paths.integer() >= ways, f"the tree has {ways}")
    lines = tree.lines(len(machine.nodes) - 1)
    document["text"].require(document["text"].value == lines, "the tree says otherwise")
    assumed = ["that the tree is what the machine's function does"]
    if idle:
        assumed.append("that queries which change nothing are asked")
    if paths.integer() > ways:
        assumed.append("how many paths were run")
    return Proof(
        (f"what comes out after each of the {ways} ways through the tree",), tuple(assumed)
    )


class _Tree:
    """A tree with all its ways."""

    def __init__(self, machines: list[Machine], machine: Machine, nodes: tuple[Node, ...]):
        self.machines = machines
        self.machine = machine
        self.nodes = nodes
        self.ways: list[int] = []
        for node in nodes:
            self.ways.append(sum(self.ways[k] for k in node.leads) if node.leads else 1)

    @property
    def asked(self) -> set[str]:
        """The queries at the nodes."""
        return {self._asks(node) for node in self.nodes if node.kind == ASK}

    def _asks(self, node: Node) -> str:
        number, outcome, threshold = node.data
        return _text(self.machines[number], outcome, threshold)

    def outputs(self) -> list[Terms]:
        """The probability of each outcome."""
        arriving: list[Terms] = [{} for _ in self.nodes]
        arriving[-1] = {(): Fraction(1)}
        found: list[Terms] = [{} for _ in self.machine.outcomes]
        for place in reversed(range(len(self.nodes))):
            node, weight = self.nodes[place], arriving[place]
            if node.kind == LEAF:
                found[node.data] = _plus(found[node.data], weight)
                continue
            for below, branch in zip(node.leads, self._branches(node, weight)):
                arriving[below] = _plus(arriving[below], branch)
        return found

    def _branches(self, node: Node, weight: Terms) -> list[Terms]:
        if node.kind in (FLIP, ASK):
            p = node.data
            yes = _scaled(weight, p) if node.kind == FLIP else _times(weight, self._asks(node))
            return [_plus(weight, _scaled(yes, Fraction(-1))), yes]
        other = self.machines[node.data]
        return [_times(weight, _share(other, shown)) for shown in other.outcomes]

    def lines(self, place: int, lead: str = "") -> list[str]:
        """The tree in words: each branch below its question, deeper by two."""
        node = self.nodes[place]
        if node.kind == LEAF:
            return [lead + self.machine.outcomes[node.data]]
        if node.kind == FLIP:
            title, answers = f"flip {format_rational(node.data)}", ("tails", "heads")
        elif node.kind == ASK:
            title, answers = self._asks(node), ("no", "yes")
        else:
            other = self.machines[node.data]
            title, answers = f"sample {other.name}", other.outcomes
        deeper = " " * (len(lead) - len(lead.lstrip()) + 2)
        found = [lead + title]
        for answer, below in zip(answers, node.leads):
            found += self.lines(below, f"{deeper}{answer}: ")
        return found


def _plus(one: Terms, other: Terms) -> Terms:
    found = dict(one)
    for factors, number in other.items():
        found[factors] = found.get(factors, Fraction(0)) + number
    return {factors: number for factors, number in found.items() if number}


def _scaled(terms: Terms, by: Fraction) -> Terms:
    return {factors: number * by for factors, number in terms.items()}


def _times(terms: Terms, unknown: str) -> Terms:
    return {tuple(sorted((*factors, unknown))): number for factors, number in terms.items()}


def _text(machine: Machine, outcome: int, threshold: Fraction) -> str:
    share = _share(machine, machine.outcomes[outcome])
    return f"{share} > {format_rational(threshold)}?"


def _share(machine: Machine, outcome: str) -> str:
    return f"P({machine.name} = {outcome})"


def _query(part: Part, machines: list[Machine]) -> tuple[str, str, Fraction]:
    """A query: of which machine, which outcome, above what."""
    start, _, rest = part.text().rpartition(" > ")
    threshold = parse_rational(rest.removesuffix("?"))
    named = {
        _share(machine, outcome): (machine, k)
        for machine in machines
        for k, outcome in enumerate(machine.outcomes)
    }
    if threshold is None or start not in named:
        part.unreadable("a query about one of the machines")
    machine, outcome = named[start]
    same = part.text() == _text(machine, outcome, threshold)
    part.require(same and 0 <= threshold <= 1, "it is no query")
    return machine.name, machine.outcomes[outcome], threshold


def _check_terms(part: Part, expected: Terms) -> None:
    """A polynomial, each of its terms once."""
    found: Counter[tuple[tuple[str, ...], Fraction]] = Counter()
    for item in part:
        item.only("factors", "coefficient")
        factors = tuple(sorted(factor.text() for factor in item["factors"]))
        found[factors, item["coefficient"].rational()] += 1
    part.require(found == Counter(expected.items()), "the tree says otherwise")
