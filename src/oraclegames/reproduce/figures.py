"""Figures of the report, as bitmaps inside an HTML page; they need Matplotlib."""

from __future__ import annotations

import base64

from oraclegames.conditional.solve import solve
from oraclegames.plots.files import static_bytes
from oraclegames.plots.pictures.payoffs import coins_info, payoff_info
from oraclegames.plots.pictures.scene import Info
from oraclegames.plots.pictures.values_picture import both_info
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.common_coins import common_coins
from oraclegames.reflective.programs.independent_coins import independent_coins
from oraclegames.reproduce.claim import Claim

Figure = tuple[str, str]
"""A picture as a data address, and what it shows."""


def figure_of(claim: Claim, quick: bool = False) -> Figure | None:
    """The claim's picture, drawn from its own inputs; None if it has none.

    Raises:
        MissingDependencyError: Matplotlib is not installed.
    """
    inputs = {**claim.defaults, **(claim.quick if quick else {})}
    if claim.picture == "solution":
        game = inputs["game"]
        return _address(both_info(solve(game), nash=True)), (
            f"{game.title}: left the joint distributions with the surfaces on which each player "
            "is indifferent, right what the equilibria are worth. Filled points are reflective, "
            "hollow ones dependency equilibria only, diamonds Nash equilibria."
        )
    if claim.picture == "coins":
        pair = (inputs["strategy"],) * 2
        game, step = inputs["game"], inputs["epsilon"]
        info = coins_info(common_coins(game, *pair, step), independent_coins(game, *pair, step))
        return _address(info), (
            f"{info.title}, ε = {step}: what programs that simulate each other get with common "
            "coins, filled, and with coins of their own, a ring. Grey: what independent play can "
            "reach. Blue: what gives nobody less than alone, which common coins reach."
        )
    if claim.picture == "match":
        game, delta = inputs["games"][-1], inputs["deltas"][-1]
        played = match(game, inputs["first"], inputs["second"], delta, "1/5")
        info = payoff_info(played)
        return _address(info), (
            f"{info.title}, δ = {played.delta}, ε = {played.epsilon}: "
            f"{len(info.points)} outcomes that some reflective oracle brings about. Grey: what "
            "independent play can reach, with its Pareto frontier. Green and yellow: what the "
            "agents allow. The cross marks the minmax values."
        )
    return None


def _address(info: Info) -> str:
    return f"data:image/png;base64,{base64.b64encode(static_bytes(info, 'png')).decode()}"
