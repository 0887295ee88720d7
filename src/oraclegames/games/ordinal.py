"""The 144 strict ordinal 2×2 games, and all those with ties.

An ordinal game keeps only how each player ranks the four outcomes: 1 is worst, 4 is best. Without
ties there are 24 × 24 = 576 such games, which are 144 up to swapping rows and columns, and 78 if
the players may be swapped too. Orient each game so that the row player's 4 is in the right column
and the column player's 4 in the upper row: this leaves 12 patterns for each player, so that a pair
of patterns names each class once. The patterns carry the names of the symmetric games that they
make, each a swap of adjacent ranks away from the next.

With ties there are 75 weak orders of four outcomes (ranks without gaps, from 1), hence
75 × 75 = 5625 games, in 1413 classes up to swapping rows and columns and in 726 if the players may
be swapped too.

Sources: D. Robinson and D. Goforth, *The Topology of the 2×2 Games: A New Periodic Table* (2005);
B. Bruns, "Names for Games: Locating 2×2 Games", *Games* 6 (2015) 495–520.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from types import MappingProxyType

from oraclegames.errors import InputError
from oraclegames.games.game import Game

Ranks = tuple[int, int, int, int]

PATTERNS: Mapping[str, Ranks] = MappingProxyType(
    {
        "chicken": (2, 3, 1, 4),
        "battle": (3, 2, 1, 4),
        "hero": (3, 1, 2, 4),
        "compromise": (2, 1, 3, 4),
        "deadlock": (1, 2, 3, 4),
        "prisoners_dilemma": (1, 3, 2, 4),
        "stag_hunt": (1, 4, 2, 3),
        "assurance": (1, 4, 3, 2),
        "coordination": (2, 4, 3, 1),
        "peace": (3, 4, 2, 1),
        "harmony": (3, 4, 1, 2),
        "concord": (2, 4, 1, 3),
    }
)
"""The row player's ranks of (up left, up right, down left, down right), by the pattern's name.

The column player's ranks in the same pattern are these, with the first and the last swapped."""


def ordinal_game(row: str, column: str) -> Game:
    """A strict ordinal 2×2 game, by the patterns of its row and its column player.

    Args:
        row: one of the names in :data:`PATTERNS`.
        column: likewise.

    Raises:
        InputError: there is no such pattern.

    >>> game = ordinal_game("prisoners_dilemma", "prisoners_dilemma")
    >>> [tuple(map(int, game.payoffs(outcome))) for outcome in game.outcomes()]
    [(1, 4), (3, 3), (2, 2), (4, 1)]
    """
    for name in (row, column):
        if name not in PATTERNS:
            known = ", ".join(PATTERNS)
            raise InputError(f"there is no ordinal pattern {name!r:.60}; there are {known}")
    names = f"{row} / {column}".replace("_", " ").title().replace("Prisoners", "Prisoner's")
    return _game(PATTERNS[row], _mirror(PATTERNS[column]), f"Ordinal game: {names}")


def ordinal_games() -> tuple[Game, ...]:
    """The 144 strict ordinal 2×2 games, row pattern by row pattern.

    The twelve on the diagonal are the symmetric ones.

    >>> len(ordinal_games())
    144
    """
    return tuple(ordinal_game(row, column) for row, column in product(PATTERNS, repeat=2))


def ordinal_name(game: Game) -> tuple[str, str] | None:
    """The patterns of a 2×2 game's row and column player; None if a player has ties.

    Raises:
        InputError: the game is not 2×2.

    >>> ordinal_name(Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]]))
    ('prisoners_dilemma', 'prisoners_dilemma')
    """
    if game.shape != (2, 2):
        raise InputError(f"only 2×2 games have an ordinal name; the shape is {game.shape}")
    tables = [tuple(game.integers(player)) for player in (0, 1)]
    if any(len(set(table)) < 4 for table in tables):
        return None
    a, b = ([sorted(table).index(number) + 1 for number in table] for table in tables)
    best_column, best_row = a.index(4) % 2, b.index(4) // 2
    order = [cell ^ (1 - best_column) ^ (2 * best_row) for cell in range(4)]
    names = {ranks: name for name, ranks in PATTERNS.items()}
    row, column = ((p[order[0]], p[order[1]], p[order[2]], p[order[3]]) for p in (a, b))
    return names[row], names[_mirror(column)]


def all_tied_games() -> Iterator[Game]:
    """All 5625 two-player 2×2 games of ranks, ties included.

    Ranks have no gaps: the worst outcome has 1, and each better one the next number.

    >>> sum(1 for game in all_tied_games())
    5625
    """
    orders = [ranks for ranks in product(range(1, 5), repeat=4) if len({*ranks}) == max(ranks)]
    for a, b in product(orders, repeat=2):
        yield _game(a, b, "")


def _mirror(ranks: Ranks) -> Ranks:
    first, second, third, fourth = ranks
    return fourth, second, third, first


def _game(a: tuple[int, ...], b: tuple[int, ...], title: str) -> Game:
    return Game.from_arrays(
        [a[:2], a[2:]],
        [b[:2], b[2:]],
        title=title,
        players=("Row", "Column"),
        moves=(("Up", "Down"), ("Left", "Right")),
    )
