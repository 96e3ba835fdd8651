"""What a person does to whole articles: progress, metadata, deletion."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from annotator.commands.base import require_article, set_state
from annotator.core.codebook import Codebook
from annotator.core.errors import UserError
from annotator.core.models import State
from annotator.core.offsets import clean_text
from annotator.core.splitting import PLAN
from annotator.store.history import Recorder


@dataclass(frozen=True, slots=True)
class SetState:
    """Says how far the annotator is with articles; ``reason`` goes with SKIPPED."""

    name: ClassVar[str] = "set state"
    article_ids: tuple[int, ...]
    state: State
    reason: str | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        for article_id in self.article_ids:
            require_article(recorder, article_id)
            set_state(recorder, article_id, self.state, self.reason)


@dataclass(frozen=True, slots=True)
class EditArticle:
    """Replaces an article's title and metadata (not its text)."""

    name: ClassVar[str] = "edit article"
    article_id: int
    title: str
    source: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    lang: str | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        title = " ".join(clean_text(self.title).split())
        if not title:
            raise UserError("An article needs a title.")
        columns = {
            "title": title,
            "source": _clean(self.source),
            "authors": json.dumps([clean_text(author) for author in self.authors], ensure_ascii=False),
            "published": _clean(self.published),
            "url": _clean(self.url),
            "lang": _clean(self.lang),
        }
        row = require_article(recorder, self.article_id)
        if {name: row[name] for name in columns} != columns:
            recorder.update("article", self.article_id, "", **columns, updated_at=recorder.at)


@dataclass(frozen=True, slots=True)
class DeleteArticles:
    """Takes articles out of the project, their labels with them; undo brings all back."""

    name: ClassVar[str] = "delete article"
    article_ids: tuple[int, ...]

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        for article_id in self.article_ids:
            require_article(recorder, article_id)
            recorder.delete("article", article_id, "")


@dataclass(frozen=True, slots=True)
class SetSplits:
    """Puts articles into splits, by id: train, dev, test or any other; None takes one out of all.

    ``plan`` says how that was decided; it is kept with the change, under PLAN.
    """

    name: ClassVar[str] = "set splits"
    splits: Mapping[int, str | None]
    plan: str | None = None

    def run(self, recorder: Recorder, codebook: Codebook) -> None:
        recorder.update_articles("split", {id_: _clean(split) for id_, split in self.splits.items()})
        if self.plan is not None:
            recorder.keep(PLAN, self.plan)


def _clean(value: str | None) -> str | None:
    return clean_text(value) if value else None
