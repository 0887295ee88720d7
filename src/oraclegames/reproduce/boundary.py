"""Claims about the boundary: what happens where outcomes have probability zero.

Two notions are told apart. *Dependency*: some totally mixed P_k → P such that no move that is
played is worse in the limit than another. *Reflective*: the moves that are played are optimal along
the whole sequence, as an oracle's answers require.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import islice

import numpy as np

from oraclegames.conditional.check.check import check
from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.play import reflective_play
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from oraclegames.conditional.solve import solve
from oraclegames.games.catalog import (
    anti_coordination,
    common_ties,
    five_and_ten,
    matching_pennies,
    prisoners_dilemma,
)
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.ordinal import all_tied_games, ordinal_games
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import both_notions

_claim = partial(claim, essay="COEDT equilibria in games", section="The boundary", source="derived")

DILEMMA = prisoners_dilemma()
PENNIES = matching_pennies()
ANTI = anti_coordination()
TIES = common_ties()
FIVE_AND_TEN = five_and_ten()
NASH_BY_A_TIE = Game.from_arrays([[0, -1], [0, 0]], [[0, 0], [0, 0]])


@_claim("boundary/prisoners-dilemma", source="Diffractor 2018; derived")
def pure_outcomes_of_the_dilemma(facts: Findings, game: Game = DILEMMA) -> None:
    """Prisoner's Dilemma: mutual cooperation and mutual defection are equilibria for both notions,
    one-sided cooperation for neither.
    """
    for outcome, said in (((0, 0), "yes"), ((0, 1), "no"), ((1, 0), "no"), ((1, 1), "yes")):
        name = ", ".join(game.outcome_labels(outcome))
        facts.equal(name, (said, said), both_notions(game, Distribution.point(game, outcome)))


@_claim(
    "boundary/matching-pennies", source="Spohn 2003 for the notion; derived", picture="solution"
)
def matching_pennies_corners(facts: Findings, game: Game = PENNIES) -> None:
    """Matching Pennies: the outcome Heads, Heads is reflective by trembles of different orders. Of
    the mixtures of Heads-Heads and Tails-Tails all are dependency equilibria, but only the even one
    and the pure ends are reflective.
    """
    facts.equal("Heads, Heads", ("yes", "yes"), both_notions(game, "1, 0, 0, 0"))
    for a in (Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(4, 5)):
        said = ("yes", "yes" if a == Fraction(1, 2) else "no")
        facts.equal(f"({a}, 0, 0, {1 - a})", said, both_notions(game, (a, 0, 0, 1 - a)))


@_claim("boundary/anti-coordination")
def anti_coordination_corner(facts: Findings, game: Game = ANTI) -> None:
    """Anti-coordination: that both make the first move is a dependency equilibrium but not
    reflective, since each player's trembles would have to be much rarer than the other's.
    """
    facts.equal("both make the first move", ("yes", "no"), both_notions(game, "1, 0, 0, 0"))


@_claim("boundary/nash-not-reflective")
def nash_not_reflective(facts: Findings, game: Game = NASH_BY_A_TIE) -> None:
    """A Nash equilibrium need not be reflective where payoffs tie: with A = [0, −1; 0, 0] and B = 0
    the first moves are a Nash and a dependency equilibrium, but not reflective.
    """
    # A tie that trembles always break the wrong way.
    deviations = [game.payoff(0, (1, 0)) - game.payoff(0, (0, 0))]
    deviations.append(game.payoff(1, (0, 1)) - game.payoff(1, (0, 0)))
    facts.true("a Nash equilibrium: no deviation gains", max(deviations) <= 0)
    facts.equal("dependency, reflective", ("yes", "no"), both_notions(game, "1, 0, 0, 0"))


@_claim("boundary/folk-theorem", quick={"every": 40})
def folk_theorem(
    facts: Findings, every: int = 3, worst: Callable[[Fraction, Fraction], Fraction] = min
) -> None:
    """A folk theorem: a pure outcome of a 2×2 game is a dependency equilibrium exactly if every
    player gets at least the worst payoff of her other move. Without ties the same holds for
    reflective equilibria.
    """
    # All strict ordinal 2×2 games, and every n-th of all 5625 orders of payoffs with ties.
    strict = list(ordinal_games())
    games = strict + list(islice(all_tied_games(), 0, None, every))
    dependency, reflective = [], []
    for number, game in enumerate(games):
        for outcome in game.outcomes():
            said = all(_keeps(game, player, outcome, worst) for player in (0, 1))
            found = check(game, Distribution.point(game, outcome))
            dependency.append((found.verdict == "yes") is said)
            if number < len(strict):
                reflective.append((found.reflective == "yes") is said)
    facts.all("outcomes of the 144 ordinal games and of games with ties: dependency", dependency)
    facts.all("outcomes of the 144 ordinal games: reflective", reflective)


def _keeps(
    game: Game,
    player: int,
    outcome: tuple[int, ...],
    worst: Callable[[Fraction, Fraction], Fraction],
) -> bool:
    """Whether the player gets at least the worst payoff of her other move."""
    own = np.moveaxis(game.payoff_array(player), player, 0)[1 - outcome[player]]
    return game.payoff(player, outcome) >= worst(*own)


@_claim("boundary/common-ties")
def common_payoffs(facts: Findings, game: Game = TIES) -> None:
    """In the 3×3 game of common payoffs [1,1,0; 1,0,1; 0,1,1] all nine pure profiles are dependency
    equilibria; the three that pay 0 are not reflective.
    """
    # Nine profiles, three of them by ties alone.
    found = {o: both_notions(game, Distribution.point(game, o)) for o in game.outcomes()}
    facts.all("profiles are dependency equilibria", [pair[0] == "yes" for pair in found.values()])
    poor = [o for o in found if not any(game.payoffs(o))]
    facts.equal("profiles that pay 0", 3, len(poor))
    facts.equal("… of them reflective", ["no"] * 3, [found[o][1] for o in poor])
    facts.all("others are reflective", [found[o][1] == "yes" for o in found if o not in poor])


@_claim("boundary/ties-only")
def notions_differ_by_ties_only(facts: Findings, games: tuple[Game, ...] = ordinal_games()) -> None:
    """In 2×2 games without ties the two notions agree everywhere on the boundary, and all
    equilibria outside the closure of the totally mixed ones are pure.
    """
    agree, pure, decided = [], [], []
    for game in games:
        solution = solve(game)
        agree += [found.reflective == "yes" for found in solution.pure]
        pure += [side.all_reflective and len(side.part.corners) == 1 for side in solution.sides]
        decided.append(solution.verify())
    facts.all("pure equilibria of the 144 ordinal games are reflective", agree)
    facts.all("other boundary equilibria are single points, all reflective", pure)
    facts.all("solutions re-check themselves", decided)
    facts.equal("games", 144, len(decided))


@_claim(
    "boundary/five-and-ten",
    essay="EDT solves 5 and 10 with conditional oracles",
    section="Reflective oracles",
    source="Taylor 2018",
)
def five_or_ten(facts: Findings, game: Game = FIVE_AND_TEN) -> None:
    """5 and 10: an oracle that always makes the agent take $5 weakly leads to itself, because
    conditioning on the $10 is vacuous; but it is not reflective, and the one that makes it take $10
    is.
    """
    # Weakly leading to itself is necessary for being reflective, not sufficient.
    agents = Agents.chain(game)
    five, ten = agents.cod({(1,): 1}), agents.cod({(0,): 1})
    facts.equal("always $5 plays $5", ((0,),), agents.outcome_distribution(five).support)
    facts.true("always $5 weakly leads to itself", bool(weakly_leads_to(five, five)))
    facts.equal("always $5 is reflective", "no", is_reflective(five).verdict)
    facts.equal("always $10 is reflective", "yes", is_reflective(ten).verdict)


@_claim("boundary/chain-order", source="derived, on Diffractor's chains")
def chain_order(facts: Findings, payoffs: tuple[int, ...] = (5, 3, 10)) -> None:
    """With three moves the order of a chain of deferrals can matter: with payoffs 5, 3, 10 in this
    order a reflective oracle may keep the agent at 5, since deferring can come to mean 3. Compared
    in pairs, 10 is the only outcome.
    """
    # A single player whose chain hides the best move behind the worst.
    game = Game.from_arrays(list(payoffs), moves=[["A", "B", "C"]])
    pairs = Agents.pairwise(game)
    found = []
    for what, agents, point, said in (
        ("the chain A, B, C can stay at A", Agents.chain(game), "1, 0, 0", "yes"),
        ("the chain A, C, B can stay at A too", Agents.chain(game, ["ACB"]), "1, 0, 0", "yes"),
        ("the chain B, A, C can stay at A", Agents.chain(game, ["BAC"]), "1, 0, 0", "no"),
        ("compared in pairs A can be kept", pairs, "1, 0, 0", "no"),
        ("compared in pairs C is reflective", pairs, "0, 0, 1", "yes"),
    ):
        found.append(reflective_play(agents, point))
        facts.equal(what, said, found[-1].verdict)
    facts.all("evidence re-checks itself", [play.verify() for play in found])
