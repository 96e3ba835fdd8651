"""What the features of a line weigh: numbers learned from pages, no words of them.

A name, a blank, its weight; :mod:`annotator.formats.zones.features` and :mod:`annotator.formats.zones.headline`
say what each name means.
"""

from __future__ import annotations


def _weights(text: str) -> dict[str, float]:
    parts = text.split()
    return dict(zip(parts[::2], map(float, parts[1::2]), strict=True))


HEADLINE: dict[str, float] = _weights("""
above-longer 0.63  after-like 0.15  after-short 0.47  at-after -2.43  at0 -1.19  at15 -0.27  at30 -0.23
at4 0.45  atfar -1.34  cue -1.72  cue-byline -0.83  cue-caption -0.15  cue-comments -0.08  cue-more -0.21
cue-navigation -0.19  cue-related 0.14  cue-weak -0.67  dated 0.54  dated-short -2.52  digits -1.68
ends -0.25  ends! 0.15  ends. -1.63  ends? 0.59  first 0.28  gap 0.43  glued 0.36  held 1.28  held-edge 1.40
in-list -1.26  just-said 0.95  longest 1.24  loose-after -0.66  loose0 -0.13  loose30 0.55  loose4 0.84
loose8 -0.62  near-prose 1.76  often 1.01  often-long 1.19  open, -1.50  open: -1.51  opening 1.38
opening-long 1.08  opens -0.08  parted -1.26  prose1 0.55  prose2 -1.95  stamp1 2.29  stamp2 1.26
stamp3 -0.66  tail-between -0.17  topic0 -0.32  topic0-long -0.49  topic1-long -0.78  topic2 -0.04
topic2-long 0.71  topic3 0.62  topic3-long 1.67  twice 0.51  twice-long 0.92  under-short 0.14  url -2.16
w1 -0.42  w13 0.92  w2 0.21  w20 -0.37  w30 -0.30  w4 -0.19  w7 0.35
""")
"""For being the headline."""

