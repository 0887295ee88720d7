"""``python -m oraclegames`` is the program ``oraclegames``."""

from oraclegames.cli import main

if __name__ == "__main__":
    main()
