"""Reading a document: every value with its place, so that what is wrong can be named.

A document is what ``json.loads`` gives. Two things can be wrong with it: it cannot be read as what
it says it is (:class:`~oraclegames.errors.InputError`, "expected …"), or it can and says something
false (:class:`Refuted`). A checker takes :class:`Part` by part, and states what must hold with
:meth:`Part.require`.
"""

from __future__ import annotations

import marshal
import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Algebraic, format_number
from oraclegames.exact.rational import parse_rational
from oraclegames.exact.surd import Exact, parse_exact
from oraclegames.games.files.json import dict_tables
from oraclegames.games.game import Game

Read = TypeVar("Read")

_SHORT = 60
"""Texts up to this length are kept with the numbers that they say: many come again and again."""

Look = Callable[[], None]
"""Called now and then by a long check; what it raises ends the check."""


def idle() -> None:
    """The :data:`Look` of whom nobody interrupts."""


class Refuted(Exception):  # noqa: N818  (a finding, no error: the caller reports it)
    """A statement of a document is false.

    ``where`` is its place ("pure[1].reflective"), ``why`` a clause that says what is so instead.
    """

    def __init__(self, where: str, why: str):
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why


class Part:
    """A value of a document and where it stands.

    >>> part = Part({"values": ["1/2", "3"]})
    >>> [value.rational() for value in part["values"].items()]
    [Fraction(1, 2), Fraction(3, 1)]
    >>> part["values"][1].require(False, "too much")
    Traceback (most recent call last):
    oraclegames.certificates.part.Refuted: values[1]: too much
    """

    __slots__ = ("_above", "_key", "value")

    def __init__(self, value: Any, where: str | int = "", above: Part | None = None):
        self.value = value
        self._key = where
        self._above = above

    @property
    def where(self) -> str:
        """Its place; put into words only where something is wrong, since few parts ever are."""
        if self._above is None:
            return str(self._key)
        above = self._above.where
        if isinstance(self._key, int):
            return f"{above}[{self._key}]"
        return f"{above}.{self._key}" if above else self._key

    # -- going inside ------------------------------------------------------------------------------

    def __getitem__(self, key: str | int) -> Part:
        if isinstance(key, int):
            items = self.items()
            if key >= len(items):
                self.unreadable(f"a list of at least {key + 1}")
            return items[key]
        inside = self.mapping()
        if key not in inside:
            self.unreadable(f"the key {key!r}")
        return Part(inside[key], key, self)

    def get(self, key: str) -> Part | None:
        """What stands under a key; None where the key is missing or its value null."""
        return None if self.mapping().get(key) is None else self[key]

    def given(self, key: str) -> Part | None:
        """What stands under a key that must be there; None where its value is null."""
        part = self[key]
        return None if part.missing else part

    def optional(self, key: str, read: Callable[[Part], Read]) -> Read | None:
        """What is read of what stands under a key; None where its value is null."""
        part = self.given(key)
        return None if part is None else read(part)

    def mapping(self) -> Mapping[str, Any]:
        """The value as a JSON object."""
        if not isinstance(self.value, dict):
            self.unreadable("an object")
        return self.value

    def items(self, count: int | None = None) -> list[Part]:
        """The items of a list, of the given length if one is given."""
        if not isinstance(self.value, list):
            self.unreadable("a list")
        if count is not None and len(self.value) != count:
            self.unreadable(f"a list of {count}")
        return [Part(item, k, self) for k, item in enumerate(self.value)]

    def only(self, *known: str) -> None:
        """Every key is one of these: what no checker reads, nobody vouches for."""
        for key in self.mapping():
            if key not in known:
                Part(None, key, self).refute(
                    "no such key is known, so nothing vouches for what it says"
                )

    def all_of(self, *known: str) -> list[Part]:
        """What stands under these keys, all of which must be there, and no other."""
        self.only(*known)
        inside = self.value
        for key in known:
            if key not in inside:
                self.unreadable(f"the key {key!r}")
        return [Part(inside[key], key, self) for key in known]

    # -- single values -----------------------------------------------------------------------------

    @property
    def missing(self) -> bool:
        """Whether the value is null."""
        return self.value is None

    def text(self) -> str:
        """The value as a text."""
        if not isinstance(self.value, str):
            self.unreadable("a text")
        return self.value

    def word(self, *known: str) -> str:
        """A text that is one of these words."""
        if self.text() not in known:
            self.unreadable(f"one of {', '.join(map(repr, known))}")
        return self.text()

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.unreadable("true or false")
        return self.value

    def integer(self) -> int:
        """A whole number, written as a JSON number."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.unreadable("a whole number")
        return self.value

    def rational(self) -> Fraction:
        """An exact rational number, written as a text ("4/9")."""
        text = self.text()
        number = _rational(text) if len(text) <= _SHORT else parse_rational(text)
        if number is None:
            self.unreadable('an exact number such as "4/9"')
        return number

    def exact(self) -> Exact:
        """A rational number or a quadratic irrational, written as a text ("1/2 + 3/4·√2")."""
        try:
            text = self.text()
            return _exact(text) if len(text) <= _SHORT else parse_exact(text)
        except ValueError:
            self.unreadable('an exact number such as "4/9" or "1/2 + 3/4·√2"')

    def rationals(self, count: int | None = None) -> tuple[Fraction, ...]:
        """A list of rational numbers."""
        return tuple(item.rational() for item in self.items(count))

    def exacts(self, count: int | None = None) -> tuple[Exact, ...]:
        """A list of exact numbers."""
        return tuple(item.exact() for item in self.items(count))

    def reads(self, value: Any) -> bool:
        """Whether it is this value of JSON to the letter: true is not 1, and 1 is not 1.0.

        A quick look before a longer one: false may be said of equal texts.
        """
        try:
            return marshal.dumps(self.value, 2) == marshal.dumps(
                value, 2
            )  # a fourth of repr's time
        except ValueError:  # it is no value of JSON
            return False

    def states(self, number: Any) -> bool:
        """Whether it is this fraction in lowest terms; it may be the same number if not."""
        if type(number) is not Fraction:
            return False
        above, below = number.numerator, number.denominator
        short = below.bit_length() < 64 and above.bit_length() < 64
        return short and self.value == (f"{above}/{below}" if below != 1 else f"{above}")

    def shows(self, number: Exact | Algebraic) -> None:
        """This is how a number is shown: the nearest float, or as a text where there is none.

        Such a text is the exact number, or is correct to 15 digits.

        Raises:
            Refuted: it is another number.
        """
        try:
            rounded = float(number)
        except OverflowError:
            rounded = math.inf
        beyond = math.isinf(rounded)
        if isinstance(self.value, str) and (beyond or not isinstance(number, Algebraic)):
            shown = self.exact()
            same = shown == number or (beyond and _is_near(shown, number))
        else:
            if isinstance(self.value, bool) or not isinstance(self.value, int | float):
                self.unreadable("a number")
            same = self.value == rounded
        if not same:  # the words take longer than the number
            self.refute(f"it should be {format_number(number)}")

    def agrees(self, said: Any, number: Any) -> None:
        """Refute an exact number that is said in the place of another one."""
        if said != number:
            self.refute(f"it is {format_number(number)}")

    # -- what is wrong -----------------------------------------------------------------------------

    def require(self, holds: bool, why: str) -> None:
        """Go on if a statement holds.

        Raises:
            Refuted: it does not.
        """
        if not holds:
            self.refute(why)

    def refute(self, why: str) -> NoReturn:
        """This statement is false."""
        raise Refuted(self.where or "the document", why)

    def unreadable(self, expected: str) -> NoReturn:
        """This cannot be read."""
        shown = repr(self.value)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        raise InputError(f"{self.where or 'the document'}: expected {expected}, found {shown}")

    def __iter__(self) -> Iterator[Part]:
        return iter(self.items())


_rational = lru_cache(1 << 12)(parse_rational)
_exact = lru_cache(1 << 12)(parse_exact)


def _is_near(shown: Exact, number: Exact | Algebraic) -> bool:
    """Whether a text agrees with a number beyond all floats to 15 digits."""
    ratio = shown / number
    return bool(Fraction(1, 10**15) >= ratio - 1 >= -Fraction(1, 10**15))


def game_of(part: Part) -> Game:
    """The game that a document is about.

    Raises:
        InputError: it is no game.
    """
    part.only("schema", "title", "players", "payoffs")
    for player in part["players"]:
        player.only("name", "moves")
    try:
        return Game(*dict_tables(part.mapping(), part.where))
    except InputError as error:
        raise InputError(f"{part.where}: {str(error).removeprefix(f'{part.where}: ')}") from None


def player_of(part: Part, game: Game) -> int:
    """A player, written by her name."""
    return game.players.index(part.word(*game.players))


def move_of(part: Part, game: Game, key: str = "move") -> tuple[int, int]:
    """A player and one of her moves, by their labels under "player" and "move" (or another key)."""
    player = player_of(part["player"], game)
    return player, game.moves[player].index(part[key].word(*game.moves[player]))


def outcome_of(part: Part, game: Game) -> tuple[int, ...]:
    """An outcome, written as a list of move labels, one for each player."""
    labels = [item.text() for item in part.items(game.n_players)]
    for item, label, known in zip(part, labels, game.moves):
        if label not in known:
            item.unreadable(f"one of {', '.join(map(repr, known)):.200}")
    return game.outcome(*labels)


def moves_of(part: Part, game: Game) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Some moves of both players, by their labels, in the order of the game."""
    rows, columns = (
        tuple(game.moves[i].index(label.word(*game.moves[i])) for label in own)
        for i, own in enumerate(part.items(2))
    )
    for own in (rows, columns):
        part.require(bool(own) and list(own) == sorted(set(own)), "they are not in order, or none")
    return rows, columns
