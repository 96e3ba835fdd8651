"""Invented German sentences whose speakers are known, marked as in cases.py."""

GERMAN = r"""
{Seiner} Ansicht nach war es [[„ein Versehen“]].
Das war {ihrer} Meinung nach [[„ein Versehen“]].
[[„Wir bleiben“]], sagte {Reederei-Sprecherin Anna Berg} am Montag.
[[„Wir bleiben“]], sagte {Ohlsen}.
[[„Wir bleiben“]], sagte am Montag {Tjark Ohlsen, Chef des Hafenbunds}, in Brakesund.
[[„Das ist dreist“]], so {die Sprecherin der Reederei}.
[[„Das ist dreist“]], heißt es in {einem Brief der Reederei}.
[[„Das ist dreist“]], hat {der Minister} gesagt.
[[„Das ist dreist“]], {er} sagte es zweimal.
[[„Das ist dreist“]], fügte {sie} hinzu.
[[„Das ist dreist“]], teilte {das Hafenministerium} am Abend mit.
[[„Das ist dreist“]], ließ {die Reederei} wissen.
[[„Wir bleiben“]], erklärte {der Vorsitzende des Hafenbunds, Tjark Ohlsen}.
[[„Wir bleiben“]], erklärt {Tjark Ohlsen, Chef des Hafenbunds}.
[[„Wir bleiben“]], betonte {Hafensenatorin Merle Classen (GPB)}.
[[„Wir bleiben“]], sagte {ein Sprecher der Polizei}.
[[„Wir bleiben“]], rief {ein Fischer} aus der Menge.
[[„Wir bleiben“]], twitterte {der Bürgermeister von Brakesund}.
[[„Wir bleiben]], sagte {Ohlsen}, [[bis jemand zuhört.“]]
[[„Wir bleiben“]], sagte {Ohlsen}. ((„Punkt.“))
((„Wir bleiben“)), sagte {Ohlsen}. [[„Das ist unser Hafen.“]]
((„Wir bleiben“)), sagte {Ohlsen}. Er lachte. [[„Das ist unser Hafen“]], fügte der Mann hinzu.|der Mann
((„Wir bleiben“)), sagte {Ohlsen}. Er lächelte. [[„Wir gehen hier nicht weg.“]]
((„Wir bleiben“)), sagte {Tjark Ohlsen}. Ohlsen lächelte. [[„Wir gehen hier nicht weg.“]]
((„Wir bleiben“)), sagte Ohlsen. {Anna Berg vom Hafenrat} schüttelte den Kopf. [[„Das geht nicht.“]]
((„Wir bleiben“)), sagte der Minister. {Die Bürgermeisterin} schüttelte den Kopf. [[„Das geht nicht.“]]
((„Wir bleiben“)), sagte {Ohlsen}. Der Minister lächelte. [[„Wir gehen hier nicht weg.“]]
((„Wir bleiben“)), sagte Ohlsen. {Seine Frau} schüttelte den Kopf. [[„Das geht nicht.“]]
Wie aus {dem Rathaus} verlautete, war es [[„ein Versehen“]].
Auf Nachfrage heißt es aus {dem Rathaus}, das sei [[„ein Versehen“]].
{Trainerin Lena Ruud} lächelte nach dem Spiel. [[„So etwas habe ich noch nie erlebt.“]]
{Ohlsen} sagte: [[„Wir bleiben.“]]
{Tjark Ohlsen}: [[„Wir bleiben.“]]
{Die Sprecherin der Reederei} sagte am Montag der Zeitung: [[„Wir bleiben.“]]
Am Montag sagte {die Sprecherin}: [[„Wir bleiben.“]]
Dazu erklärte {Innenminister Enno Brodersen}: [[„Wir bleiben.“]]
{Sie} sagte lediglich: [[„Wir bleiben.“]]
{Ohlsen} sprach von einem [[„dreisten Angebot“]].
Von einem [[„dreisten Angebot“]] sprach {der Hafenbund}.
{Der Hafenbund} nannte das Angebot [[„dreist“]].
Als [[„dreist“]] bezeichnete {Merle Classen} das Angebot.
{Merle Classen} hat das Angebot als [[„dreist“]] bezeichnet.
Das Angebot wurde von {Merle Classen} als [[„dreist“]] bezeichnet.
Der Plan wird vom {Hafenbund} als [[„dreist“]] bezeichnet.
Laut {Polizei} war es [[„ein Versehen“]].
Laut {dem Bürgermeister} war es [[„ein Versehen“]].
Nach Angaben {der Reederei} war es [[„ein Versehen“]].
Nach Angaben von {Anna Berg} war es [[„ein Versehen“]].
Nach den Worten {des Ministers} war es [[„ein Versehen“]].
{Der Reederei} zufolge war es [[„ein Versehen“]].
{Anna Berg} zufolge war es [[„ein Versehen“]].
{Classens} Vorwurf, es sei [[„ein Versehen“]], traf.
Die Kritik {der Opposition}, das sei [[„ein Versehen“]], wies niemand zurück.
{Ohlsen}, der am Kai stand, sagte, das sei [[„ein Versehen“]] gewesen.
{Tjark Ohlsen, Chef des Hafenbunds}, sagte: [[„Wir bleiben.“]]
{Der Chef des Hafenbunds, Tjark Ohlsen}, warnte vor einem [[„langen Winter“]].
Wie {Ohlsen} sagte, war es [[„ein Versehen“]].
Es hieß, dass {Ohlsen} das Angebot als [[„dreist“]] bezeichnete.
Der Hafen war zu. {Die Fischer} skandierten Parolen wie [[„Fisch für alle“]].
{Ohlsen} kritisierte den Plan. Er sei [[„dreist“]] und komme zu spät.
{Die Ministerin} sagte, die Lage sei ernst. Man habe [[„keine Zeit“]].
Für {Anna Berg} ist das [[„ein Versehen“]].
{Das Komitee im alten Brakesund} würdigte sie als [[„Heldin des Hafens“]].
{Die Polizei} teilte mit, es habe [[„keine Zeugen“]] gegeben.
{Tjark Ohlsen} und {Merle Classen} sagten: [[„Wir bleiben.“]]
Gegenüber der Zeitung erklärte {eine Anwohnerin}, sie habe [[„nichts gehört“]].
{Der Bericht} spricht von [[„schweren Mängeln“]].
Den Vorstoß nannte {er} [[„dreist“]].
{Frau Dr. Tams} meinte: [[„Wir bleiben.“]]
[[„Wir bleiben“]], zitiert {die Möwenpost} aus dem Brief.
((„Wir klagen“)): [[„Das kostet uns den Hafen“]], meinte {Hafenmeisterin Anna Berg}.
Classen zeigte sich ((„maßlos enttäuscht“)): [[„Den Fischern hilft kein Gipfel“]], meinte {Obfrau Anna Berg}.
Classen bittet Zeugen, sich zu melden: [[„Wer etwas gesehen hat, sollte nicht zögern“]], so {die Ermittlerin}.
{Kapitänin Dr. Anna Tams} ergänzte, die Fähre sei [[„wie neu“]].
((„Wir warten“)), sagte Ohlsen. {Der Obmann, Gerd Tams}, zeigte sich enttäuscht. [[„So geht es nicht.“]]
((„Wir warten“)), sagte der Kapitän. {Er} kündigte Streiks an. [[„Wir gehen hier nicht weg.“]]
((„Nie“)), sagte Jan von Wrede. [[„Wir klagen gegen das Urteil“]], sagte {von Wrede}.
((„Nie“)), sagte Ministerin Ulla von der Aue. [[„Wir klagen gegen das Urteil“]], so {von der Aue}.
Der Richter kannte den Mann. [[„Das war ein Fehler“]], sagte {dieser} am Ende.
Auf {einem Pappschild} stand: [[„Weg mit dem Zaun“]]
[[„Hunde an die Leine!“]] steht auf {dem Schild} am Tor.
[[„Ich bin nur der Bote.“]] ({Hafenmeister Sepp Tams}, GPB)
Klar ist für {Ohlsen}: [[„Wir bleiben hier.“]]
((„Wir bleiben“)), sagte {Ohlsen}. Sein Fazit: [[„Es hat sich gelohnt.“]]
{Die Kommission}: ((„Die Kontrolle versagte.“)) Darin heißt es: [[„Niemand sah hin.“]]
[[„So nicht!“]], entfuhr es {Trainer Tjark Ohlsen}.
[[„Das reicht“]], gab {der Zeuge} zu Protokoll.
{Der Verein Alte Werft e. V.} kritisierte die Pläne als [[„unausgegoren“]].
{Der Fährverein} nannte das [[„unausgegoren“]].
{Die Gewerkschaft Schiene und Hafen (GSH)} sagte: [[„Wir bleiben.“]]
{Der Chef der Liberalen im Landtag, Tom Tams}, sieht das anders: [[„Das ist falsch.“]]
[[„Das wird eng“]], sagte {Hafenkapitän Mag. Jan Tams}.
20.55 Uhr: {Deichgräfin Anna Berg} beruhigt: [[„Der Deich hält.“]]
[[„Das wird eng“]], sagten {die Schüler:innen} am Tor.
[[„Das wird eng“]], gibt {die Wirtin} zurück.
{Die Vorsitzende des Fährbunds, Dr. Anna Tams}, hat das Angebot der Reederei [[„unverschämt“]] genannt.
{Tjark Ohlsen}, der das Angebot kennt, hat es als [[„unverschämt“]] bezeichnet.
Anna Berg war dabei. [[„Wir sind bereit.“]] Das betonte {Tjark Ohlsen} mehrfach.
((„Es geht nicht“)), sagte Anna Berg. [[„Wir zahlen nicht.“]] So äußerte sich {Tjark Ohlsen} am Montag.
((„Es geht nicht“)), sagte {Anna Berg}. [[„Wir zahlen nicht.“]] Das lehnte Tjark Ohlsen ab.
[[„Wir sind enttäuscht“]], hieß es vonseiten {der Gewerkschaft}.
[[„Wir warten“]], hieß es beim {Hafenbund}.
{Ohlsen} sagte der Stadt [[„volle Hilfe“]] zu.
Gestern sagte {er}: [[„Es reicht.“]] Die Fregatte lief aus.
"""
