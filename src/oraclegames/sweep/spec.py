"""The description of a sweep, read from TOML: which games, and what is asked of each.

::

    question = "classify"            # the default; see oraclegames.sweep.questions
    partition = 50000                # games to a partition; a killed run loses at most one
    ends = true                      # classify: add the end points of the arcs to each row

    [family]                         # one of four kinds
    kind = "parametric"
    payoffs = [[["R", "S"], ["T", "P"]], "symmetric"]
    parameters.T = { start = 1, stop = 2, points = 1000 }
    parameters.S = { start = -1, stop = 0, step = "1/999" }
    parameters.R = 1
    parameters.P = 0

    [family]
    kind = "ordinal"
    ties = false

    [family]
    kind = "random"
    shape = [2, 2]
    count = 1000000
    seed = 1
    payoffs = "whole"                # or "normal"
    low = -9
    high = 9

    [family]
    kind = "files"
    folder = "games"                 # of .nfg files

Everything is checked before anything runs.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oraclegames.errors import InputError
from oraclegames.exact.rational import rational
from oraclegames.sweep.families import Family, Files, Ordinal, Parametric, Random
from oraclegames.sweep.parameters import linear, parameter
from oraclegames.sweep.questions import Question, read_question
from oraclegames.sweep.reading import known_keys, section, whole, yes

LARGE = 10**9
"""More games than this are swept only when the caller confirms it."""

_PARTITION = 50_000
_MOST = 1_000_000  # partitions: files in one folder


@dataclass(frozen=True)
class Spec:
    """What a sweep does.

    Attributes:
        family: the games.
        question: what is asked of each.
        partition: how many games a file of the dataset holds.
    """

    family: Family
    question: Question
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
    """Read a spec from a TOML file.

    Raises:
        InputError: the file cannot be read, is not TOML, or describes no sweep; the message says
            where.
    """
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

    Args:
        table: see the module.
        folder: what relative folders are relative to.

    Raises:
        InputError: see :func:`read_spec`.

    >>> parse_spec({"family": {"kind": "ordinal"}}).count
    144
    """
    family = _family(section(table, "family", "the spec"), Path(folder))
    question, used = read_question(table, family)
    known_keys(table, ("question", "family", "partition", *used), "the spec")
    partition = whole(table.get("partition", _PARTITION), "partition", 1, 10_000_000)
    if family.count < 1:
        raise InputError("the family has no games")
    if -(-family.count // partition) > _MOST:
        raise InputError(
            f"{family.count} games make more than {_MOST} partitions of {partition} games: choose "
            "larger partitions, or fewer games"
        )
    return Spec(family, question, partition)


def _family(table: Mapping[str, Any], folder: Path) -> Family:
    readers: dict[str, Callable[[Mapping[str, Any], Path], Family]] = {
        "parametric": _parametric,
        "ordinal": _ordinal,
        "random": _random,
        "files": _files,
    }
    kind = table.get("kind")
    if kind is None:
        raise InputError(f"[family] needs kind = one of {', '.join(readers)}")
    known_keys([str(kind)], tuple(readers), "[family]", kind="kind")
    return readers[str(kind)](table, folder)


def _parametric(table: Mapping[str, Any], folder: Path) -> Parametric:
    known_keys(table, ("kind", "parameters", "payoffs"), "[family]")
    parameters = tuple(
        parameter(name, value) for name, value in section(table, "parameters", "[family]").items()
    )
    names = [one.name for one in parameters]
    arrays = _tables(table.get("payoffs"))
    payoffs = tuple(
        tuple(linear(entry, names, f"a payoff of player {player}") for entry in array.flat)
        for player, array in enumerate(arrays, 1)
    )
    return Parametric(parameters, payoffs, arrays[0].shape)


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


def _array(entries: Any) -> Any:
    """Nested lists as an array of objects; None if rows differ."""
    if not isinstance(entries, list):
        cell = np.empty((), dtype=object)
        cell[()] = entries
        return cell
    rows = [_array(entry) for entry in entries]
    if any(row is None or row.shape != rows[0].shape for row in rows):
        return None
    return np.stack(rows) if rows else np.empty(0, dtype=object)


def _ordinal(table: Mapping[str, Any], folder: Path) -> Ordinal:
    known_keys(table, ("kind", "ties"), "[family]")
    return Ordinal(yes(table, "ties"))


def _random(table: Mapping[str, Any], folder: Path) -> Random:
    known_keys(table, ("kind", "shape", "count", "seed", "payoffs", "low", "high"), "[family]")
    shape = table.get("shape", [2, 2])
    if not isinstance(shape, list) or not 1 <= len(shape) <= 16:
        raise InputError(f"shape should list the players' numbers of moves, not {shape!r:.60}")
    moves = tuple(whole(count, "a number of moves", 1, 1000) for count in shape)
    if int(np.prod([float(count) for count in moves])) > 1_000_000:
        raise InputError(f"games of shape {moves} have more than a million outcomes")
    payoffs = table.get("payoffs", "whole")
    known_keys([str(payoffs)], ("whole", "normal"), "payoffs", kind="distribution")
    if payoffs == "normal" and ("low" in table or "high" in table):
        raise InputError("low and high belong to whole payoffs, not to normal ones")
    low = whole(table.get("low", -9), "low", -(1 << 29))
    high = whole(table.get("high", 9), "high", -(1 << 29), 1 << 29)
    if low > high:
        raise InputError(f"reversed range of payoffs: low {low} is greater than high {high}")
    for key in ("count", "seed"):
        if key not in table:
            raise InputError(f"[family] of kind random needs {key} = a whole number")
    count = whole(table["count"], "count", 1)
    return Random(moves, count, whole(table["seed"], "seed", 0, 2**63), payoffs, low, high)


def _files(table: Mapping[str, Any], folder: Path) -> Files:
    known_keys(table, ("kind", "folder"), "[family]")
    name = table.get("folder")
    if not isinstance(name, str):
        raise InputError("[family] of kind files needs folder = a path")
    place = folder / name
    try:
        names = tuple(sorted(path.name for path in place.iterdir() if path.suffix == ".nfg"))
    except OSError as error:
        raise InputError(f"cannot read the folder {place}: {error.strerror}") from None
    if not names:
        raise InputError(f"the folder {place} has no .nfg files")
    return Files(str(place), names)
