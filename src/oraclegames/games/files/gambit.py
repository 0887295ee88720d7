"""The one place that touches Gambit's Python package, pygambit (16.4 to 16.7): games and files.

Payoffs pass as .nfg texts, which both sides read exactly, in both directions. So a game that Gambit
holds as a tree comes as its reduced strategic form, and a null outcome as payoffs 0. Labels are set
one by one, because Gambit 16.7 refuses some legal files: a player "2" listed before the second one
clashes with that one's provisional name.
"""

from __future__ import annotations

import io
import itertools
import math
import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.games.files.labels import default_labels, repair_labels
from oraclegames.games.files.nfg import nfg_tables, write_nfg
from oraclegames.games.files.tables import Tables, indexed_tables

if TYPE_CHECKING:
    from oraclegames.games.game import Game

_TEXT = r'"(?:[^"\\]|\\.)*"'
_NODE = re.compile(rf"^(\s*[pct]\s+){_TEXT}", re.MULTILINE)
_INFORMATION_SET = re.compile(rf'^(\s*(?:p\s+""\s+\d+|c\s+"")\s+\d+\s+){_TEXT}', re.MULTILINE)
"""Lines of a tree up to the name of a node, and of an information set."""

_MOST_OUTCOMES = 10**6
_MOST_ASKED = 20_000  # some thousand a second


def to_gambit(game: Game) -> Any:
    """The game as a ``pygambit.Game`` with exact payoffs.

    Gambit 16.7 knows only printable ASCII in labels, without spaces at the ends or side by side.
    Labels that keep these rules pass unchanged; in the others accents fall away, any other
    character becomes a question mark, and labels that then repeat are numbered.
    """
    pygambit = _pygambit()
    plain = game.relabel(
        title="",
        players=default_labels(game.n_players),
        moves=list(map(default_labels, game.shape)),
    )
    twin = pygambit.read_nfg(io.BytesIO(write_nfg(plain).encode("ascii")))
    twin.title = _ascii(game.title)
    _set_labels(list(twin.players), game.players)
    for player, labels in zip(twin.players, game.moves):
        _set_labels(list(player.strategies), labels)
    return twin


def from_gambit(game: Any) -> Tables:
    """The tables of a ``pygambit.Game``, with its labels; a tree is read by its strategic form."""
    pygambit = _pygambit()
    if not isinstance(game, pygambit.Game):
        raise InputError(f"a pygambit.Game is needed, not {type(game).__name__}")
    try:
        text = game.to_nfg()
    except (OSError, RuntimeError, ValueError) as error:  # such as a tree without perfect recall
        raise InputError(f"Gambit cannot write this game as a table: {error}") from None
    return nfg_tables(text, "<pygambit>")._replace(
        title=game.title,
        players=tuple(repair_labels([player.label for player in game.players])),
        moves=tuple(
            tuple(repair_labels([strategy.label for strategy in player.strategies]))
            for player in game.players
        ),
    )


def gambit_tables(text: str, form: str, source: str) -> Tables:
    """Read what Gambit's other files hold, ``form`` being efg, agg, bagg or gbt: by pygambit.

    Raises:
        MissingDependencyError: pygambit is not installed.
        InputError: Gambit cannot read it, or its table would be too large.
    """
    pygambit = _pygambit(f"{source}: reading .{form} files")
    try:
        game = getattr(pygambit, f"read_{form}")(io.BytesIO(_unnamed(text, form).encode()))
        outcomes = math.prod(len(player.strategies) for player in game.players)
    except (OSError, RuntimeError, ValueError, IndexError) as error:
        words = " ".join(str(error).split()).removeprefix("Parse error in game file: ")
        raise InputError(f"{source}: Gambit cannot read this .{form} file: {words:.150}") from None
    if outcomes > _MOST_OUTCOMES:
        raise InputError(
            f"{source}: the strategic form has {outcomes:,} outcomes; at most "
            f"{_MOST_OUTCOMES:,} are read"
        )
    try:
        # Gambit writes no table of a Bayesian action graph, but answers about single profiles.
        return _one_by_one(game, outcomes) if form == "bagg" else from_gambit(game)
    except InputError as error:
        raise InputError(f"{source}: {error}") from None


def _unnamed(text: str, form: str) -> str:
    """A tree without the names of its nodes and information sets.

    The strategic form does not have them, and where two are alike newer releases of Gambit refuse
    the tree.
    """
    if form not in ("efg", "gbt"):
        return text
    return _INFORMATION_SET.sub(r'\1""', _NODE.sub(r'\1""', text))


def _one_by_one(game: Any, outcomes: int) -> Tables:
    """The tables of a game that Gambit only evaluates; in a Bayesian one each type is a player."""
    if outcomes > _MOST_ASKED:
        raise InputError(
            f"the strategic form has {outcomes:,} outcomes; of Bayesian action graphs at most "
            f"{_MOST_ASKED:,} are read"
        )
    players, profile = list(game.players), game.mixed_strategy_profile(rational=True)
    counts = [len(player.strategies) for player in players]
    numbers: list[Fraction] = []
    for outcome in itertools.product(*map(range, counts)):
        for player, move, count in zip(players, outcome, counts):
            profile[player] = [int(move == other) for other in range(count)]
        told = map(profile.payoff, players)
        numbers += (Fraction(int(pays.numerator), int(pays.denominator)) for pays in told)
    return indexed_tables(
        game.title,
        repair_labels([player.label for player in players]),
        [repair_labels([own.label for own in player.strategies]) for player in players],
        numbers,
        [range(i, len(numbers), len(players)) for i in range(len(players))],
    )


def _pygambit(what: str = "Gambit's games") -> Any:
    try:
        import pygambit
    except ImportError:
        raise MissingDependencyError(
            f"{what} needs pygambit: pip install oraclegames[gambit]"
        ) from None
    return pygambit


def _set_labels(owners: Sequence[Any], labels: Sequence[str]) -> None:
    """Give players or strategies of Gambit their labels, as near as Gambit's rules allow."""
    final = repair_labels([" ".join(_ascii(label).split()) for label in labels])
    apart = "_" * (1 + max(map(len, final)))  # no new label may equal an old one of a neighbour
    for number, owner in enumerate(owners, 1):
        owner.label = f"{apart}{number}"
    for owner, label in zip(owners, final):
        owner.label = label


def _ascii(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(c if c in "\n\r\t" or " " <= c <= "~" else "?" for c in kept)
