"""Invented sentences with the quote asked for in [[ ]], other known quotes in (( )), the expected speaker in { }.

A quote of several pieces has several [[ ]]; two speakers have two { }.
"""

ENGLISH = r"""
((“We stay”)), said {Ohlsen}. He smiled. [[“We won't leave this place.”]]
((“We stay”)), said Ohlsen. {Anna Berg of the harbour board} shook her head. [[“That will not do.”]]
((“We stay”)), said the minister. {The mayor} shook her head. [[“That will not do.”]]
{Coach Lena Ruud} smiled when the whistle went. [[“I have never seen anything like it.”]]
In {her} view, it was [[“a joke”]].
{Prime Minister Anna Berg's spokesman} said it was [[“a joke”]].
[[“We stay,”]] {Sands}, 54, told the Gazette.
[[“We stay,”]] said {Sands}, 54, on Friday.
[[“We stay,”]] reads {the statement}.
{The union}, which represents 3,000 dockers, called it [[“a joke”]].
In an interview with the Gazette, {Sands} said: [[“We stay.”]]
[[“We stay,”]] {Professor Jane Tams}, from the University of Saltmere, said.
{Sands} – who is leading the strike – said it was [[“a joke”]].
{He} told reporters: [[“We stay.”]]
But {Sands} said it was [[“a joke”]].
Meanwhile, {Penhale} said she was [[“delighted”]].
While {Sands} called the plan [[“a joke”]], Penhale said it was ((“fair”)).
While Sands called the plan ((“a joke”)), {Penhale} said it was [[“fair”]].
{The company's chief financial officer, Jane Roe}, wrote in an email: [[“We stay.”]]
[[“We stay,”]] said {Harbour Office press secretary Jane Roe}.
[[“We stay,”]] said {Sen. Jane Roe}, the committee's chair.|Sen. Jane Roe, the committee's chair
[[“We stay,”]] {he} said, according to the transcript.
{Sands} has accused the board of [[“cheating”]].
{Two officials} said it was [[“a joke”]].
{Several people} said they had seen [[“nothing”]].
A spokesman for the board said it was ((“fair”)). {Sands} said it was [[“a joke”]].
The board, {Sands} said, was [[“a joke”]].
It was [[“a joke”]], {Sands} said.
[[“It was a joke,”]] {Tom Sands}, the union's leader, told a crowd.|Tom Sands, the union's leader
{A 34-year-old man} said it was [[“loud”]].
{The mayor}, speaking after the vote, said it was [[“a joke”]].
{Dr Tams} warned of [[“a long winter”]].
{The board's decision} was welcomed by Sands as [[“a start”]].|Sands
{Sands}, asked about the plan, replied: [[“No.”]]
{Sands} dismissed the plan as [[“a joke”]].
{Amnesty International} described it as [[“a disgrace”]].
{The Department of Health} said there was [[“no risk”]].
{Sands} testified that he felt [["afraid"]].
{Mr. Sands} said: [["We stay."]]
{Saltmere mayor Jane Roe} tweeted: [["We stay."]]
{Jane Roe, CEO of Kestrel Shipping}, said: [["We stay."]]
{Kestrel Shipping CEO Jane Roe} said: [["We stay."]]
[[“We stay,”]] said {Harbour Board chair Gwen Tregarth}.
[[“We stay,”]] {Tregarth} said.
[[“We stay,”]] said {Gwen Tregarth}, who chairs the Harbour Board.
[[“We stay,”]] said {the minister}.
[[“We stay,”]] {she} said.
[[“We stay,”]] {the spokeswoman for the port} told reporters on Monday.
[[“We stay,”]] replied {a docker}.
[[“We stay.”]] {Tregarth} said.
[[“We stay,”]] said {Tregarth}, [[“until someone listens.”]]
((“We stay,”)) said {Tregarth}. [[“Until someone listens.”]]
((“We stay,”)) said {Tregarth}, who laughed. [[“It is our port.”]]
{Tregarth} said: [[“We stay.”]]
{Tregarth} said, [[“We stay.”]]
{Gwen Tregarth, the chair of the Harbour Board}, said: [[“We stay.”]]
{Gwen Tregarth, chair of the Harbour Board}, said: [[“We stay.”]]
{Gwen Tregarth}, who chairs the board, said the plan was [[“a joke”]].
{Tom Sands}, 43, said the plan was [[“a joke”]].
On Monday {the mayor of Saltmere} said: [[“We stay.”]]
{The Harbour Board} called the offer [[“a joke”]].
{The minister} has called the offer [[“a joke”]].
The offer was described by {the union} as [[“a joke”]].
The plan, described as [[“a joke”]] by {union leader Tom Sands}, failed.
According to {the union}, the offer was [[“a joke”]].
The offer was [[“a joke”]], according to {Gwen Tregarth}.
The offer was [[“a joke”]], according to {a spokeswoman for the port}.
In the words of {the mayor}, it was [[“a joke”]].
{Tregarth}'s claim that it was [[“a joke”]] went down badly.
The claim by {the union} that it was [[“a joke”]] went down badly.
{He} warned that [[“nobody will sail”]].
{The spokeswoman} denied that [[“nobody would sail”]].
{Tregarth} added that it was [[“a joke”]].
{Fishermen} said the plan was [[“a joke”]].
{Police} said it was [[“an accident”]].
{Anna Berg}: [[“We stay.”]]
{Dr. Jane Tams of the Harbour Institute} said it was [[“an accident”]].
[[“We stay,”]] {he} added.
[[“We stay,”]] shouted {one of the dockers}.
[[“We stay,”]] according to {the statement}.
In a statement, {the company} said: [[“We stay.”]]
{The report} said it was [[“an accident”]].
Asked about the plan, {Sands} said it was [[“a joke”]].
{Port senator Merle Classen} told the Gazette: [[“We stay.”]]
{Saltmere's mayor} said it was [[“a joke”]].
{The Ministry of Fisheries} said in a letter that [[“nobody will sail”]].
{Tregarth} stood up and said: [[“We stay.”]]
{She} laughed. [[“We stay,”]] she said. ((“Always.”))|she
{Gwen Tregarth} and {Tom Sands} said: [[“We stay.”]]
{Mr Sands} insisted: [[“We stay.”]]
{Tregarth} was quoted as saying that it was [[“a joke”]].
[[“It was loud,”]] recalled {Ellen Moor, a nurse}.
[[“It was loud,”]] said {Ellen Moor, a nurse from Saltmere}, on Friday.
{The prime minister} rejected the idea, saying it was [[“a joke”]].
{One resident} wrote that it was [[“a joke”]].
[[“We stay,”]] {the chief executive} wrote on Monday.
((“The tide turns,”)) {Captain Ruth Hale} wrote, adding that it was [[“a joke”]].
{The health service} said it was [[“an accident”]].
{René Duval} said it was [[“an accident”]].
{The Saltmere Gazette} reported that it was [[“a joke”]].
{Officials} described the plan as [[“a joke”]].
[[“We stay,”]] {Sands} told the crowd.
{They} said it was [[“a joke”]].
{State senator Ruth Penrose} said it was [[“a joke”]].
[[“We stay,”]] said {U.S. harbour inspector Ruth Penrose}.
[[“We stay,”]] said {Ruth Penrose (UDP)}.
[[“We stay,”]] said {Ruth Penrose, a mother of three} who lives nearby.
[[“We stay,”]] said {Ruth Penrose, a 44-year-old waitress}.
[[“We stay,”]] said {deputy port manager Ruth Penrose}.
[[“We stay,”]] said {mill founder and chief executive Ruth Penrose}.
[[“We stay,”]] said {counsel to the inquiry, Ruth Penrose}.
{The Quay Workers' Union} called it [[“a joke”]].
{The Bakers and Quay Workers’ Union} called it [[“a joke”]].
{Mr Penrose's family} said: [[“We stay.”]]
{A poll of 4,000 dockers} said it was [[“a joke”]].
Shares fell after {the ferry company} said it was [[“a joke”]].
Shortly afterwards {port inspector Ruth Penrose} said it was [[“a joke”]].
HARWICK (Quaywire) - {The ferry company} said it was [[“a joke”]].
[[“We stay,”]] shrugged {one}.
Two boats left. {Another} said it was [[“a joke”]].
{Sands} said the gate was shut but warned it was [[“a joke”]].
The boats, said {Ruth Penrose}, were [[“a joke”]].
The plan was once described by {the Gazette} as [[“a joke”]].
{Sands} said in a letter: [[“We stay,”]] while docker Ruth Penrose tweeted: ((“We go.”))
Sands said in a letter: ((“We stay,”)) while {docker Ruth Penrose} tweeted: [[“We go.”]]
{The minister} accused them of [[“playing games”]], a charge the union called ((“a joke”)).
[[“It is over,”]] as {one old docker} put it.
{A harbour insider} went further: [[“Nobody sails.”]]
{A woman} who lives opposite the gate, who gave no name, told the Gazette: [[“I heard it.”]]
[[“We stay.”]] — {Ruth Penrose}, docker
[[“We stay,”]] advised {the quay's duty officer, Lt. Ruth Penrose}, over the radio.
[["Pray for Andre,"]] {his wife, Simone}, wrote on Facebook.
[["The defendant,]] {Martin Fell} told jurors, [[is a bad bookkeeper."]]
The driver, {investigators} said, [["opened fire."]]
The union said no and {its general secretary, Mick Drury}, accused the firm of [["greed"]].
{Senator Joan Prewitt, the panel's top Republican}, pressed him, asking: [["How long?"]]
[["A clean beat,"]] said {Tim Vance, chief strategist at Holloway Capital}.
[["A clean beat,"]] {Amit Desai, an analyst with Pell & Co}, wrote in a note.
Asked if he was worried about the ankle, {Coach Pam Whitley} laughed. [["Did he look hurt to you?"]]
{A boy} who pulled a toddler from a pond says [["I just jumped"]].
{Devin Ames}, who fouled out late, said the officials [["took the game over"]].
NEW PURAM: {Union Minister Anil Rao} on Friday said it was [["no threat"]].
[["It could be,"]] says {lead author Veerle Maes of the University of Lier}.
Nobody speaks of {Mrs Halloran}, 88, who asked me: [["Where do I go now, love?"]]
{Two people close to the board} said the plan was [["dead"]].
[["It was loud,"]] {a guard at the gate} said.
{Figures from the Harbour Board} suggested it was [["a bad year"]].
{The two captains} called it [["a farce"]].
[["Hold on,"]] said {shocked neighbour Ken Tams}.
[["Hold on,"]] said {June Tams}.
[["Hold on,"]] said {Association secretary Máirín Ó Tams}.
[["Hold on,"]] said {Gwen Tregarth of the Institute for Tidal Studies}.
{The Met Office’s chief forecaster, Ken Tams}, called it [["a brute"]].
{Fire chiefs} called it [["a miracle"]].
{Ferry operator Boysen} called it [["a glitch"]].
{A second docker} called it [["a glitch"]].
[["Which ones?"]] {everybody} asks.
{I}'ve told them it is [["a farce"]].
{Tams} argued that costs were [["a farce"]].
The delay made headlines, prompting {the harbour minister} to ask if it was [["a joke"]].
Berg left early, but {Ohlsen} was quoted by the Newswire agency as saying it was [["a start"]].
The report came from {the weather service}, which called it [["a brute"]].
I met {Gwen Tregarth, a hydrologist at the state university}, who called it [["a farce"]].
According to {her}, the pier is [["a wreck"]].
Commenting on the sale, {Gwen Tregarth} said: [["It is time."]]
Berg asked for more. ((“Is it the weather?”)) [[“With respect,”]] {Ms Tregarth} began, [[“it is not.”]]
[["We came back,"]] said {a spokesman for the Department for Ports and Ferries}.
[[“We stay,”]] said {state Sen. Gwen Tregarth, a Republican}.
Court documents state that {Ohlsen} called it [[“a joke”]].
{Two people familiar with the board's plans} said it was [[“a joke”]].
[[“We stay,”]] said {an official with knowledge of the talks}.
[[“We stay,”]] said {one person briefed on the matter}, who declined to be named.
[[“We stay,”]] said {a person close to the board}.
[[“We stay,”]] said {an official} on Monday.
{Observers from the regional bloc} reported [[“grave failings”]].
{Guards in the island state of Saltmere} said it was [[“a joke”]].
{A spokesman} on Monday said it was [[“a joke”]].
{Dr Ann Tams from Saltmere College} told us: [[“We stay.”]]
[[“We stay,”]] said {Gwen Tregarth, president of the harbour board and a former mayor}.
[[“We stay,”]] said {Gwen Tregarth, 54, a teacher from Brakesund}.
[[“We stay,”]] said {Rep. Gwen Tregarth, one of the bill's sponsors}.
{The Conservative MP for Brakesund, Sir Tom Ohlsen}, said it was [[“a joke”]].
{President Ohlsen's spokesman, Tom Sands}, said it was [[“a joke”]].
{The then president, Tom Sands}, said it was [[“a joke”]].
[[“We stay,”]] said {neighbours Ann} and {Tom Sands}.
{One of them, Tom Sands}, said it was [[“a joke”]].
{Another, Tom Sands of the Courier}, said it was [[“a joke”]].
{Another}, asked about the vote, said: [[“We stay.”]]
{A third} moaned: [[“How long?”]]
{A No 10 source} said it was [[“a joke”]].
{Fire officials} said it was [[“a joke”]].
It was [[“a joke”]], according to {fire investigators}.
{Most of those polled} said it was [[“a joke”]].
Prices fell after {companies} said it was [[“a joke”]].
The move, described by {the minister} as [[“historic”]], was welcomed.
The scheme, called [[“a joke”]] by {Sands}, was costly.
Sands has been described as [[“a joke”]].
Sands was told that it was [[“a joke”]].
Sands was told by {the judge} that it was [[“a joke”]].
{The report} found [[“serious failings”]] in the way the trust was run.
The board published {a 90-page report} that said officials had ignored [[“every warning”]].
The union sent {a letter} that accused the board of [[“theft”]].
The agency quoted {a docker} as saying it was [[“a joke”]].
It comes after {she} hinted at a strike, telling the Gazette: [[“Never say never.”]]
{Minister Otto Kress}, who has often criticised the bank, said he respected it but believed it was [[“a joke”]].
Norline has added boats, although {its director, Anneke Toll}, warned that delays were [[“certain”]].
[[“We stay,”]] {the minister} began, [[“for good.”]]
{Gwen Tregarth, president of the Calder Falls Union}, said the board's offer was [[“a joke”]].
{A state appeals court} said it was [[“a joke”]].
{Ohlsen} himself has always said it was [[“a joke”]].
{Tams} and {her colleagues} say it was [[“a joke”]].
[[“We stay,”]] said {one of them, Tom Sands}. ((“For good.”))
{Article 4 of the treaty} states: [[“No party shall station troops here.”]]
{Hale's lawyer, Jane Roe}, was quoted by the agency: [[“He leaves.”]]
[[“We stay,”]] read {a statement issued by the board}, which owns the gate.
[[“We stay,”]] read {a statement} issued on Monday.
The deal is dead, {Ohlsen} said, adding that it was [[“a joke”]].
The deal is dead, said {Ohlsen}, adding that it was [[“a joke”]].
The minister, who was late, left, telling the Gazette: [[“We stay.”]]|The minister
[[“We stay,”]] said {state police spokesman Tom Sands}.
{Gwen Tregarth} held up a sign that read [[“We stay.”]]
"""

