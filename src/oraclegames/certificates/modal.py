"""Meetings of modal agents: every statement by the definition of truth on linear Kripke frames.

The document lists the truth of statements "X cooperates with Y" at the worlds 0, …, N. Each is
looked at by itself: at every world the statement must be true iff X's formula is, where a box holds
iff what is inside holds at all lower worlds. Since atoms stand under boxes, this fixes the truth at
each world by that at lower ones. And no box of these formulas may change from world N to N + 1: as
boxes only turn false, and at one world everything follows from them, all then stays as at N.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.verify import Proof
from oraclegames.games.game import Game

SHARED = ("schema", "version", "game", "agents", "others", "worlds")
PAIRING = ("moves", "payoffs", "proved")
_SIZES = {
    "true": 0,
    "false": 0,
    "not": 1,
    "box": 1,
    "cooperates": 2,
    "and": 2,
    "or": 2,
    "implies": 2,
    "iff": 2,
}
_JOINED: dict[str, Callable[..., bool]] = {
    "true": lambda: True,
    "false": lambda: False,
    "not": lambda f: not f,
    "and": lambda f, g: f and g,
    "or": lambda f, g: f or g,
    "implies": lambda f, g: g or not f,
    "iff": lambda f, g: f is g,
}
_COOPERATE = ("C", "c", "Cooperate", "cooperate")
_DEFECT = ("D", "d", "Defect", "defect")
Truth = dict[tuple[str, str], list[bool]]


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/modal-match-1" or "oraclegames/modal-tournament-1"."""
    alone = document["schema"].text() == "oraclegames/modal-match-1"
    document.only(*SHARED, *(PAIRING if alone else ("table", "pairings")))
    document["version"].text()
    game = game_of(document["game"])
    document["game"].require(game.shape == (2, 2), "modal agents need two players with two moves")
    formulas = _formulas(document, several=not alone)
    truth = _truth(document["worlds"], formulas)
    frame = _Frame(truth)
    for names in truth:
        frame.check(document["worlds"], formulas[names[0]], names)
    entrants = [item["name"].text() for item in document["agents"]]
    if alone:
        one, two = entrants
        _check_pairing(document, game, (one, two), truth)
    else:
        payoffs = {}
        cells = list(product(range(len(entrants)), repeat=2))
        for part, (i, j) in zip(document["pairings"].items(len(cells)), cells):
            part.only("agents", *PAIRING)
            places = [item.integer() for item in part["agents"].items(2)]
            part["agents"].require(places == [i, j], f"here stand {i} and {j}")
            payoffs[i, j] = _check_pairing(part, game, (entrants[i], entrants[j]), truth)
        _check_table(document["table"], entrants, payoffs)
    return Proof(
        (
            f"who cooperates with whom, for {len(truth)} pairs, at every world, and that it stays",
            "moves, payoffs, and from which strength of proofs on",
        )
    )


def _formulas(document: Part, *, several: bool) -> dict[str, Part]:
    """Each agent's formula by its name."""
    found: dict[str, Part] = {}
    if not several:
        document["agents"].items(2)
    for key in ("agents", "others"):
        for item in document[key]:
            item.only("name", "formula")
            name = item["name"].text()
            item["name"].require(name not in ("me", "them"), "that is no name")
            twice = name in found and (several or key == "others")
            item["name"].require(not twice, "each agent stands here once")
            if name in found:
                same = found[name].value == item["formula"].value
                item["formula"].require(same, "the other agent of this name has another")
            _check_formula(item["formula"], boxed=False)
            found[name] = item["formula"]
    document["agents"].require(bool(document["agents"].items()), "there is no agent")
    return found


def _check_formula(part: Part, *, boxed: bool) -> None:
    """It is a formula, and its atoms stand under boxes."""
    kind = part[0].word(*_SIZES)
    inside = part.items(1 + _SIZES[kind])[1:]
    if kind == "cooperates":
        part.require(boxed, "the atom stands outside every box")
        for item in inside:
            item.text()
    else:
        for item in inside:
            _check_formula(item, boxed=boxed or kind == "box")


def _truth(part: Part, formulas: dict[str, Part]) -> Truth:
    """The statements listed, all about agents that are there, at equally many worlds."""
    found: Truth = {}
    for item in part:
        item.only("agent", "against", "cooperates")
        names = item["agent"].text(), item["against"].text()
        for key, name in zip(("agent", "against"), names):
            item[key].require(name in formulas, "there is no such agent")
        item.require(names not in found, "this stands here twice")
        found[names] = [value.flag() for value in item["cooperates"]]
        count = len(next(iter(found.values())))
        item["cooperates"].require(len(found[names]) == count > 0, "the worlds are others")
    return found


