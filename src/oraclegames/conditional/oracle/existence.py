"""A reflective COD for any finite game, exhibited with its certificate.

There always is one: the play of a perfect equilibrium (Selten 1975) is reflective, by the proof on
the page "Conditional oracles". What is exhibited is no such one, whose probabilities may be
irrational, but a pure outcome, with trembles that are powers of t:

1. the outcomes where each player in turn keeps the others to their maximin
   (:mod:`oraclegames.conditional.oracle.punishment`). Without equal payoffs this is a proof for any
   number of players and moves, and chains in every order;
2. for two players with ties, a construction that is a proof for the reading of pairs;
3. what :func:`~oraclegames.conditional.check.check.check` finds for pure outcomes, and orders and
   sizes of trembles, for each outcome that is a dependency equilibrium.

Steps 1 and 2 are complete as stated. For three or more players with ties, and for chains with ties
that are given an order, step 3 is a search without a proof that it ends well; if it fails, the
error says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations

from oraclegames.budget import Clock, OutOfTime, Progress, Tell
from oraclegames.conditional.check.check import check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.answers import decide_answers, played_moves
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.families import Evidence
from oraclegames.conditional.oracle.play import cod_playing, polynomial_families
from oraclegames.conditional.oracle.punishment import (
    family_of_powers,
    punishment,
    two_player_ties,
)
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown

_ORDERS = 24


@dataclass(frozen=True, repr=False)
class Existence(Evident, Shown):
    """A reflective COD of a game's agents.

    Attributes:
        agents: the agents.
        cod: the reflective COD.
        evidence: trembles that prove it.
        method: how it was found.
    """

    kind = "existence"

    agents: Agents
    cod: COD
    evidence: Evidence
    method: str

    @property
    def play(self) -> Distribution:
        """What the agents play."""
        return self.agents.outcome_distribution(self.cod)

    def verify(self) -> bool:
        """Re-check the evidence from the payoffs."""
        return (
            self.evidence.agents == self.agents
            and self.evidence.cod is self.cod
            and self.evidence.verify()
        )

    def __str__(self) -> str:
        return (
            f"A reflective conditional oracle distribution plays {self.play}, by {self.method}; "
            f"the trembles {self.evidence.families[0]}"
        )


def _orders(agents: Agents) -> Iterator[tuple[int, ...]]:
    return islice(permutations(range(agents.game.n_players)), _ORDERS)


def _direct(agents: Agents, clock: Clock) -> Iterator[tuple[TrembleFamily, str]]:
    game = agents.game
    for order in _orders(agents):
        clock.check()
        _, powers = punishment(game, order, agents.orders)
        names = ", then ".join(game.players[k] for k in reversed(order))
        yield family_of_powers(game, powers), f"maximin in turn ({names})"
    if game.n_players == 2:
        for order in ((0, 1), (1, 0)):
            _, found = two_player_ties(game.permute_players(order))
            powers = {(o[order[0]], o[order[1]]): k for o, k in found.items()}
            yield family_of_powers(game, powers), "the maximin construction for ties"


def _candidates(agents: Agents, clock: Clock) -> list[Outcome]:
    """Pure dependency equilibria, those by maximin first."""
    game = agents.game
    found = dict.fromkeys(punishment(game, order, agents.orders)[0] for order in _orders(agents))
    for outcome in game.outcomes():
        if outcome in found:
            continue
        if isinstance(weak_levels(Face.at(game, outcome), clock), Levels):
            found[outcome] = None
    return list(found)


def _searched(agents: Agents, clock: Clock) -> Iterator[tuple[TrembleFamily, str]]:
    for outcome in _candidates(agents, clock):
        clock.check()
        point = Distribution.point(agents.game, outcome)
        verdict = check(agents.game, point, budget=clock.left)
        for family in polynomial_families(agents, verdict):
            yield family, "the trembles of its verdict"
        wanted = played_moves(agents, outcome)
        found = decide_answers(agents, outcome, wanted, clock)
        if isinstance(found, TrembleFamily):
            yield found, "orders and sizes of trembles"


def existence(
    game: GameLike | Agents, *, budget: float | None = None, progress: Tell | None = None
) -> Existence:
    """Exhibit a reflective COD for a game, with its certificate.

    Args:
        game: a game, whose agents choose by chains in the order of its moves; or agents.
        budget: seconds, None for no limit.
        progress: called for each family of trembles that is tried.

    Returns:
        A COD that plays one outcome for sure.

    Raises:
        UnsupportedError: the budget ended before one was found; or the search failed, which can
            only happen where payoffs tie, with three or more players or chains of three or more
            moves.

    Cost: without ties n passes over the outcomes. With ties of three or more players up to
    thousands of passes.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)
    >>> found = existence(dilemma)
    >>> str(found.play), found.verify()
    ('(D, D): 1', True)
    """
    game = as_game(game)
    agents = Agents.chain(game) if isinstance(game, Game) else game
    if not isinstance(agents, Agents):
        raise InputError(f"existence is about a game or its agents, not {type(game).__name__}")
    clock, tried = Clock(budget), 0
    try:
        for source in (_direct, _searched):
            for family, method in source(agents, clock):
                if progress is not None:
                    progress(Progress(tried, None, "families of trembles"))
                tried += 1
                cod = cod_playing(agents, family)
                evidence = Evidence(agents, cod, (family,))
                if evidence.verify():
                    return Existence(agents, cod, evidence, method)
    except OutOfTime:
        raise UnsupportedError(
            "the time given ended before a reflective oracle distribution was found; there is one"
        ) from None
    raise UnsupportedError(
        "no reflective oracle distribution was found for this game, though there is one: its ties "
        "need trembles that were not found, or play that mixes; try another order of the chains"
    )
