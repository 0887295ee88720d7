"""Rows of cells become a game: a matrix of pairs, a matrix a player, or a list of outcomes.

- A matrix of pairs: each cell holds both players' payoffs. Labels may stand in the first row, in
  the first column, or in both, and then the corner may name the players: ``Row \\ Column``.
- Two matrices with empty rows between them: the row player's payoffs, then the column player's. A
  line with one text above a matrix names the player; above a single matrix, it is the title.
- A list of outcomes, for any number of players: a head with the players' names and then "payoff of
  NAME" for each, and a row for each outcome with its moves and its payoffs.

A comma within a cell parts two payoffs. Where that gives no game and reading it as a decimal comma
does, it is one. Where both do, or neither, the message says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from oraclegames.errors import InputError
from oraclegames.games.files.cells import Payoffs, has_decimal_comma, parts, payoffs
from oraclegames.games.files.labels import default_labels, repair_labels
from oraclegames.games.files.source import found
from oraclegames.games.files.tables import MAX_PLAYERS, Tables, indexed_tables

Rows = list[list[str]]

PAYOFF_OF = "payoff of "
CORNER = " \\ "
WANTED = {1: "one payoff", 2: "both players' payoffs, such as 2,3"}


class _Block(NamedTuple):
    """A matrix of cells, with the labels around it and the line above it."""

    caption: str
    corner: str
    rows: list[str] | None
    columns: list[str] | None
    cells: list[list[str]]
    place: tuple[int, int]
    """Row and column, from 1, of the first cell in the whole table."""


def table_tables(rows: Rows, source: str) -> Tables:
    """The game in rows of cells; ``source`` names them in messages.

    Raises:
        InputError: they hold none; the message names row and column, from 1.
    """
    try:
        return _tables(rows)
    except InputError as error:
        raise InputError(f"{source}: {error}") from None


def _tables(rows: Rows) -> Tables:
    # Long: one case for each form of a table.
    groups = _groups(rows)
    if not groups:
        raise InputError("expected a payoff table, found nothing")
    first = groups[0][1][0]
    names = [cell for cell in first if cell]
    if len(names) % 2 == 0 and _heads_list(names):
        return _listed(groups[0][1] + [row for _, more in groups[1:] for row in more])
    title = ""
    if len(groups) > 1 and len(names) == 1 and len(groups[0][1]) == 1 and payoffs(names[0]) is None:
        title, groups = names[0], groups[1:]
    count = 2 if len(groups) == 1 else 1
    blocks = [_block(start, group, count) for start, group in groups]
    if len(blocks) == 1:
        return _pairs(blocks[0]._replace(caption=""), title or blocks[0].caption)
    if len(blocks) != 2:
        raise InputError(
            f"found {len(blocks)} matrices with empty rows between them: expected one with pairs "
            "of payoffs, or two, one for each player"
        )
    return _two(blocks, title)


def _groups(rows: Rows) -> list[tuple[int, Rows]]:
    """The rows between empty ones, with the number of the first, cut to their common width."""
    groups: list[tuple[int, Rows]] = []
    apart = True
    for number, row in enumerate(rows, 1):
        if not any(row):
            apart = True
            continue
        if apart:
            groups.append((number, []))
        groups[-1][1].append(row)
        apart = False
    cut = []
    for number, group in groups:
        width = max(k for row in group for k, cell in enumerate(row, 1) if cell)
        cut.append((number, [[*row[:width], *[""] * (width - len(row))] for row in group]))
    return cut


def _block(start: int, rows: Rows, count: int) -> _Block:
    """Tell labels from payoffs, of which there are ``count`` in each cell."""
    # Long: captions, corners, a head and a side are told from each other.
    caption = ""
    alone = len(rows) > 1 and len(rows[0]) > 1 and rows[0][0] and not any(rows[0][1:])
    if alone and payoffs(rows[0][0]) is None:
        caption, rows, start = rows[0][0], rows[1:], start + 1
    paid = [[_is_paid(cell, count) for cell in row] for row in rows]
    if count == 2 and not any(map(any, paid)):  # to be refused for that, and not for its labels
        paid = [[_is_paid(cell, 1) for cell in row] for row in rows]
    corner = rows[0][0]
    both = len(corner.split(CORNER)) == 2 or (count == 1 and not corner)
    head = both or (not paid[0][0] and not (len(rows[0]) > 1 and all(paid[0][1:])))
    side = len(rows[0]) > 1 and (both or not all(row[0] for row in paid[head:]))
    if count == 2 and not both:
        _check_labels(rows, paid, [(0, k) for k in range(len(rows[0]))] if head else [], start)
        _check_labels(rows, paid, [(i, 0) for i in range(head, len(rows))] if side else [], start)
    cells = [row[side:] for row in rows[head:]]
    if not cells or not cells[0]:
        raise InputError(f"row {start}: expected payoffs below and beside the labels, found none")
    return _Block(
        caption,
        corner if head and side else "",
        [row[0] for row in rows[head:]] if side else None,
        rows[0][side:] if head else None,
        cells,
        (start + head, 1 + side),
    )


def _check_labels(
    rows: Rows, paid: Sequence[Sequence[bool]], places: Sequence[tuple[int, int]], start: int
) -> None:
    """Refuse a line of labels in which some are payoffs: it rather is payoffs with a slip."""
    words = [(i, k) for i, k in places if rows[i][k] and payoffs(rows[i][k]) is None]
    if words and any(paid[i][k] for i, k in places):
        i, k = words[0]
        raise _no_payoffs(start + i, 1 + k, rows[i][k], WANTED[2])


def _is_paid(cell: str, count: int) -> bool:
    """Whether so many payoffs are in a cell, with decimal commas or points."""
    if count == 1 and has_decimal_comma(cell):
        return True
    numbers = payoffs(cell) or payoffs(cell, comma=True)
    return numbers is not None and (len(numbers) == 1 if count == 1 else len(numbers) > 1)


def _pairs(block: _Block, title: str) -> Tables:
    """The game of one matrix whose cells hold two payoffs."""
    counts = {len(parts(cell)) for row in block.cells for cell in row if cell}
    comma = any("," in cell for row in block.cells for cell in row)
    if counts == {1, 2} and comma:
        raise InputError(
            "some cells hold one number and some a comma: if the comma is decimal, write 2.5, or "
            "2,5; 3,0 for two payoffs; if not, one payoff for each player belongs in each cell"
        )
    if counts == {4} and comma:
        raise InputError(
            "each cell holds four numbers with commas: for decimal commas write 2,5; 3,0 or 2.5, 3"
        )
    if counts == {1}:
        raise InputError(
            "each cell holds one number: expected both players' payoffs in it, such as 2,3, or a "
            "second matrix after an empty row"
        )
    decimal = comma and any(";" in cell or "|" in cell for row in block.cells for cell in row)
    cells = _read(block, 2, decimal)
    return _finish(block, cells, title, _players(block))


def _two(blocks: Sequence[_Block], title: str) -> Tables:
    """The game of two matrices, each with one payoff in a cell."""
    # Long: each way in which two matrices may disagree.
    one, other = blocks
    texts = [cell for block in blocks for row in block.cells for cell in row]
    decimal = any("," in cell for cell in texts)
    if decimal and not all(map(has_decimal_comma, (cell for cell in texts if "," in cell))):
        raise InputError("two matrices with empty rows between: expected one payoff in each cell")
    size = (len(one.cells), len(one.cells[0]))
    if size != (len(other.cells), len(other.cells[0])):
        raise InputError(
            f"the first matrix is {size[0]}×{size[1]}, the second "
            f"{len(other.cells)}×{len(other.cells[0])}: they must agree"
        )
    sides = (one.rows, other.rows, "rows"), (one.columns, other.columns, "columns")
    for mine, yours, what in sides:
        if mine is not None and yours is not None and mine != yours:
            raise InputError(f"the labels of the {what} differ between the two matrices")
    pairs = [
        [(*a, *b) for a, b in zip(*lines)]
        for lines in zip(_read(one, 1, decimal), _read(other, 1, decimal))
    ]
    labels = one._replace(rows=one.rows or other.rows, columns=one.columns or other.columns)
    captions = (one.caption, other.caption)
    return _finish(labels, pairs, title, captions if all(captions) else _players(one))


def _players(block: _Block) -> tuple[str, str] | None:
    names = block.corner.split(CORNER)
    return (names[0], names[1]) if len(names) == 2 and all(map(str.strip, names)) else None


def _read(block: _Block, count: int, decimal: bool) -> list[list[Payoffs]]:
    """The payoffs of each cell, ``count`` of them."""
    read: list[list[Payoffs]] = []
    for i, row in enumerate(block.cells):
        read.append([])
        for j, cell in enumerate(row):
            numbers = payoffs(cell, comma=decimal)
            if numbers is None or len(numbers) != count:
                raise _no_payoffs(block.place[0] + i, block.place[1] + j, cell, WANTED[count])
            read[-1].append(numbers)
    return read


def _no_payoffs(row: int, column: int, cell: str, wanted: str) -> InputError:
    instead = found(cell) if cell else "an empty cell"
    return InputError(f"row {row}, column {column}: expected {wanted}, found {instead}")


def _finish(
    block: _Block, cells: list[list[Payoffs]], title: str, players: Sequence[str] | None
) -> Tables:
    moves = [
        repair_labels(labels) if labels is not None else list(default_labels(count))
        for labels, count in zip((block.rows, block.columns), (len(cells), len(cells[0])))
    ]
    numbers = [number for row in cells for cell in row for number in cell]
    positions = [list(range(player, len(numbers), 2)) for player in (0, 1)]
    names = repair_labels(players or default_labels(2))
    return indexed_tables(title, names, moves, numbers, positions)


def _heads_list(names: Sequence[str]) -> bool:
    half = len(names) // 2
    return all(
        there.lower() == (PAYOFF_OF + here).lower()
        for here, there in zip(names[:half], names[half:])
    )


def _listed(rows: Rows) -> Tables:
    """The game of a list of outcomes below a head."""
    # Long: each way in which a list may lack something.
    head, *rows = rows
    n = sum(map(bool, head)) // 2
    if n > MAX_PLAYERS:
        raise InputError(f"expected at most {MAX_PLAYERS} players, found {n}")
    moves: list[dict[str, int]] = [{} for _ in range(n)]
    numbers: list[Fraction] = []
    places: dict[tuple[int, ...], int] = {}
    for k, row in enumerate(rows, 2):
        outcome = tuple(
            moves[i].setdefault(label, len(moves[i])) for i, label in enumerate(row[:n])
        )
        if outcome in places:
            raise InputError(f"row {k}: the outcome {', '.join(row[:n]):.80} is there twice")
        places[outcome] = len(numbers)
        for j in range(n, 2 * n):
            cell = row[j] if j < len(row) else ""
            value = payoffs(cell)
            if value is None or len(value) != 1:
                raise _no_payoffs(k, j + 1, cell, WANTED[1])
            numbers.append(value[0])
    shape = tuple(map(len, moves))
    if len(places) != math.prod(shape):
        missing = next(o for o in product(*map(range, shape)) if o not in places)
        names = ", ".join(list(labels)[s] for labels, s in zip(moves, missing))
        raise InputError(f"expected a row for each outcome, found none for {names:.80}")
    order = [places[outcome] for outcome in product(*map(range, shape))]
    positions = [[start + player for start in order] for player in range(n)]
    labels = [repair_labels(list(names)) for names in moves]
    return indexed_tables("", repair_labels(head[:n]), labels, numbers, positions)
