"""How alike must the players of a 2×2 game think they are for an equilibrium to be as good?

Gives: ``least_similarity`` and its ``LeastSimilarity``.
May import: conditional.best, conditional.similarity, conditional.two_by_two, certificates, games,
exact.
"""
