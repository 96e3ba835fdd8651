"""One command: a subcommand runs on the command line, anything else opens the window."""

from __future__ import annotations

import sys

_SUBCOMMANDS = (
    "new",
    "import",
    "suggest",
    "learn",
    "evaluate",
    "export",
    "train",
    "stats",
    "check",
    "find",
    "codebook",
    "actors",
    "concepts",
)


def main() -> None:
    """The entry point ``annotator``."""
    arguments = sys.argv[1:]
    is_option = bool(arguments) and arguments[0].startswith("-") and arguments != ["--sample"]
    if is_option or (arguments and arguments[0] in _SUBCOMMANDS):
        from annotator.cli import run_command

        sys.exit(run_command(arguments))
    # The command line's library isn't needed to open a window, which should be there at once.
    from annotator.app import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
