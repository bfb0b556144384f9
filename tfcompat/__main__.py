"""``python -m tfcompat``: the console script, if that is not on the path."""

from __future__ import annotations

from tfcompat.cli import main

if __name__ == "__main__":
    main()