LINE: dict[str, float] = _weights("""
HEAD 0.21  advert: -1.50  advert<0 -0.83  advert<2 0.10  advert= -1.58  advert=? -0.05  after-1-1 -0.21
after0-1 -0.31  after00 -0.05  after01 0.17  after02 0.29  after10 0.19  after11 -0.48  after12 -0.12
after2-1 -0.26  after20 0.31  after21 -0.08  after22 0.25  again-long -0.73  ahead0 -0.42  ahead150 0.06
ahead20 -0.32  ahead60 -0.37  aheadmore 0.54  around-100 -0.21  around-110 -0.04  around-120 -0.05
around00-1 -0.04  around000 -0.18  around001 -0.08  around010 0.20  around011 -0.17  around012 -0.21
around020 -0.20  around021 0.52  around022 0.10  around101 -0.27  around102 0.36  around110 0.25
around111 -0.19  around112 0.12  around120 -0.08  around121 -0.11  around122 -0.13  around20-1 -0.06
around200 -0.22  around201 0.08  around202 0.09  around210 0.47  around211 -0.37  around212 -0.15
around22-1 -0.09  around220 0.16  around221 0.16  around222 0.10  before-1-1 -0.40  before-10 -0.38
before-11 -0.05  before-12 -0.12  before00 -0.16  before01 0.09  before02 -0.08  before10 0.42
before11 -0.28  before12 0.15  before20 0.05  before21 0.21  before22 0.22  behind0 -0.57  behind150 0.40
behind20 -0.24  behind60 -0.25  behindmore 0.15  bias -0.33  byline+ -0.39  byline: -1.45  byline:? 0.48
byline<0 0.04  byline<1 0.06  byline<2 0.32  byline= -1.34  byline=? 0.53  capitals -0.28  caption+ -0.13
caption+? 0.04  caption: -1.04  caption:? -0.48  caption<0 -0.09  caption<2 0.54  caption= -1.09
chat10 -0.37  chat11 -0.07  chat12 -0.19  chat20 -0.23  chat21 0.16  chat22 -0.35  chat32 0.09  close -0.62
colon 0.73  comma 0.16  comments+ -0.37  comments+? -0.80  comments: -1.52  comments:? -0.28
comments<0 -0.69  comments<2 0.14  comments= -1.66  comments=? -0.33  cookies+ -0.20  cookies+? -0.24
cookies: -1.50  cookies<0 -0.06  cookies= -1.51  cue-strong -1.01  cue-weak -0.38  date -0.41
date-short -0.94  dense0 -0.39  dense150 0.32  dense20 -0.23  dense60 -0.37  densemore 0.86  digit 0.67
done0p0 0.77  done0p1 0.08  done0p2 0.43  done1p0 -0.09  done1p1 0.15  done1p2 0.30  done2p0 -0.34
done2p2 -0.21  done3p0 -0.13  done3p1 -0.07  done3p2 -0.24  done4p0 -0.35  done4p2 -0.43  ends-long 0.36
ends-middle -0.26  ends-short -0.06  form+? -0.32  form: -1.51  form:? -0.05  form<0 -0.53  form<2 0.23
form= -1.54  form=? -0.25  g0 0.20  g1 -0.14  g2 0.17  g3 0.18  glued -0.34  head -1.38  headline 0.40
l<1 0.25  l<20 0.47  l<3 0.24  l<8 -0.05  l<far 0.33  l>1 0.18  l>20 -0.14  l>3 -0.69  l>8 -0.45  l>far 0.03
lead 0.68  legal+ -0.98  legal+? -0.16  legal: -1.57  legal:? 0.24  legal<0 -0.08  legal<1 -0.05
legal= -1.53  legal=? -0.26  lin -0.50  linked2 -0.20  linked3 -0.13  linked4 -0.40  links2 -0.49
links3 -0.17  links4 -0.43  loud -0.48  more:? 0.07  more<0 -0.32  more<1 -0.14  more<2 0.05  more= -0.16
more=? 0.16  navigation: -1.60  navigation:? -0.20  navigation<0 -0.29  navigation<2 -0.47
navigation= -1.69  navigation=? -0.56  no-capitals 0.21  number -0.90  open-long -0.26  open-middle 0.09
open-short -0.19  pages+ -0.24  pages: -1.60  pages:? 0.25  pages<0 -0.12  pages<2 -0.17  pages= -1.61
pages=? -0.14  parted -0.04  plain 0.43  pre -0.18  pre-far 0.09  pre-near -0.27  prose0 -0.51  prose1 -0.10
prose2 0.29  quiet0p0 0.13  quiet0p1 0.21  quiet0p2 0.23  quiet1p0 -0.30  quiet1p1 0.49  quiet1p2 0.10
quiet2p0 -0.11  quiet2p1 0.08  quiet2p2 0.10  quiet3p0 0.14  quiet3p1 -0.64  quiet3p2 -0.59  quote 0.45
read0 0.43  read1 0.81  read2 0.23  read3 -0.55  read4 -1.24  recurs -0.50  recurs-long -0.32
related: -1.64  related:? 0.62  related<0 -0.97  related<1 -0.52  related<2 -0.13  related= -1.13
related=? -0.09  reply: -1.50  reply:? -0.23  reply<0 -0.16  reply= -1.57  reply=? -0.25  run1 0.20
run2 -0.33  run4 -0.09  run9 -0.19  runmany -0.11  said10 0.08  said11 -0.26  said12 -0.20  said20 -0.27
said21 -0.07  said22 -0.10  said30 -0.04  said32 0.13  said40 -0.82  said42 -0.74  sentences 0.05
shop: 0.15  shop:? 0.03  shop<0 0.37  shop<2 0.07  shop= 0.73  small 0.43  social+? 0.14  social: -1.35
social:? -0.09  social<0 -0.07  social= -1.60  social=? 0.21  subscribe+ -0.31  subscribe+? -0.40
subscribe: -1.65  subscribe:? -0.16  subscribe<0 -0.85  subscribe<1 -0.07  subscribe<2 -0.07
subscribe= -1.57  symbol 0.48  t<1 0.13  t<20 0.39  t<3 0.39  t<8 0.30  t<far 0.28  t>1 -0.53  t>20 -0.33
t>3 -0.22  t>8 -0.34  t>far -1.17  tags+ -0.19  tags: -1.57  tags:? -0.12  tags<0 0.10  tags<1 -0.08
tags<2 0.07  tags= -1.62  tags=? -0.12  tail -0.23  tail0p0 1.35  tail0p1 0.76  tail0p2 1.37  tail1p0 0.47
tail1p1 -0.13  tail1p2 0.56  tail2p0 -0.43  tail2p2 -0.63  tail4p0 -0.82  tail4p1 -0.34  tail4p2 -0.92
tail9p0 -0.57  tail9p1 -0.12  tail9p2 -0.37  tailxp0 -0.14  tailxp1 -0.04  tailxp2 -0.16  time -0.24
tin 0.79  url 0.21  w1 -0.67  w12-19 -0.20  w2-3 -0.06  w20-39 -0.26  w4-6 0.08  w40 0.56  w7-11 0.23
""")
"""For being article text, as log odds."""
