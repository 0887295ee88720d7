"""Millions of 2×2 games at once: the closed form on arrays.

Gives: ``classify_2x2`` and its columns.
May import: conditional.two_by_two, games, exact.
"""
