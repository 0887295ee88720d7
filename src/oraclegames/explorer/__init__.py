"""What does the local web page show? What the package computes, and no more.

The page's whole state is the query of its address (:mod:`oraclegames.explorer.view`). Every answer
is a function of such a query (:mod:`oraclegames.explorer.answers`), computed by a worker process
under a time limit (:mod:`oraclegames.explorer.workers`) and handed out by a small web server
(:mod:`oraclegames.explorer.web`, :mod:`oraclegames.explorer.serve`).

Gives: ``serve``, which ``oraclegames explore`` calls.
May import: sweep, plots, conditional, reflective, games, exact, errors.
"""

from oraclegames.explorer.serve import serve

__all__ = ["serve"]
