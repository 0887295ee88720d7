"""``phases``: how an answer about a game changes with one parameter of its payoffs, exactly.

A long file: one question after another, and their common result.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock, Status
from oraclegames.certificates.verify import holds
from oraclegames.conditional.phases.alike import alike
from oraclegames.conditional.phases.partition import Decision, Phase, joined, partition
from oraclegames.conditional.phases.pure import notions_at
from oraclegames.conditional.phases.shape import ARCS, CROSSING, SURFACE, Map, shape
from oraclegames.conditional.phases.traced import Record
from oraclegames.conditional.phases.welfare import welfare_phases
from oraclegames.conditional.similarity.diagram import agree
from oraclegames.conditional.similarity.equilibrium import entry_text
from oraclegames.conditional.similarity.formula import Formula
from oraclegames.conditional.similarity.similar import MOST_MOVES, similarity_number
from oraclegames.errors import InputError, UnsupportedError, no_such
from oraclegames.exact.algebraic import Algebraic, number_document
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.real import Real, plain
from oraclegames.exact.written import polynomial_text
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Outcome
from oraclegames.games.names import listed
from oraclegames.games.parametric import ParametricGame, parametric_game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct

QUESTIONS = {
    "shape": "what the totally mixed dependency equilibria of a 2×2 game are",
    "arcs": "how many arcs they form; 0 where there are none, null for surfaces",
    "notions": "of which notions each pure outcome is an equilibrium",
    "similar": "the b-similarity equilibria of a symmetric two-player game, at one b",
    "welfare": "the largest sum of values of a dependency equilibrium of a 2×2 game",
}
"""The questions by name."""

MOST_OUTCOMES = 256
"""More outcomes are not listed."""


@dataclass(frozen=True, repr=False)
class Phases(Shown, Document, Tabular):
    """An answer along one parameter.

    Attributes:
        game: the game, with polynomials in the parameter as payoffs.
        question: one of :data:`QUESTIONS`.
        b: the similarity ("similar"), else None.
        outcomes: the pure outcomes that were asked about ("notions"), else ().
        phases: points and intervals, ascending, without a gap. Their ``answer`` is one of the words
            of :data:`oraclegames.conditional.phases.shape.SHAPES` ("shape"), a number or None
            ("arcs"), for each outcome a tuple of names ("notions"), the equilibria, whose entries
            are formulas in the parameter ("similar"), or a
            :class:`~oraclegames.conditional.phases.best_sum.BestSum` ("welfare").
        status: "partial" if the budget ended; the answer is None where it was not asked.
    """

    game: ParametricGame
    question: str
    b: Fraction | None
    outcomes: tuple[Outcome, ...]
    phases: tuple[Phase, ...]
    status: Status

    def at(self, t: Any) -> Any:
        """The answer at one value of the parameter.

        Raises:
            InputError: it is no number between the ends.
        """
        value = rational(t, what=self.game.parameter)
        for phase in self.phases:
            if phase.covers(value):
                return phase.answer
        raise InputError(
            f"{self.game.parameter} = {format_rational(value)} lies outside of what was asked"
        )

    def verify(self) -> bool:
        """Re-check the document, exactly and without the solver."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON (schema "oraclegames/phases-1"); exact numbers and formulas are texts."""
        labels = [list(self.game.outcome_labels(o)) for o in self.outcomes]
        return {
            **heading("oraclegames/phases-1", self.game),
            "low": format_rational(self.phases[0].low),
            "high": format_rational(self.phases[-1].high),
            "question": self.question,
            "b": None if self.b is None else format_rational(self.b),
            "outcomes": labels,
            "phases": [
                {
                    "low": number_document(plain(phase.low)),
                    "high": number_document(plain(phase.high)),
                    "low_included": phase.low_included,
                    "high_included": phase.high_included,
                    "decided": phase.answer is not None,
                    "answer": self._answer(phase),
                }
                for phase in self.phases
            ],
            "status": self.status,
        }

    def columns(self) -> Columns:
        """A row for each phase: its ends, and the answer, of "notions" for each outcome, as a text.

        A phase that was not asked has no answer.
        """
        phases, name = self.phases, self.game.parameter
        answers: list[tuple[str, list[Any]]] = [
            (
                "answer",
                [None if one.answer is None else "; ".join(self.words(one)) for one in phases],
            )
        ]
        if self.question == "notions":
            answers = [
                (
                    ", ".join(self.game.outcome_labels(outcome)),
                    [None if one.answer is None else ", ".join(one.answer[k]) for one in phases],
                )
                for k, outcome in enumerate(self.outcomes)
            ]
        return distinct(
            [
                (f"from {name}", [plain(one.low) for one in phases]),
                (f"to {name}", [plain(one.high) for one in phases]),
                ("from included", [one.low_included for one in phases]),
                ("to included", [one.high_included for one in phases]),
                *answers,
            ]
        )

    def _answer(self, phase: Phase) -> Any:
        if phase.answer is None or self.question == "shape":
            return phase.answer
        if self.question == "arcs":
            return None if phase.answer == SURFACE else phase.answer
        if self.question == "notions":
            return [list(names) for names in phase.answer]
        if self.question == "welfare":
            return phase.answer.document(self.game.parameter)
        return [_equilibrium(self.game, one) for one in phase.answer]

    def __str__(self) -> str:
        name = self.game.parameter
        lines = [f"{_TITLES[self.question]} along {name} ({self.status})"]
        if self.b is not None:
            b = format_rational(self.b)
            lines[0] = f"{_TITLES[self.question]} at b = {b} along {name} ({self.status})"
        for phase in self.phases:
            lines.append(f"  {interval_text(phase, name)}")
            lines += [f"    {line}" for line in self.words(phase)]
        return "\n".join(lines)

    def words(self, phase: Phase) -> list[str]:
        """A phase's answer, a few lines."""
        if phase.answer is None:
            return ["not asked: the time given ended"]
        if self.question == "shape":
            return [str(phase.answer)]
        if self.question == "arcs":
            return ["a surface" if phase.answer == SURFACE else str(phase.answer)]
        if self.question == "notions":
            return [
                f"{', '.join(self.game.outcome_labels(o))}: {listed(names) if names else 'none'}"
                for o, names in zip(self.outcomes, phase.answer)
            ]
        if self.question == "welfare":
            return [phase.answer.text(self.game.parameter)]
        if not phase.answer:
            return ["none"]
        return [line for one in phase.answer for line in _lines(self.game, one)]


