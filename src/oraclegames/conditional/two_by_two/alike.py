"""How alike the players of a 2×2 game must think they are, along its totally mixed equilibria.

The similarity of player i is S_i = P(other's first move | own first) − P(other's first move | own
second): 0 for independent play, 1 for copies, −1 for opposites. If her moves s pay a_{s1} and
a_{s2} against the other's two moves and both are worth x, then P(first | s) = (x − a_{s2})/(a_{s1}
− a_{s2}), so

    S_i(x) = (x − a12)/(a11 − a12) − (x − a22)/(a21 − a22),

a linear function of her value, unless one of her moves pays the same whatever the other does. Both
players' similarities have the same sign: positive iff p11·p22 > p12·p21.

Source: the measure is that of arXiv 2608.03958 (a summary was read); the formula is derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.conditional.two_by_two.arcs import Arc, ValueArc
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import Real, order
from oraclegames.exact.show import rounded
from oraclegames.exact.surd import Exact
from oraclegames.games.game import Game
from oraclegames.games.names import move_name, player_name

if TYPE_CHECKING:
    from oraclegames.conditional.two_by_two.odds import OddsMap


def similarities(cells: Sequence[Exact]) -> tuple[Exact, Exact]:
    """S of both players at totally mixed play (p11, p12, p21, p22)."""
    p11, p12, p21, p22 = cells
    return p11 / (p11 + p12) - p21 / (p21 + p22), p11 / (p11 + p21) - p12 / (p12 + p22)


def line_of(odds: OddsMap) -> tuple[Fraction, Fraction] | None:
    """Slope and constant of S_i(x); None where a move pays the same whatever the other does."""
    (a11, a12), (a21, a22) = odds.own
    if a11 == a12 or a21 == a22:
        return None
    slope = 1 / (a11 - a12) - 1 / (a21 - a22)
    return slope, a22 / (a21 - a22) - a12 / (a11 - a12)


def reached(arc: Arc, maps: Sequence[OddsMap], player: int) -> tuple[Real, Real] | None:
    """The least and the largest S of a player along an arc, or None if no formula says so.

    They are limits at the ends, or belong to the value at which she turns back.
    """
    line = line_of(maps[player])
    if line is None:
        return None
    slope, constant = line
    values: list[Real] = [end.values[player] for end in arc.ends]
    if slope and isinstance(arc, ValueArc):
        values += _turning(arc, player)
    found = [slope * value + constant for value in values]
    least = most = found[0]
    for number in found[1:]:
        least = number if order(number, least) < 0 else least
        most = number if order(number, most) > 0 else most
    return least, most


def _turning(arc: ValueArc, player: int) -> Iterator[Real]:
    """The value at which a player turns back along the arc: exact, or near enough to be shown."""
    if player == arc.parameter or arc.cuts:
        return
    turn = arc.maps[arc.parameter].turn
    if turn is not None and arc.span[0] < turn < arc.span[1]:
        near = turn if isinstance(turn, Fraction) else turn.rational_near(120)
        yield arc.at(near).values[player]


def sentences(game: Game, arc: Arc, maps: Sequence[OddsMap]) -> Iterator[str]:
    """What the players must think of each other along an arc, one clause each."""
    found = [reached(arc, maps, player) for player in (0, 1)]
    yield from _told(game, [s and _clause(game, k, *s) for k, s in enumerate(found)])


def sentences_at(game: Game, cells: Sequence[Exact]) -> Iterator[str]:
    """The same at one totally mixed distribution; nothing where a move is never made."""
    p11, p12, p21, p22 = cells
    if all(one > 0 for one in (p11 + p12, p21 + p22, p11 + p21, p12 + p22)):
        pairs = enumerate(similarities(cells))
        yield from _told(game, [_clause(game, k, s, s) for k, s in pairs])


def _told(game: Game, found: Sequence[str | None]) -> Iterator[str]:
    """One sentence for both players where it is the same."""
    clauses = [clause for clause in found if clause]
    if len(clauses) == 2 and clauses[0] == clauses[1] and game.moves[0] == game.moves[1]:
        yield f"each must think the other {clauses[0]}"
        return
    for player, clause in enumerate(clauses if len(clauses) == 2 else ()):
        who, other = player_name(game, player), player_name(game, 1 - player)
        yield f"{who} must think {other} {clause}"


def _clause(game: Game, player: int, least: Real, most: Real) -> str:
    theirs, own = move_name(game, 1 - player, 0), move_name(game, player, 0)
    if order(least, most) == 0:
        if least == 0:
            return f"no likelier to play {theirs} whatever she does"
        size, word = (least, "likelier") if least > 0 else (-least, "less likely")
        return f"{_shown(size)} {word} to play {theirs} if she plays {own}"
    if least < 0 < most:
        much = f"from {_shown(-least)} less likely to {_shown(most)} likelier"
    elif most <= 0:
        much = f"{_shown(-most)} to {_shown(-least)} less likely"
    else:
        much = f"{_shown(least)} to {_shown(most)} likelier"
    return f"{much} to play {theirs} if she plays {own}"


def _shown(number: Real) -> str:
    short = isinstance(number, Fraction) and number.denominator < 1000
    return format_rational(number) if short else f"≈{rounded(number)}"
