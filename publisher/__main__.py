"""``python -m publisher`` does what ``publisher`` does."""

from publisher.cli import main

if __name__ == "__main__":
    main()
