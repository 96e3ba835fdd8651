"""What has to hold after an undo or redo, as others may have changed what it brings back or takes away."""

from __future__ import annotations

from annotator.commands.codebook import check_codebook
from annotator.commands.correction import check_places
from annotator.commands.linking import check_entries
from annotator.commands.relations import check_links
from annotator.store import annotations as layers
from annotator.store.history import Recorder


def check_restored(recorder: Recorder) -> None:
    """Raises UserError where entries, places, links or labels would not fit each other any more."""
    check_entries(recorder)
    check_places(recorder)
    # Of what is being written: undoing may bring back another codebook.
    codebook = layers.codebook(recorder.conn)[1]
    check_links(recorder, codebook)
    check_codebook(recorder, codebook)
