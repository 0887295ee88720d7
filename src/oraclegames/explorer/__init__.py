"""The local web page: ``oraclegames explore``. It shows what the package computes, and no more.

The page's whole state is the query of its address (:mod:`oraclegames.explorer.view`). Every answer
is a function of such a query (:mod:`oraclegames.explorer.answers`), computed by a worker process
under a time limit (:mod:`oraclegames.explorer.workers`) and handed out by a small web server
(:mod:`oraclegames.explorer.web`, :mod:`oraclegames.explorer.serve`).

Gives: ``serve``.
May import: sweep, plots, conditional, reflective, games, exact.
"""

from oraclegames.explorer.serve import serve

__all__ = ["serve"]
