"""A process that recodes a whole project until it is killed: python recoding.py PROJECT"""

from __future__ import annotations

import sys
from pathlib import Path

from annotator.commands import Recode
from annotator.commands.recode import SetValue
from annotator.project import Project


def main(path: str) -> None:
    """Prints how far it is, and "end" once all is on disk."""
    project = Project.open(Path(path), "anna")

    def tell(done: int, _total: int) -> bool:
        print(done, flush=True)
        return True

    project.apply(Recode("label:QUOTE form:none", SetValue("form", "direct")), tell)
    print("end", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
