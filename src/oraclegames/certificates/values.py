"""Documents of ``achieve``: is v reached by a totally mixed equilibrium, or a limit of such values?

- *Yes*: a distribution P > 0 in which every move is worth v_i; that is the definition.
- *No*: multipliers y with g(o) = Σ_i y_{i,o_i}·(U_i(o) − v_i) ≥ 0 at every outcome, and > 0 at one.
  A totally mixed equilibrium would give 0 = Σ P(o)·g(o) > 0.
- *The largest least probability*: multipliers too (:func:`_check_weight`).
- *A limit*: P ≥ 0 in which every move that is made is worth v_i, and a direction (dP, dv) that
  keeps the conditions Σ_{o_i = s} P(o)·(U_i(o) − v_i) = 0 to first order, with dP > 0 wherever
  P = 0. Let R of the conditions imply the others at every v + Σ τ_k·d_k, and their derivative at P
  have the rank R: by the implicit function theorem a curve of solutions leaves P in the direction,
  and it is positive at once.
- *No limit*: v lies outside of the closed box of values that single moves allow, or off the plane
  of all payoffs; or one y excludes a whole box that has v in its interior: y with
  Σ_i (y_{i,o_i}·U_i(o) − max over the box of y_{i,o_i}·v_i) ≥ 0, and > 0 at one outcome.
- For 2×2 games without such evidence leading terms decide
  (:mod:`oraclegames.certificates.limit_values`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mat

from oraclegames.certificates.limit_values import is_limit_value
from oraclegames.certificates.part import Part, game_of
from oraclegames.certificates.structured import check_structured
from oraclegames.certificates.supports import check_supports
from oraclegames.certificates.verify import Proof
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

Vector = tuple[Fraction, ...]

METHODS = (
    "one program over all outcomes, exact",
    "column generation, exact",
    "the gain graph, exact",
)


def check(document: Part) -> Proof:
    """Every claim of a document "oraclegames/values-1"."""
    if "kind" in document["game"].mapping():
        return check_structured(document)
    game = game_of(document["game"])
    values = document["values"].rationals(game.n_players)
    document["version"].text()
    if "supports" in document.mapping():
        return check_supports(document, game, values)
    if "closure" in document.mapping():
        return _check_limit(document, game, values)
    document.only(
        *("schema", "version", "game", "values", "achievable", "kind"),
        *("distribution", "certificate", "method", "weight", "largest", "multipliers"),
    )
    document["method"].word(*METHODS)
    if not _is_yes(document):
        y = _multipliers(document["certificate"], game)
        check_excluded(document["certificate"], game, (values, values), y)
        _check_weight(document, game, values, None)
        return Proof(("no totally mixed equilibrium has these values",))
    masses = document["distribution"].rationals(game.n_outcomes)
    check_play(document["distribution"], game, masses, values)
    document["distribution"].require(min(masses) > 0, "it is not totally mixed")
    least = _check_weight(document, game, values, min(masses))
    return Proof(("a totally mixed equilibrium has these values", *least))


def _check_weight(
    document: Part, game: Game, values: Vector, least: Fraction | None
) -> tuple[str, ...]:
    """How large a share t of uniform play the equilibrium holds; that none holds more.

    Let g(o) = Σ_i y_{i,o_i}·(U_i(o) − v_i) ≥ −t everywhere, with mean 1 − t or more. An equilibrium
    with the share s has 0 = Σ P(o)·g(o) ≥ s·(1 − t) − (1 − s)·t = s − t.
    """
    if not {"weight", "largest", "multipliers"} & set(document.mapping()):
        return ()  # earlier documents
    weight, largest = document["weight"].rational(), document["largest"].flag()
    share = Fraction(0) if least is None else least * game.n_outcomes
    exact = weight == share if largest or least is None else 0 < weight <= share
    document["weight"].require(exact, f"the least probability allows {format_number(share)}")
    y = _multipliers(document["multipliers"], game)
    if not largest and least is not None:
        return ()
    gains = _gains(game, y, (values, values))
    enough = min(gains) >= -to_fmpq(weight)
    document["multipliers"].require(enough, "they allow a larger weight")
    enough = sum(gains, fmpq(0)) >= to_fmpq((1 - weight) * game.n_outcomes)
    document["multipliers"].require(enough, "they prove too little")
    return ("none has a larger least probability",)


def _is_yes(document: Part) -> bool:
    """The answer, which ``kind`` and the missing evidence repeat."""
    yes = document["achievable"].flag()
    kind, other = ("distribution", "certificate") if yes else ("certificate", "distribution")
    document["kind"].require(document["kind"].value == kind, f"it should be {kind!r}")
    document[other].require(document[other].missing, "there should be none with this answer")
    return yes


# -- limits ----------------------------------------------------------------------------------------


def _check_limit(document: Part, game: Game, values: Vector) -> Proof:
    document.only(
        *("schema", "version", "game", "values", "closure", "answer", "achievable", "kind"),
        *("distribution", "direction", "box", "certificate"),
    )
    document["closure"].require(document["closure"].flag(), "it should be true")
    answer = document["answer"].word("yes", "no", "undetermined")
    yes = document["achievable"].flag()
    document["achievable"].require(yes == (answer == "yes"), "it contradicts the answer")
    if answer == "undetermined":
        _nothing(document, "kind", "distribution", "direction", "box", "certificate")
        return Proof((), ("whether these values are a limit",))
    if document["kind"].word("distribution", "certificate", "closed form") == "closed form":
        _nothing(document, "distribution", "direction", "box", "certificate")
        document["kind"].require(game.shape == (2, 2), "that is for 2×2 games")
        document["answer"].require(
            is_limit_value(game, values) == yes, "leading terms say otherwise"
        )
    elif yes:
        document["kind"].require(document["kind"].value == "distribution", "a limit has none")
        _nothing(document, "box", "certificate")
        _check_curve(document, game, values)
    else:
        document["kind"].require(document["kind"].value == "certificate", "there is no limit")
        _nothing(document, "distribution", "direction")
        _check_no_limit(document, game, values)
    negation = "" if yes else "not "
    return Proof((f"these values are {negation}a limit of values of totally mixed equilibria",))


def _nothing(document: Part, *keys: str) -> None:
    for key in keys:
        document[key].require(document[key].missing, "there should be none with this answer")


def _check_curve(document: Part, game: Game, values: Vector) -> None:
    """A totally mixed P, or one that a curve of totally mixed equilibria leaves."""
    masses = document["distribution"].rationals(game.n_outcomes)
    check_play(document["distribution"], game, masses, values)
    direction = document.given("direction")
    if direction is None:
        document["distribution"].require(min(masses) > 0, "it is not totally mixed")
        return
    direction.only("distribution", "values", "plane")
    step = direction["distribution"].rationals(game.n_outcomes)
    shift = direction["values"].rationals(game.n_players)
    plane = [item.rationals(game.n_players) for item in direction["plane"]]
    for p, d in zip(masses, step):
        direction["distribution"].require(p > 0 or d > 0, "an outcome stays at 0")
    inside = _rank([*plane, shift]) == _rank(plane)
    direction["values"].require(inside, "it leaves the plane")
    rows = _rows(game, values)
    for (i, touched), row in rows:
        mass = sum((p for p, t in zip(masses, touched) if t), Fraction(0))
        moved = sum((a * d for a, d in zip(row, step)), Fraction(0))
        direction.require(moved == shift[i] * mass, "it breaks a condition to first order")
    full, there = [], []
    for (i, touched), row in rows:
        mass = sum((p for p, t in zip(masses, touched) if t), Fraction(0))
        full.append([*row, *(d[i] * t for d in plane for t in touched)])
        there.append([*row, *(-d[i] * mass for d in plane)])
    direction.require(_rank(there) == _rank(full), "the distribution is degenerate")


def _check_no_limit(document: Part, game: Game, values: Vector) -> None:
    if document["certificate"].missing:
        document["box"].require(document["box"].missing, "it needs a certificate")
        document["values"].require(_impossible(game, values), "single moves allow them")
        return
    box = document["box"]
    box.only("low", "high")
    low, high = (box[end].rationals(game.n_players) for end in ("low", "high"))
    for a, v, b in zip(low, values, high):
        box.require(a < v < b, "the values do not lie inside")
    y = _multipliers(document["certificate"], game)
    check_excluded(document["certificate"], game, (low, high), y)


def _impossible(game: Game, values: Vector) -> bool:
    """Whether v is off the plane of the payoffs, or a move pays less or more than v at any rate."""
    outcomes = [game.payoffs(outcome) for outcome in game.outcomes()]
    steps = [[a - b for a, b in zip(u, outcomes[0])] for u in outcomes]
    away = [a - b for a, b in zip(values, outcomes[0])]
    if _rank([*steps, away]) > _rank(steps):
        return True
    for i, count in enumerate(game.shape):
        for s in range(count):
            pays = [u[i] for o, u in zip(game.outcomes(), outcomes) if o[i] == s]
            if not min(pays) <= values[i] <= max(pays):
                return True
    return False


# -- arithmetic ------------------------------------------------------------------------------------


def _rows(game: Game, values: Vector) -> list[tuple[tuple[int, list[int]], list[Fraction]]]:
    """For each player i and move s: (i, where o_i = s), and there U_i(o) − v_i."""
    rows = []
    for i, count in enumerate(game.shape):
        for s in range(count):
            touched = [int(o[i] == s) for o in game.outcomes()]
            gains = [t * (game.payoff(i, o) - values[i]) for t, o in zip(touched, game.outcomes())]
            rows.append(((i, touched), list(map(Fraction, gains))))
    return rows


def check_play(part: Part, game: Game, masses: Vector, values: Vector) -> None:
    """A distribution in which every move that is made is worth v."""
    part.require(sum(masses) == 1 and min(masses) >= 0, "it is no distribution")
    weights = [to_fmpq(p) for p in masses]
    for i, value in enumerate(values):
        totals, own = [fmpq(0)] * game.shape[i], to_fmpq(value)
        for outcome, p, u in zip(game.outcomes(), weights, game.payoff_list(i)):
            totals[outcome[i]] += p * (u - own)
        part.require(
            not any(totals), f"a move of {game.players[i]} is not worth {format_number(value)}"
        )


def _multipliers(part: Part, game: Game) -> list[Vector]:
    return [row.rationals(m) for row, m in zip(part.items(game.n_players), game.shape)]


def check_excluded(part: Part, game: Game, box: tuple[Vector, Vector], y: Sequence[Vector]) -> None:
    """No v of the box belongs to a totally mixed equilibrium."""
    gains = _gains(game, y, box)
    if min(gains) < 0:
        outcome = list(game.outcomes())[gains.index(min(gains))]
        part.refute(f"at ({', '.join(game.outcome_labels(outcome))}) the sum is negative")
    part.require(any(gains), "all sums are 0, which excludes nothing")


def _gains(game: Game, y: Sequence[Vector], box: tuple[Vector, Vector]) -> list[fmpq]:
    """Σ_i (y_{i,o_i}·U_i(o) − max over the box of y_{i,o_i}·v_i) at every outcome, row-major."""
    slopes = [[to_fmpq(x) for x in row] for row in y]
    shifts = [[to_fmpq(max(x * end[i] for end in box)) for x in row] for i, row in enumerate(y)]
    found = [fmpq(0)] * game.n_outcomes
    for i, payoffs in enumerate(map(game.payoff_list, range(game.n_players))):
        for k, outcome in enumerate(game.outcomes()):
            s = outcome[i]
            found[k] += slopes[i][s] * payoffs[k] - shifts[i][s]
    return found


def _rank(rows: Sequence[Sequence[Fraction | int]]) -> int:
    if not rows:
        return 0
    entries = [x if isinstance(x, fmpq) else to_fmpq(x) for row in rows for x in row]
    return int(fmpq_mat(len(rows), len(rows[0]), entries).rank())