class _Frame:
    """What holds at the worlds of a linear frame, where the document says who cooperates."""

    def __init__(self, truth: Truth):
        self.truth = truth
        self.known: dict[tuple[str, tuple[str, str], int], bool] = {}

    def check(self, part: Part, formula: Part, names: tuple[str, str]) -> None:
        """A statement is true where its formula is, and its boxes do not change any more."""
        said = f"whether {names[0]} cooperates with {names[1]}"
        row = self.truth[names]
        for world, value in enumerate(row):
            holds = self.holds(formula, names, world)
            part.require(value == holds, f"{said} at world {world}: its formula is {holds}")
        for box in _boxes(formula):
            now, after = (self.holds(box, names, world) for world in (len(row) - 1, len(row)))
            part.require(now == after, f"{said}: a box of its formula still changes")

    def holds(self, formula: Part, names: tuple[str, str], world: int) -> bool:
        """Whether a formula of an agent against another is true at a world."""
        place = formula.where, names, world
        if place not in self.known:
            self.known[place] = self._look(formula, names, world)
        return self.known[place]

    def _look(self, formula: Part, names: tuple[str, str], world: int) -> bool:
        kind, *inside = formula.value
        if kind == "cooperates":
            who = {"me": names[0], "them": names[1]}
            pair = who.get(inside[0], inside[0]), who.get(inside[1], inside[1])
            why = f"whether {pair[0]} cooperates with {pair[1]} is missing"
            formula.require(pair in self.truth, why)
            return self.truth[pair][world]
        if kind == "box":
            return all(self.holds(formula[1], names, below) for below in range(world))
        values = [self.holds(part, names, world) for part in formula.items()[1:]]
        return _JOINED[kind](*values)


def _boxes(formula: Part) -> list[Part]:
    """All boxes of a formula."""
    if formula.value[0] == "cooperates":
        return []
    inside = [box for part in formula.items()[1:] for box in _boxes(part)]
    return [formula, *inside] if formula.value[0] == "box" else inside


def _check_pairing(
    part: Part, game: Game, names: tuple[str, str], truth: Truth
) -> tuple[Fraction, ...]:
    """Moves, payoffs and strengths of two agents' meeting."""
    rows = []
    for pair in (names, names[::-1]):
        part["moves"].require(pair in truth, f"whether {pair[0]} cooperates here is missing")
        rows.append(truth[pair])
    outcome = tuple(_move(labels, row[-1]) for labels, row in zip(game.moves, rows))
    labels = [game.moves[seat][move] for seat, move in enumerate(outcome)]
    said = [item.text() for item in part["moves"].items(2)]
    part["moves"].require(said == labels, f"they are {', '.join(labels)}")
    payoffs = game.payoffs(outcome)
    part["payoffs"].require(part["payoffs"].rationals(2) == payoffs, "they are others")
    for item, row in zip(part["proved"].items(2), rows):
        least = next(k for k in range(len(row)) if len(set(row[k:])) == 1)
        item.require(item.integer() == least, f"it is {least}")
    return payoffs


def _move(labels: tuple[str, ...], cooperates: bool) -> int:
    """The move that is called so, or else the first for cooperation and the second without."""
    known = _COOPERATE if cooperates else _DEFECT
    return next((k for k, label in enumerate(labels) if label in known), 1 - int(cooperates))


def _check_table(
    part: Part, names: list[str], payoffs: dict[tuple[int, int], tuple[Fraction, ...]]
) -> None:
    """The means over everybody and both seats, best first."""
    count = len(names)
    means = [
        sum((payoffs[k, j][0] + payoffs[j, k][1] for j in range(count)), Fraction(0)) / (2 * count)
        for k in range(count)
    ]
    order = sorted(range(count), key=lambda k: means[k], reverse=True)
    for item, k in zip(part.items(count), order):
        item.only("rank", "agent", "payoff")
        rank = 1 + sum(mean > means[k] for mean in means)
        item["rank"].require(item["rank"].integer() == rank, f"it is {rank}")
        item["agent"].require(item["agent"].text() == names[k], f"it is {names[k]!r}")
        item["payoff"].agrees(item["payoff"].rational(), means[k])
