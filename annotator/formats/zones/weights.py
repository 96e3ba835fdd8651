"""What the features of a line weigh: numbers learned from pages, no words of them.

A name, a blank, its weight; :mod:`annotator.formats.zones.features` and :mod:`annotator.formats.zones.headline`
say what each name means.
"""

from __future__ import annotations


def _weights(text: str) -> dict[str, float]:
    parts = text.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


HEADLINE: dict[str, float] = _weights("""
above-longer 0.04  after-short 0.21  at-after -0.28  at=0 0.28  at=1 0.99  at=2 0.88  at=3 0.73  at=4 0.56
at=5 0.43  before-like 0.31  before=1 -0.51  before=2 -1.14  before=3 -1.52  before=4 -1.61
contents-head 0.60  contents-item -0.07  cue -0.34  cue-byline -0.04  cue-caption -0.10  cue-comments -0.05
cue-legal -0.04  cue-more -0.15  cue-navigation 0.09  cue-related -0.04  cue-weak -0.21  dated 0.11
digits -0.15  echo-long 0.24  echo-next-short 0.56  echo-out-long 0.21  echo-out-short 0.66
echo-short 0.34  ends -0.05  ends. -0.51  ends? 0.19  first 0.12  gap 0.24  glued 0.17  held 0.86
held-edge 0.67  in-list -0.27  just-said 0.49  linked=2 0.10  linked=3 -0.14  links=1 0.21  links=2 0.57
links=3 0.58  local-first 0.42  local-first-long 0.53  local-long=1 -0.21  local-long=2 0.19
local-long=3 0.81  local=0 0.07  local=2 1.23  local=3 1.64  longest 0.53  loose-after -0.09  loose=0 0.09
loose=1 0.53  loose=2 0.36  loose=3 0.33  loose=4 0.48  loose=5 0.29  menu-above-long=1 0.06
menu-above-long=2 0.31  menu-above-long=3 0.74  menu-above-long=4 1.08  menu-above-long=5 1.09
menu-above-short=2 0.25  menu-above-short=3 0.51  menu-above-short=4 0.67  menu-above-short=5 0.67
menu-below-long=1 -0.49  menu-below-long=2 -0.38  menu-below-long=3 -0.65  menu-below-long=4 -0.80
menu-below-long=5 -0.87  menu-below-short=1 -0.55  menu-below-short=2 -0.83  menu-below-short=3 -1.19
menu-below-short=4 -1.46  menu-below-short=5 -1.67  near-prose 0.24  next-long=1 0.14  next-long=2 0.37
next-long=3 0.34  next-long=4 0.33  next-long=5 0.07  next-middle=0 -0.05  next-middle=1 -0.14
next-middle=2 -0.24  next-middle=3 -0.38  next-middle=4 -0.49  next-middle=5 -0.47  next-middle=6 -0.76
next-short=0 0.05  next-short=2 -0.49  next-short=3 -0.77  next-short=4 -0.89  next-short=5 -0.88
next-short=6 -0.90  next=1 0.04  next=2 -0.36  next=3 -0.82  next=4 -1.06  next=5 -1.27  next=6 -1.69
often 0.38  often-long 0.18  open: -0.21  opening 0.16  opening-long 0.46  opens -0.18  over-credit 0.05
over-sentence -0.05  over-small 0.49  parted -0.21  piece-long -0.07  piece-short 0.56  prose1 0.17
prose2 -0.44  row1-first 0.34  row2-first -0.16  row2-last 0.54  row3-first 0.10  row3-in 0.22
row3-last -0.04  row4-first -0.07  row4-in -0.28  row4-last -0.09  said-later-long 0.22
said-later-middle 0.06  said-later-short 0.05  sign-sub=0 0.08  sign-sub=1 0.22  sign-sub=2 0.30
sign-sub=3 0.55  sign=0 -0.06  sign=1 0.14  sign=2 0.45  sign=3 0.91  since-menu=1 0.04  since-menu=2 -0.23
since-menu=3 -0.34  stamp=1 0.19  stamp=2 0.74  stamp=3 1.20  stamped1 0.69  stamped3 -0.25
topic-long=1 0.15  topic-long=2 0.75  topic-long=3 1.23  topic=0 0.06  topic=2 0.27  topic=3 0.48
trail-ends 0.53  twice-long 0.17  under-short 0.13  under-shorter 0.38  under-trail 0.38  url -0.18
w=1 0.31  w=2 0.26  w=3 0.39  w=4 0.52  w=5 -0.07  w=6 -0.24
""")
"""For being the headline."""

