"""`python -m surveykit`, and the `surveykit` command."""

from surveykit.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
