"""Writing a file so that its name holds either the old content or the whole of the new one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotator.core.errors import UserError
from annotator.core.files import is_writable, refuse_project
from annotator.formats.writers.unfinished import unfinished

_IN_USE = (5, 32)  # what Windows says where one that is open is to be moved: access denied, sharing violation


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when the block ends well; otherwise nothing is changed.

    Raises UserError where the folder, the disk or the old file don't allow it.
    """
    # A link stays one; what it points to is replaced.
    path = Path(os.path.realpath(path))
    there = os.path.exists(path)
    if os.path.isdir(path):
        raise UserError(f"{path} is a folder; name a file.")
    if there and not path.is_file():
        raise UserError(f"{path} is no ordinary file, so it can't be replaced; name another.")
    if there:
        refuse_project(path)
    if there and not is_writable(path):
        raise UserError(f"{path} is read-only, so it was not replaced.")
    try:
        with unfinished(path) as draft:
            with draft.open("wb", buffering=1 << 20) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            # It is the owner's alone; the export is to be as readable as any other new file.
            draft.chmod(path.stat().st_mode & 0o777 if there else 0o666 & ~umask())
            draft.replace(path)
    except OSError as error:
        raise writing_error(error, path) from error


def umask() -> int:
    """The rights that new files and folders don't get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def writing_error(error: OSError, path: Path) -> UserError:
    """What to tell a person of why an export couldn't be written."""
    if getattr(error, "winerror", None) in _IN_USE and error.filename2 is not None:
        return UserError(f"{path} was not replaced: another program has it open. Close it there, then try again.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(f"The disk is full: nothing was written to {path}. Make room, then try again.")
    if error.errno == errno.EFBIG:
        return UserError(
            f"{path} can't be written: no file there may be so large. "
            "Write a folder with --shard, or to another disk."
        )
    if error.errno == errno.ENOENT and not os.path.isdir(path.parent):
        return UserError(f"The folder {path.parent} does not exist.")
    if error.errno == errno.ENOENT:
        return UserError(
            f"{path} can't be written: the system makes no files in {path.parent}; name another folder."
        )
    return UserError(f"{path} can't be written: {error.strerror}.")
