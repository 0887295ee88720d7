"""The 5-and-10 problem: why "weakly leads to itself" is not enough.

An agent may take $5 or $10. The COD that always makes it take $5 weakly leads to itself, for given
an event of probability 0 it may say anything; but every fully mixed COD demands that the $10 be
taken. So it is not reflective; the one that always takes $10 is.

Source: J. Taylor (2018), "EDT solves 5 and 10 with conditional oracles".
"""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.reflective import is_reflective
from oraclegames.conditional.oracle.result import Evident
from oraclegames.conditional.oracle.weakly_leads import weakly_leads_to
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class FiveAndTen(Evident, Shown):
    """The agent, the COD that makes it take $5, and the one that makes it take $10."""

    kind = "5-and-10"

    agents: Agents
    five: COD
    ten: COD

    def verify(self) -> bool:
        """Re-check what it shows: both weakly lead to themselves, but only $10 is reflective."""
        return (
            all(bool(weakly_leads_to(cod, cod)) for cod in (self.five, self.ten))
            and is_reflective(self.five).verdict == "no"
            and is_reflective(self.ten).verdict == "yes"
        )

    def __str__(self) -> str:
        return f"5 and 10: always $5 by {self.five}, always $10 by {self.ten}"


def five_and_ten() -> FiveAndTen:
    """The 5-and-10 problem, ready to be asked about.

    >>> from oraclegames.oracle import is_reflective, weakly_leads_to
    >>> problem = five_and_ten()
    >>> bool(weakly_leads_to(problem.five, problem.five))
    True
    >>> is_reflective(problem.five).verdict
    'no'
    >>> is_reflective(problem.ten).verdict
    'yes'
    """
    game = Game.from_arrays([5, 10], title="5 and 10", players=["Agent"], moves=[["$5", "$10"]])
    agents = Agents.chain(game)
    return FiveAndTen(agents, agents.cod({(1,): 1}), agents.cod({(0,): 1}))
