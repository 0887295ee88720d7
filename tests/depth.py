"""How much a run tries: all that a test can ask with the slow tests, a part of it without them.

A test that loops over instances, or over the falsifications of a document, asks here how many.
``conftest.py`` sets it once for the run, by the option ``-m``.
"""

thorough = False
"""Whether the slow tests run too."""


def some(few: int, all_of_them: int) -> int:
    """A number of instances: the first without the slow tests, the second with them."""
    return all_of_them if thorough else few
