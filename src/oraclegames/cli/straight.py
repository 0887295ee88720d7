"""The questions that are asked most, answered without loading what parses all the others.

``solve GAME``, ``best GAME`` and ``check GAME -d P,P,…``, each also with ``--json``, are told apart
by comparing words. Everything else, every other option and every mistake in the command line
included, is left to :mod:`oraclegames.cli.main`, whose commands for these are the functions below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from oraclegames.cli.output import SEARCH, for_writing, print_answer, print_json, progress


def straight(words: Sequence[str]) -> Callable[[], int | None] | None:
    """What answers these words, if it is one of those questions in its plainest form."""
    as_json = words[-1:] == ["--json"]
    match words[: len(words) - as_json]:
        case ["solve", game] if _is_value(game):
            return partial(solve, game, as_json)
        case ["best", game] if _is_value(game):
            return partial(best, game, as_json)
        case ["check", game, "-d" | "--distribution", numbers] if _is_value(game, numbers):
            return partial(check, game, numbers, as_json)
    return None


def _is_value(*words: str) -> bool:
    """Whether these cannot be options; a lone ``-`` is standard input."""
    return all(word == "-" or (word and not word.startswith("-")) for word in words)


def solve(
    game: str,
    as_json: bool = False,
    points: int = 32,
    budget: float = 10,
    decimals: int | None = None,
    quiet: bool = False,
    outline: bool = False,
    workers: int = 1,
) -> None:
    """The command ``solve``."""
    from oraclegames.budget import Clock
    from oraclegames.conditional.solve import solve

    clock = Clock(budget)
    # A document needs evidence, and is re-checked: what is left of the budget is for that.
    share = budget * SEARCH if as_json else budget
    with progress("searching", budget=share, quiet=quiet) as tell:
        solution = solve(game, outline=outline, workers=workers, budget=share, progress=tell)
    if as_json:
        print_json(solution.to_dict(points, budget=for_writing(budget, clock.left)))
    else:
        print_answer(solution, as_json, decimals=decimals, quiet=quiet)


def check(
    game: str,
    distribution: str,
    as_json: bool = False,
    notion: str = "dependency",
    q: str | None = None,
    decimals: int | None = None,
    quiet: bool = False,
) -> int | None:
    """The command ``check``; returns the exit status 1 if it is no equilibrium."""
    from oraclegames.conditional.check.check import check

    with progress("checking", quiet=quiet) as tell:
        verdict = check(game, distribution, notion=notion, q=q, progress=tell)
    print_answer(verdict, as_json, decimals=decimals, quiet=quiet)
    return None if verdict else 1


def best(
    game: str,
    as_json: bool = False,
    objective: str = "welfare",
    totally_mixed: bool = False,
    reflective: bool = False,
    tolerance: str = "1/1000",
    budget: float | None = None,
    decimals: int | None = None,
    quiet: bool = False,
) -> int | None:
    """The command ``best``; returns the exit status 1 if the answer is that there is none."""
    from oraclegames.conditional.best.best import best

    with progress("searching", budget=budget, quiet=quiet) as tell:
        result = best(
            game,
            objective,
            totally_mixed=totally_mixed,
            notion="reflective" if reflective else "dependency",
            tolerance=tolerance,
            budget=budget,
            progress=tell,
        )
    print_answer(result, as_json, decimals=decimals, quiet=quiet)
    return 1 if result.bound is None else None  # a proof: there is none