_TITLES = {
    "shape": "Totally mixed dependency equilibria",
    "arcs": "Arcs of totally mixed dependency equilibria",
    "notions": "Notions of pure outcomes",
    "similar": "b-similarity equilibria",
    "welfare": "Best welfare of dependency equilibria",
}


def phases(
    family: ParametricGame | str | os.PathLike[str],
    question: str = "shape",
    *,
    parameter: str = "t",
    low: Any,
    high: Any,
    b: Any = None,
    outcomes: Any = None,
    budget: float | None = None,
) -> Phases:
    """How an answer changes with one parameter: points and intervals with one answer each, exact.

    Args:
        family: a name of the catalogue with polynomials in the parameter in the place of numbers
            ("prisoners_dilemma(t,2,1,0)"), a table or a file with such payoffs ("3+t"), or a
            :class:`ParametricGame`.
        question: "shape", "arcs", "notions", "similar" or "welfare"; see :data:`QUESTIONS`.
        parameter: the parameter's name, for names and files.
        low, high: the least and the largest value of the parameter.
        b: the similarity ("similar"), from 0 to 1; 1/2 if None.
        outcomes: the pure outcomes ("notions"), as tuples of labels; all if None.
        budget: seconds, None for no limit. Where nothing was asked by then the answer is None.

    Returns:
        The phases, ascending. Their ends are exact: rational, or roots of polynomials. Complete.

    Raises:
        InputError: a payoff is no polynomial in the parameter, or an argument is wrong.
        UnsupportedError: the question is for 2×2 games, or for symmetric games of two players.

    Cost: a decision in exact arithmetic for each phase and each of its ends, some milliseconds.

    >>> found = phases("prisoners_dilemma(t,2,1,0)", low=2, high=6)
    >>> [(str(p.low), str(p.high), p.answer) for p in found.phases]
    [('2', '2', 'one arc'), ('2', '6', 'two crossing arcs')]
    """
    least, most = (rational(end, what=what) for end, what in ((low, "low"), (high, "high")))
    if least > most:
        raise InputError(
            f"low = {format_rational(least)} should not be above high = {format_rational(most)}"
        )
    if question not in QUESTIONS:
        raise no_such("question", question, QUESTIONS)
    tried = (least, most) if least < most else (least - 1, most + 1)
    read = parametric_game(family, parameter, tried)
    clock = Clock(budget)
    number = None
    if question == "similar":
        number = similarity_number(Fraction(1, 2) if b is None else b)
    elif b is not None:
        raise InputError(f"b belongs to the question 'similar', not to {question!r}")
    asked: tuple[Outcome, ...] = ()
    if question == "notions":
        asked = _outcomes(read, outcomes)
    elif outcomes is not None:
        raise InputError(f"outcomes belong to the question 'notions', not to {question!r}")
    if question == "welfare":
        _check_shape(read, question)
        found = welfare_phases(read, least, most, clock)
    else:
        cells = partition(_decision(read, question, number, asked, clock), least, most, clock)
        found = joined(cells, agree if question == "similar" else _equal)
    status: Status = "partial" if any(one.answer is None for one in found) else "complete"
    return Phases(read, question, number, asked, found, status)


