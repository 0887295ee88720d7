"""The claims of the literature that this package covers, each checked by computing it.

::

    claim          what a claim is, and what comes of checking it
    instances      random games, the same on every machine
    coedt, boundary, dependency, values, examples  agents that condition on their own move
    oracles, superrational, programs               agents that query a reflective oracle
    run            checking many claims at once
    page           the report as one HTML page, with figures
"""

from oraclegames.reproduce.claim import Claim, Fact, Result, Table, claims
from oraclegames.reproduce.run import Report, chosen_claims, run_claims

__all__ = ["Claim", "Fact", "Report", "Result", "Table", "chosen_claims", "claims", "run_claims"]
