"""The description of a sweep, read from TOML: which games, and what is asked of each.

The page on sweeps has the format. Each kind of family and each question is a function here or
beside it, whose keyword arguments are the keys that it takes. Everything is checked before anything
runs.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import InputError
from oraclegames.exact.rational import rational
from oraclegames.sweep.families import Family, Files, Ordinal, Parametric, Random
from oraclegames.sweep.game_by_game import GameByGame, best, match, tournament, values
from oraclegames.sweep.in_bulk import Classify, classify
from oraclegames.sweep.parameters import linear, parameter
from oraclegames.sweep.reading import known_keys, section, switch, whole

LARGE = 10**9
"""More games than this are swept only when the caller confirms it."""

_PARTITION = 50_000
_MOST = 1_000_000  # partitions: files in one folder


@dataclass(frozen=True)
class Spec:
    """What a sweep does: the games, what is asked of each, and how many games a file holds."""

    family: Family
    question: Classify | GameByGame
    partition: int

    @property
    def count(self) -> int:
        """How many games there are."""
        return self.family.count

    @property
    def partitions(self) -> int:
        """How many files the dataset has."""
        return -(-self.count // self.partition)

    def bounds(self, number: int) -> tuple[int, int]:
        """The first game of a partition, and the first one after it."""
        start = number * self.partition
        return start, min(start + self.partition, self.count)

    def to_dict(self) -> dict[str, Any]:
        """The spec in a canonical form, ready for JSON; equal specs have equal forms."""
        return {
            "question": self.question.to_dict(),
            "family": self.family.to_dict(),
            "partition": self.partition,
        }

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read_spec(path: str | Path) -> Spec:
    """Read a spec from a TOML file."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise InputError(f"cannot read the spec {path}: {reason}") from None
    try:
        table = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}") from None
    return parse_spec(table, folder=Path(path).parent)


def _decimal(text: str) -> Fraction:
    return rational(text.replace("_", ""), what="a number of the spec")


def parse_spec(table: Mapping[str, Any], folder: str | Path = ".") -> Spec:
    """The sweep that a table describes, as read from TOML.

    Relative folders are relative to ``folder``.

    >>> parse_spec({"family": {"kind": "ordinal"}}).count
    144
    """
    where = "[family]"
    inner = section(table.get("family"), "family", "the spec")
    if "kind" not in inner:
        raise InputError(f"[family] needs kind = one of {', '.join(_FAMILIES)}")
    family = _read(_FAMILIES, "kind", inner, where, ("kind",))(Path(folder))
    own = ("question", "family", "partition")
    asked = {"question": "classify", **table}
    question = _read(_QUESTIONS, "question", asked, "the spec", own)(family)
    partition = whole(table.get("partition", _PARTITION), "partition", 1, 10_000_000)
    if family.count < 1:
        raise InputError("the family has no games")
    if -(-family.count // partition) > _MOST:
        raise InputError(
            f"{family.count} games make more than {_MOST} partitions of {partition} games: choose "
            "larger partitions, or fewer games"
        )
    return Spec(family, question, partition)


def _read(
    readers: Mapping[str, Callable[..., Any]],
    key: str,
    table: Mapping[str, Any],
    where: str,
    own: tuple[str, ...],
) -> Callable[..., Any]:
    """The reader that ``table[key]`` names, with the keys that it takes."""
    name = str(table[key])
    known_keys([name], tuple(readers), where, kind=key)
    parameters = inspect.signature(readers[name]).parameters.values()
    keys = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    known_keys(table, (*own, *keys), where)
    return partial(readers[name], **{one: table[one] for one in keys if one in table})


def _parametric(folder: Path, *, parameters: Any = None, payoffs: Any = None) -> Parametric:
    named = section(parameters, "parameters", "[family]").items()
    read = tuple(parameter(name, value) for name, value in named)
    names = [one.name for one in read]
    arrays = _tables(payoffs)
    entries = tuple(
        tuple(linear(entry, names, f"a payoff of player {player}") for entry in array.flat)
        for player, array in enumerate(arrays, 1)
    )
    return Parametric(read, entries, arrays[0].shape)


def _tables(tables: Any) -> list[NDArray[Any]]:
    """The players' tables of payoffs, all of one shape."""
    if not isinstance(tables, list) or not tables:
        raise InputError(
            '[family] needs payoffs = one table for each player, such as [[["R", "S"], ["T", '
            '"P"]], "symmetric"]'
        )
    arrays: list[NDArray[Any]] = []
    for player, entries in enumerate(tables):
        symmetric = entries == "symmetric" and player == 1 and len(tables) == 2
        array = arrays[0].T if symmetric else _array(entries)
        if array is None or array.ndim != len(tables) or array.size == 0:
            raise InputError(
                f"payoffs of player {player + 1} should be a full table with {len(tables)} axes"
            )
        arrays.append(array)
    if any(array.shape != arrays[0].shape for array in arrays):
        raise InputError(
            f"payoffs have the shapes {[array.shape for array in arrays]}; they must agree"
        )
    return arrays


def _array(entries: Any) -> NDArray[Any] | None:
    """Nested lists as an array of objects; None if rows differ."""
    try:
        array = np.array(entries, dtype=object)
    except ValueError:
        return None
    return None if any(isinstance(entry, list) for entry in array.flat) else array


def _ordinal(folder: Path, *, ties: Any = False) -> Ordinal:
    return Ordinal(switch(ties, "ties"))


def _random(
    folder: Path,
    *,
    shape: Any = (2, 2),
    count: Any = None,
    seed: Any = None,
    payoffs: Any = "whole",
    low: Any = None,
    high: Any = None,
) -> Random:
    if not isinstance(shape, (list, tuple)) or not 1 <= len(shape) <= 16:
        raise InputError(f"shape should list the players' numbers of moves, not {shape!r:.60}")
    moves = tuple(whole(count, "a number of moves", 1, 1000) for count in shape)
    if int(np.prod([float(count) for count in moves])) > 1_000_000:
        raise InputError(f"games of shape {moves} have more than a million outcomes")
    known_keys([str(payoffs)], ("whole", "normal"), "payoffs", kind="distribution")
    if payoffs == "normal" and (low, high) != (None, None):
        raise InputError("low and high belong to whole payoffs, not to normal ones")
    least = whole(-9 if low is None else low, "low", -(1 << 29))
    most = whole(9 if high is None else high, "high", -(1 << 29), 1 << 29)
    if least > most:
        raise InputError(f"reversed range of payoffs: low {least} is greater than high {most}")
    for key, value in (("count", count), ("seed", seed)):
        if value is None:
            raise InputError(f"[family] of kind random needs {key} = a whole number")
    start = whole(seed, "seed", 0, 2**63)
    return Random(moves, whole(count, "count", 1), start, payoffs, least, most)


def _files(beside: Path, *, folder: Any = None) -> Files:
    if not isinstance(folder, str):
        raise InputError("[family] of kind files needs folder = a path")
    place = beside / folder
    try:
        names = tuple(sorted(path.name for path in place.iterdir() if path.suffix == ".nfg"))
    except OSError as error:
        raise InputError(f"cannot read the folder {place}: {error.strerror}") from None
    if not names:
        raise InputError(f"the folder {place} has no .nfg files")
    return Files(str(place), names)


_FAMILIES: Mapping[str, Callable[..., Family]] = {
    "parametric": _parametric,
    "ordinal": _ordinal,
    "random": _random,
    "files": _files,
}
_QUESTIONS: Mapping[str, Callable[..., Classify | GameByGame]] = {
    "classify": classify,
    "values": values,
    "best": best,
    "match": match,
    "tournament": tournament,
}
