"""Games as text: how is a game read and written?

Gives: ``.nfg``, our JSON, pygambit, and whatever a user may call a game.
May import: exact.
"""
