"""Documents of ``phases``: an answer along one parameter of the payoffs.

The phases follow each other without a gap. Inside each, an answer can change only at roots of
polynomials that are listed here by another argument than the solver's, which sees what it asks for:

- *notions* of pure outcomes: differences of payoffs, and D1·E3 ± D3·E1 of both players' gains if
  the other deviates (1) or both do (3) (:mod:`oraclegames.certificates.corners`);
- *shape* and *arcs*: :mod:`oraclegames.certificates.shape_changes`;
- *similar*: :mod:`oraclegames.certificates.similar_pair`, with payoffs that run and b fixed;
- *welfare*: :mod:`oraclegames.certificates.best_along`.

The answer is then decided anew at all these roots in the phase, at its ends, and once between
neighbours.

A long file: one answer for each question, along the same stretches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations, product
from typing import Any

from flint import fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.best_along import Claim, check_best_along, equation_of
from oraclegames.certificates.corners import gains, is_dependency, is_reflective
from oraclegames.certificates.formulas import formula_of
from oraclegames.certificates.interior import interior
from oraclegames.certificates.part import Part
from oraclegames.certificates.shape_changes import shape_changes
from oraclegames.certificates.similar_pair import check_along
from oraclegames.certificates.similar_play import Setting
from oraclegames.certificates.stretches import Listed, Stretch, check_ends, samples, shown
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.quotient import Quotient
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.files.labels import check_labels
from oraclegames.games.game import Game, Outcome

NOTIONS = ("nash", "correlated", "coarse", "embedded", "reflective", "dependency", "subjective")
SHAPES = ("none", "one arc", "two arcs", "two crossing arcs", "surface", "all distributions")


@dataclass(frozen=True)
class Line:
    """A game whose payoffs are polynomials in one parameter.

    Attributes:
        players, moves: the labels.
        name: the parameter's.
        tables: each player's payoffs, row-major.
    """

    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    name: str
    tables: tuple[tuple[fmpq_poly, ...], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """The numbers of moves."""
        return tuple(map(len, self.moves))

    def at(self, t: Any) -> Here:
        """The game of one value."""
        tables = tuple(tuple(_value(p, t) for p in table) for table in self.tables)
        return Here(self.shape, tables)

    def place(self, outcome: Sequence[int]) -> int:
        """Where an outcome stands."""
        place = 0
        for move, count in zip(outcome, self.shape):
            place = place * count + move
        return place


@dataclass(frozen=True)
class Here:
    """The game of one value of the parameter, whose payoffs may be irrational."""

    shape: tuple[int, ...]
    tables: tuple[tuple[Any, ...], ...]

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes, row-major."""
        return product(*map(range, self.shape))

    def payoff(self, player: int, outcome: Sequence[int]) -> Any:
        """What a player gets."""
        place = 0
        for move, count in zip(outcome, self.shape):
            place = place * count + move
        return self.tables[player][place]


def _value(p: fmpq_poly, t: Any) -> Any:
    if isinstance(t, Algebraic):
        total = Algebraic(t.root, fmpq_poly([0]))
        for c in reversed(p.coeffs()):
            total = total * t + c
        return total.simplest()
    return to_fraction(p(to_fmpq(t)))


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/phases-1"."""
    document.only(
        *("schema", "version", "game", "low", "high", "question", "b", "outcomes", "phases"),
        "status",
    )
    document["version"].text()
    line = _line(document["game"])
    question = document["question"].word("shape", "arcs", "notions", "similar", "welfare")
    stretches = [_stretch(part) for part in document["phases"]]
    check_ends(
        document["phases"], stretches, document["low"].rational(), document["high"].rational()
    )
    decided = [s for s in stretches if s.part["decided"].flag()]
    for one in stretches:
        if one not in decided:
            one.part["answer"].require(one.part["answer"].missing, "it is not decided")
    status = "complete" if len(decided) == len(stretches) else "partial"
    document["status"].require(document["status"].text() == status, f"it should be {status!r}")
    b = document.optional("b", Part.rational)
    outcomes = tuple(_outcome(item, line) for item in document["outcomes"])
    document["b"].require((b is None) == (question != "similar"), "b belongs to 'similar'")
    asked = bool(outcomes) == (question == "notions") and len(set(outcomes)) == len(outcomes)
    document["outcomes"].require(asked, "they belong to 'notions', each once")
    if question == "notions":
        _check_notions(line, outcomes, decided)
        assumed: list[str] = []
    elif question == "similar":
        assert b is not None
        document["b"].require(0 <= b <= 1, "it should be from 0 to 1")
        assumed = list(_check_similar(document["game"], line, b, decided))
    else:
        document["game"].require(line.shape == (2, 2), "it is no 2×2 game")
        check = _check_welfare if question == "welfare" else partial(_check_shapes, question)
        assumed = list(check(line, decided))
    if status == "partial":
        assumed.append("what is not decided (the search was stopped)")
    return Proof(("the answer of each phase, at its ends and all through it",), tuple(assumed))


