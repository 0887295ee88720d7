"""Reflective oracles: each answers truthfully about the machines, and these are all of them.

The machines stand in the document as decision trees. An oracle is proved by running every tree
once with its answers: the outcomes must come out with the probabilities that it says, and each
answer q to "is P(A = a) > p?" must be 1 where the probability lies above p and 0 where it lies
below. Probabilities and answers are exact, also where they are algebraic.

That there are no others is replayed on request: see :mod:`oraclegames.certificates.oracle_cover`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.machines import (
    Machine,
    Query,
    machines_of,
    queries_of,
    run,
    truth,
)
from oraclegames.certificates.oracle_branch import Found
from oraclegames.certificates.oracle_cover import check_cover
from oraclegames.certificates.oracle_faces import Corner, mixtures_hold
from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import in_hull, rank
from oraclegames.certificates.undecided import check_undecided
from oraclegames.certificates.verify import Proof
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq

KEYS = (
    *("schema", "version", "machines", "queries", "status", "oracles", "undetermined", "cover"),
    *("method", "verified"),
)
ORACLE = ("distributions", "exact", "answers", "free", "dimension", "flat", "vertices", "cell")


@dataclass(frozen=True)
class Oracle:
    """One oracle as it stands in the document."""

    part: Part
    corner: Corner
    dimension: int
    flat: bool
    vertices: tuple[Oracle, ...]

    @property
    def shares(self) -> Any:
        """P(A = a) by the positions of machine and outcome."""
        return self.corner.shares


def check(document: Part, *, complete: bool = False) -> Proof:
    """Every claim about a system's oracles; that they are all only if ``complete``."""
    document.only(*KEYS)
    document["version"].text()
    document["method"].text()
    machines = machines_of(document["machines"])
    reader = _Oracles(machines, queries_of(document["queries"], machines))
    oracles = [reader.read(part) for part in document["oracles"]]
    for before, after in pairwise(oracles):
        loose = bool(before.dimension and after.dimension) and _points(before) != _points(after)
        falls = before.shares > after.shares or (before.shares == after.shares and loose)
        after.part.require(falls, "it belongs elsewhere in the list")
    for text, query in reader.queries.items():
        document["queries"].require(query in reader.used, f"no oracle speaks of {text}")
    _check_status(document, machines)
    known = all(machine.nodes is not None for machine in machines)
    proved: list[str] = []
    assumed: list[str] = []
    if known:
        proved.append(f"{len(oracles)} reflective oracles, with their answers")
        for number, oracle in enumerate(oracles, 1):
            _say(number, oracle, machines, proved, assumed)
    else:
        assumed.append("that these are oracles: a machine's tree is too large to be written")
    if complete:
        proved.append(_all(document, machines, oracles, known))
    else:
        assumed.append("that there are no others (asked for completeness, the blocks are replayed)")
    return Proof(tuple(proved), tuple(assumed))


