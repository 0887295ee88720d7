"""The essay's sets exactly: where the fixed points of its agents go as readings become exact.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017, whose claims
are for 1 ≫ ε ≫ δ. See docs/theory/limits-of-matches.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from oraclegames.budget import Clock
from oraclegames.games.game import Game
from oraclegames.reflective.limit.limit_set import limit_set
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.dilemmas import LARGE, SMALL

STEPS = Fraction(1, 5), Fraction(1, 50)

_claim = partial(
    claim,
    essay="Reflexive oracles and superrationality",
    section="Limits",
    source="Armstrong 2017, whose sets are approximate; derived",
    quick={"steps": STEPS[:1]},
)

Place = tuple[Fraction, Fraction]
_ZERO, _ONE = Fraction(0), Fraction(1)


def _arcs(low: Fraction) -> list[tuple[Place, ...]]:
    """The Pareto plays at which neither plays cooperation with less than this probability."""
    return [((_ONE, low), (_ONE, _ONE)), ((low, _ONE), (_ONE, _ONE))]


def _share(game: Game, alpha: Fraction) -> Fraction:
    """Where on x1 = 1 the first player gets the share α of the second's gain over P."""
    (r, s), (t, p) = ([game.payoff(0, (a, b)) for b in (0, 1)] for a in (0, 1))
    return (alpha * (t - p) + p - s) / (r - s + alpha * (t - r))


def _reaches(
    facts: Findings,
    game: Game,
    agents: tuple[str, str],
    steps: Sequence[Fraction],
    said: Sequence[tuple[Place, ...]],
) -> None:
    for step in steps:
        found = limit_set(game, *agents, step, Clock(None))
        pieces = sorted(piece.ends for piece in found.pieces)
        what = f"{game.title}, {agents[0]} – {agents[1]}, ε = {step}"
        facts.equal(what, sorted(said), pieces)
        facts.true(
            "… every piece proved, and re-checked", found.status == "complete" and found.verify()
        )


@_claim("limit/pareto")
def pareto_limits(
    facts: Findings,
    games: tuple[Game, ...] = (SMALL, LARGE),
    steps: tuple[Fraction, ...] = STEPS,
    error: Fraction = _ZERO,
) -> None:
    """As δ → 0, LP reaches exactly the Pareto set, neLP and demand(1/2) exactly those parts of it
    that they allow, and LP against a defecting rock cooperates."""
    half = Fraction(1, 2)
    for game in games:
        reach = partial(_reaches, facts, game, steps=steps)
        reach(("lp", "lp"), said=_arcs(error))
        reach(("lp", "defect"), said=[((_ONE, _ZERO),)])
        reach(("lp", "cooperate"), said=[((_ZERO, _ONE), (_ONE, _ONE))])
        reach(("nelp", "nelp"), said=_arcs(_share(game, _ZERO)))
        reach(("nelp", "lp"), said=[_arcs(_share(game, _ZERO))[0], _arcs(_ZERO)[1]])
        reach(("demand:1/2", "demand:1/2"), said=_arcs(_share(game, half)))
        reach(("demand:1/2", "demand:2"), said=[((_ONE, _share(game, half)),)])


@_claim("limit/defection")
def defection_limits(
    facts: Findings,
    games: tuple[Game, ...] = (SMALL, LARGE),
    steps: tuple[Fraction, ...] = STEPS,
    greedy: tuple[tuple[str, str], ...] = (("demand:2", "demand:2"), ("demand:4/5", "demand:7/5")),
) -> None:
    """As δ → 0, neLP against a defecting rock defects for sure, and so do demands α and β with
    αβ > 1 against each other."""
    for game in games:
        for agents in (("nelp", "defect"), *greedy):
            _reaches(facts, game, agents, steps, [((_ZERO, _ZERO),)])


@_claim("limit/raised-minimum")
def raised_minimum_limits(
    facts: Findings,
    game: Game = LARGE,
    steps: tuple[Fraction, ...] = STEPS,
    minimum: str = "nelp:2",
) -> None:
    """A minimum raised to 2 reaches with itself, as δ → 0, the Pareto outcomes of at least 2 for
    both, mutual defection, and one point more, worth 2 to both, by random answers."""
    half = Fraction(1, 2)
    said = [*_arcs(Fraction(2, 3)), ((_ZERO, _ZERO),), ((half, half),)]
    _reaches(facts, game, (minimum, minimum), steps, said)


@_claim("limit/nicer")
def nicer_limits(
    facts: Findings,
    games: tuple[Game, ...] = (SMALL, LARGE),
    steps: tuple[Fraction, ...] = STEPS,
    other: str = "nicer",
) -> None:
    """As δ → 0, NicerBot cooperates with itself for sure, and with a defecting rock exactly with
    probability ε."""
    for game in games:
        _reaches(facts, game, ("nicer", other), steps, [((_ONE, _ONE),)])
        for step in steps:
            _reaches(facts, game, ("nicer", "defect"), [step], [((step, _ZERO),)])
