"""Games whose payoffs are polynomials in one parameter, such as ``prisoners_dilemma(t, 2, 1, 0)``.

They are read wherever games are: a name of the catalogue with the parameter in the place of
numbers, a file or a typed table with polynomials such as ``3+t`` or ``t^2`` in the place of
payoffs, arrays of such texts. The readers know numbers only. So the parameter is replaced by
several of them, and the payoffs are the polynomials through what is read: in a table every payoff
is one written number, so the highest degree that is written says how many are enough. More numbers
than the degree needs must agree (a formula of the catalogue, or of a game tree, may be another
function).

A long file: a game with a parameter, and every way to read one.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import Any

from flint import fmpq_poly

from oraclegames.errors import InputError
from oraclegames.exact.quotient import parse_quotient
from oraclegames.exact.rational import format_rational, rational, to_fmpq, to_fraction
from oraclegames.exact.written import polynomial_text
from oraclegames.games.files.forms import tables_of
from oraclegames.games.files.source import read_text
from oraclegames.games.files.spreadsheet import almost_table, is_typed_table, typed_tables
from oraclegames.games.files.tables import Tables
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import load_game
from oraclegames.games.registry import ENTRIES
from oraclegames.games.table import text_table

TRIED, SPARE = (24, 480), 3
"""Numbers tried in a game of the catalogue, more if it refuses most; and how many more than the
degree needs must agree."""

HIGHEST = 40
"""The highest degree of a payoff."""


@dataclass(frozen=True, repr=False)
class ParametricGame:
    """A game for every value of one parameter.

    Attributes:
        title, players, moves: as of a game.
        parameter: the parameter's name.
        coefficients: for each player and outcome (row-major) those of the payoff, constant first.

    >>> game = ParametricGame.from_arrays([["t", 0]], [["1", "t^2 - 1"]])
    >>> game.payoffs((0, 1)), game.at("1/2").payoffs((0, 1))
    (('0', 't^2 - 1'), (Fraction(0, 1), Fraction(-3, 4)))
    """

    title: str
    players: tuple[str, ...]
    moves: tuple[tuple[str, ...], ...]
    parameter: str
    coefficients: tuple[tuple[tuple[Fraction, ...], ...], ...]

    @classmethod
    def from_arrays(cls, *arrays: Any, parameter: str = "t", **labels: Any) -> ParametricGame:
        """Build one from arrays of polynomials: numbers, or texts such as "3 + t" and "t^2/2".

        Args:
            arrays: one nested list for each player, as :meth:`Game.from_arrays` takes them.
            parameter: the parameter's name.
            labels: title, players and moves, as there.

        Raises:
            InputError: a text is no polynomial in the parameter, or as of a game.
        """
        check_parameter(parameter)
        degrees = [0]

        def replaced(entry: Any, t: Fraction) -> Any:
            if isinstance(entry, (list, tuple)):
                return [replaced(item, t) for item in entry]
            if not isinstance(entry, str):
                return entry
            polynomial = _polynomial(entry, parameter)
            if polynomial is None:
                raise InputError(f"expected a polynomial in {parameter}, found {entry!r:.60}")
            degrees.append(polynomial.degree())
            return to_fraction(polynomial(to_fmpq(t)))

        def at(t: Fraction) -> Game:
            return Game.from_arrays(*(replaced(array, t) for array in arrays), **labels)

        at(Fraction(0))
        return _through(at, [Fraction(k) for k in range(_highest(degrees) + 1)], parameter)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """The number of moves of each player."""
        return tuple(map(len, self.moves))

    @property
    def n_players(self) -> int:
        """The number of players."""
        return len(self.players)

    @property
    def n_outcomes(self) -> int:
        """The number of outcomes."""
        return math.prod(self.shape)

    def outcomes(self) -> Iterator[Outcome]:
        """All outcomes, row-major."""
        return product(*map(range, self.shape))

    def outcome_labels(self, outcome: Sequence[int]) -> tuple[str, ...]:
        """The move labels of an outcome."""
        return tuple(labels[move] for labels, move in zip(self.moves, outcome))

    def polynomials(self, player: int) -> list[fmpq_poly]:
        """A player's payoffs, row-major."""
        return [fmpq_poly([to_fmpq(c) for c in row]) for row in self.coefficients[player]]

    def payoffs(self, outcome: Sequence[int]) -> tuple[str, ...]:
        """Everybody's payoff at an outcome, as texts."""
        place = 0
        for move, count in zip(outcome, self.shape):
            place = place * count + move
        return tuple(polynomial_text(rows[place], self.parameter) for rows in self.coefficients)

    def at(self, t: Any) -> Game:
        """The game of one value of the parameter.

        Raises:
            InputError: it is no rational number.
        """
        value = to_fmpq(rational(t, what=self.parameter))
        tables = []
        for player in range(self.n_players):
            numbers: Any = [to_fraction(p(value)) for p in self.polynomials(player)]
            for count in self.shape[:0:-1]:
                numbers = [numbers[k : k + count] for k in range(0, len(numbers), count)]
            tables.append(numbers)
        named: Any = {"title": self.title, "players": self.players, "moves": self.moves}
        return Game.from_arrays(*tables, **named)

    def to_dict(self) -> dict[str, Any]:
        """The game as plain data, payoffs as texts."""
        return {
            "title": self.title,
            "parameter": self.parameter,
            "players": [
                {"name": name, "moves": list(moves)}
                for name, moves in zip(self.players, self.moves)
            ],
            "payoffs": [
                [polynomial_text(row, self.parameter) for row in rows] for rows in self.coefficients
            ],
        }

    def __str__(self) -> str:
        return text_table(self)

    def __repr__(self) -> str:
        title = f"{self.title!r:.80}, " if self.title else ""
        return f"ParametricGame({title}{self.parameter}, shape={self.shape!s:.80})"