def _equal(answer: Any, there: Any, t: Real, at_end: bool) -> bool:
    return bool(answer == there)


def _outcomes(game: ParametricGame, given: Any) -> tuple[Outcome, ...]:
    if given is None:
        if game.n_outcomes > MOST_OUTCOMES:
            raise UnsupportedError(
                f"the game has {game.n_outcomes} outcomes, more than {MOST_OUTCOMES}: name some"
            )
        return tuple(game.outcomes())
    wanted = game.at(0)
    named = [given] if all(isinstance(label, str) for label in given) else given
    found = tuple(wanted.outcome(*labels) for labels in named)
    if not found:
        raise InputError("outcomes: name one at least")
    return tuple(dict.fromkeys(found))


def _decision(
    game: ParametricGame,
    question: str,
    b: Fraction | None,
    outcomes: tuple[Outcome, ...],
    clock: Clock,
) -> Decision:
    tables = [game.polynomials(i) for i in range(game.n_players)]
    if question == "notions":
        return lambda record: tuple(
            notions_at([list(map(record.number, row)) for row in tables], game.shape, o)
            for o in outcomes
        )
    if question == "similar":
        assert b is not None
        table, at = _symmetric(game), b
        return lambda record: alike(record, table, at, clock)
    _check_shape(game, question)
    count: Callable[[str], Any] = _arcs if question == "arcs" else str
    return lambda record: count(_shape(record, tables))


def _check_shape(game: ParametricGame, question: str) -> None:
    if game.shape != (2, 2):
        raise UnsupportedError(
            f"the {question} of games other than 2×2 is not computed along a parameter"
        )


def _shape(record: Record, tables: Any) -> str:
    (a11, a12, a21, a22), (b11, b12, b21, b22) = (map(record.number, row) for row in tables)
    return shape(Map((a11, a12, a21, a22)), Map((b11, b21, b12, b22)))


def _arcs(word: str) -> Any:
    if word == CROSSING:
        return 2
    return ARCS.index(word) if word in ARCS else SURFACE


def _symmetric(game: ParametricGame) -> list[list[Any]]:
    """The first player's table of a symmetric game."""
    m = game.shape[0]
    if game.n_players != 2 or game.shape[1] != m:
        raise UnsupportedError(
            "similarity along a parameter is computed for symmetric games of two players"
        )
    if m > MOST_MOVES:
        raise UnsupportedError(f"similarity is computed for up to {MOST_MOVES} moves, not {m}")
    first, second = (game.polynomials(i) for i in (0, 1))
    for r in range(m):
        for c in range(m):
            if first[r * m + c] != second[c * m + r]:
                labels = ", ".join(game.outcome_labels((r, c)))
                raise InputError(
                    f"similarity is for symmetric games; this one is not: see ({labels})"
                )
    return [first[r * m : (r + 1) * m] for r in range(m)]


# -- words and documents ---------------------------------------------------------------------------


def interval_text(phase: Phase, name: str) -> str:
    """The place of a phase, in words."""
    if phase.low is phase.high:
        return f"{name} = {end_text(phase.low, name)}"
    left, right = "[" if phase.low_included else "(", "]" if phase.high_included else ")"
    low, high = (end_text(end, name) for end in (phase.low, phase.high))
    return f"{name} in {left}{low}, {high}{right}"


def end_text(end: Real, name: str) -> str:
    """An end of a phase: exact where it is short, else with its polynomial in the parameter."""
    number = plain(end)
    if not isinstance(number, Algebraic):
        return entry_text(number)
    return f"≈{float(number):.6g} (root of {polynomial_text(number.root.coefficients, name)})"


def _entry(game: ParametricGame, entry: Any) -> Any:
    return entry.text(game.parameter) if isinstance(entry, Formula) else number_document(entry)


def _equilibrium(game: ParametricGame, one: Any) -> dict[str, Any]:
    return {
        "support": [game.moves[0][i] for i in one.support],
        "corners": [[_entry(game, x) for x in corner] for corner in one.corners],
        "values": [_entry(game, value) for value in one.values],
        "whole": one.whole,
        "good": list(range(len(one.corners))) if one.whole else list(one.good),
    }


def _lines(game: ParametricGame, one: Any) -> list[str]:
    lines = []
    for k, (corner, value) in enumerate(zip(one.corners, one.values)):
        shares = [
            f"{label} {'for sure' if x == 1 else _entry(game, x)}"
            for label, x in zip(game.moves[0], corner)
            if x != 0
        ]
        fails = "" if one.whole or k in one.good else " (itself none)"
        lines.append(f"{', '.join(shares)}; everybody gets {_entry(game, value)}{fails}")
    if len(lines) == 1:
        return lines
    what = "all mixtures of" if one.whole else "a convex part of the mixtures of"
    return [what, *(f"  {line}" for line in lines)]
