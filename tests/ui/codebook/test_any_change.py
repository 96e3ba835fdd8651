"""Whatever is done to a codebook in use: what is asked is enough to save it, nothing is left that it can't hold,
and undo brings all of it back."""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.codebook import ATTRIBUTE_TYPES, CHOICES, parse_codebook
from annotator.core.codebook_data import codebook_data
from annotator.core.errors import UserError
from annotator.jobs.files import ExportFilter
from annotator.project import Project, commands
from annotator.ui.codebook.decisions import Decisions
from annotator.ui.codebook.draft import DraftCodebook
from annotator.ui.codebook.draft_check import troubles
from annotator.ui.codebook.draft_items import DraftValue
from tests.making import make_draft, make_relation, make_span

NAMES = ("ACTOR", "QUOTE", "CUE", "CLAIM", "kind", "form", "speaker", "cue", "direct", "name", "other")
TEXT = "Jule Petersen sagte: „Wir wollen fahren.“ Der Verband schwieg dazu."


def project(folder: str) -> Project:
    made = Project.create(Path(folder) / "p.annotator", "anna")
    spans = [
        make_span("ACTOR", (0, 13), id="a", attributes={"kind": "person", "mention": "name"}),
        make_span("CUE", (14, 19), id="u"),
        make_span("QUOTE", (21, 41), id="q", attributes={"form": "direct", "medium": "speech"}),
        make_span("CLAIM", (22, 40), id="c", attributes={"stance": "support", "category": "2025"}),
        make_span("ACTOR", (42, 53), id="v", attributes={"kind": "organisation"}),
    ]
    relations = [
        make_relation("speaker", "q", "a"),
        make_relation("cue", "q", "u"),
        make_relation("claimant", "c", "a"),
        make_relation("target", "c", "v"),
        make_relation("expressed_in", "c", "q"),
    ]
    made.import_drafts([make_draft(TEXT, spans=spans, relations=relations)])
    return made


def change(draft: DraftCodebook, data: st.DataObject) -> None:
    """One edit of a random kind."""
    if not draft.labels:
        return
    label = data.draw(st.sampled_from(draft.labels))
    attribute = data.draw(st.sampled_from(label.attributes)) if label.attributes else None
    relation = data.draw(st.sampled_from(draft.relations)) if draft.relations else None
    name = data.draw(st.sampled_from(NAMES))
    match data.draw(st.integers(0, 11)):
        case 0:
            label.name = name
        case 1:
            draft.remove_label(label)
        case 2:
            draft.duplicate_label(label, name)
        case 3:
            draft.labels.reverse()
        case 4 if attribute:
            attribute.name = name
        case 5 if attribute:
            label.attributes.remove(attribute)
        case 6 if attribute:
            attribute.set_type(data.draw(st.sampled_from(ATTRIBUTE_TYPES)))
            if attribute.type in CHOICES and not attribute.values:
                attribute.values.append(DraftValue(name))
        case 7 if attribute and attribute.values:
            attribute.rename_value(data.draw(st.sampled_from(attribute.values)), name)
        case 8 if attribute and attribute.values:
            attribute.remove_value(data.draw(st.sampled_from(attribute.values)))
        case 9 if relation:
            relation.name = name
        case 10 if relation:
            draft.relations.remove(relation)
        case 11 if relation:
            relation.heads, relation.children = relation.children, relation.heads
        case _:
            label.add_attribute(name)


def contents(made: Project) -> dict[str, Any] | None:
    preview = made.exporting.preview(1, ExportFilter(keep_zones=True))
    if preview is None:
        return None
    record: dict[str, Any] = json.loads(preview.files[""])
    for span in record["spans"]:
        span.pop("updated_at")
    return record


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_change_of_a_codebook_in_use(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(project(folder)) as made:
        before = contents(made)
        draft = DraftCodebook(made.codebook)
        for _ in range(data.draw(st.integers(1, 6))):
            change(draft, data)
        for relation in [r for r in draft.relations if not (r.heads and r.children)]:
            draft.relations.remove(relation)
        if any(trouble.refuses for trouble in troubles(draft, {})):
            return
        new = parse_codebook(codebook_data(draft.codebook()))
        decisions = Decisions(made.codebook, new, draft.renames())
        for _ in range(40):
            try:
                uses = made.codebooks.uses(made.codebook, new, decisions.plan())
            except UserError as error:
                if "in two steps" not in str(error):
                    raise
                # The dialog shows the sentence, and the person goes back.
                return
            questions = decisions.questions(use for use in uses if not use.decided)
            if not questions:
                break
            # As the dialog does: one answer, then it is counted again.
            question = questions[0]
            assert question.spans > 0
            decisions.answer(question.place, data.draw(st.sampled_from([*question.become, None])))
        else:
            raise AssertionError(f"it never ends: {questions}")
        done = made.apply(commands.SetCodebook(new, decisions.plan()))
        assert (done is not None) == (new != draft.base or bool(uses))
        assert list(made.problems()) == []
        if done is not None:
            made.undo()
        assert contents(made) == before
        assert made.codebook == draft.base
