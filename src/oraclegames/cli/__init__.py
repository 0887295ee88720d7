"""The command line: parse, call, print. ``oraclegames --help`` lists the commands."""

from oraclegames.cli.main import main

__all__ = ["main"]
