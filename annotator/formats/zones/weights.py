"""What the features of a line weigh: numbers learned from pages, no words of them.

A name, a blank, its weight; :mod:`annotator.formats.zones.features` and :mod:`annotator.formats.zones.headline`
say what each name means.
"""

from __future__ import annotations


def _weights(text: str) -> dict[str, float]:
    parts = text.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


HEADLINE: dict[str, float] = _weights("""
above-longer 0.30  after-short 0.48  at-after -0.51  at0 -0.34  at30 0.15  at4 0.62  at8 0.25  atfar -0.19
before-like 0.29  before0 0.87  before2 -0.39  before3 -0.37  before4 -0.10  cue -0.61  cue-caption -0.13
cue-comments -0.05  cue-more -0.14  cue-navigation -0.17  cue-related -0.06  cue-reply -0.04  cue-weak -0.27
dated 0.13  dated-short -0.05  digits -0.19  ends -0.06  ends. -0.66  ends? 0.32  first 0.08  gap 0.19  glued 0.26
held 0.93  held-edge 0.71  in-list -0.33  just-said 0.66  linked0 -0.14  linked1 0.09  linked2 0.23  linked3 -0.19
links0 -0.28  links1 0.06  links2 0.33  links3 -0.12  local-first 0.40  local-first-long 0.54  local0 -0.65
local0-long -0.13  local1-long -0.50  local2 0.23  local3 0.61  local3-long 0.65  longest 0.69  loose-after -0.36
loose0 -0.27  loose15 -0.07  loose30 0.26  loose4 0.62  loosefar -0.17  menu0 0.36  menu1 0.16  menu2 -0.21
menu3 -0.62  menued0 -0.07  menued1 0.06  menued2 -0.23  menued3 -0.07  near-prose 0.65  next1 0.41
next1-long -0.07  next1-middle 0.12  next1-short 0.35  next12 -0.08  next12-long 0.28  next12-middle -0.19
next12-short -0.16  next2 0.37  next2-long -0.06  next2-short 0.43  next25 -0.13  next25-long -0.18
next25-middle 0.17  next25-short -0.11  next4 0.05  next4-long 0.16  next4-middle 0.04  next4-short -0.15
next7 -0.18  next7-long -0.08  next7-middle 0.09  next7-short -0.19  nextfar -0.44  nextfar-long 0.06
nextfar-middle -0.34  nextfar-short -0.16  often 0.61  often-long 0.23  open: -0.20  opening 0.46
opening-long 0.70  opens -0.17  parted -0.33  prose1 0.33  prose2 -0.52  said-later-long 0.21
said-later-middle 0.11  said-later-short 0.15  sign0 0.88  sign0-sub 0.48  sign1-sub 0.07  sign2-sub -0.15
sign3 -0.17  stamp1 0.88  stamp2 0.45  stamp4 -0.22  stamp8 -0.04  stamped1 0.52  stamped3 -0.47  topic0 -0.13
topic0-long -0.45  topic1-long -0.41  topic2-long 0.25  topic3 0.30  topic3-long 0.59  trail-ends 0.55  twice 0.12
twice-long 0.21  under-short 0.36  under-shorter 0.36  under-trail 0.51  url -0.16  w1 -0.15  w13 0.47  w2 0.16
w20 -0.34  w30 -0.24  w4 -0.15  w7 0.25
""")
"""For being the headline."""