class _Oracles:
    """Reads oracles, and runs the machines against each."""

    def __init__(self, machines: Sequence[Machine], queries: dict[str, Query]):
        self.machines = machines
        self.queries = queries
        self.used: set[Query] = set()

    def read(self, part: Part, *, corner: bool = False) -> Oracle:
        """An oracle that holds, with the corners of its continuum."""
        part.only(*ORACLE)
        shares = [
            tuple(number_of(p) for p in row.items(len(machine.outcomes)))
            for row, machine in zip(part["exact"].items(len(self.machines)), self.machines)
        ]
        for row, numbers in zip(part["exact"], shares):
            row.require(min(numbers) >= 0 and sum(numbers) == 1, "these are no probabilities")
        self._check_shown(part, shares)
        answers, free = self._answers(part, shares)
        oracle = Corner(shares, answers, self._run(part, shares, answers, free))
        dimension = part["dimension"].integer()
        part["dimension"].require(dimension >= 0, "it is at least 0")
        part["dimension"].require(not (corner and dimension), "a corner is a point")
        vertices = tuple(self.read(item, corner=True) for item in part["vertices"])
        part["vertices"].require(bool(dimension) or not vertices, "a point has no corners")
        flat = part["flat"].flag()
        part["flat"].require(flat or bool(dimension), "a point is flat")
        for line in part["cell"]:
            line.text()
        found = Oracle(part, oracle, dimension, flat, vertices)
        if flat and dimension:
            part["vertices"].require(len(vertices) > dimension, "a flat continuum has more corners")
            _check_face(found)
        for k, vertex in enumerate(vertices):
            same = any(vertex.shares == other.shares for other in vertices[:k])
            vertex.part.require(not same, "it stands here twice")
        return found

    def _check_shown(self, part: Part, shares: Any) -> None:
        said = part["distributions"]
        said.only(*(machine.name for machine in self.machines))
        for machine, row in zip(self.machines, shares):
            said[machine.name].only(*machine.outcomes)
            for outcome, number in zip(machine.outcomes, row):
                shown = said[machine.name][outcome]
                shown.require(
                    shown.text() == format_number(number), f"it is {format_number(number)}"
                )

    def _answers(self, part: Part, shares: Any) -> tuple[dict[Query, Any], set[Query]]:
        answers: dict[Query, Any] = {}
        for item in part["answers"]:
            item.only("query", "yes", "exact")
            query = self.queries[item["query"].word(*self.queries)]
            item["query"].require(query not in answers, "it is answered twice")
            answer = number_of(item["exact"])
            item["yes"].require(
                item["yes"].text() == format_number(answer), f"it is {format_number(answer)}"
            )
            item["exact"].require(0 <= answer <= 1, "this is no probability")
            item["exact"].require(truth(shares, query) in (None, answer), "it is not truthful")
            answers[query] = answer
        part["answers"].require(list(answers) == sorted(answers), "they are not in order")
        free: list[Query] = []
        for item in part["free"]:
            query = self.queries[item.word(*self.queries)]
            item.require(query not in answers, "it is answered")
            item.require(shares[query[0]][query[1]] == query[2], "the truth decides it")
            free.append(query)
        ordered = all(before < after for before, after in pairwise(free))
        part["free"].require(ordered, "they are not in order")
        self.used.update(answers, free)
        return answers, set(free)

    def _run(
        self, part: Part, shares: Any, answers: dict[Query, Any], free: set[Query]
    ) -> list[list[Any]]:
        """What is met in every tree; the outcomes come out as the oracle says."""

        def answer(query: Query) -> Any:
            known = truth(shares, query)
            if known is not None:
                return known
            name, outcome = self.machines[query[0]].name, self.machines[query[0]].outcomes[query[1]]
            if query in free:
                return None
            asked = f"whether P({name} = {outcome}) > {format_number(query[2])} is asked"
            part["answers"].require(query in answers, f"{asked}, and has no answer")
            return answers[query]

        met: list[list[Any]] = []
        for machine, said, row in zip(self.machines, part["exact"], shares):
            if machine.nodes is None:
                met.append([])
                continue
            ran = run(machine.nodes, shares, answer)
            part["free"].require(not ran.loose, f"an answer changes what {machine.name} does")
            met.append(ran.met)
            for number, (p, item) in enumerate(zip(row, said)):
                comes = ran.out.get(number, 0)
                item.require(
                    comes == p, f"{machine.outcomes[number]} comes out with {format_number(comes)}"
                )
        return met


def _check_face(oracle: Oracle) -> None:
    """The dimension of the corners' hull, in which the listed oracle lies."""
    points = [[x for row in v.shares for x in row] for v in oracle.vertices]
    own = [x for row in oracle.shares for x in row]
    try:
        exact = [[to_fmpq(x) for x in row] for row in (own, *points)]
    except AttributeError:
        return  # corners that are irrational are ends of arcs
    found = rank(exact[1:])
    oracle.part["dimension"].require(oracle.dimension == found, f"the corners span {found}")
    inside = in_hull(exact[0], exact[1:])
    oracle.part["vertices"].require(inside, "the oracle is no mixture of them")


def _say(
    number: int, oracle: Oracle, machines: Sequence[Machine], proved: list[str], assumed: list[str]
) -> None:
    """What is proved of a continuum, and what is not."""
    if not oracle.dimension:
        return
    corners = [vertex.corner for vertex in oracle.vertices]
    if oracle.flat and corners and mixtures_hold(machines, corners):
        proved.append(f"all mixtures of the corners of oracle {number} are oracles")
    else:
        assumed.append(f"what lies between the listed points of the continuum of oracle {number}")


def _points(oracle: Oracle) -> list[Any]:
    """The distributions of an oracle and of its corners."""
    return [oracle.shares, *(vertex.shares for vertex in oracle.vertices)]


def _check_status(document: Part, machines: Sequence[Machine]) -> None:
    check_undecided(document, [len(machine.outcomes) for machine in machines])
    verified = document.given("verified")
    if verified is not None:
        verified.require(verified.flag(), "it was verified")


def _all(
    document: Part, machines: Sequence[Machine], oracles: Sequence[Oracle], known: bool
) -> str:
    """That there are no other oracles.

    Raises:
        InputError: the document does not say so, or holds no proof of it.
    """
    if document["status"].text() != "complete":
        document["status"].unreadable("'complete': nothing else is claimed to be all")
    if not known or document.given("cover") is None:
        raise InputError(
            "cover: the search was too large to be written down, so it cannot be replayed"
        )
    found = [
        Found(
            _points(o),
            o.flat,
            bool(o.dimension),
            [o.corner, *(v.corner for v in o.vertices)],
        )
        for o in oracles
    ]
    blocks, cells = check_cover(document["cover"], machines, found)
    return f"there are no others: {blocks} blocks without any, {cells} cells solved again"
