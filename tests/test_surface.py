"""The public surface of the package."""

from __future__ import annotations

import pytest

import oraclegames

SURFACE = {
    # what is played
    "Game": "everything starts with one",
    "Distribution": "what is checked, with labels",
    "SymmetricGame": "games of millions of players have no table",
    "FormulaGame": "games of billions have no table of counts",
    "GraphicalGame": "likewise games on a graph",
    "catalog": "named games with sources",
    "ordinal_games": "the 144 games that everybody counts",
    "all_tied_games": "the 5,625 with ties, for tests of other software",
    "load_game": "names, paths and standard input, as on the command line",
    "read_nfg": "Gambit's name for it",
    "verify": "a document that came with a result: is it true?",
    "read_result": "a result that was kept, as an object again",
    "read_json": "its sibling for our format",
    "to_text": "a game for another program",
    # agents that condition on their move: a question, then its result for annotations
    "solve": "all equilibria",
    "Solution": "result of solve",
    "check": "is this one?",
    "Verdict": "result of check",
    "NotionVerdict": "its result for Nash, correlated, embedded and others",
    "pure_equilibria": "the pure ones of large games",
    "PureEquilibrium": "an item of it",
    "achieve": "can they be worth so much?",
    "Achievement": "result of achieve",
    "region": "everything they can be worth",
    "best": "the best one",
    "Best": "result of best",
    "bounding_box": "each player's least and most",
    "support": "the most in a direction",
    "supremum": "the most of an objective for two players, without a tolerance",
    "sample": "many of them",
    "similarity": "how alike do the players of a distribution think they are?",
    "Similarity": "result of similarity",
    "compare": "all notions side by side",
    "Comparison": "result of compare",
    "items": "games with proved answers, for evaluations",
    "Item": "an item of it",
    "similar": "how alike must agents be to cooperate?",
    "SimilarEquilibria": "result of similar",
    "least_similarity": "how alike must they think they are for more?",
    "LeastSimilarity": "result of least_similarity",
    "phases": "how does an answer change with one payoff?",
    "Phases": "result of phases",
    "ParametricGame": "what phases asks about: payoffs with a parameter",
    "nash": "for comparison",
    "NashEquilibria": "result of nash",
    "correlated": "for comparison",
    "CorrelatedEquilibria": "result of correlated",
    "explain": "what does this word of an answer mean?",
    # programs that query an oracle
    "machines": "names and functions become a system",
    "Machine": "for annotations",
    "MachineError": "what a machine did wrong",
    "explore": "what one machine can do",
    "solve_oracles": "all reflective oracles",
    "Oracles": "result of solve_oracles",
    "ReflectiveOracle": "an item of it",
    "expected_utilities": "what an oracle is worth to whom",
    "simulate": "play against an oracle",
    "nash_machines": "a game as machines",
    "match": "all outcomes of two agents",
    "Match": "result of match",
    "GroupMatch": "result of match for three and more",
    "LimitSet": "result of match at delta = 0",
    "match_limit": "where they go as readings sharpen",
    "Agent": "to write one's own",
    "agent": "an agent by its name",
    "tournament": "all against all",
    "Tournament": "result of tournament",
    "program_equilibrium": "who would rather be another?",
    "grounded_equilibrium": "the same for simulating programs",
    "common_coins": "the same for programs that share their coins",
    "CommonCoins": "result of common_coins",
    "independent_coins": "the same for programs with coins of their own",
    "IndependentCoins": "result of independent_coins",
    # programs that search for proofs about each other
    "modal_match": "what two do",
    "ModalMatch": "result of modal_match",
    "modal_tournament": "all against all",
    "ModalTournament": "result of modal_tournament",
    "modal_agent": "one by its name or formula",
    # doors: submodules for what few need
    "agents": "classes of agents",
    "oracle": "conditional oracles and both theorems",
    "plots": "pictures",
    "reproduce": "the claims of the literature",
    "spohn": "the algebraic curve",
    "sweep": "many games",
    # errors, to be caught
    "OracleGamesError": "the root",
    "InputError": "mend the input",
    "ParseError": "mend the file",
    "UnsupportedError": "not answered for this input",
    "MissingDependencyError": "install something",
    "CertificateError": "report a defect",
    "__version__": "to be cited",
}
"""Every public name, and why it is one."""


def test_the_public_names_are_these():
    assert oraclegames.__all__ == sorted(SURFACE)
    for name in oraclegames.__all__:
        assert getattr(oraclegames, name) is not None


def test_no_name_is_public_twice():
    doors = [getattr(oraclegames, door) for door in oraclegames._DOORS]
    things = {}
    for module in (oraclegames, *doors):
        for name in module.__all__:
            thing = getattr(module, name)
            if callable(thing) or isinstance(thing, type):
                assert things.setdefault(id(thing), name) == name
                assert list(things.values()).count(name) == 1 or module is not oraclegames, name
                assert module is oraclegames or name not in oraclegames.__all__, name


def test_every_public_function_and_class_says_what_it_does():
    for name in oraclegames.__all__:
        thing = getattr(oraclegames, name)
        if callable(thing):
            assert thing.__doc__, name


def test_unknown_names_are_attribute_errors():
    with pytest.raises(AttributeError, match="solv"):
        oraclegames.solv  # noqa: B018


def test_errors_have_one_root():
    for name in ("InputError", "ParseError", "UnsupportedError", "MissingDependencyError"):
        assert issubclass(getattr(oraclegames, name), oraclegames.OracleGamesError)
