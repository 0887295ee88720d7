"""How does an answer change with one parameter of the payoffs? Points and intervals, exact.

Gives: ``phases`` and its ``Phases``: an answer that is constant (or a formula) on each of them.
May import: conditional.best, conditional.similarity, conditional.two_by_two, certificates, games,
exact.
"""
