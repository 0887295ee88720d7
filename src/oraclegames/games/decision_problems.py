"""Decision problems of the literature as games against a predictor, and symmetric games for copies.

A predictor is a player who is paid 1 for being right and 0 else. So it has no aims of its own, and
what it does is worth nothing by itself. This leaves out how the prediction comes about, how
reliable it is, and what the agent knows of it: a notion of equilibrium says that by its own means,
or not at all. The agent is the first player, "Agent".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational, rational
from oraclegames.games.game import Game
from oraclegames.games.registry import Number, named, whole

__all__ = [
    "cournot",
    "death_in_damascus",
    "newcomb",
    "parfits_hitchhiker",
    "psychopath_button",
    "smoking_lesion",
    "transparent_newcomb",
    "travellers_dilemma",
    "twin_dilemma",
    "xor_blackmail",
]


def _against_predictor(
    table: Sequence[Sequence[Any]],
    right: Sequence[Sequence[int]],
    title: str,
    moves: Sequence[str],
    predictor: str,
    predictions: Sequence[str],
) -> Game:
    return Game.from_arrays(
        table,
        right,
        title=title,
        players=["Agent", predictor],
        moves=[moves, predictions],
    )


RIGHT = ((1, 0), (0, 1))
"""Paid for predicting the agent's move."""


@named("R. Nozick, Newcomb's problem and two principles of choice, 1969")
def newcomb(filled: Number = 1_000_000, sure: Number = 1_000) -> Game:
    """The predictor fills an opaque box if it predicts that the agent leaves the sure box.

    The agent gets ``filled`` if the opaque box is full, and ``sure`` more if she takes both.
    """
    M, K = _larger(filled, sure, "filled", "sure")
    return _against_predictor(
        [[M, 0], [M + K, K]],
        RIGHT,
        "Newcomb's Problem",
        ["One box", "Two boxes"],
        "Predictor",
        ["Fill", "Leave empty"],
    )


@named("G. Drescher, Good and Real, 2006 (transparent boxes)")
def transparent_newcomb(filled: Number = 1_000_000, sure: Number = 1_000) -> Game:
    """Newcomb's boxes are of glass; the predictor fills one if a full one would be taken alone.

    The agent's moves are policies: what she takes if the box is full, and if it is empty.
    """
    M, K = _larger(filled, sure, "filled", "sure")
    policies = ["One, one", "One, two", "Two, one", "Two, two"]
    table = [[M, 0], [M, K], [M + K, 0], [M + K, K]]
    right = [[1, 0], [1, 0], [0, 1], [0, 1]]
    return _against_predictor(
        table,
        right,
        "Transparent Newcomb",
        policies,
        "Predictor",
        ["Fill", "Leave empty"],
    )


@named("A. Gibbard and W. Harper, Counterfactuals and two kinds of expected utility, 1978")
def death_in_damascus(life: Number = 1_000, fee: Number = 1) -> Game:
    """Death waits where it predicts the agent; fleeing to Aleppo costs a fee."""
    L, c = _larger(life, fee, "life", "fee")
    return _against_predictor(
        [[0, L], [L - c, -c]],
        RIGHT,
        "Death in Damascus",
        ["Stay", "Flee"],
        "Death",
        ["Damascus", "Aleppo"],
    )


@named("A. Egan, Some counterexamples to causal decision theory, 2007")
def psychopath_button(gain: Number = 10, loss: Number = 100) -> Game:
    """A button kills all psychopaths; only a psychopath would press it, and nature bets on that."""
    L, g = _larger(loss, gain, "loss", "gain")
    return _against_predictor(
        [[-L, g], [0, 0]],
        RIGHT,
        "Psychopath Button",
        ["Press", "Leave it"],
        "Nature",
        ["Psychopath", "None"],
    )


@named("D. Parfit, Reasons and Persons, 1984")
def parfits_hitchhiker(life: Number = 1_000_000, fare: Number = 100) -> Game:
    """A driver saves the agent in the desert if he predicts that she will pay in town."""
    L, c = _larger(life, fare, "life", "fare")
    return _against_predictor(
        [[L - c, 0], [L, 0]],
        RIGHT,
        "Parfit's Hitchhiker",
        ["Pay", "Refuse"],
        "Driver",
        ["Save", "Drive on"],
    )


