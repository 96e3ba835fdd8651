"""What the tests of fetching share: a site on this computer, and a clock that nobody waits for."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator

import pytest

from annotator.core.codebook import Codebook
from annotator.core.models import Draft, Refusal
from annotator.formats.web import Fetcher, WebImport
from tests.web_server import Site, serve

CODEBOOK = Codebook("news")


class Clock:
    """Time that passes only while somebody sleeps; ``waits`` sums up the waits between requests."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Web:
    """Fetches with a clock of its own."""

    def __init__(self, clock: Clock, context: ssl.SSLContext | None = None) -> None:
        self.clock, self.context = clock, context
        self.going: Callable[[int, int], bool] = lambda done, total: True
        self.last: WebImport

    def __call__(self, *addresses: str, known: tuple[str, ...] = ()) -> list[Draft | Refusal]:
        def fetcher(going: Callable[[], bool]) -> Fetcher:
            return Fetcher(going, self.context, self.clock, self.clock.sleep)

        self.last = WebImport(addresses, lambda done, total: self.going(done, total), fetcher=fetcher)
        return list(self.last.items(CODEBOOK, known))

    def draft(self, address: str) -> Draft:
        (item,) = self(address)
        assert isinstance(item, Draft), item
        return item

    def reason(self, address: str) -> str:
        (item,) = self(address)
        assert isinstance(item, Refusal), item
        assert item.file == address
        return item.reason


@pytest.fixture
def web(clock: Clock) -> Web:
    return Web(clock)