def check_parameter(name: str) -> str:
    """The name of a parameter.

    Raises:
        InputError: it is none.
    """
    if not re.fullmatch(r"[^\W\d]\w*", str(name)) or len(name) > 40 or name in ("e", "E"):
        raise InputError(f"a parameter is a name such as t, not {name!r:.60}")
    return name


def parametric_game(
    source: ParametricGame | str | os.PathLike[str],
    parameter: str = "t",
    between: tuple[Fraction, Fraction] = (Fraction(0), Fraction(1)),
) -> ParametricGame:
    """The game of a catalogue name, a file or a typed table in which polynomials stand for numbers.

    Args:
        source: such as "prisoners_dilemma(t,2,1,0)", "2,2 0,t; t,0 1,1", "./game.nfg", or a
            parametric game.
        parameter: the parameter's name.
        between: where numbers for the parameter are tried; games of the catalogue may refuse some.

    Raises:
        InputError: there is no such game, or its payoffs are no polynomials in the parameter.
        ParseError: the file is wrong.

    >>> parametric_game("stag_hunt(s=t)", between=(Fraction(1), Fraction(3))).payoffs((0, 0))
    ('t', 't')
    """
    if isinstance(source, ParametricGame):
        return source
    if not isinstance(source, (str, os.PathLike)):
        raise InputError(
            f"expected a game with a parameter, its name or a file, not {type(source).__name__}"
        )
    check_parameter(parameter)
    if isinstance(source, str):
        name, bracket, inside = source.strip().partition("(")
        if bracket and name.strip().replace("-", "_").lower() in ENTRIES:
            return _of_catalogue(name, inside.rstrip().removesuffix(")"), parameter, between)
        if name.replace("-", "_").lower() in ENTRIES:
            raise InputError(f"{name}: write {parameter} in the place of one of its parameters")
        if is_typed_table(_replaced(source, parameter, Fraction(0))[0]):
            return _of_text(source, parameter, "the table", typed_tables)
    ending = Path(source).suffix.lower()
    if not ending or almost_table(str(source)) is not None:
        load_game(source)  # which says what is wrong
    text, name = read_text(source)
    return _of_text(text, parameter, name, partial(tables_of, ending=ending))


def _of_catalogue(
    name: str, inside: str, parameter: str, between: tuple[Fraction, Fraction]
) -> ParametricGame:
    # Long: what is read, the games at some numbers, and what may go wrong with each.
    parts = [[word.strip() for word in part.rpartition("=")] for part in inside.split(",")]
    read = [_polynomial(value, parameter) for _, _, value in parts]
    for (_, _, value), polynomial in zip(parts, read):
        if polynomial is None:
            raise InputError(
                f"{name}: a parameter should be a polynomial in {parameter}, not {value!r:.60}"
            )
    if all(p is None or p.degree() < 1 for p in read):
        raise InputError(f"{name}: {parameter} stands nowhere in {inside!r:.60}")

    def at(t: Fraction) -> Game:
        words = [
            f"{key}{equals}{format_rational(to_fraction(p(to_fmpq(t))))}"
            for (key, equals, _), p in zip(parts, read)
            if p is not None
        ]
        return load_game(f"{name}({','.join(words)})")

    for tried in TRIED:
        places, refused = _accepted(at, between, tried)
        if len(places) > SPARE + 2 * max(p.degree() for p in read if p is not None):
            break
    if len(places) <= SPARE + 1:
        raise refused or InputError(f"{name}: choose a wider interval of {parameter}")
    found = _through(at, places, parameter)
    if any(len(row) > len(places) - SPARE for rows in found.coefficients for row in rows):
        raise InputError(f"{name}: its payoffs are no polynomials in {parameter} there")
    return found


