"""`python -m surveykit`, and the `surveykit` command."""

import gc

# Objects made between two searches for those that nothing holds: to import a package makes many, and frees none.
gc.set_threshold(100_000)

from surveykit.cli import main  # noqa: E402 (it imports click)

__all__ = ["main"]

if __name__ == "__main__":
    main()