def _line(part: Part) -> Line:
    part.only("title", "parameter", "players", "payoffs")
    part["title"].text()
    name = part["parameter"].text()
    players, moves = [], []
    for player in part["players"]:
        player.only("name", "moves")
        players.append(player["name"].text())
        moves.append(tuple(item.text() for item in player["moves"]))
        check_labels(moves[-1], "move")
    check_labels(tuple(players), "player")
    line = Line(tuple(players), tuple(moves), name, ())
    count = 1
    for m in line.shape:
        count *= m
    tables = tuple(
        tuple(_polynomial(item, name) for item in table.items(count))
        for table in part["payoffs"].items(len(players))
    )
    return Line(line.players, line.moves, name, tables)


def _polynomial(part: Part, name: str) -> fmpq_poly:
    """A formula that divides by nothing but a number."""
    found = formula_of(part, name)
    if found.under.degree() > 0:
        part.unreadable(f"a polynomial in {name}")
    return found.over / found.under[0]


def _outcome(part: Part, line: Line) -> Outcome:
    items = part.items(len(line.players))
    return tuple(row.index(item.word(*row)) for row, item in zip(line.moves, items))


def _stretch(part: Part) -> Stretch:
    part.only("low", "high", "low_included", "high_included", "decided", "answer")
    closed = part["low_included"].flag(), part["high_included"].flag()
    return Stretch(part, number_of(part["low"]), number_of(part["high"]), closed, ())


# -- notions ---------------------------------------------------------------------------------------


def _check_notions(line: Line, outcomes: Sequence[Outcome], stretches: Sequence[Stretch]) -> None:
    asked = {o: list(_notion_changes(line, o)) for o in outcomes}
    for stretch in stretches:
        for o, item in zip(outcomes, stretch.part["answer"].items(len(outcomes))):
            said = [name.word(*NOTIONS) for name in item]
            for t in samples(stretch, asked[o]):
                held = _notions(line.at(t), o)
                item.require(said == held, f"at {line.name} = {shown(t)} it is {held}")


def _notion_changes(line: Line, outcome: Outcome) -> Iterator[fmpq_poly]:
    """Polynomials at whose roots alone the notions of an outcome can change."""
    here = line.place(outcome)
    for table in line.tables:
        yield from (p - table[here] for p in table)
    if line.shape != (2, 2):
        return
    for table in line.tables:
        yield from (p - q for p, q in combinations(table, 2))
    r, c = outcome
    across = line.place((1 - r, 1 - c))
    firsts = line.place((r, 1 - c)), line.place((1 - r, c))
    (d1, d3), (e1, e3) = (
        (table[first] - table[here], table[across] - table[here])
        for table, first in zip(line.tables, firsts)
    )
    yield d1 * e3 - d3 * e1
    yield d1 * e3 + d3 * e1


def _notions(game: Here, outcome: Outcome) -> list[str]:
    # Long: what each notion asks, one after another.
    held = set()
    moves = [(i, t) for i, m in enumerate(game.shape) for t in range(m) if t != outcome[i]]

    def gain(i: int, o: Sequence[int]) -> Any:
        return game.payoff(i, o) - game.payoff(i, outcome)

    if all(gain(i, (*outcome[:i], t, *outcome[i + 1 :])) <= 0 for i, t in moves):
        held |= {"nash", "correlated", "coarse"}
    if all(any(o[i] == t and gain(i, o) <= 0 for o in game.outcomes()) for i, t in moves):
        held.add("subjective")
    if game.shape == (2, 2):
        # weights w, w′ > 0 with w·D2 + w′·D3 ≤ 0: both are 0, or one is negative
        pairs = [(d2, d3) for _, d2, d3 in gains(game, outcome)]
        if all((d2 == 0 and d3 == 0) or min(d2, d3) < 0 for d2, d3 in pairs):
            held.add("embedded")
        if is_dependency(game, outcome):
            held.add("dependency")
            held |= {"reflective"} if is_reflective(game, outcome) else set()
    return [name for name in NOTIONS if name in held]


