"""Each word of an answer is an everyday one or in the glossary, and each example was run."""

from __future__ import annotations

import ast
import doctest
import re
from itertools import product
from pathlib import Path

import pytest

import oraclegames as og
from oraclegames import InputError, catalog, explain
from oraclegames.games.catalog import CATALOG
from oraclegames.games.names import counted
from oraclegames.glossary.glossary import Entry, chapters, spellings

DOCS = Path(__file__).parents[2] / "docs"
NOTIONS = ("dependency", "nash", "correlated", "coarse", "embedded", "subjective")
NAMED = ("lp", "nelp", "demand:2", "nicer", "cooperate", "constant:1/3")
ENTRIES = [entry for chapter in chapters() for entry in chapter.entries]
# Words that a second-year student knows, as far as answers use them.
EVERYDAY = {*(Path(__file__).parent / "everyday.txt").read_text("utf-8").split()}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.term)
def test_an_example_says_what_python_answers(entry: Entry):
    test = doctest.DocTestParser().get_doctest(entry.example, {}, entry.term, None, 0)
    assert 2 <= len(test.examples) <= 3
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.failed == 0


def test_entries_lead_somewhere():
    terms = {entry.term for entry in ENTRIES}
    assert len(terms) == len(ENTRIES)
    for entry in ENTRIES:
        assert set(entry.see) <= terms - {entry.term}, entry.term
        assert not entry.page or (DOCS / entry.page).is_file(), entry.term
        assert not entry.picture or (DOCS / "glossary" / f"{entry.picture}.svg").is_file()
        assert entry.says[-1] in ".)" and "  " not in entry.says, entry.term


def test_no_form_belongs_to_two_words():
    seen: dict[str, str] = {}
    for entry in ENTRIES:
        for form in (entry.term, *entry.also):
            assert seen.setdefault(form.lower(), entry.term) == entry.term, form


def test_any_form_finds_its_entry():
    for given, term in {
        "coedt": "reflective",
        "DELTA": "δ",
        "fixed  points": "fixed point",
        "arcs": "arc",
        "joint_distribution": "joint distribution",
        "joint distributions": "joint distribution",
        "demand:1/2": "demand",
        "nelp": "neLP",
        "fixed": "fixed point",
    }.items():
        assert explain(given).term == term


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("ark", "did you mean arc?"),
        ("point", "did you mean fixed point or minmax value?"),
        ("reducable", "did you mean reducible"),
        ("zzz", "lists all"),
    ],
)
def test_an_unknown_word_is_told_its_neighbours(wrong, hint):
    with pytest.raises(InputError, match=f"no word '{wrong}'; .*{re.escape(hint)}"):
        explain(wrong)
    with pytest.raises(InputError, match="text such as"):
        explain(3)


def test_an_entry_keeps_the_width():
    for entry in ENTRIES:
        lines = entry.words(60).splitlines()
        assert all(len(line) <= 60 for line in lines if not line.startswith("    "))
    assert explain("arc").words(60) != explain("arc").words(80) == str(explain("arc"))


def answers(game: og.Game) -> list[object]:
    """What the commands print about one game."""
    uniform = [f"1/{game.n_outcomes}"] * game.n_outcomes
    corners = [[int(k == one) for k in range(game.n_outcomes)] for one in range(game.n_outcomes)]
    found: list[object] = [game, og.check(game, uniform)]
    found += [og.solve(game, budget=budget) for budget in (0, 0.1)]
    if game.n_outcomes <= 9:
        found += [og.check(game, corner, notion=notion) for corner in corners for notion in NOTIONS]
        found += [ask(game, budget=b) for ask in (og.region, og.best) for b in (0, 0.1)]
        found += [og.achieve(game, game.payoffs((0,) * game.n_players))]
    if game.shape == (2, 2):
        found += [og.compare(game), og.region(game, tolerance="1"), og.similarity(game, uniform)]
        found += [og.best(game, "nash", notion="reflective"), og.nash(game), og.correlated(game)]
        if all(game.payoff(0, (r, c)) == game.payoff(1, (c, r)) for r in (0, 1) for c in (0, 1)):
            found += [og.similar(game)]
    return found


