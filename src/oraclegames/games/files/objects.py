"""Payoff tables as Python objects: nested lists of cells, dictionaries, data frames.

A table is read axis by axis. A dictionary or a data frame names the moves of its axis by its keys;
a list counts them. A cell holds one payoff for each axis, as a tuple, a list or a text such as
"2,3".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations, product
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import rational
from oraclegames.games.files.cells import parts
from oraclegames.games.files.labels import default_labels
from oraclegames.games.files.tables import MAX_PLAYERS, Tables, indexed_tables

Cells = dict[tuple[int, ...], Any]


def nested_tables(table: Any, approximate: bool = False) -> Tables:
    """The game of a table whose cells hold everybody's payoffs.

    Raises:
        InputError: it is no full table, or a cell has not one payoff for each axis.
    """
    labels, cells = _axes(table, _is_cell)
    n = len(labels)
    numbers: list[Fraction] = []
    order = []
    for outcome in product(*(range(len(names)) for names in labels)):
        cell = _parted(cells[outcome])
        where = ", ".join(names[s] for names, s in zip(labels, outcome))
        if len(cell) != n:
            raise InputError(
                f"the cell at {where:.80} holds {len(cell)} payoffs: a table with {n} "
                f"ax{'i' if n == 1 else 'e'}s needs {n}, one for each player"
            )
        order.append(len(numbers))
        what = f"a payoff at {where:.80}"
        numbers += [rational(number, approximate=approximate, what=what) for number in cell]
    positions = [[start + player for start in order] for player in range(n)]
    return indexed_tables("", default_labels(n), labels, numbers, positions)


def symmetric_tables(own: Any, approximate: bool = False) -> Tables:
    """The game in which everybody's payoff is ``own[her move][the others' moves]``.

    Raises:
        InputError: the axes differ, or with three and more players it matters who of the others
            plays what.
    """
    labels, cells = _axes(own, _is_number)
    n = len(labels)
    if n < 2 or any(names != labels[0] for names in labels):
        shape = "×".join(str(len(names)) for names in labels)
        raise InputError(
            "a symmetric game needs one payoff for own move and every other's, with the same "
            f"moves for all, such as 3×3; this table is {shape}"
        )
    numbers: list[Fraction] = []
    place = {}
    for outcome, number in sorted(cells.items()):
        place[outcome] = len(numbers)
        numbers.append(rational(number, approximate=approximate, what=f"a payoff at {outcome}"))
    for outcome in cells if n > 2 else ():
        for others in permutations(outcome[1:]):
            if numbers[place[outcome]] != numbers[place[(outcome[0], *others)]]:
                raise InputError(
                    f"the payoffs at {outcome} and {(outcome[0], *others)} differ: in a symmetric "
                    "game it does not matter who of the others plays what"
                )
    outcomes = list(product(range(len(labels[0])), repeat=n))
    positions = [
        [place[(o[player], *o[:player], *o[player + 1 :])] for o in outcomes] for player in range(n)
    ]
    return indexed_tables("", default_labels(n), labels, numbers, positions)


def _axes(table: Any, is_leaf: Any) -> tuple[list[Sequence[str]], Cells]:
    """The labels of each axis, and what is at each place."""
    labels: list[Sequence[str] | None] = []
    level: Cells = {(): table}
    while not all(map(is_leaf, level.values())):
        if len(labels) >= MAX_PLAYERS:
            raise InputError("the payoff table is nested too deep")
        level, names = _split(level)
        labels.append(names)
    counts = [1 + max(places) for places in zip(*level)]
    if not labels:
        raise InputError(f"a payoff table is a list of rows of cells, not {table!r:.60}")
    named = [names or default_labels(count) for names, count in zip(labels, counts)]
    return named, level


def _split(level: Cells) -> tuple[Cells, Sequence[str] | None]:
    """One axis more: the entries of everything at this level, and their common labels."""
    deeper: Cells = {}
    common: list[str] | None = None
    width: int | None = None
    for place, node in level.items():
        names, entries = _entries(node, place)
        if names is not None and common is not None and names != common:
            if sorted(names) != sorted(common):
                raise InputError(f"the moves differ from row to row: {common} and {names}"[:200])
            entries = [entries[names.index(name)] for name in common]
        common = common or names
        width = len(entries) if width is None else width
        if len(entries) != width or not width:
            raise InputError("the payoff table is no full one: its rows differ in length")
        deeper.update({(*place, k): entry for k, entry in enumerate(entries)})
    return deeper, common


def _entries(node: Any, place: tuple[int, ...]) -> tuple[list[str] | None, list[Any]]:
    if hasattr(node, "columns") and hasattr(node, "index") and hasattr(node, "to_numpy"):
        rows = node.to_numpy(dtype=object).tolist()
        columns = [str(name) for name in node.columns]
        inner = dict(zip(columns, range(len(columns))))
        if len(inner) < len(columns):
            raise InputError("two columns of the data frame have the same name")
        plain = list(node.columns) == list(range(len(columns)))
        keyed = [row if plain else dict(zip(columns, row)) for row in rows]
        index = list(node.index)
        return (None if index == list(range(len(index))) else [*map(str, index)]), keyed
    if isinstance(node, Mapping):
        return [str(key) for key in node], list(node.values())
    if hasattr(node, "tolist"):
        node = node.tolist()
    if isinstance(node, (list, tuple)):
        return None, list(node)
    where = f" at {tuple(k + 1 for k in place)}" if place else ""
    raise InputError(f"a payoff table is a list of rows of cells{where}, not {node!r:.60}")


def _is_number(node: Any) -> bool:
    if isinstance(node, str):
        return len(parts(node)) == 1
    return not hasattr(node, "__len__") and not isinstance(node, Mapping)


def _is_cell(node: Any) -> bool:
    """Whether these are the payoffs at one outcome: numbers side by side, or a text of them."""
    if isinstance(node, str):
        return len(parts(node)) > 1
    if isinstance(node, Mapping) or hasattr(node, "columns") or not hasattr(node, "__len__"):
        return False
    return len(node) > 0 and all(map(_is_number, node))


def _parted(cell: Any) -> Sequence[Any]:
    if isinstance(cell, str):
        return parts(cell)
    numbers: Sequence[Any] = cell.tolist() if hasattr(cell, "tolist") else cell
    return numbers
