"""Lets `python -m torg` be `torg`."""

from torg.cli import main

if __name__ == "__main__":
    main()
