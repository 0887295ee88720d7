"""Games by formulas as JSON: the number of players, and a formula for each move.

::

    {"schema": "oraclegames/symmetric-formula-1",
     "title": "Public Goods",
     "players": 1000000000,
     "payoffs": {"Give": "2*Give/n", "Keep": "2*Give/n + 1"}}

``title`` may be missing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from oraclegames.errors import InputError, ParseError
from oraclegames.games.files.source import found
from oraclegames.games.formula_game import SCHEMA, FormulaGame

KEYS = ("schema", "kind", "title", "players", "payoffs")


def game_of_mapping(mapping: Mapping[str, Any], source: str = "the game") -> FormulaGame:
    """Read what ``FormulaGame.to_dict`` returns.

    Raises:
        InputError: it is no game by formulas; the message names the key.
        UnsupportedError: the game is too large.
    """
    unknown = [key for key in mapping if key not in KEYS]
    if unknown:
        raise InputError(f"{source}: {unknown[0]!r:.40} is no key of a game by formulas")
    n, payoffs, title = (mapping.get(key) for key in ("players", "payoffs", "title"))
    if isinstance(n, bool) or not isinstance(n, int):
        raise InputError(f"{source}: players: expected how many there are, found {n!r:.40}")
    if not isinstance(payoffs, Mapping):
        raise InputError(
            f"{source}: payoffs: expected an object with a formula for each move, "
            f"found {payoffs!r:.40}"
        )
    if title is not None and not isinstance(title, str):
        raise InputError(f"{source}: title: expected a text, found {title!r:.40}")
    try:
        return FormulaGame.of(n, payoffs, title=title or "")
    except InputError as error:
        raise InputError(f"{source}: {error}") from None


def is_formula_game(data: str | bytes) -> bool:
    """Whether all of a file seems to be a game by formulas."""
    head = data[:100] if isinstance(data, str) else data[:100].decode("utf-8", "replace")
    mark = f'"{SCHEMA}"'
    inside = mark in data if isinstance(data, str) else mark.encode() in data
    return head.lstrip("\ufeff \t\r\n").startswith("{") and inside


def read_formula_game(text: str, source: str) -> FormulaGame:
    """Read a game by formulas from its JSON text.

    Raises:
        ParseError: the text is no JSON.
        InputError: it is no game by formulas.
        UnsupportedError: the game is too large.
    """
    try:
        mapping = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise ParseError(
            f"expected JSON, {error.msg.lower()}",
            source=source,
            line=error.lineno,
            column=error.colno,
        ) from None
    except (RecursionError, _RepeatedError, ValueError) as error:
        raise InputError(f"{source}: {error}") from None
    if mapping.get("schema") != SCHEMA:
        raise InputError(f"{source}: schema: expected {SCHEMA!r}")
    return game_of_mapping(mapping, source)


class _RepeatedError(Exception):
    """A key that stands twice."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RepeatedError(f"expected each key once, found {found(twice)} twice")
    return mapping
