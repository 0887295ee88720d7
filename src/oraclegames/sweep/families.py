"""Families of games: where the games of a sweep come from, and how to make any slice of them.

A family has a definite order, and makes the games ``start … stop − 1`` without those before, the
same ones in every process. So the work can be cut anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import InputError, OracleGamesError
from oraclegames.exact.arrays import object_array
from oraclegames.games.game import Game
from oraclegames.games.load import read_nfg
from oraclegames.games.ordinal import all_tied_games, ordinal_games, ordinal_name
from oraclegames.sweep.parameters import Linear, Parameter

Numbers = NDArray[Any]

_BLOCK = 4096  # random games are drawn in blocks, each with a generator of its own


@dataclass(frozen=True)
class Games:
    """A slice of a family, with columns that tell the games apart.

    Payoffs of shape (n, players, m_1, …) are whole numbers over the players' denominators, or
    floats; if the games differ in shape they are ``listed`` instead, or the error of one that
    cannot be read.
    """

    columns: Mapping[str, Numbers | list[str]]
    payoffs: Numbers | None
    denominators: Numbers
    listed: tuple[Game | str, ...] = ()

    def __len__(self) -> int:
        return len(self.listed) if self.payoffs is None else len(self.payoffs)

    def game(self, index: int) -> Game | str:
        """One game, exact; or the error."""
        if self.payoffs is None:
            return self.listed[index]
        tables = []
        for table, scale in zip(self.payoffs[index], self.denominators.tolist()):
            exact = [Fraction(number) / scale for number in table.ravel().tolist()]
            tables.append(object_array(exact).reshape(table.shape))
        return Game.from_arrays(*tables)


@dataclass(frozen=True)
class Parametric:
    """Payoffs linear in parameters that run over lists; the last parameter changes fastest.

    ``payoffs`` has for each player the payoffs in row-major order, whole over one denominator.
    """

    parameters: tuple[Parameter, ...]
    payoffs: tuple[tuple[Linear, ...], ...]
    shape: tuple[int, ...]

    def __post_init__(self) -> None:
        if max(self.largest, *self._denominators) > _SAFE:
            raise InputError(
                f"the payoffs need whole numbers up to {self.largest} over the denominators "
                f"{self._denominators}, beyond 2^53: choose a coarser or rounder grid"
            )

    @cached_property
    def largest(self) -> int:
        """The greatest size of a whole payoff over the common denominator."""
        known = {parameter.name: parameter for parameter in self.parameters}
        return max(
            int(max(entry.bound(known) for entry in table) * scale)
            for table, scale in zip(self.payoffs, self._denominators)
        )

    @cached_property
    def _denominators(self) -> tuple[int, ...]:
        known = {parameter.name: parameter for parameter in self.parameters}

        def terms(entry: Linear) -> Iterator[Fraction]:
            yield entry.constant
            for name, factor in entry.factors:
                one = known[name]
                yield from (factor * value for value in one.listed or (one.start, one.step))

        return tuple(
            math.lcm(*(term.denominator for entry in table for term in terms(entry)))
            for table in self.payoffs
        )

    @property
    def count(self) -> int:
        """The product of the numbers of values."""
        return math.prod(parameter.count for parameter in self.parameters)

    def games(self, start: int, stop: int) -> Games:
        """A slice, by linear combinations of whole numbers."""
        index = np.arange(start, stop)
        positions = {}
        for parameter in reversed(self.parameters):
            index, positions[parameter.name] = np.divmod(index, parameter.count)
        n = stop - start
        payoffs = np.empty((n, len(self.payoffs), math.prod(self.shape)), dtype=np.int64)
        for player, (table, scale) in enumerate(zip(self.payoffs, self._denominators)):
            for cell, entry in enumerate(table):
                total = np.full(n, int(entry.constant * scale), dtype=np.int64)
                for parameter in self.parameters:
                    factor = dict(entry.factors).get(parameter.name)
                    if factor is not None:
                        total += _multiple(parameter, factor * scale, positions[parameter.name])
                payoffs[:, player, cell] = total
        return Games(
            columns={
                parameter.name: _floats(parameter, positions[parameter.name])
                for parameter in self.parameters
            },
            payoffs=payoffs.reshape(n, len(self.payoffs), *self.shape),
            denominators=np.array(self._denominators, dtype=np.int64),
        )

    def to_dict(self) -> dict[str, Any]:
        """Parameters and payoffs, payoffs in the canonical text."""
        return {
            "kind": "parametric",
            "shape": list(self.shape),
            "parameters": {parameter.name: parameter.to_dict() for parameter in self.parameters},
            "payoffs": [[str(entry) for entry in table] for table in self.payoffs],
        }


_SAFE = 1 << 53


def _multiple(parameter: Parameter, factor: Fraction, position: Numbers) -> Numbers:
    """factor·value as whole numbers; the caller's factor makes them whole."""
    if parameter.listed:
        return np.array([int(factor * value) for value in parameter.listed])[position]
    return int(factor * parameter.start) + int(factor * parameter.step) * position


