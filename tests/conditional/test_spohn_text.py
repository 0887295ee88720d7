"""The equations written for other systems, against sympy's and, where present, those systems."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
import sympy

from oraclegames import Game, catalog, sample
from oraclegames.conditional.spohn_text import SYSTEMS, spohn_text

GAMES = [
    catalog.battle_of_the_sexes(),
    Game.from_arrays([["1/3", 0, -2]], [["-1/2", 0, 5]], title="One move", moves=[["x"], "abc"]),
    catalog.random_game(2, 1, 3, seed=2),
    catalog.random_game(3, 2, seed=5),
    Game.from_arrays([[0, 0], [0, 0]], [[10**30, 1], [0, 0]]),
    Game.from_arrays([7]),
    Game.from_arrays([list(range(10))] * 2, [[0, 1] * 5] * 2),
]


def variables(game: Game) -> tuple[dict, list]:
    between = "" if max(game.shape) < 10 else "x"
    p = {o: sympy.Symbol("p" + between.join(str(s + 1) for s in o)) for o in game.outcomes()}
    return p, [sympy.Symbol(f"k{i + 1}") for i in range(game.n_players)]


def minors(game: Game) -> set:
    """All 2×2 minors, from the definition, up to sign."""
    p, _ = variables(game)
    found = set()
    for i, count in enumerate(game.shape):
        rows = [
            (
                sum(p[o] for o in p if o[i] == s),
                sum(sympy.Rational(str(game.payoff(i, o))) * p[o] for o in p if o[i] == s),
            )
            for s in range(count)
        ]
        for s in range(count):
            for t in range(s):
                found.add(plain(rows[s][0] * rows[t][1] - rows[t][0] * rows[s][1]))
    return found - {0}


def equations(game: Game) -> set:
    p, k = variables(game)
    return {
        plain(sum((k[i] - sympy.Rational(str(game.payoff(i, o)))) * p[o] for o in p if o[i] == s))
        for i, count in enumerate(game.shape)
        for s in range(count)
    } - {0}


def plain(polynomial) -> sympy.Expr:
    polynomial = sympy.expand(polynomial)
    if polynomial == 0:
        return polynomial
    return polynomial if sympy.Poly(polynomial).LC() > 0 else sympy.expand(-polynomial)


def parsed(words: str) -> set:
    return {plain(sympy.sympify(word.replace("^", "**"))) for word in words.split(",")} - {0}


@pytest.mark.parametrize("game", GAMES, ids=repr)
def test_sages_text_runs_on_sympys_matrices(game):
    class Ring:
        def __init__(self, _, names):
            self.names = names

        def __call__(self, number):
            return sympy.Integer(number)

        def gens(self):
            return sympy.symbols(self.names)

        def ideal(self, generators):
            return {plain(g) for g in generators} - {0}

    class Matrix(sympy.Matrix):
        def minors(self, _):
            pairs = [(s, t) for s in range(self.rows) for t in range(s)]
            return [self[s, 0] * self[t, 1] - self[t, 0] * self[s, 1] for s, t in pairs]

    text = re.sub(r"(?<![\w/])(\d+)/(\d+)", r"QQ(\1, \2)", spohn_text(game, "sage"))
    named = {
        "QQ": sympy.Rational,
        "PolynomialRing": Ring,
        "matrix": lambda _, rows: Matrix(rows),
        "vector": lambda _, row: sympy.Matrix(row),
    }
    exec(text, named)
    assert named["spohnIdeal"] == minors(game)
    assert named["equations"] == equations(game)


@pytest.mark.parametrize("game", GAMES, ids=repr)
def test_oscars_text_keeps_to_the_documented_calls(game):
    """OSCAR itself is not asked: its documented functions are, written for sympy."""

    def ring(_, names):
        return "R", sympy.symbols(names)

    def matrix(_, height, width, entries):
        assert len(entries) == height * width
        return sympy.Matrix(height, width, entries)

    def two_minors(rows, size):
        assert size == 2
        pairs = [(s, t) for s in range(rows.rows) for t in range(s)]
        return [rows[s, 0] * rows[t, 1] - rows[t, 0] * rows[s, 1] for s, t in pairs]

    text = spohn_text(game, "oscar").replace("using Oscar\n", "").replace("Any[", "[")
    text = re.sub(r"(\d+)//(\d+)", r"Rational(\1, \2)", text)
    text = text.replace("[i, 1] for i in 1:nrows(konstanz)", "[i, 0] for i in range(konstanz.rows)")
    named = {
        "QQ": None,
        "Rational": sympy.Rational,
        "polynomial_ring": ring,
        "matrix": matrix,
        "minors": two_minors,
        "vcat": lambda *lists: [one for some in lists for one in some],
        "zero": lambda _: sympy.Integer(0),
        "ideal": lambda _, generators: {plain(g) for g in generators} - {0},
    }
    exec(text, named)
    assert named["spohnIdeal"] == minors(game)
    assert named["equations"] == equations(game)


def asked(command: list[str], text: str) -> list[str]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "error" not in done.stdout + done.stderr
    return ["".join(part.split()) for part in done.stdout.split("@")]


def test_macaulay2_reads_it(tmp_path):
    path = tmp_path / "it.m2"
    asks = 'print "@"; print toString flatten entries gens spohnIdeal; print "@";'
    asks += "print toString flatten entries gens equations;"
    path.write_text("\n".join(spohn_text(game, "macaulay2") + asks for game in GAMES))
    told = asked(["M2", "--script", str(path)], "")[1:]
    for game, ideal, rows in zip(GAMES, told[::2], told[1::2]):
        assert parsed(ideal.strip("{}") or "0") == minors(game)
        assert parsed(rows.strip("{}")) == equations(game)


@pytest.mark.parametrize("game", GAMES, ids=repr)
def test_singular_reads_it(game):
    asks = 'short = 0; print("@"); string(spohnIdeal); print("@"); string(equations); quit;'
    _, ideal, rows = asked(["Singular", "-q"], spohn_text(game, "singular") + asks)
    assert parsed(ideal) == minors(game)
    assert parsed(rows) == equations(game)


def test_an_equilibrium_is_a_zero():
    game = catalog.random_game(2, 2, 2, seed=1)
    p, _ = variables(game)
    for point in sample(game, 2, seed=1).points:
        numbers = dict(zip(p.values(), (sympy.Rational(str(x)) for x in point)))
        assert all(sympy.expand(minor.subs(numbers)) == 0 for minor in minors(game))


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_text_is_plain(system):
    text = spohn_text(catalog.chicken().relabel(title="A\n-- b"), system)
    assert text.endswith("\n") and "\n\n" not in text