LINE: dict[str, float] = _weights("""
HEAD 0.22  advert= -0.05  after-1-1 -0.14  after0-1 -0.12  after00 -0.16  after02 -0.17  after10 0.09
after11 -0.04  after12 0.04  after2-1 -0.13  after20 0.21  after22 0.12  again -0.43  again-long -0.19
ahead0 -0.15  ahead150 -0.17  ahead60 -0.13  around-100 -0.13  around000 -0.05  around001 -0.17
around002 -0.16  around010 0.15  around011 -0.14  around012 -0.22  around020 -0.35  around021 0.16
around022 0.23  around100 0.08  around101 -0.04  around110 0.13  around111 0.09  around112 0.04
around120 -0.26  around122 0.06  around200 -0.11  around201 0.08  around202 0.08  around210 0.15
around211 -0.06  around212 -0.06  around22-1 -0.08  around221 0.13  around222 0.20  before-1-1 -0.15
before-10 -0.19  before00 -0.31  before02 -0.19  before10 0.14  before12 0.12  before20 -0.22  before21 0.13
before22 0.34  behind150 0.09  behind20 -0.08  behind60 -0.38  behindmore -0.06  bias -0.29  byline+ -0.13
byline: -0.30  byline<0 -0.13  byline<2 0.21  byline= -0.16  capitals 0.04  caption: -0.04  caption:? -0.08
caption<2 0.25  caption= -0.06  chat10 -0.21  chat11 -0.06  chat12 0.27  chat21 0.11  chat22 -0.09
close -0.19  colon 0.11  comma 0.07  comments+ -0.16  comments+? -0.28  comments: -0.05  comments:? -0.15
comments= -0.11  comments=? -0.07  cookies+? -0.07  cue-strong -1.08  cue-weak -0.39  date -0.18
dense0 -0.22  dense150 0.24  dense20 -0.13  dense60 -0.23  densemore 0.49  digit 0.71  done0p0 0.53
done0p1 0.11  done0p2 0.71  done1p0 -0.08  done1p1 0.05  done1p2 0.36  done2p0 -0.05  done2p1 -0.15
done2p2 -0.20  done3p0 0.07  done3p1 0.04  done3p2 -0.40  done4p0 -0.36  done4p1 -0.04  done4p2 -0.25
ends-long 0.29  ends-middle 0.09  ends-short -0.13  form+? -0.14  form= -0.05  g0 0.14  g2 -0.10  g3 0.12
glued -0.14  head -0.12  headline 0.33  l<1 -0.18  l<20 0.31  l<3 0.08  l<8 -0.16  l<far 0.11  l>1 0.06
l>20 -0.06  l>3 -0.26  l>8 -0.07  l>far -0.34  lead 0.30  legal+ -0.38  legal: -0.19  legal<0 -0.04
legal<2 0.09  legal=? -0.04  lin 0.21  linked2 -0.22  linked3 -0.10  linked4 -0.23  links2 -0.58
links3 -0.08  links4 -0.15  loud -0.14  more:? 0.10  more<0 -0.05  more= 0.04  more=? -0.05
navigation: -0.07  navigation:? -0.10  navigation<2 -0.19  navigation= -0.07  navigation=? -0.13
no-capitals 0.13  open-long -0.31  open-short -0.25  pages+ -0.12  pages: -0.07  pages:? 0.08  pages<0 -0.05
pages<2 -0.12  pages= -0.05  parted -0.17  plain 0.42  pre -0.62  pre-far -0.47  pre-near -0.15  prose0 -0.44
prose1 0.06  prose2 0.10  pure -0.16  quiet0p0 0.25  quiet0p1 0.16  quiet0p2 0.17  quiet1p0 -0.23
quiet1p1 0.04  quiet1p2 0.25  quiet2p1 -0.04  quiet2p2 0.32  quiet3p0 0.13  quiet3p1 -0.14  quiet3p2 -0.53
quote 0.30  read0 0.21  read1 0.45  read2 0.38  read3 -0.37  read4 -0.95  recurs -0.22  recurs-long 0.10
related: -0.10  related:? 0.41  related<0 -0.29  related<1 -0.23  related<2 -0.06  related= -0.05
related=? -0.09  reply:? -0.10  reply=? -0.07  run1 0.13  run2 -0.30  run4 -0.04  run9 -0.16  runmany -0.07
said10 -0.30  said11 -0.15  said20 -0.09  said21 -0.07  said22 -0.10  said30 0.04  said32 -0.04  said40 -0.06
said41 0.12  sentences -0.34  shop: 0.09  shop<0 0.05  shop<2 -0.07  shop= 0.26  shop=? -0.07  small 0.62
social:? -0.08  social<0 -0.04  social= -0.05  social=? -0.10  subscribe+ -0.13  subscribe+? -0.13
subscribe: -0.12  subscribe:? -0.06  subscribe<2 -0.14  subscribe= -0.06  symbol 0.17  t<1 -0.27  t<20 0.54
t<3 0.12  t<8 0.10  t<far 0.33  t>1 -0.20  t>20 -0.43  t>3 -0.25  t>8 -0.12  t>far -0.70  tags+ -0.06
tags: -0.07  tags<0 0.10  tags<2 0.06  tags= -0.10  tail -0.30  tail0p0 0.54  tail0p1 0.41  tail0p2 1.10
tail1p0 0.08  tail1p1 -0.23  tail2p0 -0.14  tail2p2 -0.28  tail4p0 -0.18  tail4p1 -0.12  tail4p2 -0.40
tail9p0 -0.18  tail9p1 -0.05  tail9p2 -0.20  tailxp2 -0.04  tin 0.59  w1 -0.21  w12-19 -0.29  w2-3 -0.21
w20-39 -0.13  w40 0.40  w7-11 0.19
""")
"""For being article text, as log odds."""
