"""All equilibria of two players in words: what many pieces share is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from oraclegames.conditional.two_players.equations import axes_in_words
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.games.game import Game
from oraclegames.games.names import counted, player_name

if TYPE_CHECKING:
    from oraclegames.conditional.two_players.pieces import EquilibriumPieces, Piece

_MANY = 4
"""So many pieces with the same values are listed by their moves alone."""

_WIDTH = 100


def words(found: EquilibriumPieces) -> Iterator[str]:
    """A line for each piece that is not pure, or for the values that many share."""
    shown = [piece for piece in found.pieces if not is_pure(piece.moves)]
    what = counted(len(found.pieces), "piece")
    pure = len(found.pieces) - len(shown)
    yield f"All equilibria: {what} by the moves that are played, {pure} of them pure"
    if any(piece.region.arcs for piece in shown):
        yield f"  {axes_in_words(found.game)}"
    for values, group in _by_values(shown).items():
        if len(group) < _MANY:
            yield from (f"  {piece}" for piece in group)
        else:
            yield from _shared(found.game, values, [piece.moves for piece in group])
    if found.left_out:
        yield f"  left out for want of time: {counted(len(found.left_out), 'choice')} of moves"


def _by_values(pieces: Sequence[Piece]) -> dict[str, list[Piece]]:
    """The pieces by their values in words, where these say all."""
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        region, values = piece.region, piece.values_in_words
        told = region.dimension == 0 or (region.dimension == len(region.arcs) == 1)
        groups.setdefault(values if told else str(piece), []).append(piece)
    return groups


def _shared(game: Game, values: str, choices: Sequence[Moves]) -> Iterator[str]:
    """The values of many pieces, and the moves of each."""
    m, n = game.shape
    mixed = ((1 << m) - 1) * ((1 << n) - 1) - m * n
    if len(choices) == mixed:
        yield f"  whatever moves are played, {mixed} pieces: {values}"
        return
    first, second = (player_name(game, i) for i in range(2))
    yield f"  {len(choices)} pieces, by what {first} × what {second} plays: {values}"
    line = ""
    for moves in choices:
        choice = " × ".join(f"{{{_labels(game, i, own)}}}" for i, own in enumerate(moves))
        if line and len(line) + len(choice) > _WIDTH:
            yield line
            line = ""
        line = f"{line}, {choice}" if line else f"    {choice}"
    yield line


def is_pure(moves: Moves) -> bool:
    """Whether one outcome alone is played."""
    return sum(map(len, moves)) == 2


def moves_in_words(game: Game, moves: Moves) -> str:
    """ "Row plays T, B; Column plays L" """
    text = "; ".join(
        f"{player_name(game, i)} plays {_labels(game, i, own)}" for i, own in enumerate(moves)
    )
    return text[:1].upper() + text[1:]


def _labels(game: Game, player: int, own: Sequence[int]) -> str:
    return ", ".join(game.moves[player][s] for s in own)
