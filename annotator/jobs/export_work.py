"""What is made of some articles of an export, by the process that writes it or by one that works for it."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from annotator.formats.writers.base import Writer
from annotator.formats.writers.targets import MemoryTarget
from annotator.jobs.export_card import Tally
from annotator.jobs.export_report import ExportReport
from annotator.jobs.export_run import ExportRun, Order
from annotator.jobs.processes import Failure, attend, settle
from annotator.store import articles
from annotator.store.bulk import export_rows
from annotator.store.database import Database


@dataclass(frozen=True, slots=True)
class Portion:
    """What came of some articles: what the writer made of each that goes out, the report, and a card's counts."""

    made: list[Any]
    report: ExportReport
    tally: Tally | None


class PortionMaker:
    """Makes portions of one export; the writer only encodes."""

    def __init__(self, conn: Any, order: Order, run: ExportRun, writer: Writer) -> None:
        self._conn, self._order, self._run, self._writer = conn, order, run, writer

    def portion(self, first: int, last: int) -> Portion:
        """That of the articles with ids from ``first`` to ``last``."""
        order, wanted = self._order, self._order.wanted
        tally = Tally(order.codebook, wanted) if order.counted else None
        made = []
        rows = export_rows(self._conn, wanted.annotator, wanted.suggestions, wanted.comments, (first, last))
        for item in rows:
            record = self._run.record(item)
            if record is not None:
                made.append(self._writer.encode(record))
                if tally is not None:
                    tally.add(record, item.done)
        return Portion(made, self._run.taken(), tally)


def serve(pipe: Connection, path: Path) -> None:
    """Does what it is told through the pipe, as :class:`.export_team.Team` asks, until that is closed.

    It answers when it has opened the project, when it reads from a snapshot, and with each portion; or with the
    failure that kept it from that.
    """
    attend()
    try:
        db = Database(path)
        pipe.send(None)
        pipe.recv()
        with db.snapshot() as conn:
            articles.count(conn)  # a snapshot is of the time at which something is read first
            pipe.send(None)
            order = pipe.recv()
            run = ExportRun(conn, order)
            maker = PortionMaker(conn, order, run, order.form.writer(run.setup, MemoryTarget(is_folder=True)))
            settle()
            while True:
                pipe.send(maker.portion(*pipe.recv()))
    except (EOFError, ConnectionError):
        return  # nobody wants more
    except Exception as error:  # noqa: BLE001 (raised again by whoever is answered)
        pipe.send(Failure.of(error))
