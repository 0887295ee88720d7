"""Claims of the essay on superrationality by reflective oracles: what its agents reach.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017. Games are
Prisoner's Dilemmas with mutual defection worth 1 each; plays are pairs (x1, x2) of probabilities of
cooperation, and the Pareto set is {x1 = 1 or x2 = 1}. Agents read probabilities to precision δ and
take steps of ε, so that sets agree up to a small multiple of δ/ε.

A long file: one essay, claim after claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise, product

from oraclegames.games.game import Game
from oraclegames.reflective.match.fixed_points import Payoffs
from oraclegames.reflective.match.match import match
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.dilemmas import (
    LARGE,
    SMALL,
    Play,
    distance,
    farthest,
    pareto,
    payoffs,
    plays,
)

AGENTS = "Agents and what they reach"
GREED = "Allowable regions and greed"
NICER = "NicerBot"
SOURCE = "Armstrong 2017"

GAMES = (SMALL, LARGE)
DELTAS = (Fraction(1, 100), Fraction(1, 200))
STEP = Fraction(1, 5)
QUICK = {"deltas": (Fraction(1, 100),)}

_claim = partial(claim, essay="Reflexive oracles and superrationality", source=SOURCE, quick=QUICK)

_BOTH_COOPERATE = (Fraction(1), Fraction(1))
_BOTH_DEFECT = (Fraction(0), Fraction(0))
_SUCKER = (Fraction(1), Fraction(0))
_OTHER_COOPERATES = tuple((Fraction(k, 100), Fraction(1)) for k in range(101))


def _anything(u: Fraction, v: Fraction) -> bool:
    """No limit on the payoffs of a Pareto outcome."""
    return True


Said = Sequence[Play] | Callable[[Fraction, Fraction], bool]
"""A set of plays: in full, or as the Pareto outcomes whose payoffs are allowed."""


def _reaches(
    facts: Findings,
    games: Iterable[Game],
    agents: tuple[str, str],
    deltas: Iterable[Fraction],
    said: Said,
    *,
    factor: float = 2,
    only: bool = False,
) -> None:
    """All fixed points of a match against the set that is claimed.

    ``only``: they must lie near the set, without filling it.
    """
    for game in games:
        limit = pareto(game, said) if callable(said) else said
        for delta in deltas:
            result = match(game, *agents, delta, STEP)
            measure = farthest if only else distance
            what = f"{len(result.fixed_points)} fixed points, distance to the set"
            far = measure(plays(result), limit)
            facts.within(f"{game.title}, δ = {delta}: {what}", far, factor * float(delta / STEP))
    facts.true("every fixed point re-checked by running both programs", result.verify())


def _match_claim(
    name: str,
    section: str,
    statement: str,
    agents: tuple[str, str],
    said: Said,
    *,
    source: str = SOURCE,
    picture: bool = True,
    factor: float = 2,
    only: bool = False,
) -> None:
    """Enter a claim that says what two agents reach."""

    def reach(
        facts: Findings,
        games: tuple[Game, ...] = GAMES,
        first: str = agents[0],
        second: str = agents[1],
        deltas: tuple[Fraction, ...] = DELTAS,
    ) -> None:
        _reaches(facts, games, (first, second), deltas, said, factor=factor, only=only)

    reach.__doc__ = statement
    _claim(name, section=section, source=source, picture="match" if picture else "")(reach)


_match_claim(
    "match/lp-lp",
    AGENTS,
    "LP against itself reaches some Pareto outcome, and it could be any.",
    ("lp", "lp"),
    _anything,
)


@_claim(
    "match/lp-anybody",
    section=AGENTS,
    quick={"others": ("cooperate", "defect", "nelp", "constant:1/3", "nicer"), **QUICK},
)
def lp_anybody(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "lp",
    others: tuple[str, ...] = (
        "lp",
        "cooperate",
        "defect",
        "constant:1/3",
        "nelp",
        "nelp:2",
        "demand:1/2",
        "demand:2",
        "nicer",
    ),
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """LP reaches only Pareto outcomes, whoever the other player is."""
    for second in others:
        for game in games:
            front = pareto(game, _anything)
            found = [plays(match(game, first, second, delta, STEP)) for delta in deltas]
            worst = max(
                farthest(points, front) * float(STEP / d) for points, d in zip(found, deltas)
            )
            facts.within(f"against {second}, {game.title}: distance in units of δ/ε", worst, 2)


_match_claim(
    "match/lp-cooperate",
    AGENTS,
    "LP against a rock that cooperates may mix cooperation and defection in any way: "
    "all of these outcomes are Pareto.",
    ("lp", "cooperate"),
    _OTHER_COOPERATES,
)

_match_claim(
    "match/lp-defect",
    AGENTS,
    "LP against a rock that defects must cooperate, for that is the only Pareto outcome.",
    ("lp", "defect"),
    [_SUCKER],
    picture=False,
    only=True,
)


@_claim(
    "match/nelp-defect",
    section=AGENTS,
    quick={"deltas": (Fraction(1, 100), Fraction(1, 200))},
    picture="match",
)
def nelp_defect(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nelp",
    second: str = "defect",
    deltas: tuple[Fraction, ...] = (Fraction(1, 100), Fraction(1, 200), Fraction(1, 400)),
) -> None:
    """neLP against a rock that defects cooperates with a probability of order δ only: one point,
    held by a randomised answer of the oracle; it steps up with probability of order δ/ε.
    """
    for game, delta in product(games, deltas):
        point, *others = match(game, first, second, delta, STEP).fixed_points
        facts.equal(f"{game.title}, δ = {delta}: fixed points", 1, 1 + len(others))
        facts.true("… randomised", point.randomised)
        facts.within("… cooperation in units of δ", float(point.play[0][0] / delta), 6)
    (point,) = match(LARGE, first, second, Fraction(1, 200), STEP).fixed_points[:1]
    facts.equal("4,3,1,0 at δ = 1/200, ε = 1/5: cooperation", Fraction(1, 50), point.play[0][0])


_match_claim(
    "match/nelp-nelp",
    AGENTS,
    "neLP against itself reaches the Pareto outcomes at which both get at least their "
    "minmax value: the red boundary.",
    ("nelp", "nelp"),
    lambda u, v: u >= 1 and v >= 1,
)


@_claim("match/nelp-lp", section=AGENTS, picture="match")
def nelp_lp(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nelp",
    second: str = "lp",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """Against LP, neLP reaches all Pareto outcomes that pay it at least its minmax value: the red
    and the blue boundary; against the cooperating rock likewise.
    """
    _reaches(facts, games, (first, second), deltas, lambda u, v: u >= 1)
    _reaches(facts, games, (first, "cooperate"), deltas, _OTHER_COOPERATES)


@_claim("match/raised-minimum", section=GREED, picture="match")
def raised_minimum(
    facts: Findings,
    games: tuple[Game, ...] = (LARGE,),
    first: str = "nelp:2",
    second: str = "nelp:2",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """A minimum raised to 2 works against LP and the cooperating rock, but runs into trouble with
    itself: besides the Pareto outcomes of at least 2 each, mutual defection becomes a possible
    answer of the oracle (and so does the corner (2, 2), by random answers).
    """
    grid = [(Fraction(k, 60), Fraction(m, 60)) for k in range(61) for m in range(61)]

    for game in games:
        corner = min(grid, key=lambda play: sum(abs(u - 2) for u in payoffs(game, *play)))
        said = [*pareto(game, lambda u, v: u >= 2 and v >= 2), _BOTH_DEFECT, corner]
        _reaches(facts, [game], (first, second), deltas, said)
        found = plays(match(game, first, second, deltas[0], STEP))
        facts.true("mutual defection is a fixed point", _BOTH_DEFECT in found)
        for other in ("lp", "cooperate"):
            result = match(game, first, other, deltas[0], STEP)
            low = min(u for u, _ in result.payoffs)
            facts.within(f"against {other}: shortfall below 2", float(2 - low), 0.2)
            front = pareto(game, _anything)
            blur = 2 * float(deltas[0] / STEP)
            facts.within(f"against {other}: Pareto", farthest(plays(result), front), blur)


_match_claim(
    "match/kite",
    GREED,
    "The green agent, demand(1/2), against itself reaches the Pareto top of the kite: "
    "the outcomes at which neither gain over the minmax point is more than twice the other.",
    ("demand:1/2", "demand:1/2"),
    lambda u, v: 2 * (u - 1) >= v - 1 and 2 * (v - 1) >= u - 1,
)

_match_claim(
    "match/green-yellow",
    GREED,
    "The green agent cooperates with the yellow one, demand(2): they reach the Pareto "
    "outcome where their regions overlap.",
    ("demand:1/2", "demand:2"),
    lambda u, v: abs((v - 1) - 2 * (u - 1)) <= Fraction(1, 100),
)

_match_claim(
    "match/yellow-yellow",
    GREED,
    "Two yellow agents, demand(2), defect on each other.",
    ("demand:2", "demand:2"),
    [_BOTH_DEFECT],
    only=True,
)


@_claim(
    "match/slightly-greedy", section=GREED, source="measured", quick={"finer": Fraction(1, 500)}
)
def slightly_greedy(
    facts: Findings,
    game: Game = SMALL,
    first: str = "demand:4/5",
    second: str = "demand:7/5",
    finer: Fraction = Fraction(1, 600),
) -> None:
    """Just above αβ = 1 a finite precision hides the conflict: in the Dilemma 3, 2, 1, 0, at δ =
    1/150 and ε = 1/5, demand(4/5) still cooperates with demand(7/5) with probabilities of 25 to 38
    %; the finer the readings, the less.
    """
    # The blur δ/(ε(αβ − 1)) at one precision and at a finer one.
    coarse = [x for x, _ in plays(match(game, first, second, Fraction(1, 150), STEP))]
    ends = (min(coarse), max(coarse))
    facts.equal("least and most cooperation", (Fraction(19, 75), Fraction(19, 50)), ends)
    most = max(x for x, _ in plays(match(game, first, second, finer, STEP)))
    facts.true("less than half of it at finer readings", 2 * most < max(coarse), float(most))


@_claim(
    "match/greed-table",
    section=GREED,
    source=SOURCE + "; the threshold derived",
    quick={"alphas": ("0", "1/2", "1", "2"), "delta": Fraction(1, 100)},
)
def greed_table(
    facts: Findings,
    game: Game = SMALL,
    alphas: tuple[str, ...] = ("0", "1/4", "1/2", "3/4", "1", "4/3", "2", "3"),
    kind: str = "demand",
    delta: Fraction = Fraction(1, 200),
) -> None:
    """Demands α and β meet on the Pareto frontier if αβ ≤ 1, and defect on each other if αβ > 1: a
    higher demand gets more from those who still accept, and nothing from the others.
    """
    # Every pair of demands, and what the first player is sure to get.
    demands = list(map(Fraction, alphas))
    shares: dict[tuple[Fraction, Fraction], Payoffs] = {}
    rows = []
    for a in demands:
        row: list[str] = [f"α = {a}"]
        for b in demands:
            result = match(game, f"{kind}:{a}", f"{kind}:{b}", delta, STEP)
            shares[a, b] = low, high = result.ranges()[0]
            _demands_meet(facts, game, a, b, delta, plays(result))
            refused = f"defect ({float(low):.2f})"
            row.append(refused if a * b > 1 else f"{float(low):.2f} to {float(high):.2f}")
        rows.append(row)
    for b in demands:
        accepted = [shares[a, b] for a in demands if a * b <= 1]
        rising = all(more[0] > less[0] for less, more in pairwise(accepted))
        facts.true(f"β = {b}: a higher accepted demand is sure of more", rising)
        others = [shares[a, b][1] for a in demands if a * b > 1]
        if others:
            worse = max(others) < accepted[-1][0]
            facts.true(f"β = {b}: every refused demand gets less than the last accepted", worse)
    facts.table(
        "What the first player gets with demand α against demand β",
        ["", *(f"β = {b}" for b in alphas)],
        rows,
    )


def _demands_meet(
    facts: Findings, game: Game, a: Fraction, b: Fraction, delta: Fraction, found: Sequence[Play]
) -> None:
    """Demands a and b against mutual defection, or against the frontier."""
    blur, pair = float(delta / STEP), f"α = {a}, β = {b}"
    if a * b > 1:
        bound = 6 * blur / float(a * b - 1) + float(3 * (a + b) * delta)
        facts.within(
            f"{pair}: distance to mutual defection", farthest(found, [_BOTH_DEFECT]), bound
        )
        return
    near = Fraction(1, 50) if a * b == 1 else 0

    def allowed(u: Fraction, v: Fraction) -> bool:
        return min(u, v) >= 1 and u - 1 >= a * (v - 1) - near and v - 1 >= b * (u - 1) - near

    said = pareto(game, allowed)
    facts.within(f"{pair}: distance to the frontier", distance(found, said), 3 * blur)


_match_claim(
    "match/nicer-nicer",
    NICER,
    "NicerBot cooperates with itself.",
    ("nicer", "nicer"),
    [_BOTH_COOPERATE],
    source="Taylor, comment on Armstrong 2017; Oesterheld 2019",
    picture=False,
    factor=1,
    only=True,
)


@_claim("match/nicer-defect", section=NICER, source="Taylor, comment on Armstrong 2017")
def nicer_defect(
    facts: Findings,
    games: tuple[Game, ...] = GAMES,
    first: str = "nicer",
    second: str = "defect",
    deltas: tuple[Fraction, ...] = DELTAS,
) -> None:
    """NicerBot cooperates with a rock that defects with probability ε, and no more."""
    for game, delta in product(games, deltas):
        found = match(game, first, second, delta, STEP).fixed_points
        x = found[0].play[0][0]
        facts.equal(f"{game.title}, δ = {delta}: fixed points", 1, len(found))
        facts.true("… cooperation between ε and ε + δ", STEP <= x <= STEP + delta, x)
        facts.true("… without randomised answers", not found[0].randomised)


@_claim(
    "match/nicer-is-demand-1",
    section=NICER,
    source="Armstrong, comment on his essay, for the region; the difference measured",
    quick={"precisions": ((Fraction(1, 100), Fraction(1, 10)),)},
)
def nicer_is_demand_one(
    facts: Findings,
    game: Game = SMALL,
    nicer: str = "nicer",
    fair: str = "demand:1",
    guarded: tuple[str, ...] = ("nicer", "demand:1", "defect", "constant:1/3"),
    others: tuple[str, ...] = ("lp", "nelp", "demand:1/2", "cooperate"),
    precisions: tuple[tuple[Fraction, Fraction], ...] = (
        (Fraction(1, 100), Fraction(1, 10)),
        (Fraction(1, 400), Fraction(1, 20)),
    ),
) -> None:
    """NicerBot behaves as demand(1): the same outcomes against agents that nobody can exploit, and
    against the others that outcome of demand(1) which is best for the other player.
    """
    # Distances of the two agents' outcomes, in units of δ/ε + ε.
    for delta, epsilon in precisions:
        error = float(delta / epsilon + epsilon)
        for other in (*guarded, *others):
            one = match(game, nicer, other, delta, epsilon)
            two = match(game, fair, other, delta, epsilon)
            measure = distance if other in guarded else farthest
            far = measure(plays(one), plays(two))
            facts.within(f"against {other}, δ = {delta}: distance", far, error / 2)
            if other in others:
                best = max(v for _, v in two.payoffs)
                gap = max(abs(v - best) for _, v in one.payoffs)
                facts.within("… the other's payoff to its best", float(gap), error)