def _accepted(
    at: Callable[[Fraction], Game], between: tuple[Fraction, Fraction], tried: int
) -> tuple[list[Fraction], InputError | None]:
    """Numbers for which there is a game, and why there is none for others."""
    low, high = between
    places: list[Fraction] = []
    refused: InputError | None = None
    for k in range(tried + 1):
        t = low + (high - low) * Fraction(k, tried)
        try:
            at(t)
        except InputError as error:
            refused = error
        else:
            places.append(t)
    return places[:: max(1, len(places) // TRIED[0])], refused


def _of_text(
    text: str, parameter: str, source: str, read: Callable[[str, str], Tables]
) -> ParametricGame:
    """The game of a text, in which every payoff is one written polynomial."""
    _, degrees = _replaced(text, parameter, Fraction(0))
    if not degrees:
        raise InputError(f"{source}: no payoff is a polynomial in {parameter}")
    enough = _highest(degrees) + 1
    places = [Fraction(k) for k in range(enough + SPARE)]
    found = _through(
        lambda t: Game(*read(_replaced(text, parameter, t)[0], source)), places, parameter
    )
    if any(len(row) > enough for rows in found.coefficients for row in rows):
        raise InputError(f"{source}: payoffs are products of polynomials that are written")
    return found


_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s{},;|\[\]"]+', re.DOTALL)
"""A quoted text, or what may be a polynomial: it holds no white space."""


def _replaced(text: str, parameter: str, t: Fraction) -> tuple[str, list[int]]:
    """A game's text with numbers for the polynomials in it, and their degrees."""
    degrees: list[int] = []

    def value(word: str) -> str:
        polynomial = _polynomial(word, parameter) if parameter in word else None
        if polynomial is None:
            return word
        degrees.append(polynomial.degree())
        return format_rational(to_fraction(polynomial(to_fmpq(t))))

    if text.lstrip().startswith("{"):
        return _in_json(text, value), degrees
    words = _WORD.sub(lambda w: w[0] if w[0].startswith('"') else value(w[0]), text)
    return words, degrees


def _in_json(text: str, value: Callable[[str], str]) -> str:
    """A game's JSON with numbers for the polynomials among its payoffs."""
    try:
        mapping = json.loads(text, parse_float=str, parse_int=str)
        mapping["payoffs"] = [
            [value(entry) if isinstance(entry, str) else entry for entry in table]
            for table in mapping["payoffs"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return text  # the reader says what is wrong
    return json.dumps(mapping)


def _polynomial(text: str, parameter: str) -> fmpq_poly | None:
    found = parse_quotient(text, parameter)
    if found is None or found.under.degree() > 0:
        return None
    return found.over / found.under[0]


def _highest(degrees: Sequence[int]) -> int:
    if max(degrees) > HIGHEST:
        raise InputError(f"a payoff has degree {max(degrees)}; {HIGHEST} is the highest")
    return max(degrees)


def _through(
    at: Callable[[Fraction], Game], places: Sequence[Fraction], parameter: str
) -> ParametricGame:
    """The game whose payoffs at some places are those of the games there."""
    games = [at(t) for t in places]
    first = games[0]
    if any((game.players, game.moves) != (first.players, first.moves) for game in games):
        raise InputError(f"players and moves may not depend on {parameter}")
    xs = [to_fmpq(t) for t in places]
    coefficients = []
    for player in range(first.n_players):
        tables = zip(*(game.payoff_list(player) for game in games))
        rows = [_interpolated(xs, list(values)) for values in tables]
        coefficients.append(tuple(tuple(map(to_fraction, p.coeffs())) for p in rows))
    return ParametricGame(first.title, first.players, first.moves, parameter, tuple(coefficients))


def _interpolated(xs: Sequence[Any], ys: Sequence[Any]) -> fmpq_poly:
    """The polynomial of least degree through points, after Newton."""
    total, basis = fmpq_poly([0]), fmpq_poly([1])
    for x, y in zip(xs, ys):
        total = total + basis * ((y - total(x)) / basis(x))
        basis = basis * fmpq_poly([-x, 1])
    return total