def _floats(parameter: Parameter, position: Numbers) -> Numbers:
    """The values rounded to floats once, from exact numbers."""
    if parameter.listed:
        return np.array([float(value) for value in parameter.listed])[position]
    start, step = parameter.start, parameter.step
    scale = math.lcm(start.denominator, step.denominator)
    ends = abs(int(start * scale)), abs(int(parameter.bounds[1] * scale))
    if max(scale, *ends) <= _SAFE:
        return np.asarray((int(start * scale) + int(step * scale) * position) / scale, dtype=float)
    return np.array([float(parameter.value(int(k))) for k in position])


@dataclass(frozen=True)
class Ordinal:
    """The strict ordinal 2×2 games, pattern by pattern, or all games of ranks with ties."""

    ties: bool = False
    shape: tuple[int, ...] = (2, 2)

    @property
    def count(self) -> int:
        """144 or 5625."""
        return 5625 if self.ties else 144

    def games(self, start: int, stop: int) -> Games:
        """A slice; the strict ones have the names of their patterns."""
        games = (tuple(all_tied_games()) if self.ties else ordinal_games())[start:stop]
        names = [] if self.ties else [ordinal_name(game) or ("", "") for game in games]
        columns = {"row": [name[0] for name in names], "column": [name[1] for name in names]}
        payoffs = np.array([game.numerators for game in games]).reshape(-1, 2, 2, 2)
        return Games({} if self.ties else columns, payoffs, np.ones(2, dtype=np.int64))

    def to_dict(self) -> dict[str, Any]:
        """Kind and ties."""
        return {"kind": "ordinal", "ties": self.ties}


@dataclass(frozen=True)
class Random:
    """Independent payoffs: whole numbers from ``low`` to ``high``, or standard normal floats.

    Game k depends on the seed and on k alone.
    """

    shape: tuple[int, ...]
    count: int
    seed: int
    payoffs: Literal["whole", "normal"] = "whole"
    low: int = -9
    high: int = 9

    def games(self, start: int, stop: int) -> Games:
        """A slice, block by block."""
        shape = (_BLOCK, len(self.shape), *self.shape)
        parts = []
        for block in range(start // _BLOCK, (stop - 1) // _BLOCK + 1):
            rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, block])))
            drawn: Numbers = (
                rng.integers(self.low, self.high, size=shape, endpoint=True)
                if self.payoffs == "whole"
                else rng.standard_normal(size=shape)
            )
            first = block * _BLOCK
            parts.append(drawn[max(start - first, 0) : stop - first])
        ones = np.ones(len(self.shape), dtype=np.int64)
        return Games({}, np.concatenate(parts), ones)

    def to_dict(self) -> dict[str, Any]:
        """Everything that determines the games."""
        limits = {"low": self.low, "high": self.high} if self.payoffs == "whole" else {}
        return {
            "kind": "random",
            "shape": list(self.shape),
            "count": self.count,
            "seed": self.seed,
            "payoffs": self.payoffs,
            **limits,
        }


@dataclass(frozen=True)
class Files:
    """The .nfg files of a folder by name, found when the spec was read."""

    folder: str
    names: tuple[str, ...]
    shape: None = None

    @property
    def count(self) -> int:
        """The number of files."""
        return len(self.names)

    def games(self, start: int, stop: int) -> Games:
        """A slice; errors instead of games that cannot be read."""
        names = self.names[start:stop]
        listed = tuple(_read(Path(self.folder) / name) for name in names)
        return Games({"file": list(names)}, None, np.ones(0, dtype=np.int64), listed)

    def to_dict(self) -> dict[str, Any]:
        """Folder and names."""
        return {"kind": "files", "folder": self.folder, "names": list(self.names)}


def _read(path: Path) -> Game | str:
    try:
        return read_nfg(path)
    except OracleGamesError as error:
        return str(error)


Family = Parametric | Ordinal | Random | Files
