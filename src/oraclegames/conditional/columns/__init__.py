"""The Konstanz matrix and its columns: how are linear programs over outcomes solved unlisted?

Gives: games given by a list, by symmetry or by a graph, and column generation over all of them.
May import: games, exact.
"""
