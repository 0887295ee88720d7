"""Agents on a game: every outcome that they and a reflective oracle can reach.

Two agents have a search of their own, :mod:`oraclegames.reflective.match.match`; of three and more
that of :mod:`oraclegames.reflective.group.group_match` is asked, and at δ = 0
:mod:`oraclegames.reflective.limit.limit_set`.
"""

from __future__ import annotations

from fractions import Fraction
from numbers import Number
from typing import TYPE_CHECKING, Any, overload

from oraclegames.budget import Clock, Tell
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import parse_rational
from oraclegames.games.load import GameLike, as_game
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.names import AgentLike
from oraclegames.reflective.match.match import MAX_POINTS as MAX_PAIR_POINTS
from oraclegames.reflective.match.match import Match, play_match
from oraclegames.reflective.match.meeting import Meeting

if TYPE_CHECKING:
    from typing import Literal

    from oraclegames.reflective.group.group_match import GroupMatch
    from oraclegames.reflective.limit.limit_set import LimitSet


@overload
def match(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Literal[0],
    epsilon: Any = ...,
    *,
    budget: float | None = ...,
) -> LimitSet: ...


@overload
def match(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    delta: Any = ...,
    epsilon: Any = ...,
    *,
    max_points: int = ...,
    keep_blocks: bool = ...,
    budget: float | None = ...,
    progress: Tell | None = ...,
) -> Match: ...


@overload
def match(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    third: AgentLike,
    /,
    *more: AgentLike,
    delta: Any = ...,
    epsilon: Any = ...,
    max_points: int = ...,
    keep_blocks: bool = ...,
    budget: float | None = ...,
    progress: Tell | None = ...,
) -> GroupMatch: ...


def match(
    game: GameLike,
    first: AgentLike,
    second: AgentLike,
    *more: Any,
    delta: Any = None,
    epsilon: Any = None,
    max_points: int | None = None,
    keep_blocks: bool = False,
    budget: float | None = None,
    progress: Tell | None = None,
) -> Match | GroupMatch | LimitSet:
    """Find every outcome that agents on a game can reach with a reflective oracle.

    With three and more agents, one for each player, the answer is a ``GroupMatch``:
    ``match(game, a, b, c, delta="1/20")``. LP and its kin then take a step that surely improves
    everybody's payoff, regions lie in the space of all payoffs (the own one first,
    then the others' in order), demands are one share for each other player, NicerBot copies one of
    the others at random, or the worst (``"nicer:worst"``).

    With delta=0 and two agents of the catalogue of two moves each the answer is a ``LimitSet``: the
    regions, arcs and points that the fixed points approach as δ → 0, exactly and with proof (those
    that are not proved are marked). It is the same for most agents whatever ε.

    Args:
        game: the game.
        first, second, more: the players' agents: their names, see :func:`oraclegames.agent`, an
            :class:`oraclegames.Agent`, or a function (seat, own reading, other's reading; with more
            players a tuple of the others' readings). δ and ε may follow them.
        delta: the precision δ of readings, an exact rational with 0 < δ < ε; 1/200 for two agents
            of two moves each, 1/20 for more of them, coarser for more moves (some
            ⌈1/δ⌉^(m1 + m2 + … − n) readings: 1/10 for 3×3, 1/6 for 3×3×3); 0 for the limit.
        epsilon: the step ε, an exact rational with 0 < ε < 1, else 1/5. The picture sharpens as
            δ/ε → 0.
        max_points: more fixed points than this are an error.
        keep_blocks: keep the blocks without fixed points, each with the bound that excludes it, in
            ``blocks`` and in the document, where ``verify(complete=True)`` re-checks them; up to
            100,000 blocks, and beyond two moves and two agents 30,000 readings.
        budget: seconds after which the search stops with what it has, marked "partial", as on
            Ctrl-C; None for no limit.
        progress: called with a :class:`oraclegames.budget.Progress` now and then.

    Raises:
        InputError: for wrong δ or ε, another number of agents than of players, an agent that does
            not fit the game, or a region without a payoff at which no small change is a gain for
            both.
        UnsupportedError: if δ is so fine that there are too many readings, or there are too many
            fixed points.

    Cost: O(1/δ) for players with two moves (a second at 1/10,000), and one run of a program of your
    own on each of ⌈1/δ⌉² pairs of readings; for n ≥ 3 agents some 4^n array operations on ⌈1/δ⌉^n
    readings.

    Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017.

    >>> found = match("prisoners_dilemma", "nicer", "defect", "1/10")
    >>> [point.play[0] for point in found.fixed_points]
    [(Fraction(6, 25), Fraction(19, 25))]
    >>> found = match("public_goods(3)", "nelp", "nelp", "defect", delta="1/10")
    >>> found.status, len(found.fixed_points)
    ('complete', 16)
    >>> [str(x) for x in match("prisoners_dilemma", "nicer", "defect", 0).pieces[0].ends[0]]
    ['1/5', '0']
    """
    rest = list(more)
    agents = [first, second]
    while rest and not _is_number(rest[0]):
        agents.append(rest.pop(0))
    numbers = {"delta": delta, "epsilon": epsilon}
    for name, number in zip(numbers, rest):
        if numbers[name] is not None or not _is_number(number):
            raise InputError(
                "a match is match(game, agent, agent, …, delta, epsilon): all agents come first, "
                "and each number once"
            )
        numbers[name] = number
    if len(rest) > len(numbers):
        raise InputError(f"after delta and epsilon stands {rest[2]!r:.60}, which is too much")
    game = as_game(game)
    if len(agents) != game.n_players:
        players = "1 player" if game.n_players == 1 else f"{game.n_players} players"
        raise InputError(
            f"{len(agents)} agents were named, but the game has {players}: name one for each"
        )
    step = Fraction(1, 5) if numbers["epsilon"] is None else numbers["epsilon"]
    if _is_zero(numbers["delta"]):
        if len(agents) > 2:
            raise UnsupportedError("the limit of a match, delta = 0, is proved for two agents")
        if keep_blocks:
            raise InputError(
                "at delta = 0 there are no blocks to keep: the limit has its own proof"
            )
        from oraclegames.reflective.limit.limit_set import limit_set

        return limit_set(game, first, second, step, Clock(budget))
    if len(agents) > 2:
        from oraclegames.reflective.group.group_match import MAX_POINTS, group_match

        return group_match(
            game,
            agents,
            numbers["delta"],
            step,
            max_points=MAX_POINTS if max_points is None else max_points,
            keep_blocks=keep_blocks,
            budget=budget,
            progress=progress,
        )
    most = MAX_PAIR_POINTS if max_points is None else max_points
    meeting = Meeting.of(game, first, second, numbers["delta"], step)
    return play_match(meeting, Clock(budget), progress, most, keep_blocks=keep_blocks)


def _is_zero(delta: Any) -> bool:
    exact = parse_rational(delta) if isinstance(delta, str) else delta
    return isinstance(exact, Number) and not exact


def _is_number(one: Any) -> bool:
    """Whether this is a precision, and no agent."""
    if isinstance(one, str):
        return parse_rational(one) is not None
    return not (isinstance(one, Agent) or callable(one))
