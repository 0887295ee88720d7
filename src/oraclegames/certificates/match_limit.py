"""Where a match goes as δ, ε → 0: every match of the sequence, and the estimates from its payoffs.

The estimates are those of Aitken's Δ²: from the last three values x, y, z of a payoff, with
differences d = y − x and e = z − y, the limit z − e²/(e − d) where e is the smaller one, else z.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from oraclegames.certificates import match
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.match_agents import Output
from oraclegames.certificates.part import Part
from oraclegames.certificates.verify import Proof

KEYS = ("schema", "version", "parameters", "status", "payoffs", "matches")
_NEAR = 1e-12
"""A logarithm is shown as a float, whose last digits are nobody's claim."""


def check(
    document: Part,
    *,
    complete: bool = False,
    own: Sequence[Sequence[Output | None]] | None = None,
) -> Proof:
    """Every claim of a document "oraclegames/match-limit-1".

    Args:
        document: the sequence.
        complete: that no match lacks a fixed point too.
        own: for each match both programs where they are one's own and at hand.
    """
    document.only(*KEYS)
    document["version"].text()
    matches = document["matches"].items()
    proofs, steps = [], document["parameters"].items(len(matches))
    for k, one in enumerate(matches):
        one["schema"].word("oraclegames/match-1")
        programs = (None, None) if own is None else own[k]
        proofs.append(match.check(one, complete=complete, own=programs))
        one["status"].require(one["status"].text() == "complete", "the sequence ends before it")
        for key in ("game", "agents"):
            one[key].require(one[key].value == matches[0][key].value, "it is not the first match's")
        _check_step(steps[k], one, matches[0], k)
    status = document["status"].word("complete", "partial", "undetermined")
    long = len(matches) >= 3 or status != "complete"
    document["matches"].require(long, "a sequence that is complete has three matches or more")
    for player, part in enumerate(document["payoffs"].items(2)):
        part.only("least", "largest")
        for side, key in enumerate(("least", "largest")):
            values = [number_of(one["ranges"][player][side]) for one in matches]
            _check_trend(part[key], values)
    proved = [f"{len(matches)} matches, and the estimates from their least and largest payoffs"]
    proved += list(dict.fromkeys(clause for proof in proofs for clause in proof.proved))
    assumed = list(dict.fromkeys(clause for proof in proofs for clause in proof.assumed))
    return Proof(tuple(proved), ("that the estimates are near the limits", *assumed))


def _check_step(part: Part, one: Part, first: Part, k: int) -> None:
    """δ falls to a quarter at each step, ε to half."""
    part.only("delta", "epsilon")
    for key, ratio in (("delta", 4), ("epsilon", 2)):
        here, start = one["parameters"][key], first["parameters"][key].rational()
        here.require(here.rational() == start / ratio**k, f"it falls to 1/{ratio} at each step")
        part[key].require(part[key].rational() == here.rational(), "the match says otherwise")


def _check_trend(part: Part, values: list[Any]) -> None:
    """The values, the estimate of their limit, and how fast they come near it."""
    part.only("values", "limit", "rate")
    for item, value in zip(part["values"].items(len(values)), values):
        item.shows(value)
    limit, rate = part.given("limit"), part.given("rate")
    if len(values) < 3:
        part.require(limit is None and rate is None, "fewer than three values have no trend")
        return
    x, y, z = values[-3:]
    d, e = y - x, z - y
    shrinks = e * e < d * d
    part["limit"].shows(z - e * e / (e - d) if shrinks else z)
    if d == 0 or e == 0:
        part["rate"].require(rate is None, "there is none where a difference is 0")
        return
    if rate is None or isinstance(rate.value, bool) or not isinstance(rate.value, int | float):
        part["rate"].unreadable("a number")
    shown = _logarithm(d / e)
    near = abs(rate.value - shown) <= _NEAR * max(1.0, abs(shown))
    rate.require(near, f"it is {shown}")


def _logarithm(ratio: Any) -> float:
    """log₂ of the size of a number."""
    square = ratio * ratio
    power = 0  # the ratio may be beyond all floats
    while square >= 2**512:
        square, power = square / 2**512, power + 256
    while square * 2**512 <= 1:
        square, power = square * 2**512, power - 256
    return power + math.log2(float(square)) / 2
