"""What the file or folder of an export is called, as its format is chosen."""

from __future__ import annotations

from pathlib import Path

from annotator.jobs import FORMATS, renamed, told_by
from annotator.ui.exporting.format_choice import FormatChoice


def typed(text: str, project: Path) -> Path | None:
    """What a person has typed; a relative name is in the project's folder. None where none is typed."""
    text = text.strip()
    if not text:
        return None
    path = Path(text)
    # "~" is left as it is where no such person is known.
    home = path.expanduser() if text == "~" or text.startswith(("~/", "~\\")) else path
    return project.parent.absolute() / home


def usual(project: Path, choice: FormatChoice) -> Path:
    """What the export is called unless the person says otherwise: as the project, with the format's ending."""
    path, form = project.absolute(), choice.form()
    return (
        path.with_name(f"{path.stem}-{form.name}") if choice.makes_folder() else path.with_suffix(form.suffixes[0])
    )


def following(out: Path, project: Path, choice: FormatChoice) -> Path:
    """The name for another format: it keeps folder and stem, and takes that format's ending."""
    form = choice.form()
    if out.name in {f"{project.stem}-{one.name}" for one in FORMATS}:
        out = usual(project, choice) if choice.makes_folder() else out.with_name(project.stem)
    if not choice.makes_folder():
        # The name may have chosen the format.
        return out if form.takes(out) else renamed(out, form.suffixes[0], form.text)
    return out if told_by(out) is None else renamed(out, f"-{form.name}", compressed=False)
