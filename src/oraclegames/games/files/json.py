"""The package's own game format: one JSON object in which every number is exact.

::

    {"schema": "oraclegames/game-1",
     "title": "Chicken",
     "players": [{"name": "Row", "moves": ["Swerve", "Straight"]}, …],
     "payoffs": [["4", "4", "5", "0"], …]}

``payoffs`` holds one list for each player, the outcomes in row-major order (the last player's move
changes fastest). Numbers are written as texts ("2", "1/3"); numerals are read too, and by their
decimal text, so that 0.1 is 1/10. ``title`` and ``schema`` may be missing; keys that are not named
here are ignored.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from fractions import Fraction
from numbers import Rational
from typing import TYPE_CHECKING, Any, NoReturn

from oraclegames.errors import InputError, ParseError
from oraclegames.exact.rational import format_rational, parse_rational
from oraclegames.games.files.source import found
from oraclegames.games.files.tables import MAX_PLAYERS, Tables, indexed_tables

if TYPE_CHECKING:
    from oraclegames.games.game import Game

SCHEMA = "oraclegames/game-1"


class _Numeral(str):
    """A JSON number by its text: neither rounded nor limited in size."""

    __slots__ = ()


def json_tables(text: str, source: str = "<string>") -> Tables:
    """Read a game's JSON text; ``source`` is its name in messages."""
    try:
        mapping = json.loads(
            text,
            parse_int=_Numeral,
            parse_float=_Numeral,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except json.JSONDecodeError as error:
        rest = text[error.pos : error.pos + 41]
        message = f"expected JSON, found {found(rest.split(chr(10))[0] or rest[:1])}"
        place = {"line": error.lineno, "column": error.colno}
        raise ParseError(f"{message} ({error.msg.lower()})", source=source, **place) from None
    except RecursionError:
        raise ParseError("expected a game, found lists nested too deep", source=source) from None
    except _StructureError as error:
        raise InputError(f"{source}: {error}") from None
    return dict_tables(mapping, source)


def write_json(game: Game) -> str:
    """The game as JSON, one key a line; :func:`oraclegames.read_json` reads it back."""
    lines = (
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in game_to_dict(game).items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def game_to_dict(game: Game) -> dict[str, Any]:
    """The game as the mapping that :func:`write_json` writes.

    >>> from oraclegames import Game
    >>> game_to_dict(Game.from_arrays([[1, "1/2"]], [[0, 0]]))["payoffs"]
    [['1', '1/2'], ['0', '0']]
    """
    return {
        "schema": SCHEMA,
        "title": game.title,
        "players": [
            {"name": name, "moves": list(moves)} for name, moves in zip(game.players, game.moves)
        ],
        "payoffs": [
            [format_rational(Fraction(number, scale)) for number in game.integers(player)]
            for player, scale in enumerate(game.denominators)
        ],
    }


def dict_tables(mapping: Mapping[str, Any], source: str = "the game") -> Tables:
    """Read a mapping as :func:`game_to_dict` returns it; payoffs are texts or integers."""
    try:
        return _tables(mapping)
    except _StructureError as error:
        raise InputError(f"{source}: {error}") from None


class _StructureError(Exception):
    """What is wrong with a mapping, without its source."""


def _tables(mapping: Any) -> Tables:
    if not isinstance(mapping, Mapping):
        _wrong("", "an object with the keys players and payoffs", mapping)
    schema = mapping.get("schema", SCHEMA)
    if schema != SCHEMA:
        _wrong("schema", f"{SCHEMA!r}", schema)
    title = _text({"title": "", **mapping}, "title")
    players = _list(mapping, "players", "a list of players")
    if len(players) > MAX_PLAYERS:
        raise _StructureError(f"players: expected at most {MAX_PLAYERS}, found {len(players)}")
    read = [_player(player, f"players[{k}]") for k, player in enumerate(players)]
    names, moves = [name for name, _ in read], [labels for _, labels in read]
    shape = tuple(map(len, moves))
    values, positions = _payoffs(mapping, len(players), math.prod(shape))
    return indexed_tables(title, names, moves, values, positions)


def _player(player: Any, path: str) -> tuple[str, list[str]]:
    """A player's name and the labels of her moves."""
    if not isinstance(player, Mapping):
        _wrong(path, "an object with the keys name and moves", player)
    labels = _list(player, "moves", "a list of texts", f"{path}.")
    name = _text(player, "name", f"{path}.")
    for j, label in enumerate(labels):
        _text({f"moves[{j}]": label}, f"moves[{j}]", f"{path}.")
    return name, labels


def _payoffs(
    mapping: Mapping[str, Any], players: int, outcomes: int
) -> tuple[list[Fraction], list[list[int]]]:
    """The numbers, most of them once, and for each player and outcome which one is paid."""
    tables = _list(mapping, "payoffs", "a list with one list for each player")
    if len(tables) != players:
        raise _StructureError(
            f"payoffs: expected {players} lists, one for each player, found {len(tables)}"
        )
    for i, table in enumerate(tables):
        if not isinstance(table, (list, tuple)):
            _wrong(f"payoffs[{i}]", "a list of numbers", table)
        if len(table) != outcomes:
            raise _StructureError(
                f"payoffs[{i}]: expected {outcomes} numbers, one for each outcome, "
                f"found {len(table)}"
            )
    known: dict[str, int] = {}
    values: list[Fraction] = []
    positions: list[list[int]] = []
    for i, table in enumerate(tables):
        row = []
        for k, entry in enumerate(table):
            position = known.get(entry) if isinstance(entry, str) else None
            if position is None:
                value = _payoff(entry, f"payoffs[{i}][{k}]")
                position = len(values)
                values.append(value)
                if isinstance(entry, str):
                    known[entry] = position
            row.append(position)
        positions.append(row)
    return values, positions


def _payoff(entry: Any, path: str) -> Fraction:
    if isinstance(entry, Rational) and not isinstance(entry, bool):
        return Fraction(int(entry.numerator), int(entry.denominator))
    try:
        value = parse_rational(entry) if isinstance(entry, str) else None
    except InputError as error:
        raise _StructureError(f"{path}: {error}") from None
    if value is None:
        _wrong(path, 'a number such as "2", "1/3" or "0.25"', entry)
    return value


def _text(mapping: Mapping[str, Any], key: str, path: str = "") -> str:
    value = mapping.get(key)
    if not isinstance(value, str) or isinstance(value, _Numeral):
        _wrong(path + key, "a text", value, missing=key not in mapping)
    return value


def _list(mapping: Mapping[str, Any], key: str, expected: str, path: str = "") -> list[Any]:
    value = mapping.get(key)
    if not isinstance(value, (list, tuple)) or not value:
        _wrong(path + key, expected, value, missing=key not in mapping)
    return list(value)


def _wrong(path: str, expected: str, value: Any, *, missing: bool = False) -> NoReturn:
    if missing:
        instead = "nothing"
    elif isinstance(value, _Numeral):
        instead = f"the number {value[:40]}"
    elif isinstance(value, str):
        instead = found(value) if value else "an empty text"
    elif isinstance(value, (list, tuple)):
        instead = "a list" if value else "an empty list"
    elif isinstance(value, Mapping):
        instead = "an object"
    elif value is None or isinstance(value, bool):
        instead = json.dumps(value)
    else:
        instead = f"a Python {type(value).__name__}"
    raise _StructureError(f"{path + ': ' if path else ''}expected {expected}, found {instead}")


def _refuse_constant(name: str) -> NoReturn:
    raise _StructureError(f"expected exact numbers, found {name}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise _StructureError(f"expected each key once, found {found(key)} twice")
        mapping[key] = value
    return mapping
