"""Fetching pages with manners: what robots.txt asks, a pause between requests to one site, redirects, patience."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from annotator.core.web_addresses import checked
from annotator.formats.readers.html import MAX_PAGE
from annotator.formats.web import robots
from annotator.formats.web.requests import Answer, NotFetchedError, StoppedError, get

DELAY_S = 1.0
"""Seconds between two requests to one site, unless it asks for more."""
MAX_REDIRECTS = 5
MAX_RETRIES = 2
"""How often a server is asked again that says it is busy."""
MAX_WAIT_S = 120.0
"""The longest time that a busy server may ask to wait."""

_BUSY = (429, 503)
_WAITS_S = (10.0, 30.0)  # where the server doesn't say
_REDIRECTS = (301, 302, 303, 307, 308)
_SLICE_S = 0.1


@dataclass(slots=True)
class _Site:
    """What is to be minded with one host: when it may be asked next, how long to pause, or why it isn't asked."""

    delay: float
    ready: float = 0.0
    busy: str = ""


class Fetcher:
    """Fetches one address after the other; remembers each site's wishes. ``going`` is asked all the time."""

    def __init__(
        self,
        going: Callable[[], bool],
        context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._going = going
        self._context = context
        self._clock = clock
        self._sleep = sleep
        self._sites: dict[str, _Site] = {}
        self._rules: dict[str, robots.Rules] = {}

    def fetch(self, address: str) -> tuple[str, Answer]:
        """The address where the page is, and the answer with the page.

        Raises NotFetchedError with a reason, and StoppedError once ``going`` answers False.
        """
        passed: list[str] = []
        local = True
        while True:
            objection = self._rules_for(address, local).objection(address)
            if objection is not None:
                raise NotFetchedError(objection)
            answer = self._patiently(address, MAX_PAGE, local)
            passed.append(address)
            local = local and answer.is_local
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                break
            address = _redirected(address, target)
            if address in passed:
                raise NotFetchedError("its redirects lead in a circle")
            if len(passed) > MAX_REDIRECTS:
                raise NotFetchedError(f"it is redirected more than {MAX_REDIRECTS} times")
        if answer.status == 401:
            raise NotFetchedError("the page needs a login (401)")
        if not answer.has_page:
            raise NotFetchedError(str(answer))
        return address, answer

    def _rules_for(self, address: str, local: bool) -> robots.Rules:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            try:
                self._rules[origin] = self._ask_rules(f"{origin}/robots.txt", local)
            except NotFetchedError as error:
                # Of a site that can't be reached, the page can't either.
                self._rules[origin] = robots.Rules(refusal=str(error))
            site = self._site(address)
            site.delay = max(site.delay, self._rules[origin].delay)
        return self._rules[origin]

    def _ask_rules(self, address: str, local: bool) -> robots.Rules:
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._patiently(address, robots.LONGEST, local, cut=True)
            local = local and answer.is_local
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                return robots.rules_of(answer)
            address = _redirected(address, target)
        # As the standard has it: so many redirects are as good as no file.
        return robots.Rules()

    def _patiently(self, address: str, limit: int, local: bool, cut: bool = False) -> Answer:
        """The answer; a server that is too busy is asked again after the time that it names, a few times."""
        site = self._site(address)
        for retry in range(MAX_RETRIES + 1):
            self._wait(site)
            try:
                answer = get(address, limit, self._going, self._context, local, cut)
            finally:
                site.ready = self._clock() + site.delay
            if answer.status not in _BUSY or retry == MAX_RETRIES:
                break
            wait = _retry_after(answer)
            wait = _WAITS_S[retry] if wait is None else wait
            site.ready = max(site.ready, self._clock() + wait)
            if wait > MAX_WAIT_S:
                site.busy = f"{answer} and asks to come back in {wait:,.0f} s"
                raise NotFetchedError(site.busy)
        return answer

    def _wait(self, site: _Site) -> None:
        if site.busy and site.ready > self._clock():
            raise NotFetchedError(site.busy)
        site.busy = ""
        while (left := site.ready - self._clock()) > 0:
            if not self._going():
                raise StoppedError
            self._sleep(min(left, _SLICE_S))

    def _site(self, address: str) -> _Site:
        return self._sites.setdefault(urlsplit(address).hostname or "", _Site(DELAY_S))


def _redirected(address: str, target: str) -> str:
    """Where a redirect leads; raises NotFetchedError if that can't be fetched."""
    # Headers come as Latin-1, while servers write addresses in UTF-8.
    target = target.strip().encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        return checked(urljoin(address, target))
    except ValueError as error:
        raise NotFetchedError(f"it is redirected, but to another kind of address: {error}") from None


def _retry_after(answer: Answer) -> float | None:
    """The seconds that the server asks to wait, from a number or a date; None if it names none."""
    value = (answer.headers.get("Retry-After") or "").strip()
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
