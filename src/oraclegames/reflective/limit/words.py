"""A limit in words: its pieces, where they go as ε → 0, and what each player can get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import rounded
from oraclegames.games.names import counted, reach
from oraclegames.reflective.limit.pieces import Piece, Point

if TYPE_CHECKING:
    from oraclegames.reflective.limit.limit_set import LimitSet


def lines(result: LimitSet) -> Iterator[str]:
    """What is said of a limit."""
    names = " against ".join(agent.name for agent in result.agents)
    if result.status == "partial":
        yield f"{names}, δ → 0: the search was stopped, and nothing is known."
        return
    step = "every ε" if result.every_epsilon else f"ε = {format_rational(result.epsilon)}"
    if result.smaller_epsilon and not result.every_epsilon:
        step += " and alike for every smaller ε"
    if result.rest is not None:
        step += f", of δ that leave {format_rational(result.rest)}·δ of 1"
    count, sure = len(result.pieces), sum(piece.proved for piece in result.pieces)
    known = "" if sure == count else f" at most, {sure} of them for sure"
    yield f"{names}, δ → 0, {step}: fixed points approach {counted(count, 'piece')}{known}"
    yield from _listed(result, result.pieces)
    if result.vanishing is not None and result.vanishing != result.pieces:
        yield ""
        yield f"And then, as ε → 0, {counted(len(result.vanishing), 'piece')}"
        yield from _listed(result, result.vanishing)
    yield ""
    order = "√(δ/ε)" if result.touching else "δ/ε"
    proved = "them" if sure == count else "those that are sure"
    yield "For a small δ every fixed point is near one of these, and near every point of"
    yield f"{proved} there is a fixed point: within a multiple of {order}."
    yield from result.distance.lines()
    if not all(piece.every_delta for piece in result.pieces):
        yield "Of some that is known for some small δ only; it may hang on what δ leaves of 1."
    can = "can get" if sure == count else "can get nothing beyond"
    for player, (low, high) in enumerate(result.ranges()):
        yield reach(result.game, player, low, high, can)


def _listed(result: LimitSet, pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        ends = [_shown(result, end) for end in piece.ends]
        note = "" if piece.proved else " (estimated: it is not proved that they come near)"
        if not piece.every_delta:
            note = " (for some small δ)"
        if piece.shape == "point":
            yield f"  the point {ends[0]}{note}"
        elif piece.shape == "arc":
            yield f"  an arc from {ends[0]}"
            yield f"           to {ends[1]}{note}"
        else:
            yield f"  a region with the corners {ends[0]}, {ends[1]},"
            yield f"           {ends[2]}, {ends[3]}{note}"


def _shown(result: LimitSet, end: Point) -> str:
    plays = "; ".join(f"{labels[0]} {rounded(x, 4)}" for labels, x in zip(result.game.moves, end))
    payoffs = ", ".join(rounded(payoff, 4) for payoff in result.payoffs(end))
    return f"({plays}) paying {payoffs}"