FRENCH = r"""
À {son} avis, c’était [[« un accident »]].
{Le ministre de l’Intérieur} a jugé la situation [[« grave »]].
{La maire de Port-Anselme, Lucie Morvan}, a dénoncé [[« une trahison »]].
[[« Nous restons »]], assure-t-on à {la préfecture}.|on
{Jean Kermadec}, 54 ans, parle d’[[« une trahison »]].
[[« Nous restons »]], a tweeté {le syndicat}.
Dans un communiqué, {le syndicat} dénonce [[« une trahison »]].
[[« Nous restons »]], a-t-{elle} ajouté.
[[« Nous restons »]], se souvient {Marie Le Bihan}.
Interrogée par Ouest-Port, {la ministre} a répondu : [[« Non. »]]
{Des pêcheurs} ont crié [[« Restez ! »]].
{Kermadec} s’est dit [[« confiant »]].
Pour {le maire}, c’est [[« un accident »]].
[[« Nous restons »]], a déclaré à la presse {le préfet}.
{Le président du syndicat, Jean Kermadec}, a indiqué que c’était [[« un accident »]].
[[« Nous restons »]], a déclaré {le porte-parole du ministère}.
[[« Nous restons »]], affirme {Anne Morvan}.
[[« Nous restons »]], ajoute-t-{elle}.
[[« Nous restons »]], s’indigne {le maire de Port-Anselme}.
[[« Nous restons »]], a-t-{il} dit.
[[« Nous restons »]], explique {Jean Kermadec, président du comité des pêches}.
[[« Nous restons »]], explique {le président du comité des pêches, Jean Kermadec}.
[[« Nous restons »]], a répondu {la ministre}.
[[« Nous restons »]], selon {le syndicat}.
[[« Nous restons »]], d’après {Anne Morvan}.
[[« Nous restons]], dit {Kermadec}, [[jusqu’au bout. »]]
((« Nous restons »)), dit {Kermadec}. [[« C’est notre port. »]]
{Kermadec} a déclaré : [[« Nous restons. »]]
{Anne Morvan} : [[« Nous restons. »]]
{La ministre de la Pêche, Anne Morvan}, affirme : [[« Nous restons. »]]
{Elle} a dit : [[« Nous restons. »]]
{Le maire} a qualifié l’offre de [[« plaisanterie »]].
L’offre a été qualifiée de [[« plaisanterie »]] par {le maire}.
Selon {la préfecture}, il s’agit d’[[« un accident »]].
Selon {Yann Le Goff}, il s’agit d’[[« un accident »]].
Pour {Anne Morvan}, il s’agit d’[[« un accident »]].
{Les pêcheurs} dénoncent [[« une trahison »]].
{L’avocat du syndicat} estime que c’est [[« un accident »]].
{Il} a dénoncé [[« une trahison »]].
{Yann Le Goff}, qui préside le comité, dénonce [[« une trahison »]].
{Le quotidien} évoque [[« un accident »]].
{Le comité portuaire} a répondu que c’était [[« un accident »]].
{Un pêcheur} raconte que c’était [[« un accident »]].
[[« Nous restons »]], a lancé {un docker}.
[[« J’ai appris seule, raconte {la patronne}, et je reste. »]]
[[« On s’y fait, soupire-t-{elle}. La mer est belle. »]]
[[« On a peur, a reconnu {le capitaine Yann Morvan}. Mais on part. »]]
[[« Je pars, a-t-{elle} assuré. »]]
[[« On s’y fait, conclut {la lingère}, et on rit. »]]
[[« La mer monte »]], explique {Anne Morvan, biologiste à l’Institut des algues}.
Le port ferme, a rapporté ((« hier »)) le journal. {Une source} parle d’[[« une trahison »]].
{Le maire (UDP)} parle d’[[« une trahison »]].
{Le patron du quai, un Malouin}, parle d’[[« une trahison »]].
"""

