"""`python -m garim`: the command line."""

from garim.cli import main

if __name__ == "__main__":
    main()
