"""Where an agency's report says from where and when it was sent: "GENEVA, Nov 3 (Newswire) - "."""

from __future__ import annotations

import re

# From the beginning of a line; the dash and the blank behind it belong to it. Asian papers have a colon for it.
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ'’./ -]{2,40}(?<=[A-ZÀ-Þ])(?:, [\w., ]{2,30})?(?: \([^()\n]{2,40}\))? ?(?:--|[-–—]) (?=\S)"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2} \([^()\n]{2,40}\)"
    r" ?(?:--|[-–—]) (?=\S)"
    r"|[A-ZÀ-Þ][A-ZÀ-Þ ]{3,30}(?<=[A-ZÀ-Þ]): (?=[A-ZÀ-Þ][a-zß-ÿ]+ \w)"
)
