"""Makes schema-4.annotator as the program of schema 4 wrote it. Once that was released, it is not made again.

python -m tests.data.make_schema_4
"""

from __future__ import annotations

from pathlib import Path

from tests.data import make_schema_1, make_schema_2

PATH = Path(__file__).with_name("schema-4.annotator")


def main() -> None:
    """Writes the file beside this script."""
    make_schema_1.make(PATH, make_schema_2.COMMANDS)


if __name__ == "__main__":
    main()
