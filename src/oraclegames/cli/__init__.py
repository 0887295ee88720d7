"""The command line: what does the library answer on a terminal?

Gives: ``main.main``, the program ``oraclegames``; its commands parse, call and print.
May import: explorer, reproduce, sweep, plots, classical, conditional, reflective, certificates,
    schemas, results, glossary, games, exact, texts, processes, atomic_write, budget, errors,
    _version.
"""