LINE: dict[str, float] = _weights("""
HEAD 0.05  advert= -0.06  after-1-1 -0.14  after0-1 -0.13  after00 -0.12  after02 -0.22  after10 0.10
after11 -0.04  after12 0.07  after2-1 -0.13  after20 0.21  after22 0.12  again -0.39  again-long -0.17
ahead0 -0.23  ahead150 -0.17  ahead20 0.04  ahead60 -0.11  aheadmore 0.04  around-100 -0.11  around000 -0.12
around001 -0.16  around002 -0.16  around010 0.16  around011 -0.18  around012 -0.19  around020 -0.37
around021 0.18  around022 0.25  around100 0.06  around101 -0.04  around110 0.15  around111 0.08  around112 0.04
around120 -0.32  around122 0.05  around200 -0.06  around201 0.07  around202 0.09  around210 0.20  around211 -0.06
around212 -0.06  around22-1 -0.08  around220 -0.05  around221 0.18  around222 0.19  before-1-1 -0.12
before-10 -0.17  before00 -0.37  before01 -0.07  before02 -0.18  before10 0.20  before12 0.18  before20 -0.30
before21 0.12  before22 0.42  behind0 -0.14  behind150 0.16  behind20 -0.07  behind60 -0.34  bias -0.25
byline+ -0.14  byline: -0.28  byline:? 0.04  byline<0 -0.13  byline<2 0.18  byline= -0.15  capitals 0.04
caption: -0.04  caption<2 0.27  caption= -0.06  chat10 -0.22  chat11 -0.06  chat12 0.20  chat21 0.10  chat22 -0.07
close -0.07  colon 0.14  comma 0.08  comments+ -0.16  comments+? -0.28  comments: -0.06  comments:? -0.15
comments<2 0.04  comments= -0.12  comments=? -0.07  cookies+? -0.06  cue-strong -1.07  cue-weak -0.38  date -0.15
dense0 -0.15  dense150 0.29  dense20 -0.06  dense60 -0.33  densemore 0.41  digit 0.74  done0p0 0.52  done0p1 0.10
done0p2 0.91  done1p0 -0.05  done1p2 0.23  done2p0 -0.05  done2p1 -0.14  done2p2 -0.18  done3p0 0.05  done3p2 -0.41
done4p0 -0.33  done4p1 -0.04  done4p2 -0.25  ends-long 0.27  ends-middle 0.14  ends-short -0.11  form+? -0.14
form= -0.05  g0 0.08  g1 -0.13  g2 -0.06  g3 0.22  glued -0.14  head -0.16  headline 0.40  l<1 -0.17  l<20 0.34
l<3 0.13  l<8 -0.20  l<far 0.09  l>1 0.06  l>20 -0.07  l>3 -0.25  l>8 -0.07  l>far -0.35  lead 0.35  legal+ -0.35
legal: -0.19  legal<2 0.08  legal=? -0.04  lin 0.22  linked2 -0.26  linked3 -0.14  linked4 -0.24  links2 -0.56
links4 -0.15  loud -0.20  more:? 0.13  more<0 -0.04  more= 0.07  more=? -0.04  navigation: -0.07
navigation:? -0.18  navigation<2 -0.18  navigation= -0.07  navigation=? -0.12  no-capitals 0.15  open-long -0.27
open-middle -0.10  open-short -0.20  pages+ -0.12  pages: -0.07  pages:? 0.08  pages<2 -0.12  parted -0.11
plain 0.37  pre -0.66  pre-far -0.59  pre-near -0.07  prose0 -0.42  prose1 0.11  prose2 0.05  pure -0.16
quiet0p1 0.06  quiet0p2 0.12  quiet1p0 -0.24  quiet1p2 0.33  quiet2p1 -0.06  quiet2p2 0.27  quiet3p0 0.35
quiet3p2 -0.41  quote 0.30  read0 0.27  read1 0.41  read2 0.39  read3 -0.36  read4 -0.96  recurs -0.25
recurs-long 0.05  related: -0.09  related:? 0.35  related<0 -0.28  related<1 -0.23  related<2 -0.06
related= -0.06  related=? -0.09  reply:? -0.10  reply=? -0.07  run1 0.14  run2 -0.31  run9 -0.14  runmany -0.13
said10 -0.31  said11 -0.14  said12 0.06  said20 -0.09  said21 -0.08  said22 -0.10  said30 0.04  said40 -0.07
said41 0.11  sentences -0.44  shop: 0.10  shop<2 -0.07  shop= 0.25  shop=? -0.04  small 0.54  social+? -0.04
social:? -0.08  social<0 -0.04  social= -0.05  social=? -0.09  subscribe+ -0.13  subscribe+? -0.13
subscribe: -0.13  subscribe:? -0.07  subscribe<1 -0.04  subscribe<2 -0.13  subscribe= -0.07  symbol 0.19
t<1 -0.25  t<20 0.58  t<3 0.17  t<8 0.13  t<far 0.25  t>1 -0.21  t>20 -0.43  t>3 -0.26  t>8 -0.13  t>far -0.72
tags+ -0.06  tags: -0.07  tags<0 0.11  tags<2 0.06  tags= -0.09  tags=? -0.04  tail -0.29  tail0p0 0.55
tail0p1 0.37  tail0p2 1.14  tail1p0 0.09  tail1p1 -0.26  tail2p0 -0.14  tail2p2 -0.23  tail4p0 -0.18  tail4p1 -0.08
tail4p2 -0.35  tail9p0 -0.17  tail9p1 -0.06  tail9p2 -0.20  tailxp2 -0.05  tin 0.61  w1 -0.14  w12-19 -0.36
w2-3 -0.22  w20-39 -0.13  w4-6 -0.08  w40 0.50  w7-11 0.18
""")
"""For being article text, as log odds."""
