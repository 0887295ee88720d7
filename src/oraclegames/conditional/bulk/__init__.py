"""What are the equilibria of millions of 2×2 games at once? The closed form on arrays.

Gives: ``classify_batch`` and its ``Classification``.
May import: conditional.two_by_two, games, exact, errors.
"""
