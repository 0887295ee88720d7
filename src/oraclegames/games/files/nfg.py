r"""Gambit's .nfg files: read every legal one, write the form that every reader knows.

::

    file     = "NFG" "1" ("R"|"D") title players shape [comment] body end     (D: old, same meaning)
    players  = "{" TEXT+ "}"
    shape    = "{" COUNT+ "}"  |  "{" ("{" TEXT+ "}")+ "}"        counts, or labels of the moves
    body     = NUMBER+                                            payoff form
             | "{" ("{" TEXT (NUMBER [","])+ "}")* "}" INDEX+     outcome form; index 0 pays 0
    NUMBER   = 3, -1/3, 0.25, .5, 1e20, 2.5e-3; no "+" anywhere

Profiles are listed with *player 1's move changing fastest*; the payoff form gives everybody's
payoffs profile by profile. A TEXT stands between double quotes and may span lines; ``\"`` is a
quote and ``\\`` a backslash in it, and any other backslash is itself. Only white space, braces,
commas and quotes end a number; any other word runs to the next white space.

Source: the format is described in the manual of Gambit (Savani and Turocy, *Gambit: the package for
computation in game theory*, version 16).

A long file: one format, read and written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from oraclegames.errors import InputError, ParseError
from oraclegames.exact.rational import format_rational, parse_rational
from oraclegames.games.files.labels import default_labels, repair_labels
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

Value = TypeVar("Value", Fraction, int)

_TOKEN = re.compile(
    r"""[ \t\n\v\f\r]*+(?:
        (?P<text>"(?:[^"\\]++|\\.)*+")
      | (?P<mark>[{},])
      | (?P<number>-?[0-9.][^ \t\n\v\f\r{},"]*+)
      | (?P<word>[^ \t\n\v\f\r]++)
      | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"-?(?:[0-9]+/[0-9]+|[0-9]+(?:\.[0-9]*)?(?:[eE]-?[0-9]+)?|\.[0-9]+)")
_WORDS = re.compile(r"[-+.,/0-9eE \t\n\v\f\r]*+")
_INDICES = re.compile(r"[0-9 \t\n\v\f\r]*+")
_ESCAPE = re.compile(r'\\(["\\])')


def nfg_tables(text: str, source: str = "<string>") -> Tables:
    """Read the text of a .nfg file; ``source`` is its name in messages.

    Cost: linear; a second for a million payoffs that repeat, a few if all of them differ.
    """
    scanner = _Scanner(text, source)
    scanner.mark("NFG", "'NFG'")
    scanner.mark("1", "the version 1")
    scanner.mark(("R", "D"), "'R' or 'D'")
    title = scanner.text("the title in double quotes")
    players = repair_labels(_labels(scanner, "a player's label in double quotes"))
    if len(players) > MAX_PLAYERS:
        raise scanner.error(f"at most {MAX_PLAYERS} players before", f"{len(players)} of them")
    shape, moves = _shape(scanner, players)
    if scanner.kind == "text":
        scanner.advance()
    if scanner.kind == "number":
        numbers, positions = _payoffs(scanner, players, shape)
    elif scanner.word == "{":
        numbers, positions = _outcomes(scanner, players, shape)
    else:
        raise scanner.error("payoffs or '{'")
    if moves is None:
        moves = [list(default_labels(count)) for count in shape]
    order = last_fastest(shape)
    rows = [[row[k] for k in order] for row in positions]
    return indexed_tables(title, players, moves, numbers, rows)


def write_nfg(game: Game) -> str:
    """The game as a .nfg text in payoff form, one profile a line, every number exact.

    Moves with the labels "1", "2", … are written as counts. :func:`oraclegames.read_nfg` reads an
    equal game back, and so does Gambit, whose 16.7 has its limits: it wants printable ASCII,
    misreads two backslashes in a row, and refuses a numeral as the label of another place.

    >>> from oraclegames import Game
    >>> print(write_nfg(Game.from_arrays([["1/2", 3]], [[0, 4]], title="Try")))
    NFG 1 R "Try" { "1" "2" }
    <BLANKLINE>
    { 1 2 }
    <BLANKLINE>
    1/2 0
    3 4
    <BLANKLINE>
    """
    counted = all(labels == default_labels(len(labels)) for labels in game.moves)
    shape = map(str, game.shape) if counted else map(_quoted_list, game.moves)
    lines = [
        f"NFG 1 R {_quoted(game.title)} {_quoted_list(game.players)}",
        "",
        f"{{ {' '.join(shape)} }}",
        "",
    ]
    tables, order = [], first_fastest(game.shape)
    for player, scale in enumerate(game.denominators):
        numbers = game.integers(player)
        words = {number: format_rational(Fraction(number, scale)) for number in set(numbers)}
        tables.append([words[numbers[k]] for k in order])
    lines.extend(map(" ".join, zip(*tables)))
    return "\n".join([*lines, ""])


class _Scanner:
    """Walks over the tokens of a text, one ahead."""

    def __init__(self, text: str, source: str) -> None:
        self.all = text
        self.source = source
        self.end = 0
        self.known: dict[str, Fraction] = {}
        self.advance()

    def advance(self) -> None:
        """Look at the next token: sets ``kind``, ``word``, ``start`` and ``end``."""
        match = _TOKEN.match(self.all, self.end)
        assert match is not None and match.lastgroup is not None  # the last case matches always
        self.kind = match.lastgroup
        self.word = match[self.kind]
        self.start, self.end = match.span(self.kind)

    def mark(self, marks: str | tuple[str, ...], expected: str) -> None:
        """Step over a word, or one of several."""
        if self.word not in ((marks,) if isinstance(marks, str) else marks):
            raise self.error(expected)
        self.advance()

    def text(self, expected: str) -> str:
        """Step over a quoted text and return what it says."""
        if self.kind != "text":
            raise self.error(expected)
        word = self.word[1:-1]
        self.advance()
        return _ESCAPE.sub(r"\1", word) if "\\" in word else word

    def number(self, expected: str) -> Fraction:
        """Step over a number and return it."""
        value = self.known.get(self.word)
        if value is None:
            value = _number(self.word) if self.kind == "number" else None
            if value is None:
                raise self.error(expected)
            self.known[self.word] = value
        self.advance()
        return value

    def error(self, expected: str, instead: str = "") -> ParseError:
        """The error that something else was expected here."""
        line, column = locate(self.all, self.start)
        if not instead:
            instead = found(self.word)
            if self.kind == "word" and self.word.startswith('"'):
                instead = "a text without its closing quote"
            elif self.kind == "number" and _number(self.word) is None:
                instead += _no_number(self.word)
            elif self.kind == "word" and self.word.startswith("+"):
                instead += ": write numbers without '+'"
        return ParseError(
            f"expected {expected}, found {instead}", source=self.source, line=line, column=column
        )


def _labels(scanner: _Scanner, expected: str) -> list[str]:
    """``{ TEXT+ }``."""
    scanner.mark("{", "'{'")
    labels = [scanner.text(expected)]
    while scanner.word != "}":
        labels.append(scanner.text(f"{expected} or '}}'"))
    scanner.advance()
    return labels


def _shape(
    scanner: _Scanner, players: Sequence[str]
) -> tuple[tuple[int, ...], list[list[str]] | None]:
    """The number of moves of each player and, if they are written, their labels."""
    scanner.mark("{", "'{'")
    if scanner.word == "{":
        moves = []
        for player in players:
            if scanner.word != "{":
                raise scanner.error(f"'{{' and the moves of player {player!r:.60}")
            moves.append(repair_labels(_labels(scanner, "a move's label in double quotes")))
        scanner.mark("}", "'}' after the moves of the last player")
        return tuple(map(len, moves)), moves
    shape = []
    for player in players:
        digits = scanner.word.lstrip("0")
        if not (scanner.word.isascii() and scanner.word.isdigit() and digits):
            raise scanner.error(f"the number of moves of player {player!r:.60}")
        if len(digits) > 9:
            raise scanner.error("a number of moves below 1000000000")
        shape.append(int(digits))
        scanner.advance()
    scanner.mark("}", "'}' after the number of moves of the last player")
    return tuple(shape), None


def _payoffs(
    scanner: _Scanner, players: Sequence[str], shape: tuple[int, ...]
) -> tuple[list[Fraction], list[list[int]]]:
    """The payoff form: the distinct numbers, and for each place in the file which one is there."""
    count = len(players) * math.prod(shape)

    def expected(k: int) -> str:
        place = f"{players[k % len(players)]!r:.60} at {_profile(k // len(players), shape)}"
        return f"payoff {k + 1} of {count} ({place})"

    words, known = _rest(scanner, _WORDS, count, _number, expected, "payoffs")
    positions = {word: k for k, word in enumerate(known)}
    places = [positions[word] for word in words]
    return list(known.values()), [places[i :: len(players)] for i in range(len(players))]


def _outcomes(
    scanner: _Scanner, players: Sequence[str], shape: tuple[int, ...]
) -> tuple[list[Fraction], list[list[int]]]:
    """The outcome form: the numbers of the outcome list, 0 first, and where each one is paid."""
    scanner.mark("{", "'{'")
    numbers = [Fraction(0)] * len(players)
    while scanner.word != "}":
        scanner.mark("{", "'{' and an outcome, or '}'")
        scanner.text("the outcome's label in double quotes")
        for player in players:
            numbers.append(scanner.number(f"the payoff of player {player!r:.60}"))
            if scanner.word == ",":
                scanner.advance()
        scanner.mark("}", f"'}}' after {len(players)} payoffs")
    known = len(numbers) // len(players)
    scanner.advance()
    count = math.prod(shape)

    def expected(k: int) -> str:
        place = f"index {k + 1} of {count}, at {_profile(k, shape)}"
        return f"an outcome from 0 to {known - 1} ({place})"

    read = partial(_index, known=known)
    words, indices = _rest(scanner, _INDICES, count, read, expected, "outcome indices")
    starts = [indices[word] * len(players) for word in words]
    return numbers, [[start + i for start in starts] for i in range(len(players))]


def _rest(
    scanner: _Scanner,
    letters: re.Pattern[str],
    count: int,
    read: Callable[[str], Value | None],
    expected: Callable[[int], str],
    what: str,
) -> tuple[list[str], dict[str, Value]]:
    """So many words from here to the end, and what each different one means."""
    if letters.fullmatch(scanner.all, scanner.start) is not None:
        words = scanner.all[scanner.start :].split()
        if len(words) == count:
            found = {word: read(word) for word in dict.fromkeys(words)}
            meanings = {word: value for word, value in found.items() if value is not None}
            if len(meanings) == len(found):
                return words, meanings
    for k in range(count):  # something is wrong, and this finds out where
        if scanner.kind != "number" or read(scanner.word) is None:
            raise scanner.error(expected(k))
        scanner.advance()
    raise scanner.error(f"the end of the text after {count} {what}")


def _number(word: str) -> Fraction | None:
    try:
        return parse_rational(word) if _NUMBER.fullmatch(word) else None
    except InputError:
        return None


def _no_number(word: str) -> str:
    """Why a word is no number that can be read."""
    if _NUMBER.fullmatch(word):
        try:
            parse_rational(word)
        except InputError as error:
            return f": {error}"
    return ", which is no number of the format (2, -1/3, 0.25, 1e-3; no '+')"


def _index(word: str, known: int) -> int | None:
    digits = word.lstrip("0") or "0"
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
        return None
    return int(digits) if int(digits) < known else None


def _profile(position: int, shape: tuple[int, ...]) -> str:
    moves = []
    for count in shape:
        position, move = divmod(position, count)
        moves.append(str(move + 1))
    return f"profile ({', '.join(moves)})"


def _quoted(text: str) -> str:
    """A text with its quotes escaped, and no more backslashes than must be (Gambit keeps them)."""
    return '"' + re.sub(r'\\(?=[\\"]|\Z)|"', lambda match: "\\" + match[0], text) + '"'


def _quoted_list(labels: Sequence[str]) -> str:
    return f"{{ {' '.join(map(_quoted, labels))} }}"
