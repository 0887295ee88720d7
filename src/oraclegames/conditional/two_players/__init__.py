"""What can two players get, with any number of moves?

Gives: ``locate``, whether a pair of values is reached, from the cycles of the gain graph.
May import: conditional.columns, games, exact.
"""
