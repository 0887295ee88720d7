"""How a function becomes an entry of the catalogue of games.

The decorator :func:`named` reads everything that a list of games shows from the function itself:
name, parameters and defaults from its signature, the summary from its docstring's first line.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.formula_game import FormulaGame
from oraclegames.games.game import Game

Number = int | str | Fraction
"""What a parameter accepts: an integer, a fraction, or the text of one ("5", "1/3", "0.25")."""

FEW = 12
"""The most players of a named game that has a table, if it takes any number of them."""

Builder = TypeVar("Builder", bound=Callable[..., Game])


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named game: ``*name`` if it takes many values; no default if it must be."""

    name: str
    default: str | None

    def __str__(self) -> str:
        return self.name if self.default is None else f"{self.name}={self.default}"


@dataclass(frozen=True)
class Entry:
    """A named game: what it is, which parameters it takes, where it comes from, how to build it."""

    name: str
    summary: str
    parameters: tuple[Parameter, ...]
    citation: str
    function: Callable[..., Game]
    crowd: Callable[..., FormulaGame] | None = None
    """The same game for more players than have a table, by formulas."""

    @property
    def signature(self) -> str:
        """The name with its parameters and defaults, as one may write it on the command line."""
        inside = ", ".join(map(str, self.parameters))
        return f"{self.name}({inside})" if inside else self.name

    @property
    def has_defaults(self) -> bool:
        """Whether the name alone is a game."""
        return all(parameter.default is not None for parameter in self.parameters)


ENTRIES: dict[str, Entry] = {}
"""All entries by name, in the order of their definition; filled by :func:`named`."""


def named(
    citation: str, crowd: Callable[..., FormulaGame] | None = None
) -> Callable[[Builder], Builder]:
    """Make a function an entry of the catalogue; ``citation`` says who described the game.

    ``crowd`` is the same game by formulas, with the same parameters.
    """

    def register(function: Builder) -> Builder:
        parameters = tuple(
            Parameter(f"*{p.name}", None)
            if p.kind is p.VAR_POSITIONAL
            else Parameter(p.name, None if p.default is p.empty else str(p.default))
            for p in inspect.signature(function).parameters.values()
        )
        summary = (function.__doc__ or "").partition("\n")[0].rstrip(".")
        name = function.__name__
        ENTRIES[name] = Entry(name, summary, parameters, citation, function, crowd)
        return function

    return register


def build(name: str, *args: Number, **kwargs: Number) -> Game:
    """Build the game of this name with these parameters, which may be texts."""
    return _entry(name, *args, **kwargs).function(*args, **kwargs)


def build_any(name: str, *args: Number, **kwargs: Number) -> Game | FormulaGame:
    """The same, by formulas where there are too many players for a table."""
    entry = _entry(name, *args, **kwargs)
    n = inspect.signature(entry.function).bind(*args, **kwargs).arguments.get("n", 0)
    if entry.crowd is not None and rational(n, what="n") > FEW:
        return entry.crowd(*args, **kwargs)
    return entry.function(*args, **kwargs)


def _entry(name: str, *args: Number, **kwargs: Number) -> Entry:
    """The entry of this name, which takes these parameters."""
    entry = ENTRIES.get(name)
    if entry is None:
        raise unknown(name)
    try:
        inspect.signature(entry.function).bind(*args, **kwargs)
    except TypeError as error:
        raise InputError(f"{entry.signature}: {error}") from None
    return entry


def unknown(name: str) -> InputError:
    """The error that the catalogue has no such game, with the nearest name that it has."""
    near = difflib.get_close_matches(name[:80].lower(), ENTRIES, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    shown = name if len(name) <= 80 else name[:77] + "..."
    return InputError(
        f"there is no game {shown!r} in the catalogue and no such file: {hint}"
        "`oraclegames games` lists the catalogue"
    )


def whole(number: Number, what: str, low: int, high: int) -> int:
    """A parameter that must be an integer from ``low`` to ``high``."""
    value = rational(number, what=what)
    if value.denominator != 1 or not low <= value <= high:
        raise InputError(f"{what} should be a whole number from {low} to {high}")
    return int(value)


def positive(number: Number, what: str) -> Fraction:
    """A parameter that must be more than 0."""
    value = rational(number, what=what)
    if value <= 0:
        raise InputError(f"{what} should be positive, not {format_rational(value)}")
    return value


def ordered(parameters: Mapping[str, Number], rule: str) -> list[Fraction]:
    """The exact values of parameters that must obey a chain such as "T > R >= S"."""
    values = [rational(number, what=name) for name, number in parameters.items()]
    signs = rule.split()[1::2]
    for greater, sign, less in zip(values, signs, values[1:]):
        if not (greater > less or (sign == ">=" and greater == less)):
            texts = map(format_rational, values)
            given = ", ".join(f"{name} = {text}" for name, text in zip(parameters, texts))
            raise InputError(f"the parameters should have {rule}, not {given}")
    return values
