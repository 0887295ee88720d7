"""Is a document true? Every claim of a result, re-checked from it alone, by nothing that solves.

Gives: ``verify``, which names the first false statement, and what it does not prove.
May import: games, exact.rational, exact.surd, exact.algebraic, exact.bivariate, exact.quotient.
"""