OTHERS = r"""
pt|Perdeu outros onze jogos no porto. [[“Fui roubado em todos”]], jurava.
fr|[[« Nous restons »]], a déclaré pour sa part {Luca Steinmann, directeur d'Altrame}.
fr|[[« Nous restons, déclare de son côté Luca Steinmann. »]]|Luca Steinmann
fr|[[« Nous restons »]], rigolait {l’attaquant belge}.
es|[[«Nos quedamos»]], declaró por su parte {Luca Steinmann, director de Altrame}.
es|[[“Nos quedamos”]], dice a este diario {un vecino del puerto}.
es|{Este} añadió que era [[“una broma”]].
it|[[«Restiamo»]], ha dichiarato dal canto suo {Luca Steinmann}.
pt|[[“Ficamos”]], declarou por sua vez {Luca Steinmann, diretor da Altrame}.
nl|[[‘Wij blijven’]], zegt op zijn beurt {wethouder Dijkhuis}.
fi|[[”Me jäämme”]], sanoo puolestaan {toimitusjohtaja Luca Steinmann}.
es|[[«Nos quedamos»]], dijo {el ministro de Pesca, Juan Pérez}.
es|Según {María López}, fue [[«un accidente»]].
it|[[«Restiamo»]], ha detto {Maria Rossi}.
pt|[[“Ficamos”]], disse {João Silva}.
nl|[[‘Wij blijven’]], zei {Jan de Vries}.
pl|[[„Zostajemy”]], powiedział {Jan Nowak}.
cs|[[„Zůstáváme“]], řekla {Jana Nováková}.
sv|[[”Vi stannar”]], sade {Anna Lind}.
da|[[»Vi bliver«]], sagde {Anna Lund}.
no|[[«Vi blir»]], sa {Kari Vik}.
ru|[[«Мы остаёмся»]], — сказал {Иван Петров}.
uk|[[«Ми лишаємося»]], — сказала {Олена Коваль}.
fi|[[”Me jäämme”]], sanoi {Matti Niemi}.
el|[[«Μένουμε»]], είπε {η Μαρία Παππά}.
tr|[[“Kalıyoruz”]] dedi {Ayşe Demir}.
zh|{李海}说：[[“我们留下。”]]
ja|[[「私たちは残る」]]と{田村さん}は語った。
ar|قال {سالم البحري}: [[«سنبقى هنا»]].
ar|قال {المتحدث باسم الميناء سالم البحري}: [[«سنبقى هنا»]].
he|[["אנחנו נשארים"]], אמר {דוד לוי}.
es|El plan sigue adelante. [[«No hay prisa»]], afirmó {la ministra} en una rueda de prensa.
es|[[«Hay cenizas por todas partes»]], ha advertido {Ignacio Lareo} en declaraciones a la radio.
it|[[«Siamo stanchi»]], lamenta {una studentessa} in attesa sul binario.
it|Secondo {Ferrante}, il sindaco [[“ha ignorato i pescatori”]].
pt|Para {Tavares}, o executivo [[“perdeu o rumo”]].
nl|[[“Er is haast bij”]], vindt {wethouder Femke Dijkhuis}.
pl|[[„Potrzebujemy czasu”]] – powiedziała {prezydent miasta Anna Zielińska}.
pl|[[„Pieniądze są”]] – dodał {rzecznik ministerstwa}.
pl|Zdaniem {Kamińskiego} władze [[„straciły kontrolę”]].
cs|[[„Je to vážné“]], sdělil {mluvčí ministerstva Karel Vlk}.
cs|Podle {Malého} vedení města [[„ztratilo kontrolu“]].
ru|[[«Нам нужно время»]], — заявила {мэр города Анна Белова}.
ru|[[«Всё сгорело»]], — рассказал {начальник караула Иван Соколов}.
ru|По словам {депутата Петра Громова}, городские власти [[«потеряли контроль»]].
uk|[[«Нам потрібен час»]], — заявила {міська голова Олена Бондар}.
uk|За словами {депутата Петра Гайового}, влада [[«втратила контроль»]].
sv|[[”Vi har inte råd”]], sade {kommunalrådet Lena Åkerblom}.
tr|{Kaya'ya} göre yönetim [[“kontrolü kaybetti”]].
he|{יו"ר האופוזיציה דוד כהן} הגיב: [["זו החלטה שגויה"]].
he|{מנכ"ל החברה, אבי שלו}, אמר: [["נבנה הכול מחדש"]].
he|{מנכ"לית החברה, רות לוי}, אמרה: [["נבנה הכול מחדש"]].
ar|وأشارت {الشركة} في بيان إلى أن [["كل شيء سيعاد بناؤه"]].
ja|{田中市長}は[[「もっと時間が必要だ」]]と述べた。
cs|[[„Je to ostuda,“]] zlobí se {Růžena Pruchová}, která bydlí u přístavu.
uk|[[«Це ганьба»]], — обурюється {Роза Прус}, яка живе на набережній.
ru|[[«Пусть уходит»]], — написала в телеграм-канале {депутат Инна Видаль}.
da|Ifølge {rapporten} er udgifterne [[»fordoblet på tre år«]].
sv|Enligt {rapporten} har kostnaderna [[”fördubblats på tre år”]].
el|Σύμφωνα με {την έκθεση}, το κόστος [[«διπλασιάστηκε σε τρία χρόνια»]].
ru|По {его} словам, жителям [[«предложат компенсацию»]].
pl|{Jego} zdaniem mieszkańcy [[„dostaną odszkodowanie”]].
fi|{Raportin} mukaan kustannukset ovat [[”kaksinkertaistuneet jo nyt”]].
ja|[[「これは恥だ」]]。港に住む{田中ローザさん}はこう話す。
ja|市長の鈴木一郎氏は((「夏までに終わる」))と説明した。[[「一歩も引かない」]]とも述べた。|市長の鈴木一郎氏
ja|{野党}は[[「手抜き工事」]]だと批判し、辞任を求めている。
ja|{山本花子さん}によると、[[「明日抗議する」]]という。
es|[["No entres"]], contó entre lágrimas {Lucía Bernal}.
es|Según {fuentes municipales}, [["el pleno será el lunes"]].
it|[[«Manovra senza coraggio e senza visione»]]. Così {la leader Chiara Ferri} sulla manovra.
it|[[«Basta così»]], dice {l'allenatore ospite, Gigi Marras}.
da|[["Vi var elendige"]], lød det fra {cheftræner Kim Rask} efter kampen.
cs|[[„Situace se stabilizuje,“]] sdělil České agentuře {mluvčí hasičů Petr Kolář}.
pl|[[„Wyrok jest skandaliczny”]] – powiedział dziennikarzom {adwokat Jan Rudnik}.
nl|{Burgemeester Ineke van der Laan} noemt de actie [['gevaarlijk']].
tr|[["Federasyona başvuracağız"]] dedi {Karataş Başkanı Selim Uçar}.
hr|[["Čekam pregled šest mjeseci"]], požalio se {umirovljenik Stjepan}.
fa|{رئیس اتحادیه} به خبرنگاران گفت: [[«صدای انفجار»]].
hi|{महापौर रमेश शर्मा} ने कहा, [["मैं माफ़ी माँगता हूँ।"]]
zh|{陈启明}在记者会上说：[[“我对不起市民的信任。”]]
zh|据{公司}透露，[[“一切都将重建”]]。
ja|[[「夢のようです」]]と{主将の岡本選手}。
ja|近くに住む{主婦}（62）は[[「窓が割れた」]]と話す。
ko|{김도현 청암시장}은 회견에서 [["시민께 죄송하다"]]고 말했다.
ko|[["쾅 소리가 났다"]] {인근 주민 이모 씨}는 이렇게 말했다.
ko|[["시민께 정말 죄송하다"]]라고 {김도현 시장}은 말했다.
ja|[[「まだ終わっていない」]]などと{選手}は続けた。
zh|{李海}在小说发布会上说：[[“我们留下。”]]
hu|[[„A kikötő zárva marad”]] – tette hozzá {Kovács Anna}.
vi|[[“Chúng tôi sẽ ở lại đây”]], cho biết {ông Nam}.
vi|Theo {ông Nam}, cảng [[“sẽ đóng cửa”]] vào thứ hai.
hi|{मंत्री} के अनुसार [["बंदरगाह सोमवार को बंद रहेगा"]]।
hr|Prema {policiji}, vozač [[„nije stao na crveno“]].
ko|경찰에 따르면 {김 씨}는 [["너무 무서웠다"]]고 진술했다.
ko|{경찰}에 따르면 도로가 [["얼어 있었다"]].
zh|{沙特和也门外长}说：[[“我们会坚持到底。”]]
ja|[[「まだ時間が必要だ」]]と話す{田村氏}。
tr|{Uzmanlar} yangının [["tamamen söndürüldüğünü"]] söyledi.
tr|{İtfaiyeciler} dün gece limanda [["her şey bitti"]] dedi.
zh|[[“我们别无选择，”]]{他}对记者说。
ru|[[«Сегодня вы победите»]] — вот что сказала {бабушка}.
ru|[[«Виновные ответят»]], — говорится в {сообщении прокуратуры}.
ru|[[«Хлеба хватит»]], — заявил {директор по развитию Глеб Орлов}.
ru|[[«Мы играли плохо»]], — признал {тренер «Кометы» Егор Лапин}.
ru|[[«Это победа»]], — объяснил позицию своей партии {глава фракции Мария Сомова}.
ru|Следующее заседание будет в мае. Им займётся Пётр Громов. [[«Весной решим»]], — ответил он.|он
uk|[[«Їдемо додому»]], — сказав {начальник відділення капітан Мирон Гай}.
uk|[[«Вода прийде»]], — сказала {Катерина Швець із сусіднього Гатища}.
uk|[[«Рішення остаточне»]], — йдеться у {відповіді ліги}.
pl|{Ekonomista Jan Sarna z Instytutu Morskiego} mówi: [[„To nie koniec”]].
pl|[[„Nie ma prądu”]] – napisał {jeden z internautów}.
pl|[[„Zniknęła karetka”]] – czytamy w {komunikacie szpitala}.
pl|[[„To był mamut”]] – mówi w rozmowie z serwisem Nasza Nauka {dr hab. Anna Wojnar}.
pl|Nowak czytała ten list. [[„Trzeba odpisać”]] – mówi.|Nowak
pl|{Zarząd} opublikował komunikat: [[„Fabryka stanie”]].
cs|[[„Přišlo to pozdě,“]] krčí rameny {Zdeněk Otava}.
cs|[[„Ceny porostou,“]] vysvětluje v tiskové zprávě {generální ředitel Otakar Malý}.
cs|{Opoziční poslankyně Jana Nová} řekla: [[„To nestačí.“]]
cs|Jiný názor má poslanec Bořek Zima. [[„Zákon je špatný,“]] prohlásil.|poslanec Bořek Zima
cs|Bydlela tu učitelka Věra Malá. Soudil ji Petr Holub. [[„Neměla jsem nic,“]] vypověděla.|učitelka Věra Malá
cs|[[„Podepsal jsem to,“]] hájil se {obžalovaný} před soudem.
cs|[[„Přijedeme pozdě,“]] řekl ČTZ {předseda spolku Luboš Vaněk}.
sv|[[”Det svider”]], säger {kaptenen} och skrattar.
sv|[[”Det brinner”]], sade {en av grannarna}.
da|[[»Vi tog den om 41 gange,«]] fortæller {produceren} tørt.
da|[[»Det var min fejl,«]] lød det tirsdag fra {direktør Kim Lund}.
no|[[«Bli hjemme»]], het det i {meldingen}.
no|[[«To er skadd»]], opplyser {sykehuskilder}.
nl|[["Wij staken maandag"]], zegt {vakbondsleider Kees Smit}.
el|Μίλησε {ο Νίκος Αγγελής}, ο οποίος δήλωσε: [[«Ο νόμος θα ψηφιστεί»]].
el|Σύμφωνα με {τον δήμαρχο Λίμνης Πέτρο Αγγελή}, [[«το νερό φτάνει»]].
tr|{Selma Tunç}, [[“Suyumuz yok”]] diyerek salondan çıktı.
tr|[[“Haklıydım”]] diyor gülerek {Cem Adalı}.
tr|İki çocuğuyla yaşayan {Gül Erden}, [[“Su yok”]] dedi.
pt|[[“Viemos de longe”]], queixou-se {o presidente Aurélio Bicho}.
pt|{O líder da Aliança, Duarte Falcão}, acusou a ministra de [[“viver de anúncios”]].
es|Desde un palco {alguien} gritó [[“fuera”]] y el alcalde mandó desalojar.
it|I cronisti gli domandano se resterà. {Un vecchio deputato} risponde: [[«Penso alla pensione»]].
it|Al caffè Centrale {il titolare, Alfio}, dice: [[«Chiudo»]].
es|Lo descubrió {el chef Marcel Duval}, quien le dijo: [[“Tienes oído”]].
es|[[“Nos quitó el miedo”]], escribió en las redes {Carmela Ruiz}.
pt|O advogado de Tupã, Nilo Sá, nega as acusações. [[“Ninguém viu nada”]], ironizou.|O advogado de Tupã, Nilo Sá
fr|[[« Non, Madame »]], lui a répondu {l’employé}.
fr|[[« Les gens restent »]], constate {Mélanie Aubert}, une tasse à la main.
zh|港务局的通告贴在门口，港口的工人都来了。[[“明天停工。”]]{他}说。
zh|[[“票早就卖完了。”]]{她}笑着告诉记者。
zh|{他}站在码头上说：[[“船不会来了。”]]
zh|负责维修的{港务局工程师林海波}坦言，[[“难的是人手”]]。
zh|{林海波的弟弟林海涛}回忆：[[“那天风很大。”]]
zh|{一名自称船长的男子}表示：[[“我们没有出海。”]]
zh|在渔港旁摆了半辈子摊的{许太太}说，[[“清早还有人，过了九点就空了，”]]她收拾着鱼箱，[[“我打算秋天收摊。”]]
zh|{港務局長許文哲}答詢時表示，[[「我們會再量一次。」]]
zh|{許文哲}沉默許久後回答，[[「我今天就辦。」]]
zh|{議員江又明}則批評，[[「這筆帳對不上」]]。
zh|{許文哲}指出，防波堤早在颱風前就裂了，[[「那時誰都不肯修」]]。
zh|{李海}放下手机，叹了口气说：[[“算了。”]]
zh|[[“这是第三次了。”]]在接受采访时，{村委会主任刘长河}说。
zh|[[“我不后悔。”]]站在自己种的果园里，{孙大伯}对记者说。
zh|近日，{有关部门负责人}回应：[[“正在调查。”]]
zh|“我去了两回，{师傅}总说[[‘修好再付’]]，”江平说。
zh|家住三号楼的{退休教师罗淑芬}就认为，方案[[“太仓促了”]]。
zh|[[“三个月没开张了。”]]卖水果的{马小军}叹了口气。
zh|[[“孩子太小。”]]说起这些年的辛苦，{姚桂香}抹了抹眼泪。
zh|[[「我只要一個說法。」]]在公司待了二十年的{作業員阿珠}紅著眼眶說。
zh|{林海波}看了看手里的票说：[[“走吧。”]]
zh|{林海波}在自己的微博上说：[[“走吧。”]]
zh|{老师}对他的学生说：[[“走吧。”]]
zh|去年在海港展出的{画家林海波}说：[[“走吧。”]]
zh|三年前丢了孩子的{陈大妈}说：[[“我不会走。”]]
zh|打进制胜球的{前锋林海波}说：[[“走吧。”]]
zh|{吴芷}被问到最难忘的一场戏，想了很久才说：[[“沉船那场。”]]
zh|{主教练林海波}赛后在发布会上难掩失望：[[“我们输得不冤。”]]
zh|船票紧张，{经理孟洁}在电话会议中称，订单[[“明显回暖”]]。
zh|{林海波}：[[因为以前没人听。]]
zh|有{网友}评论：[[“这才是英雄。”]]
ja|{三浦議員}も[[「漁の補償はいつ出るのか」]]とただした。
ja|浜の清掃を続ける団体「かもめの会」の{浅野文江さん}（68）は[[「朝が気持ちいい」]]と話す。|団体「かもめの会」の浅野文江さん
ja|港湾に詳しい{青浜大の堀内教授}は、計画は妥当だとしたうえで、[[「時期が早すぎる」]]と指摘する。
ja|新航路には[[「遅すぎる」]]（{船会社幹部}）との見方もある。
ja|港をめぐっては、{漁協・青年部内}から[[「話が違う」]]との批判が出た。
ja|{地元の旅館組合の幹部}からは[[「人手が足りない」]]と悲鳴が上がる。
ja|岸本知事は9日、架橋を急ぐ考えを明らかにした。[[「島の足を守る」]]と説明した。|岸本知事
ja|住民代表の浅野さんは((「港が好きだ」))と話す。船が減ったことにも触れ、[[「静かすぎる」]]とつぶやいた。|住民代表の浅野さん
ja|{参加者}からは[[「なぜ公表しなかったのか」]]「怖い」といった声が上がった。
ja|{外務省の報道官}は会見で、両国の関係は[[「極めて良好だ」]]と強調した。
ja|署によると、{男}は調べに[[「生活が苦しかった」]]と話している。
ja|決勝点を挙げた{FWの早川}は[[「迷わず打った」]]と話した。
ja|{妻}の[[「あなたならできる」]]という言葉に支えられた。
ja|{住民}からは[[「遅すぎる」]]という声が上がる。
ja|木下さんは((「3人で始めた」))と懐かしむ。今では会員は百人だ。[[「続けてよかった」]]と笑った。|木下さん
ja|木下さんは((「3人で始めた」))と話す。岡野氏は首をかしげる。[[「本当だろうか」]]と語る。|岡野氏
ja|妻と暮らす{大塚茂さん}（79）＝北町＝は[[「橋が流された」]]と話す。
ja|{副社長の矢内氏}も同席し、[[「調査を始めた」]]と明らかにした。
ja|[[「驚いています」]]。賞を受けた{岡野さん}はそう言って笑った。
ja|[[「まさか」]]と話すのは、隣に住む{会社員の男性}（45）だ。
ja|[[「笑顔が見たくて」]]と、{ボランティアの佐原美和さん}。
ja|社長は{部下}に[[「明日から来なくていい」]]と言われた。
ja|捜査関係者によると、{男}は[[「覚えていない」]]と供述している。
ja|[[「毎日が祭りだった」]]。商店街で店を営む{木村とし子さん}（71）は目を細める。
ko|[["길이 필요해요."]] 두 아이를 키우는 {학부모 최은영(38) 씨}는 이렇게 호소했다.
ko|{박 대표}는 기자들과 만나 (("사실무근"))이라며 [["법적 대응하겠다"]]고 강조했다.
ko|{시청}은 [["사실과 다르다"]]고 반박했고, 야당은 "거짓"이라고 비판했다.
ko|시청은 "사실과 다르다"고 반박했고, {야당}은 [["거짓"]]이라고 비판했다.
ko|{한 시민}은 [["너무 늦었다"]]는 반응을 보였다.
vi|[[“Lúa chìm hết rồi”]], {bà Đinh Thị Ngà (61 tuổi, ngụ ấp 5)} cho biết.
vi|Trao đổi với báo chí, {ông Lê Quý Ẩn - Giám đốc Sở Xây dựng tỉnh} - khẳng định: [[“Cầu vẫn an toàn”]].
vi|{Người phát ngôn Bộ Ngoại giao Phan Thu Uyên} nêu rõ: [["Chúng tôi đang theo dõi"]].
vi|Theo {bà Trương Thị Én, chủ vựa cá}, giá cá [[“rẻ chưa từng thấy”]].
vi|[["Tôi xin lỗi"]], {cầu thủ sinh năm 1999} viết trên trang cá nhân.
vi|Hãng tin Ossan dẫn lời {một quan chức giấu tên} cho biết: [["Thỏa thuận đã rất gần"]].
vi|[[“Bỏ nghề thì tiếc lắm”]], đó là chia sẻ của {bà Phạm Thị Nụ, thợ dệt lâu năm}.
vi|{HLV Đoàn Minh Khôi} không giấu được niềm vui: [[“Các cầu thủ đã chiến đấu hết mình”]].
vi|[[“Tôi đợi suốt ba tiếng”]], {chị Hương} nghẹn ngào kể.
vi|{Hương} kể: [[“Tôi đợi suốt ba tiếng”]].
vi|{Ông Lâm} không mấy lạc quan. [[“Năm nào cũng mất mùa”]].
id|{Rizal Basri} keluar dari ruangan. [["Saya kaget,"]] katanya singkat.
id|[[“Kami sudah lapor,”]] tutur {Yuni (45), warga RT 03}, Selasa.
id|[["Kami minta maaf,"]] ucap {penyerang 27 tahun tersebut}.
id|{Kapten tim, Rizal}, mengatakan bahwa timnya [["bermain buruk"]].
id|{Camat Sukaraja Dedi Hamdan} yang menemui massa mengatakan: [["Kami paham."]]
id|Menurut Ani, air naik. [["Kami lari ke bukit,"]] kata {seorang nelayan tua itu}.
ko|[["물이 허리까지 찼어요."]] {하천 옆 식당 주인 고복순 씨}의 말이다.
ko|{고복순 씨}는 [["물이 허리까지 찼다"]]며 한숨을 쉬었다.
ko|[["물이 허리까지 찼어요."]] {고씨}가 빗자루를 내려놓으며 웃었다.
ko|반면 {인근 식당 주인 고복순 씨}는 [["물이 허리까지 찼다"]]고 말했다.
fr|— [[Et pas trop cher ?]] s’enquiert {la dame}.
hu|[[„Nem megyünk”]] – felelte portálunknak {Halmos Edit}.
hu|[[„Nem megyünk”]] – írta a Facebookon {a révkapitány}.
hu|[[„Nem megyünk”]] – mondta {Halmos Edit kulturális tanácsnok}.
hu|[[„Nem megyünk – vélekedett {a kormányos} –, csak ha elül a szél”]].
hu|{A kör titkára, Bánki Ágnes} elárulta: [[„Nem megyünk”]].
hu|[[„Nem megyünk”]] – közölte {Halmos Edit, a kikötő igazgatója}, aki hétfőn érkezett.
hu|{Bánki} elmondása szerint [[„elfagyott a kormánylapát is”]].
hu|A hajósok döntöttek. [[„Nem megyünk!”]] - kiabálták utána {többen}.
fi|[[”Me jäämme”]], {täti} muisteli hautajaisissa.
fi|[[– Me jäämme]], sanoo {pääluottamusmies Anna Salmi}.
ro|[[„Rămânem”]], oftează amar {o femeie}.
ro|[[„Rămânem”]], a anunțat {directorul general}.
ca|[[“Ens quedem”]], deixa clar {en Pol}.
ca|[[“Ens quedem”]], crida {la seva dona} des de la barca.
ro|[[„Podul nu mai rezistă într-o iarnă grea”]], se arată în {comunicatul primăriei}.
ro|{Inspectorul-șef în construcții}, venit de la Cluj, a explicat că podul e [[„putred de tot”]].|Inspectorul-șef
ro|[[„Lumina, zice {Ana}, se stinge pe la zece.”]] Femeia trăiește singură.
hu|[[„Jobbak voltunk”]] – értékelt {Halmos Gábor vezetőedző}.
hu|{A révkapitány} levélben írta meg a hajósoknak, hogy a kikötő [[„nem eladó”]].
ro|[[„Nu există alt plan”]], a ținut să precizeze {Ilinca Rus}.
fi|{Pormestari} torjui syytökset ja muistutti, että väylä on [[”liian matala”]].
hu|Mint {Kun Ágnes, a kikötő szóvivője} elmondta, a zsilip [[„nem bírja ki”]].
hu|{Az Országos Meteorológiai Intézet} arra figyelmeztet, hogy [[„viharok jönnek”]].
hu|{A tudós} úgy véli, késő van. [[„Mit tehetünk?”]] – teszi fel a kérdést.|A tudós
hr|Jučer su iz {uprave} oštro poručili: [["Nema novca za krov."]]
hr|U {MUP-u} kažu da je vozač [["bio trijezan"]].
hr|Vratar šuti. [["Nema novca"]], stoji u {priopćenju kluba}.
hr|Vratar šuti. U {dugom pismu}, koje je objavio klub, stoji da je krov [["star pola stoljeća"]].
sr|У {полицији} су потврдили да је возач [["био трезан"]].
sl|Vratar molči. Na {zavodu} zagotavljajo, da je streha [["varna za vse"]].
sl|[["Denarja ni,"]] so sporočili z {ministrstva}. Vratar molči.
bg|Вратарят мълчи. От {общината} отговориха, че покривът е [["напълно здрав"]].
sk|Brankár mlčí. Z {ministerstva} odkázali: [["Peniaze nebudú."]]
sk|Strecha bola podľa {neho} [["úplne deravá"]].
sr|Oglasio se {inspektor}, prema kojem je pekara [["radila bez dozvole"]].
hr|[[Krov je siguran]], potvrdila je u srijedu {glavna inženjerka Ana Babić}.
sk|[["Nič nevieme"]], povedala pre agentúru TAR {čitateľka Mária}.
sk|{Richtárka Eva Hrivová} mlčala. [["Nič neviem"]], vyhlásila a dodala, že jej obec je bohatá.
sk|Najhlasnejšie kričala {richtárka Eva Hrivová}. [["Nič sme nedostali."]]
bg|Вратарят мълчи. От {сдружението на пекарите} казват, че брашното е [["скъпо и лошо"]].
bg|Според {пекарите} брашното е [["скъпо и лошо"]].
hr|Pekar šuti. [["Brašna nema"]], rečeno je u {zadruzi}.
bg|Вратарят мълчи. По думите {му} вратата е [["твърде голяма"]].
bg|Градът мълчи. [["Няма как да спрем"]], тросна се {пекар Иво Ганев}.
hr|Grad šuti. [["Nema smisla"]], otresla se {pekarica Ana Lukić}.
sl|[["Sreča je redka"]], pravi {vodja skupine dr. Boris Hribar}.
sk|{Speváčka} mlčala. Odpovedala vyhýbavo: [["Keď dozrejú čerešne."]]
bg|{Певицата} мълча. Отговори уклончиво: [["Когато узреят черешите."]]
fr|[[« Rien n’est signé »]], a déclaré {l’une d’elles}.
fr|[[« Rien n’est signé »]], explique {l’un d’entre eux}.
fr|{L’un des ministres} a parlé d’[[« une farce »]].
fr|[[« Nous restons »]], a dit à la presse {Paul Sabatier}.
fr|[[« Nous restons »]], a déclaré à l’agence Nordis {Paul Sabatier}.
fr|{Le ministre Paul Roy} a dit à la presse étrangère : [[« Nous restons. »]]
fr|[[« Nous restons »]], répond {Me Corbin}.
es|[[«Fue un milagro»]], dice a EFA {Manuel Torres}.
es|[[«Nos quedamos»]], contó {una de ellas}.
es|[[«Esto es grave»]], denunciaron desde {el sindicato}.
es|[[«Habrá sanciones»]], han explicado desde {el Ayuntamiento de Ribamar}.
es|La alcaldesa dudó. [[«Llevo aquí desde el lunes»]], dijo.|La alcaldesa
it|[[«Siamo pronti»]], fa sapere {Palazzo Alto}.
it|{Il capo dello Stato} si è detto [[«addolorato»]].
it|{Gli Stati Uniti} chiedono [[«una tregua»]].
it|[[«Nessuno sapeva nulla»]], racconta {uno di loro}.
it|PORTO (Agenzia) - [[«Niente tasse»]]. Lo ha detto {il ministro Benassi}.
it|{Il vicepresidente Nerli} tace. Alla domanda se avesse letto i documenti, ha risposto: [[«No»]].
fr|[[« Rien n’est signé »]], lui a fait remarquer {la présidente}.
fr|[[« Rien n’est signé »]], a fait savoir {la compagnie}.
it|Parla {il difensore, Giulio Marchetti}, secondo il quale le perizie sono [[«piene di errori»]].
fr|[[« Nous restons »]], a dit à Nordis {Jean Dupont, porte-parole du port}.
fr|[[« Nous restons »]], a dit à Jean Dupont {le ministre}.
fr|[[« Nous restons »]], peut-on lire dans {le communiqué}.
fr|[[« Nous restons »]], a concédé, dépité, {le sélectionneur}.
it|[[«L'acqua saliva»]], racconta a Tele Nord {Giovanna Ferri, pensionata}.
es|Según explicó a este diario {el concejal}, fue [[«un accidente»]].
it|[[«Restiamo aperti»]], ha detto all'agenzia Nord {Gianni Rossi}.
it|[[«Restiamo aperti»]], si legge in {una nota dell'azienda}.
it|{Il sindaco, Davide Moro}, ha ringraziato [[«tutti i volontari»]].
pt|[[“Há três detidos”]], disse à Lusitana {fonte da polícia}.
es|[[“Fue un milagro”]], contaron a este diario {fuentes del club}.
es|[[“No hay presos”]], afirmó {el portavoz parlamentario}.
es|[[“No hay presos”]], afirmó {el ministro alemán de Exteriores, Kurt Braun}.
es|[[“No hay presos”]], afirmó {el ministro} horas después.
es|Según {el presidente ruso}, no hay [[“presos”]].
it|[[«Basta così»]], spiega {il presidente uscente della Regione, Anna Tosi}.
it|[[«Basta così»]], spiega {il ministro} serenamente.
pt|[[“Chega”]], disse {o porta-voz presidencial} à imprensa.
fr|[[« Cela suffit »]], a dit {le ministre allemand des Finances}.
fr|{Le ministre allemand, Kurt Braun}, a parlé d’[[« une trahison »]].
fr|[[« Rien n’est signé »]], selon {une source proche du dossier}.
fr|[[« Rien n’est signé »]], dit à l’audience {M. Roy}.
es|{Fuentes cercanas al club} aseguraron que [[«se acabó»]].
es|[[«Se acabó todo»]], dijo {un portavoz de la policía local}.
es|[[«Se acabó todo»]], dijeron {Juan Paz} y {Luis Rey}.
es|[[«Se acabó todo»]], dijo {el presidente de la patronal, Luis Rey}, en la radio.
fr|Un projet jugé [[« pharaonique »]] par {l’opposition}.
es|El plan fue calificado de [[«ridículo»]] por {la alcaldesa}.
es|{El alcalde} ha calificado de [[«ridículo»]] el plan presentado por la ministra.
it|Un progetto definito [[«faraonico»]] dall'{opposizione}.
it|Ad avviso di {Amici del Mare}, il piano è [[“una resa”]].
pt|De acordo com {a delegada Sônia Reis}, era [[“uma quadrilha”]].
it|[[«Non sono un ladro»]]. Così {l'ex amministratore delegato di Aurora, Fabio Nerli}, nell'interrogatorio.
"""
