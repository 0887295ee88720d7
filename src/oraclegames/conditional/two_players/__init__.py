"""What values can two players get, with any number of moves?

Gives: ``locate``, whether a pair of values is reached, from the cycles of the gain graph;
    ``planar_region``, all of them, exactly, with the best for any objective; ``find_pieces``, all
    equilibria, by the moves that are played.
May import: conditional.columns, conditional.trembles, certificates, games, exact.
"""
