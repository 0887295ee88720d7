"""The glossary: what does this word mean?

Gives: ``glossary.explain``, an entry by its word; ``glossary.chapters``, all of them; and their one
    source, ``words.toml``, from which the page "Glossary" is made too.
May import: errors.
"""
