"""What the file or folder of an export is called, as its format is chosen."""

from __future__ import annotations

from pathlib import Path

from annotator.jobs import FORMATS, renamed, told_by
from annotator.ui.exporting.format_choice import FormatChoice


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
