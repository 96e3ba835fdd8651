"""What the file or folder of an export is called, as its format is chosen."""

from __future__ import annotations

from pathlib import Path

from annotator.jobs.files import FORMATS, Format, renamed, told_by
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
    """What the export is called unless the person says otherwise.

    That is the project's name with the format's ending; where this tells another format, with the format's name
    before it, so that no export is in another's place. A folder has the format's name.
    """
    return project.absolute().with_name(_usual_name(project.stem, choice.form(), choice.makes_folder()))


def following(out: Path, project: Path, choice: FormatChoice) -> Path:
    """The name for another format: what the person chose of it stays, and it takes that format's ending."""
    form = choice.form()
    if out.name in {
        _usual_name(project.stem, one, folder) for one in FORMATS for folder in (True, not one.suffixes)
    }:
        return out.with_name(_usual_name(project.stem, form, choice.makes_folder()))
    if not choice.makes_folder():
        # The name may have chosen the format.
        return out if form.takes(out) else renamed(out, form.suffixes[0], form.text)
    return out if told_by(out) is None else renamed(out, f"-{form.name}", compressed=False)


def _usual_name(stem: str, form: Format, folder: bool) -> str:
    if folder:
        return f"{stem}-{form.name}"
    name = f"{stem}{form.suffixes[0]}"
    return name if told_by(Path(name)) is form else f"{stem}-{form.name}{form.suffixes[0]}"