@named("N. Soares and B. Levinstein, Cheating Death in Damascus, 2020")
def xor_blackmail(
    damage: Number = 1_000_000, demand: Number = 1_000, termites: Number = "1/100"
) -> Game:
    """A letter comes if either there are termites or the reader would pay, and not both.

    The writer predicts whether the agent pays; payoffs are means over the termites, whose
    probability no move changes.
    """
    D, d = _larger(damage, demand, "damage", "demand")
    p = rational(termites, what="termites")
    if not 0 < p < 1:
        raise InputError(f"termites should be between 0 and 1, not {format_rational(p)}")
    house = -p * D
    return _against_predictor(
        # who would pay gets the letter without termites, if predicted; else with them
        [[house - (1 - p) * d, house - p * d], [house, house]],
        RIGHT,
        "XOR Blackmail",
        ["Pay", "Refuse"],
        "Writer",
        ["Would pay", "Would refuse"],
    )


@named("A. Eells, Rational Decision and Causality, 1982 (after R. A. Fisher's smoking gene)")
def smoking_lesion(pleasure: Number = 1, cancer: Number = 100) -> Game:
    """A lesion causes both the taste for smoking and cancer; nature bets on it by the choice."""
    c, g = _larger(cancer, pleasure, "cancer", "pleasure")
    return _against_predictor(
        [[g - c, g], [-c, 0]],
        RIGHT,
        "Smoking Lesion",
        ["Smoke", "Abstain"],
        "Nature",
        ["Lesion", "None"],
    )


@named("D. Lewis, Prisoners' dilemma is a Newcomb problem, 1979")
def twin_dilemma(T: Number = 3, R: Number = 2, P: Number = 1, S: Number = 0) -> Game:
    """The Prisoner's Dilemma between an agent and her copy.

    Symmetric, [[R, S], [T, P]] with T > R > P > S.
    """
    t, r, p, s = (rational(x, what=name) for x, name in zip((T, R, P, S), "TRPS"))
    if not t > r > p > s:
        raise InputError("the parameters should have T > R > P > S")
    return _symmetric([[r, s], [t, p]], "Twin Dilemma", ["Cooperate", "Defect"], "Twin")


@named("K. Basu, The traveler's dilemma, 1994")
def travellers_dilemma(low: Number = 2, high: Number = 5, bonus: Number = 2) -> Game:
    """Both are paid the lower of two claims; the lower claim earns a bonus from the other.

    Symmetric; claims are the whole numbers from ``low`` to ``high``, at most 100.
    """
    first = whole(low, "low", 0, 10**6)
    last = whole(high, "high", first, first + 99)
    b = rational(bonus, what="bonus")
    claims = range(first, last + 1)
    table = [[min(p, q) + b * ((p < q) - (p > q)) for q in claims] for p in claims]
    return _symmetric(table, "Traveller's Dilemma", [str(p) for p in claims])


@named("A. Cournot, Recherches sur les principes mathématiques de la théorie des richesses, 1838")
def cournot(demand: Number = 9, cost: Number = 0, most: Number = 4) -> Game:
    """Two firms choose quantities 0, …, ``most``; the price is the demand less what both make.

    Symmetric; the price is not below 0.
    """
    a, c = rational(demand, what="demand"), rational(cost, what="cost")
    quantities = range(whole(most, "most", 1, 30) + 1)
    zero = a * 0
    table = [[q * (max(a - q - r, zero) - c) for r in quantities] for q in quantities]
    return _symmetric(table, "Cournot Duopoly", [str(q) for q in quantities])


def _symmetric(
    table: Sequence[Sequence[Any]], title: str, labels: Sequence[str], other: str = "Column"
) -> Game:
    own = "Agent" if other != "Column" else "Row"
    turned = list(zip(*table))
    return Game.from_arrays(
        table, turned, title=title, players=[own, other], moves=[labels, labels]
    )


def _larger(first: Number, second: Number, one: str, other: str) -> tuple[Any, Any]:
    """Two amounts, first > second > 0."""
    a, b = rational(first, what=one), rational(second, what=other)
    if not a > b > 0:
        raise InputError(
            f"the parameters should have {one} > {other} > 0, not "
            f"{format_rational(a)} and {format_rational(b)}"
        )
    return a, b
