"""The state of the page: what is written in its address bar, and the limits of what is accepted.

A :class:`View` is read from the query of an address, such as ``game=chicken&layers=surfaces,nash``
or ``a=4,4,5,0&b=4,5,4,0&rows=Swerve&rows=Straight&…``. The same query asks for pictures, points,
files and lines of Python, so that a link says everything.

========== =========================================================================================
game       a name of the catalogue, with parameters; or instead of it:
a, b       the payoffs of the row and of the column player, row-major, with commas between
rows       the labels of the row player's moves, one ``rows=`` for each; ``cols`` likewise
players    both players' labels; ``title`` is free text
layers     what the pictures of equilibria show, some of
           :data:`oraclegames.plots.pictures.layers.LAYERS`
pick       which equilibrium is looked at: the one nearest to a distribution (four numbers), to a
           place in the tetrahedron (three) or in the plane of values (two), or so far along the
           curve (one)
own        a distribution of one's own
similarity the b at which similar agents are looked at
vary       the payoff that varies, such as a:1 (the row player's second, row-major)
ask        what is asked along it, one of :data:`oraclegames.conditional.phases.phases.QUESTIONS`
first      the row player's agent; ``second`` the column player's
delta      the precision of readings; ``epsilon`` the agents' step
point      the number of the fixed point that is looked at
agents     who takes part in the tournament, one ``agents=`` for each
theme      light or dark
========== =========================================================================================

Nothing here reads a file or evaluates anything: texts are compared, split and read as numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import parse_qs

from oraclegames.errors import InputError
from oraclegames.exact.rational import parse_rational
from oraclegames.games.catalog import CATALOG
from oraclegames.games.game import Game
from oraclegames.games.load import load_game
from oraclegames.plots.pictures.layers import LAYERS, Layers, layers_of

LONGEST_QUERY = 8_000
"""Longer queries are refused, in characters."""

MOST_MOVES = 5
"""The largest number of moves of a player."""

LONGEST_NUMBER = 40
LARGEST = 10**9
MOST_DIGITS = 12
LONGEST_LABEL = 60

DEFAULT_LAYERS = Layers(nash=True)
DEFAULT_AGENTS = ("lp", "nelp", "demand:1/2", "demand:2", "nicer", "cooperate", "defect")

_CALL = re.compile(r"([a-z_]+)(?:\([\w\s,=./+-]*\))?", re.ASCII)
_RANDOM = re.compile(
    r"random_game\(\s*[1-5]\s*,\s*[1-5]\s*(,\s*(seed|low|high)\s*=\s*-?[0-9]{1,15}\s*)*\)", re.ASCII
)
"""Known to be small before it is made."""

Cells = tuple[tuple[str, str], ...]
"""Wrong fields: pairs of a field's name, such as "a:2", and what is wrong with it."""


class WrongFieldsError(InputError):
    """Some fields hold wrong texts; the page marks them."""

    def __init__(self, cells: Cells):
        super().__init__("; ".join(dict.fromkeys(message for _, message in cells)))
        self.cells = cells


@dataclass(frozen=True)
class View:
    """What the page shows; the fields are those of the address, as far as they are read.

    Attributes:
        game: the game.
        name: its name in the catalogue, if that is how it was given.
    """

    game: Game
    name: str
    layers: Layers
    theme: str
    pick: tuple[float, ...] | None
    own: tuple[str, ...] | None
    similarity: Fraction
    vary: tuple[int, int]
    ask: str
    first: str
    second: str
    delta: Fraction
    epsilon: Fraction
    point: int | None
    agents: tuple[str, ...]


