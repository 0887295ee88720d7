"""Payoff tables as spreadsheets and people write them: a text becomes rows of cells.

Tabs, semicolons, commas, bars or blanks part the cells; quotes keep one together, as in CSV. Which
it is, is not asked: a mark that is in every line is taken, and of several the first that gives a
game. Decimal commas :mod:`oraclegames.games.files.payoff_table` tells apart or refuses.

On one line, as on the command line, blanks part the cells, semicolons the rows, and a bar one
player's matrix from the other's: ``2,2 0,3; 3,0 1,1`` is ``2 0; 3 1 | 2 3; 0 1``.
"""

from __future__ import annotations

import csv
import io
import json
import re

from oraclegames.errors import InputError
from oraclegames.games.files.objects import nested_tables
from oraclegames.games.files.payoff_table import Rows, table_tables
from oraclegames.games.files.tables import Tables

_MARKS = "\t;,|"
_QUOTED = re.compile(r'"[^"]*"')
_RULE = re.compile(r"^ *\|(?: *:?-+:? *\|)+ *$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)\|")
_TYPED = re.compile(r"[-+\u2212\s0-9.,;/|()\[\]eE]*")
_CALL = re.compile(r"\s*[A-Za-z][\w-]*\s*\(.*", re.DOTALL)
_ALMOST_ENDS = re.compile(r"[\s;|]+")
_AROUND_COMMA = re.compile(r"\s*,\s*")
_BLANKS = re.compile(r"\s+(?![^(\[]*[)\]])")
_ROW_END = re.compile(r"[;\n](?![^(\[]*[)\]])")


def is_typed_table(text: str) -> bool:
    """Whether a text can only be a table that somebody typed: numbers and the marks between them.

    >>> is_typed_table("2,2 0,3; 3,0 1,1"), is_typed_table("chicken"), is_typed_table("7")
    (True, False, False)
    """
    marked = any(mark in text for mark in ",|([")
    return marked and _TYPED.fullmatch(text) is not None and any(map(str.isdigit, text))


def almost_table(text: str) -> str | None:
    """What is no number in a text most of which is a typed table; None for any other text.

    >>> almost_table("2,2 0,x; 3,0 1,1"), almost_table("chickn(1, 2)"), almost_table("a; b")
    ('0,x', None, None)
    """
    if _CALL.fullmatch(text) or not (";" in text or ("," in text and len(text.split()) > 1)):
        return None
    cells = [cell for cell in _ALMOST_ENDS.split(text) if cell]
    wrong = [cell for cell in cells if _TYPED.fullmatch(cell) is None]
    return wrong[0] if wrong and 2 * len(wrong) <= len(cells) else None


def typed_tables(text: str, source: str) -> Tables:
    """Read a table that was typed on one line, or pasted with its line ends."""
    if text.lstrip().startswith("[["):
        try:
            return nested_tables(json.loads(text, parse_float=str, parse_int=str))
        except ValueError as error:
            raise InputError(f"{source}: {error}") from None
    blocks = text.split("|") if not re.search(r"[(\[]", text) else [text]
    rows: Rows = []
    for block in blocks:
        for line in _ROW_END.split(_AROUND_COMMA.sub(",", block)):
            if line.strip():
                rows.append(_BLANKS.split(line.strip()))
        rows.append([])
    return table_tables(rows, source)


def spreadsheet_tables(text: str, source: str) -> Tables:
    """Read a CSV or TSV text, a table of Markdown, or one parted by blanks.

    Raises:
        InputError: no mark gives a game; the message is about the likeliest.
    """
    if _RULE.search(text) is not None:
        return table_tables(_markdown(text), source)
    marks = _marks(text)
    if not marks:
        return typed_tables(text, source)
    first: InputError | None = None
    for mark in marks:
        try:
            return table_tables(_cut(text, mark), source)
        except InputError as error:
            first = first or error
    if all(map(_has_blanks, filter(str.strip, text.splitlines()))):
        try:
            return typed_tables(text, source)
        except InputError:
            pass
    assert first is not None
    raise first


def _marks(text: str) -> list[str]:
    """The marks that may part the cells, the likeliest first: those in every line, if some are."""
    lines = [_QUOTED.sub("", line) for line in text.splitlines()]
    lines = [line for line in lines if any(mark in line for mark in _MARKS)]
    everywhere = [mark for mark in _MARKS if lines and all(mark in line for line in lines)]
    return everywhere or [mark for mark in _MARKS if any(mark in line for line in lines)]


def _has_blanks(line: str) -> bool:
    return len(_BLANKS.split(_AROUND_COMMA.sub(",", line).strip())) > 1


def _markdown(text: str) -> Rows:
    """The cells of a table of Markdown; an escaped bar is part of its cell."""
    lines = (line.strip() for line in text.splitlines() if not _RULE.fullmatch(line))
    return [[cell.strip().replace("\\|", "|") for cell in _BAR.split(line)[1:-1]] for line in lines]


def _cut(text: str, mark: str) -> Rows:
    """The cells of each line."""
    try:
        whole = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True)
        return [[cell.strip() for cell in row] for row in whole]
    except csv.Error:
        return [[cell.strip() for cell in line.split(mark)] for line in text.splitlines()]
