"""GameTracer's .gam files, which QuantEcon reads and writes.

::

    2            the number n of players
    3 2          how many moves each has

    3 2 0 3 5 6  player 1's payoffs, the first player's move changing fastest,
    3 2 3 2 6 1  then player 2's

White space separates the words. There are no labels and no fractions: payoffs are decimals.

Source: B. Blum, D. Koller and C. Shelton, *GameTracer*; the order of the payoffs as QuantEcon's
reader documents it.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.errors import InputError, ParseError
from oraclegames.exact.rational import format_rational, parse_rational
from oraclegames.games.files.labels import default_labels
from oraclegames.games.files.source import found, locate
from oraclegames.games.files.tables import (
    MAX_PLAYERS,
    Tables,
    first_fastest,
    indexed_tables,
    last_fastest,
)

if TYPE_CHECKING:
    from oraclegames.games.game import Game

_WORD = re.compile(r"\S+")
_MOST = 10**9


def is_gam(text: str) -> bool:
    """Whether these are whole numbers n, m_1, …, m_n and then n · Π m_i words."""
    words = text.split(None, MAX_PLAYERS + 1)
    if not words or not _count(words[0]) or int(words[0]) > min(MAX_PLAYERS, len(words) - 1):
        return False
    n = int(words[0])
    if not all(map(_count, words[1 : n + 1])):
        return False
    return len(text.split()) == 1 + n + n * math.prod(map(int, words[1 : n + 1]))


def gam_tables(text: str, source: str = "<string>") -> Tables:
    """Read the text of a .gam file; ``source`` is its name in messages. Cost: linear."""
    words = text.split()

    def wrong(k: int, expected: str) -> ParseError:
        places = (match.start() for match in _WORD.finditer(text))
        place = next((start for j, start in enumerate(places) if j == k), len(text))
        line, column = locate(text, place)
        instead = found(words[k] if k < len(words) else "")
        message = f"expected {expected}, found {instead}"
        return ParseError(message, source=source, line=line, column=column)

    def counted(k: int, expected: str) -> int:
        if k >= len(words) or not _count(words[k]):
            raise wrong(k, expected)
        return int(words[k])

    n = counted(0, "the number of players")
    if n > MAX_PLAYERS:
        raise wrong(0, f"at most {MAX_PLAYERS} players")
    shape = [counted(k, f"the number of moves of player {k}") for k in range(1, n + 1)]
    outcomes = math.prod(shape)
    start = n + 1
    total = start + n * outcomes
    if len(words) < total:
        raise wrong(len(words), f"payoff {len(words) - start + 1} of {n * outcomes}")
    if len(words) > total:
        raise wrong(total, f"the end of the text after {n * outcomes} payoffs")
    known: dict[str, int] = {}
    numbers: list[Fraction] = []
    for k in range(start, total):
        if words[k] not in known:
            try:
                value = parse_rational(words[k])
            except InputError as error:
                raise wrong(k, f"a payoff ({error})") from None
            if value is None:
                raise wrong(k, "a payoff, such as 2 or -0.25")
            known[words[k]] = len(numbers)
            numbers.append(value)
    order = last_fastest(shape)
    rows = []
    for player in range(n):
        first = start + player * outcomes
        rows.append([known[words[first + k]] for k in order])
    return indexed_tables("", default_labels(n), [*map(default_labels, shape)], numbers, rows)


def write_gam(game: Game) -> str:
    """The game as a .gam text; title and labels fall away.

    Raises:
        InputError: a payoff, such as 1/3, has no finite decimal.

    >>> from oraclegames import Game
    >>> print(write_gam(Game.from_arrays([["1/2", 3]], [[0, 4]])))
    2
    1 2
    <BLANKLINE>
    0.5 3
    0 4
    <BLANKLINE>
    """
    order = first_fastest(game.shape)
    lines = [str(game.n_players), " ".join(map(str, game.shape)), ""]
    for player, scale in enumerate(game.denominators):
        row = game.integers(player)
        words = {number: _decimal(Fraction(number, scale), game, player) for number in set(row)}
        lines.append(" ".join(words[row[k]] for k in order))
    return "\n".join([*lines, ""])


def _decimal(number: Fraction, game: Game, player: int) -> str:
    rest, digits = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        digits = max(digits, power)
    if rest != 1:
        name = game.players[player]
        raise InputError(
            f"a .gam file has decimals only, and the payoff {format_rational(number):.40} of "
            f"player {name!r:.60} has no finite one: write .nfg, or multiply the payoffs by {rest}"
        )
    if not digits:
        return format_rational(number)
    whole = format_rational(abs(number) * 10**digits).rjust(digits + 1, "0")
    return f"{'-' if number < 0 else ''}{whole[:-digits]}.{whole[-digits:]}"


def _count(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10 and 0 < int(word) < _MOST