def parse_view(query: str) -> View:
    """Read the query of an address.

    Raises:
        WrongFieldsError: fields of the page hold wrong texts.
        InputError: something else is wrong or too large; the message says what and how to mend it.
    """
    if len(query) > LONGEST_QUERY:
        raise InputError(
            f"the address has {len(query)} characters; at most {LONGEST_QUERY} are read: shorten "
            "labels and numbers"
        )
    try:
        fields = parse_qs(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        raise InputError("the address has too many fields; at most 100 are read") from None

    def one(key: str, default: str = "") -> str:
        return fields.get(key, [default])[-1]

    name = one("game", "" if "a" in fields else "chicken")
    game = _named(name) if name else _written(fields)
    theme = one("theme", "light")
    if theme not in ("light", "dark"):
        raise InputError(f"there is no theme {theme!r:.40}; there are light and dark")
    layers = DEFAULT_LAYERS
    if "layers" in fields:
        on = sorted(set(filter(None, one("layers").split(","))))
        layers = layers_of(**{**dict.fromkeys(LAYERS, False), **dict.fromkeys(on, True)})
    own = tuple(one("own").split(",")) if one("own") else None
    return View(
        game=game,
        name=name,
        layers=layers,
        theme=theme,
        pick=_floats(one("pick")) if one("pick") else None,
        own=own,
        similarity=_share(one("similarity", "1/2")),
        vary=_vary(one("vary", "a:0"), game),
        ask=one("ask", "shape"),
        first=one("first", "nelp"),
        second=one("second", "nelp"),
        delta=short_number(one("delta", "1/100"), "delta"),
        epsilon=short_number(one("epsilon", "1/5"), "epsilon"),
        point=_whole(one("point")) if one("point") else None,
        agents=tuple(filter(None, fields.get("agents", ()))) or DEFAULT_AGENTS,
    )


def short_number(text: str, where: str) -> Fraction:
    """A number of modest size.

    Raises:
        WrongFieldsError: the text of the field ``where`` is no number, or too large or too long.
    """
    plain = text.replace("−", "-")
    try:
        value = parse_rational(plain) if len(text) <= LONGEST_NUMBER else None
    except InputError as error:
        raise WrongFieldsError(((where, str(error)),)) from None
    if value is None:
        shown = text.strip() if len(text.strip()) <= 20 else text.strip()[:19] + "…"
        shown = shown.replace(";", ",")  # the page sends commas so, for they part numbers
        what = f"“{shown}” is no number" if shown else "a number is missing"
        raise WrongFieldsError(((where, f"{what}; write 2, −1/3 or 0.25 with at most 40 letters"),))
    if abs(value) > LARGEST or value.denominator > 10**MOST_DIGITS:
        limit = "beyond ±10⁹" if abs(value) > LARGEST else "finer than 12 decimals"
        raise WrongFieldsError(((where, f"numbers {limit} are too large for this page"),))
    return value


def short_numbers(texts: Iterable[tuple[str, str]]) -> list[Fraction]:
    """The numbers in pairs of a field and its text.

    Raises:
        WrongFieldsError: some are wrong; it names them all.
    """
    numbers: list[Fraction] = []
    wrong: list[tuple[str, str]] = []
    for where, text in texts:
        try:
            numbers.append(short_number(text, where))
        except WrongFieldsError as error:
            wrong += error.cells
    if wrong:
        raise WrongFieldsError(tuple(wrong))
    return numbers


def _named(name: str) -> Game:
    """A game of the catalogue: never a file."""
    call = _CALL.fullmatch(name) if len(name) <= 200 else None
    if call is None or call[1] not in CATALOG:
        raise InputError(
            f"there is no game {name!r:.60} in the catalogue: choose one from the list"
        )
    if call[1] == "random_game" and not _RANDOM.fullmatch(name):
        raise InputError(
            "write a random game as random_game(2,2) or random_game(2,2,seed=1), with at most 5 "
            "moves each"
        )
    return _of_modest_size(load_game(name))


def _written(fields: dict[str, list[str]]) -> Game:
    moves = [_labels(fields, key) for key in ("rows", "cols")]
    cells: list[tuple[str, str]] = []
    count, width = len(moves[0]) * len(moves[1]), len(moves[1])
    for key in ("a", "b"):
        texts = fields.get(key, [""])[-1].split(",")
        if len(texts) != count:
            raise InputError(
                f"{key} holds {len(texts)} payoffs; a {len(moves[0])}×{len(moves[1])} game has "
                f"{count} for each player"
            )
        cells += [(f"{key}:{number}", text) for number, text in enumerate(texts)]
    numbers = short_numbers(cells)
    rows = [numbers[k : k + width] for k in range(0, len(numbers), width)]
    return Game.from_arrays(
        rows[: len(moves[0])],
        rows[len(moves[0]) :],
        title=fields.get("title", [""])[-1][:200],
        players=_labels(fields, "players", 2),
        moves=moves,
    )


def _labels(fields: dict[str, list[str]], key: str, count: int | None = None) -> Sequence[str]:
    labels = fields.get(key)
    if labels is None:
        return ("Row", "Column") if key == "players" else ("1", "2")
    for number, label in enumerate(labels):
        if len(label) > LONGEST_LABEL:
            message = f"labels have at most {LONGEST_LABEL} letters"
            raise WrongFieldsError(((f"{key}:{number}", message),))
    if len(labels) > MOST_MOVES or (count is not None and len(labels) != count):
        expected = f"{count}" if count is not None else f"at most {MOST_MOVES}"
        raise InputError(f"{key} holds {len(labels)} labels; this page takes {expected}")
    for number, label in enumerate(labels):
        if not label.strip() or label in labels[:number]:
            message = "a label is missing" if not label.strip() else "two labels are the same"
            raise WrongFieldsError(((f"{key}:{number}", message),))
    return labels


def _of_modest_size(game: Game) -> Game:
    if game.n_players != 2 or max(game.shape) > MOST_MOVES:
        shape = "×".join(map(str, game.shape))
        raise InputError(
            f"this page shows games of two players with at most {MOST_MOVES} moves each, not "
            f"{shape}: use `oraclegames solve`"
        )
    return game


def _share(text: str) -> Fraction:
    """A similarity."""
    number = short_number(text, "similarity")
    if not 0 <= number <= 1:
        raise WrongFieldsError((("similarity", "the similarity b is a number from 0 to 1"),))
    return number


def _vary(text: str, game: Game) -> tuple[int, int]:
    """A player, and the place of one of her payoffs; the first one where there is no such place."""
    found = re.fullmatch(r"([ab]):([0-9]{1,2})", text, re.ASCII)
    if found is None:
        raise InputError(f"vary should name a payoff such as a:1, not {text!r:.40}")
    place = int(found[2])
    return "ab".index(found[1]), place if place < game.n_outcomes else 0


def _floats(text: str) -> tuple[float, ...]:
    parts = text.split(",") if len(text) <= 100 else []
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        numbers = ()
    if not 1 <= len(numbers) <= 4 or not all(abs(number) <= LARGEST for number in numbers):
        raise InputError("pick should hold one to four numbers with commas between")
    return numbers


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InputError(f"point should be a whole number, not {text!r:.40}")
    return int(text)
