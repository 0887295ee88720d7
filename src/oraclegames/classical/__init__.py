"""Nash and correlated equilibria, with which everything else is compared.

Gives: ``nash`` and ``correlated``, their results, documents and readers.
May import: conditional, reflective, certificates, games, exact.
"""
