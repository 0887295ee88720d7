"""Reading games: an entry of the catalogue, a file, a typed table, or standard input."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import IO, TypeVar, overload

from oraclegames.errors import InputError, told
from oraclegames.games import catalog
from oraclegames.games.files.forms import ENDINGS, tables_of
from oraclegames.games.files.json import json_tables
from oraclegames.games.files.nfg import nfg_tables
from oraclegames.games.files.source import Source, decoded, found, read_data, read_text
from oraclegames.games.files.spreadsheet import almost_table, is_typed_table, typed_tables
from oraclegames.games.files.tables import Tables
from oraclegames.games.formula_file import is_formula_game, read_formula_game
from oraclegames.games.formula_game import FormulaGame
from oraclegames.games.game import Game
from oraclegames.games.registry import build_any, unknown

GameLike = Game | str | os.PathLike[str]
"""A game, or what :func:`load_game` reads one from: a name of the catalogue or a file."""

Other = TypeVar("Other")

_CALL = re.compile(r"\s*([A-Za-z][\w-]*)\s*(?:\(([^()]*)\)\s*)?", re.ASCII)


@overload
def as_game(game: GameLike) -> Game: ...
@overload
def as_game(game: GameLike | Other) -> Game | Other: ...
def as_game(game: GameLike | Other) -> Game | Other:
    """The game itself, or the one of this name or path; other kinds of games come back as they are.

    Of a game by formulas the outcomes are listed.

    Raises:
        InputError: it is no game.
        UnsupportedError: it has too many players for that.

    >>> as_game("stag-hunt(s=3)").title
    'Stag Hunt'
    """
    if isinstance(game, (str, os.PathLike)):
        return load_game(game)
    return game.to_game() if isinstance(game, FormulaGame) else _checked(game)


@overload
def as_any_game(game: GameLike) -> Game | FormulaGame: ...
@overload
def as_any_game(game: GameLike | Other) -> Game | FormulaGame | Other: ...
def as_any_game(game: GameLike | Other) -> Game | FormulaGame | Other:
    """The same, also by formulas for any number of players."""
    return load_any_game(game) if isinstance(game, (str, os.PathLike)) else _checked(game)


def _checked(game: Other) -> Other:
    if isinstance(game, type) or type(game).__module__ in ("builtins", "numpy", "pandas"):
        raise InputError(
            "a game is a Game (Game.from_arrays makes one of payoffs), a name of the catalogue or "
            f"a path, not {told(game)}"
        )
    return game


def load_game(name: str | os.PathLike[str], stdin: IO[str] | IO[bytes] | None = None) -> Game:
    """The game of a catalogue name, of a file, of a typed table, or on standard input (``-``).

    A catalogue name may have parameters: ``prisoners_dilemma(5,3,1,0)``, ``stag_hunt(s=3)``,
    ``random_game(3,3,seed=1)``; numbers are rationals. The catalogue comes before a file of the
    same name: write ``./chicken`` or ``Path("chicken")`` for that.

    Files: Gambit's ``.nfg``; our ``.json``, also with formulas (for few players: outcomes are
    listed); ``.gam``; payoff tables as ``.csv`` and ``.tsv``; ``.npy`` and ``.npz``; with pygambit
    installed ``.efg``, ``.agg``, ``.bagg`` and ``.gbt``, by their strategic form. Files with
    another ending, and standard input, are recognised by their first characters. A text with a
    cell for each outcome and semicolons between rows is a game itself.

    Raises:
        InputError: there is no such game, its parameters are wrong, or the file cannot be read.
        ParseError: the file is wrong; the message starts with ``FILE:LINE:COLUMN:``.
        MissingDependencyError: the file needs pygambit.
        UnsupportedError: too many players have formulas.

    >>> load_game("prisoners_dilemma(5, 3, 1, 0)").payoffs((1, 0))
    (Fraction(5, 1), Fraction(0, 1))
    >>> load_game("2,2 0,3; 3,0 1,1").payoffs((1, 0))
    (Fraction(3, 1), Fraction(0, 1))
    """
    return _listed(load_any_game(name, stdin))


def load_any_game(
    name: str | os.PathLike[str], stdin: IO[str] | IO[bytes] | None = None
) -> Game | FormulaGame:
    """The same, also for games by formulas of any number of players.

    These are files as :mod:`oraclegames.games.formula_file` describes them, and names of the
    catalogue with more players than have a table: ``public_goods(1e9)``.

    >>> load_any_game("volunteers_dilemma(1e9)")
    <FormulaGame: 1000000000 players on 2 moves>
    """
    if isinstance(name, str) and name == "-":
        if stdin is None:
            stdin = getattr(sys.stdin, "buffer", sys.stdin)
        data, source = read_data(stdin)
        source = "<stdin>" if source == "<stream>" else source
        return _in_file(data, source)
    if isinstance(name, str):
        call = _CALL.fullmatch(name)
        entry = call[1].replace("-", "_").lower() if call is not None else ""
        if call is not None and entry in catalog.CATALOG:
            return _build(entry, call[2] or "")
        if is_typed_table(name):
            return _game(typed_tables(name, "the table"), "the table")
    path = Path(name)
    ending = path.suffix.lower()
    if ending not in ENDINGS and not (str(name).strip() and _exists(path)):
        if (wrong := almost_table(str(name))) is not None:
            raise InputError(f"the table: expected numbers only, such as 2,3, found {found(wrong)}")
        raise unknown(str(name))
    data, source = read_data(path)
    return _in_file(data, source, ending)


def read_nfg(source: Source) -> Game:
    """Read a game from a .nfg file: a path, or a file open in text or binary mode.

    Raises:
        ParseError: the file is wrong; the message starts with ``FILE:LINE:COLUMN:``.
        InputError: the file cannot be read.

    >>> import io
    >>> game = read_nfg(io.StringIO('NFG 1 R "Try" { "A" "B" } { 2 1 } 1/2 0 3 4'))
    >>> game.payoffs((1, 0))
    (Fraction(3, 1), Fraction(4, 1))
    """
    text, name = read_text(source)
    return _game(nfg_tables(text, name), name)


def read_json(source: Source) -> Game:
    """Read a game from a JSON file: a path, or a file open in text or binary mode.

    Raises:
        ParseError: the text is no JSON; the message starts with ``FILE:LINE:COLUMN:``.
        InputError: the JSON is no game, and the message names the key; or the file cannot be read.

    >>> import io
    >>> text = '{"players": [{"name": "A", "moves": ["x", "y"]}], "payoffs": [[1, 0.1]]}'
    >>> read_json(io.StringIO(text)).payoffs((1,))
    (Fraction(1, 10),)
    """
    text, name = read_text(source)
    return _game(json_tables(text, name), name)


def _in_file(data: str | bytes, source: str, ending: str = "") -> Game | FormulaGame:
    if is_formula_game(data):
        return read_formula_game(decoded(data, source), source)
    return _game(tables_of(data, source, ending), source)


def _listed(game: Game | FormulaGame) -> Game:
    return game.to_game() if isinstance(game, FormulaGame) else game


def _game(tables: Tables, source: str) -> Game:
    try:
        return Game(*tables)
    except InputError as error:
        raise InputError(f"{source}: {error}") from None


def _build(name: str, inside: str) -> Game | FormulaGame:
    args: list[str] = []
    kwargs: dict[str, str] = {}
    for part in inside.split(",") if inside.strip() else ():
        key, equals, value = (word.strip() for word in part.rpartition("="))
        if not value or (equals and not key.isidentifier()):
            wrong = f"{part.strip()!r:.60}"
            raise InputError(f"{name}: a parameter should be a number or name=number, not {wrong}")
        if equals and key in kwargs:
            raise InputError(f"{name}: the parameter {key} is given twice")
        if equals:
            kwargs[key] = value
        elif kwargs:
            raise InputError(f"{name}: {value!r:.60} stands after a parameter with a name")
        else:
            args.append(value)
    return build_any(name, *args, **kwargs)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
