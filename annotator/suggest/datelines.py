"""Where an agency's report says from where and when it was sent: "GENEVA, Nov 3 (Newswire) - ", "Bern (nsd) "."""

from __future__ import annotations

import re

# German: a town or two, maybe the day, and the agency or a dash. Behind two capitalised words a party may stand in
# brackets: "Anna Berg (ABC) - ".
_TOWN = r"(?:(?:St\.|Bad) )?[A-ZÄÖÜ][a-zäöüß]{2,20}(?:[/-](?:St\. )?[A-ZÄÖÜ][a-zäöüß]+){0,2}"
_DAY = r", \d{1,2}\. [A-ZÄ][a-zä]{2,8}(?: \d{4})?"
_AGENCY = r"\((?:[a-z]{2,4}(?:/[a-z]{2,4})?\)(?: ?[-–—])?|[A-Z]{2,4}\) ?[-–—])"
# From the beginning of a line; the dash and the blank behind it belong to it. Asian papers have a colon for it.
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]{2,40}(?<=[A-ZÀ-Þ])(?:, [\w., ]{2,30})?(?: \([^()\n]{2,40}\))? ?(?:--|[-–—]) (?=\S)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2} \([^()\n]{2,40}\)"
    r" ?(?:--|[-–—]) (?=\S)"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ ]{3,30}(?<=[A-ZÀ-Þ]): (?=[A-ZÀ-Þ][a-zß-ÿ]+ \w)"
    rf"|{_TOWN}(?:(?:{_DAY})? {_AGENCY}|{_DAY} [-–—]) (?=[A-ZÄÖÜ„«»\"])"
)
