"""What is so of all games of a family? One question asked of many games, and the answers kept.

Gives: ``run_sweep`` and the datasets it writes, ``classify_batch``, the atlas of small games.
May import: plots, conditional, reflective, games, exact.
"""

from oraclegames.conditional.bulk.classification import CURVES, SETS, Classification
from oraclegames.conditional.bulk.classify import classify_batch
from oraclegames.sweep.atlas import AtlasEntry, atlas
from oraclegames.sweep.run import Sweep, run_sweep
from oraclegames.sweep.show import Summary, phase, query, summary, to_arrow, to_pandas

__all__ = [
    "CURVES",
    "SETS",
    "AtlasEntry",
    "Classification",
    "Summary",
    "Sweep",
    "atlas",
    "classify_batch",
    "phase",
    "query",
    "run_sweep",
    "summary",
    "to_arrow",
    "to_pandas",
]
