"""Programs that ask an oracle about each other: what can one of them do?

Gives: machines as Python functions, their calls, and their exploration into decision trees.
May import: certificates, games, exact.
"""
