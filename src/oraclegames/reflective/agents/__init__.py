"""Players that read each other: what do they do after a reading?

Gives: LP, neLP, demands, regions, NicerBot and other grounded bots, rocks, your own.
May import: reflective.machines, games, exact.
"""