def matches(game: og.Game) -> list[object]:
    """What the commands print about agents in a game."""
    pairs = product(NAMED, repeat=2)
    found: list[object] = [og.match(game, *pair, "1/5", "1/2") for pair in pairs]
    return [*found, og.tournament(game, NAMED, "1/5", "1/2")]


WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
KNOWN = EVERYDAY | {part for form in spellings() for part in WORD.findall(form)}


def unknown(answer: object, game: og.Game) -> set[str]:
    """The words of an answer that are neither everyday words, nor in the glossary, nor labels."""
    text = str(answer)
    labels = {game.title, *game.players, *(label for moves in game.moves for label in moves)} - {""}
    for label in sorted(labels, key=len, reverse=True):
        text = text.replace(label, "·")
    words = {word.lower() for word in WORD.findall(text) if len(word) > 2}
    return {word for word in words if not {word, word.removesuffix("s")} & KNOWN}


GAMES = {name: og.load_game(name) for name in sorted({*CATALOG} - {"ordinal_game", "random_game"})}
GAMES |= {
    f"random {shape}": catalog.random_game(*shape, seed=5) for shape in ((2, 2), (2, 3), (1, 3))
}
GAMES["nodal"] = og.Game.from_arrays([[1, 3], [3, 2]], [[3, 2], [2, 3]])
GAMES["constant"] = og.Game.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]])
GAMES["surface"] = og.Game.from_arrays([[0, 0], [0, 0]], [[0, 0], [1, 1]])


@pytest.mark.parametrize("name", GAMES)
def test_every_technical_word_of_an_answer_is_in_the_glossary(name):
    for answer in answers(GAMES[name]):
        assert not unknown(answer, GAMES[name]), str(answer)


@pytest.mark.parametrize("name", ["prisoners_dilemma", "chicken", "matching_pennies"])
def test_every_technical_word_of_a_match_is_in_the_glossary(name):
    for answer in matches(GAMES[name]):
        assert not unknown(answer, GAMES[name]), str(answer)


@pytest.mark.parametrize("question", ["shape", "welfare", "notions", "similar"])
def test_every_technical_word_along_a_parameter_is_in_the_glossary(question):
    along = og.phases("stag_hunt(t)", question, low=1, high=4)
    assert not unknown(along, GAMES["stag_hunt"]), str(along)


def test_every_technical_word_of_a_limit_is_in_the_glossary():
    game = GAMES["prisoners_dilemma"]
    for pair in (("nelp", "demand:2"), ("lp", "lp")):
        found = og.match(game, *pair, delta=0)
        assert not unknown(found, game), str(found)


def counted_things() -> set[str]:
    """What answers count: each noun that is handed to ``counted``, as one and as many."""
    things: set[str] = set()
    sources = (path.read_text("utf-8") for path in Path(og.__file__).parent.rglob("*.py"))
    for source in (source for source in sources if "counted(" in source):
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "counted":
                parts = [node for part in call.args[1:2] for node in ast.walk(part)]
                many = [part.value for part in call.args[2:] if isinstance(part, ast.Constant)]
                nouns = [node.value for node in parts if isinstance(node, ast.Constant)]
                things |= {counted(k, noun, *many) for noun in nouns for k in (1, 2)}
    return things


def test_what_answers_count_is_known_as_one_and_as_many():
    """Which of the two is said depends on the game, and on how far a budget went."""
    things = counted_things()
    assert len(things) > 30
    assert {word: found for word in things if (found := unknown(word, GAMES["chicken"]))} == {}


def test_a_word_that_is_not_in_the_glossary_is_seen():
    assert unknown("the arc is hyperelliptic", GAMES["chicken"]) == {"hyperelliptic"}
