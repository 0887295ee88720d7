"""The command line: how does a shell ask? Parse, call, print, and nothing else.

Gives: ``main``; ``oraclegames --help`` lists the commands.
May import: explorer, reproduce, sweep, plots, conditional, reflective, games, exact.
"""

from oraclegames.cli.main import main

__all__ = ["main"]
