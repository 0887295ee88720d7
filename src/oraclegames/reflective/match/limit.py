"""The limit δ, ε → 0 of a match, estimated from a sequence of matches.

The fixed points of a match approach their limits as δ, ε and δ/ε shrink together. The sequence is
ε_j = ε/2^j and δ_j = δ/4^j: ε and δ/ε halve at each step, δ falls to a quarter. So an error
proportional to ε or δ/ε halves from match to match (rate 1), one proportional to δ falls to a
quarter (rate 2). Aitken's Δ² takes the limit of the geometric sequence through the last three
values, whatever the rate. These are estimates, no proofs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oraclegames._version import __version__
from oraclegames.budget import Status
from oraclegames.certificates.match_limit import check
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import Number
from oraclegames.exact.rational import format_rational
from oraclegames.exact.real import enclosure
from oraclegames.exact.show import rounded, shown_float
from oraclegames.games.document import Document
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular
from oraclegames.reflective.match.document import own_programs

if TYPE_CHECKING:
    from oraclegames.reflective.match.match import Match


@dataclass(frozen=True)
class Trend:
    """One quantity along the sequence.

    Attributes:
        values: exact, one for each match.
        limit: Aitken's estimate; the last value if the differences do not shrink; None of fewer
            than three values.
        rate: log₂ of the ratio of the last two differences: 1 for an error proportional to ε or
            δ/ε, 2 for δ, 0 or less if it does not shrink; None if one of them is zero.
    """

    values: tuple[Number, ...]
    limit: Number | None
    rate: float | None


@dataclass(frozen=True, repr=False)
class Limit(Shown, Document, Tabular):
    """What a match tends to.

    Attributes:
        matches: the sequence.
        least, largest: for each player the trend of the least and the largest payoff.
        status: "complete", or how the first match ended that is not in the sequence.
    """

    matches: tuple[Match, ...]
    least: tuple[Trend, Trend]
    largest: tuple[Trend, Trend]
    status: Status = "complete"

    def __str__(self) -> str:
        lines = [f"the limit of {len(self.matches)} matches, {self.status}"]
        if self.matches:
            names = " against ".join(one.name for one in self.matches[0].agents)
            lines[0] = f"{names}: {lines[0]}"
            for name, *ends in zip(self.matches[0].game.players, self.least, self.largest):
                low, high = (
                    rounded(trend.values[-1] if trend.limit is None else trend.limit, 4)
                    for trend in ends
                )
                lines.append(f"{name}: the least tends to {low}, the most to {high} (estimates)")
        return "\n".join(lines)

    def columns(self) -> Columns:
        """A row for each match, with everybody's least and largest payoff."""
        table: Columns = {
            "delta": [one.delta for one in self.matches],
            "epsilon": [one.epsilon for one in self.matches],
        }
        for side, trends in (("least", self.least), ("largest", self.largest)):
            for name, trend in zip(self.matches[0].game.players if self.matches else (), trends):
                table[f"{name}: {side} payoff"] = list(trend.values)
        return table

    def verify(self, *, complete: bool = False) -> bool:
        """Re-check every claim of the document, from itself alone; agents of your own are run.

        Args:
            complete: that no match lacks a fixed point too: all cells are searched again.
        """
        own = [own_programs(one) for one in self.matches]
        try:
            check(Part(self.to_dict()), complete=complete, own=own)
        except (Refuted, InputError):
            return False
        return limit_of(self.matches, self.status) == self

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/match-limit-1``; estimates are rounded."""
        return {
            "schema": "oraclegames/match-limit-1",
            "version": __version__,
            "parameters": [
                {"delta": format_rational(one.delta), "epsilon": format_rational(one.epsilon)}
                for one in self.matches
            ],
            "status": self.status,
            "payoffs": [
                {
                    side: {
                        "values": [shown_float(value) for value in trend.values],
                        "limit": None if trend.limit is None else shown_float(trend.limit),
                        "rate": trend.rate,
                    }
                    for side, trend in (("least", low), ("largest", high))
                }
                for low, high in zip(self.least, self.largest)
            ],
            "matches": [one.document(verify=False) for one in self.matches],
        }


def limit_of(matches: Sequence[Match], status: Status) -> Limit:
    """The trends of a sequence of matches."""
    ranges = [one.ranges() for one in matches]
    least, largest = (
        tuple(_trend(tuple(pair[player][side] for pair in ranges)) for player in (0, 1))
        for side in (0, 1)
    )
    return Limit(tuple(matches), (least[0], least[1]), (largest[0], largest[1]), status)


def _trend(values: tuple[Number, ...]) -> Trend:
    if len(values) < 3:
        return Trend(values, None, None)
    before, last = values[-2] - values[-3], values[-1] - values[-2]
    rate = _log2(before / last) if before != 0 and last != 0 else None
    limit = values[-1]
    if last * last < before * before:
        limit -= last * last / (last - before)
    return Trend(values, limit, rate)


def _log2(ratio: Number) -> float:
    """log₂ of the size of a number, which may be beyond all floats."""
    low, high = enclosure(ratio)
    middle = abs(low + high) / 2
    return math.log2(middle.numerator) - math.log2(middle.denominator)
