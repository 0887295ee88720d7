"""The claims of the literature that this package covers, each checked by computing it.

Gives: ``claims``, ``run_claims`` and its ``Report``, the report as a page with figures.
May import: plots, conditional, reflective, certificates, games, exact.
"""

from oraclegames.reproduce.claim import Claim, Fact, Result, Table
from oraclegames.reproduce.run import Report, chosen_claims, claims, run_claims

__all__ = ["Claim", "Fact", "Report", "Result", "Table", "chosen_claims", "claims", "run_claims"]
