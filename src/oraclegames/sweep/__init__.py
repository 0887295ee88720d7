"""What is so of all games of a family? One question asked of many games, and the answers kept.

Gives: ``sweep`` and the datasets it writes, ways to read them, the atlas of small games.
May import: plots, conditional, reflective, games, exact.
"""

from oraclegames.sweep.run import Sweep, sweep
from oraclegames.sweep.show import Summary, phase, query, summary, to_pandas

__all__ = ["Summary", "Sweep", "phase", "query", "summary", "sweep", "to_pandas"]
