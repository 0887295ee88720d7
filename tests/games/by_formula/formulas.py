"""Random formulas in counts, degenerate ones too: constants, ties, empty pieces, huge numbers."""

from __future__ import annotations

from random import Random

from oraclegames.games.formula_game import FormulaGame

SIGNS = ("<", "<=", "==", "!=", ">", ">=")


def random_game(draw: Random, n: int, moves: int) -> FormulaGame:
    """A game of n players; with three moves, what is compared is linear."""
    names = ["A", "B", "C"][:moves]
    writer = _Writer(draw, names, linear=moves == 3)
    return FormulaGame.of(n, {name: writer.formula(2) for name in names})


class _Writer:
    def __init__(self, draw: Random, names: list[str], *, linear: bool):
        self.draw, self.names, self.linear = draw, names, linear

    def line(self) -> str:
        draw = self.draw
        chosen = draw.sample(self.names, draw.randint(1, len(self.names)))
        terms = (f"{draw.randint(-3, 3)}*{name}/{draw.choice((1, 1, 2, 3))}" for name in chosen)
        return f"{' + '.join(terms)} + {draw.randint(-9, 9)}"

    def polynomial(self) -> str:
        draw = self.draw
        return draw.choice(
            (
                str(draw.randint(-3, 5)),
                self.line(),
                f"({self.line()})*({self.line()})/{draw.randint(1, 5)}",
                f"({draw.choice(self.names)} - {draw.randint(0, 12)})**{draw.randint(1, 3)}",
                f"{draw.choice(self.names)}/n - 1e-3",
            )
        )

    def condition(self, depth: int) -> str:
        draw = self.draw
        side = self.line if self.linear else self.polynomial
        kind = draw.choice("ccca0!") if depth else "c"
        if kind == "c":
            return f"{side()} {draw.choice(SIGNS)} {side()}"
        if kind == "!":
            return f"not ({self.condition(depth - 1)})"
        joint = "and" if kind == "a" else "or"
        return f"({self.condition(depth - 1)}) {joint} ({self.condition(depth - 1)})"

    def formula(self, depth: int) -> str:
        draw = self.draw
        kind = draw.choice("pwm+i2") if depth else "p"
        if kind == "w":
            return (
                f"where({self.condition(1)}, {self.formula(depth - 1)}, {self.formula(depth - 1)})"
            )
        if kind == "m":
            side = self.line if self.linear else self.polynomial
            return f"{draw.choice(('min', 'max'))}({side()}, {side()})"
        if kind == "+":
            return f"({self.formula(depth - 1)}) + ({self.formula(depth - 1)})"
        if kind == "i":
            return f"({self.formula(depth - 1)} if {self.condition(1)} else {self.polynomial()})"
        if kind == "2":
            return f"2*({self.condition(0)}) - 1"
        return self.polynomial()
