"""Games of other Python packages, read by what they have and not by what they are.

QuantEcon's ``NormalFormGame``, Nashpy's ``Game``, and any game of OpenSpiel in which all move once
and at the same time. None of them is imported to read; to write, the package is needed. All three
hold floats (QuantEcon integers too); whole ones pass, others as ``approximate`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.games.files.labels import default_labels, repair_labels
from oraclegames.games.files.tables import MAX_PLAYERS, Tables, payoff_tables
from oraclegames.later import np

if TYPE_CHECKING:
    from oraclegames.games.game import Game

MOST_OUTCOMES = 10**7
"""A game of OpenSpiel is played at every outcome; with more of them it is refused."""


def from_quantecon(game: Any, approximate: bool) -> Tables:
    """The tables of a ``NormalFormGame``: each player's array begins with her own axis."""
    players = getattr(game, "players", None)
    if not players or not all(hasattr(player, "payoff_array") for player in players):
        raise InputError(
            f"a NormalFormGame of QuantEcon is needed, not {type(game).__name__}: it has players "
            "with a payoff_array"
        )
    n = len(players)
    arrays = [
        np.transpose(player.payoff_array, [*range(n - i, n), *range(n - i)])
        for i, player in enumerate(players)
    ]
    return _tables(arrays, default_labels(n), None, approximate)


def to_quantecon(game: Game) -> Any:
    """The game as a ``quantecon.game_theory.NormalFormGame``: integers where all payoffs are."""
    try:
        from quantecon.game_theory import NormalFormGame, Player
    except ImportError:
        raise MissingDependencyError(
            "QuantEcon's games need quantecon: pip install quantecon"
        ) from None
    n = game.n_players
    arrays = [
        np.transpose(table, [*range(i, n), *range(i)]) for i, table in enumerate(_numbers(game))
    ]
    return NormalFormGame([Player(array) for array in arrays])


def from_nashpy(game: Any, approximate: bool) -> Tables:
    """The tables of a Nashpy ``Game``: its two payoff matrices."""
    matrices = getattr(game, "payoff_matrices", None)
    if matrices is None or len(matrices) != 2:
        raise InputError(
            f"a Game of Nashpy is needed, not {type(game).__name__}: it has two payoff_matrices"
        )
    return _tables(list(map(np.asarray, matrices)), default_labels(2), None, approximate)


def to_nashpy(game: Game) -> Any:
    """The game as a ``nashpy.Game``, for two players."""
    if game.n_players != 2:
        raise InputError(f"Nashpy knows games of two players; this one has {game.n_players}")
    try:
        import nashpy
    except ImportError:
        raise MissingDependencyError("Nashpy's games need nashpy: pip install nashpy") from None
    return nashpy.Game(*_numbers(game))


def from_openspiel(game: Any, approximate: bool) -> Tables:
    """The tables of a game of OpenSpiel in which everybody moves once, all at the same time."""
    try:
        start = game.new_initial_state()
        n = game.num_players()
        at_once = start.is_simultaneous_node()
    except AttributeError:
        raise InputError(f"a game of OpenSpiel is needed, not {type(game).__name__}") from None
    if not at_once or n > MAX_PLAYERS:
        raise InputError("this game of OpenSpiel does not begin with a move of all players at once")
    actions = [list(start.legal_actions(player)) for player in range(n)]
    shape = tuple(map(len, actions))
    if np.prod(shape, dtype=object) > MOST_OUTCOMES:
        raise InputError(f"this game has more than {MOST_OUTCOMES:,} outcomes")
    payoffs: Any = np.empty((n, *shape), dtype=object)
    for outcome in product(*map(range, shape)):
        state = start.clone()
        state.apply_actions([actions[player][s] for player, s in enumerate(outcome)])
        if not state.is_terminal():
            raise InputError("this game of OpenSpiel goes on after the first moves")
        payoffs[(slice(None), *outcome)] = list(state.returns())
    moves = [
        repair_labels([str(start.action_to_string(player, a)) for a in actions[player]])
        for player in range(n)
    ]
    named = _tables(list(payoffs), default_labels(n), moves, approximate)
    return named._replace(title=str(game.get_type().long_name))


def _tables(
    arrays: Sequence[Any],
    players: tuple[str, ...],
    moves: Sequence[Sequence[str]] | None,
    approximate: bool,
) -> Tables:
    shape, numerators, scales = payoff_tables(arrays, players, approximate)
    labels = map(default_labels, shape) if moves is None else map(tuple, moves)
    return Tables("", players, tuple(labels), numerators, scales)


def _numbers(game: Game) -> list[Any]:
    """Each player's payoffs as machine integers if they all are, as floats else."""
    tables = [game.payoff_array(player) for player in range(game.n_players)]
    whole = all(d == 1 for d in game.denominators) and game.numerators.dtype != object
    return [table.astype(np.int64 if whole else float) for table in tables]
