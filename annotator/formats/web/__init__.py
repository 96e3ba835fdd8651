"""Articles from the web: the place from which pages are fetched, and only from addresses that somebody named.

Of a page nothing else is fetched: no images, scripts, frames or further pages.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.core.web_addresses import distinct
from annotator.formats.web.fetching import Fetcher
from annotator.formats.web.lists import Source, named
from annotator.formats.web.pages import read_answer
from annotator.formats.web.requests import NotFetchedError, StoppedError

__all__ = ["Fetcher", "Source", "WebImport"]

Progress = Callable[[int, int], bool]


class WebImport:
    """The articles at some addresses, fetched one after the other while they are asked for.

    ``addresses`` are those to fetch, each once; ``refused`` is what of the sources is no address. ``progress`` is
    told how many addresses are done; when it answers False, no more come, and ``stopped`` is True. Of
    ``whole_pages`` what is around the article is kept, as zones.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        progress: Progress | None = None,
        whole_pages: bool = False,
        fetcher: Callable[[Callable[[], bool]], Fetcher] = Fetcher,
    ) -> None:
        self.refused: list[Refusal] = []
        found: list[str] = []
        for item in named(sources):
            if isinstance(item, Refusal):
                self.refused.append(item)
            else:
                found.append(item)
        self.addresses = distinct(found)
        self._progress = progress
        self._done = 0
        self.stopped = False
        self._whole_pages = whole_pages
        self._fetcher = fetcher

    def going(self) -> bool:
        """Whether to go on; once it was not, never again."""
        if self._progress is not None and not self._progress(self._done, len(self.addresses)):
            self.stopped = True
        return not self.stopped

    def items(self, codebook: Codebook, known: Container[str] = ()) -> Iterator[Draft | Refusal]:
        """What the addresses hold, in order; those that are ``known`` are passed over."""
        yield from self.refused
        fetcher = self._fetcher(self.going)
        for address in self.addresses:
            if address not in known:
                try:
                    place, answer = fetcher.fetch(address)
                except NotFetchedError as error:
                    yield Refusal(address, None, str(error))
                except StoppedError:
                    return
                else:
                    yield from read_answer(address, place, answer, codebook, self._whole_pages)
            self._done += 1