# -- shapes ----------------------------------------------------------------------------------------


def _check_shapes(question: str, line: Line, stretches: Sequence[Stretch]) -> Iterator[str]:
    asked = shape_changes(line.tables)
    irrational = []
    for stretch in stretches:
        part = stretch.part["answer"]
        said = part.word(*SHAPES) if question == "shape" else _count(part)
        for t in samples(stretch, asked):
            if isinstance(t, Algebraic):
                irrational.append(t)
                continue
            found = _shape(line, t)
            held = found if question == "shape" else _arcs(found)
            part.require(said == held, f"at {line.name} = {shown(t)} it is {held}")
    if irrational:
        places = ", ".join(f"{line.name} = {shown(t)}" for t in sorted(set(irrational)))
        yield f"the {question} at irrational points ({places})"


def _count(part: Part) -> int | None:
    return None if part.missing else part.integer()


def _arcs(found: str) -> int | None:
    """The number of arcs; none is said of a surface."""
    counts = {"none": 0, "one arc": 1, "two arcs": 2, "two crossing arcs": 2}
    return counts.get(found)


def _shape(line: Line, t: Fraction) -> str:
    here = line.at(t)
    tables = [[[table[0], table[1]], [table[2], table[3]]] for table in here.tables]
    found = interior(Game.from_arrays(*tables))
    if found.dimension > 1:
        return SHAPES[found.dimension + 2]
    if found.crossing is not None:
        return "two crossing arcs"
    return SHAPES[len(found.arcs)]


# -- welfare ---------------------------------------------------------------------------------------


def _check_welfare(line: Line, stretches: Sequence[Stretch]) -> Iterator[str]:
    claims = []
    for one in stretches:
        part = one.part["answer"]
        part.only("value", "powers", "above")
        powers = [_polynomial(item, line.name) for item in part["powers"]]
        part["powers"].require(len(powers) > 1, "that is no equation")
        value = part.optional("value", partial(formula_of, unknown=line.name))
        part["value"].require((value is None) == (len(powers) > 2), "it is for linear equations")
        if value is not None:
            same = value.over * powers[1] == -value.under * powers[0]
            part["value"].require(same, "it is no root of the equation")
        claims.append(Claim(one, equation_of(powers), part["above"].integer()))
    yield from check_best_along(line, claims)


# -- similar agents --------------------------------------------------------------------------------


def _check_similar(
    part: Part, line: Line, b: Fraction, stretches: Sequence[Stretch]
) -> Iterator[str]:
    m = line.shape[0]
    part.require(line.shape == (m, m), "it is not symmetric")
    first, second = line.tables
    for r, c in product(range(m), repeat=2):
        part.require(first[r * m + c] == second[c * m + r], "it is not symmetric")
    A = [list(first[r * m : (r + 1) * m]) for r in range(m)]
    setting = Setting(A, fmpq_poly([to_fmpq(b)]), "answer", line.name)
    read = [
        Stretch(
            one.part,
            one.low,
            one.high,
            one.closed,
            tuple(_listed(item, line) for item in one.part["answer"]),
        )
        for one in stretches
    ]
    yield from check_along(setting, line.moves[0], read, True)


def _listed(part: Part, line: Line) -> Listed:
    part.only("support", "corners", "values", "whole", "good")
    labels = line.moves[0]
    support = tuple(labels.index(item.word(*labels)) for item in part["support"])
    part["support"].require(list(support) == sorted(set(support)), "the moves are out of order")
    corners = tuple(
        tuple(formula_of(item, line.name) for item in corner.items(len(labels)))
        for corner in part["corners"]
    )
    part["corners"].require(bool(corners) and bool(support), "there is none")
    values: tuple[Quotient, ...] = tuple(
        formula_of(item, line.name) for item in part["values"].items(len(corners))
    )
    good = tuple(item.integer() for item in part["good"])
    inside = list(good) == sorted(set(good) & set(range(len(corners))))
    part["good"].require(inside, "these are no numbers of corners")
    whole = part["whole"].flag()
    part["whole"].require(whole == (len(good) == len(corners)), "it contradicts 'good'")
    return Listed(part, support, corners, values, good, whole, None)
