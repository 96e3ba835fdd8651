"""Words that stand at and in names in German, English and French news: titles, roles, particles, pronouns.

All are folded as :func:`annotator.core.names.fold` does it (small letters, no diacritics). The lists grew from
what news writes before names; a role that is missing costs a worse proposal, nothing else.
"""

from __future__ import annotations

import re

from annotator.core.typography import word_set

ARTICLES = word_set(
    "der die das den dem des ein eine einen einem einer eines the a an le la les l un une du au aux "
    "dieser diese dieses diesem diesen jener jene jenes this that ce cet cette"
)
ELISION = re.compile(r"\A(?:[ldjnscmt]|qu)['’](?=\w)", re.IGNORECASE)
"""The French article or preposition that is written as one with the next word: ``l’Élysée``, ``d'Anne``."""

# Small words of a surname: "von der Leyen", "de Gaulle", "bin Salman"; those that are written as one ("al-Assad",
# "d’Estaing") are AFFIXED.
PARTICLES = word_set(
    "von vom van de du des del della di da dei dos das do ter ten te af av al el ibn bin bint ben abu zu zum zur "
    "der den dem la las le los lo y und e"
)
# Those that a surname may begin with where only a title or role stands before it.
OPENING_PARTICLES = word_set("von van de del della di da ter bin ibn ben bint al el abu zu")
AFFIXED = re.compile(r"\A(?:a[ldnrstzh]|el|d|o)[-'’](?=\w)", re.IGNORECASE)
AGE = re.compile(r"\A\d+[-‐‑]?(?:jährig|year-old)", re.IGNORECASE)
"""A person told by age: "die 66-Jährige", "a 66-year-old"."""
SUFFIXES = word_set("jr sr jun sen junior senior ii iii iv")

TITLES = word_set(
    "dr dres ddr prof pd ing dipl mag lic phil med jur rer nat habil hc mult herr herrn hr frau fr fraulein mr "
    "mrs ms mx miss sir dame lord lady madam monsieur mme mmes mlle mm messieurs madame mademoiselle maitre me "
    "mgr hon rev gov gen col lt sgt capt cmdr rep sen maj adm pr don dona dom fra st"
)
AFTER_ROLE = word_set("ad ret em i r iv mdb mdl mdep mp msc")
"""What may stand between a role and the name: "Minister a. D. Ohlsen" (without its full stops)."""

# Whole words. German ones also stand at the end of a compound (see COMPOUND_ROLES).
ROLES = word_set(
    # German
    "minister prasident kanzler chef berater sprecher kommissar senator vorsitzende vorsitzender burgermeister "
    "oberburgermeister landrat stadtrat staatsrat direktor leiter botschafter abgeordnete abgeordneter politiker "
    "experte forscher professor general oberst hauptmann major leutnant anwalt richter konig konigin prinz "
    "prinzessin papst bischof erzbischof kardinal trainer autor unternehmer sekretar beauftragte beauftragter "
    "gesandte gesandter unterhandler vertreter stellvertreter fuhrer grunder manager okonom historiker analyst "
    "beobachter verteidiger mitarbeiter kandidat arzt lehrer wissenschaftler journalist reporter korrespondent "
    "moderator aktivist soldat kommandeur intendant dekan rektor pastor pfarrer imam rabbiner scheich emir sultan "
    "kaiser herzog graf grafin furst baron freiherr premier vize kollege schauspieler sanger regisseur "
    "schriftsteller spieler kapitan premierminister ministerprasident soziologe politologe okologe biologe "
    "bundestagsabgeordnete fraktionschef zeuge angeklagte angeklagter nachbar bewohner anwohner "
    "gewerkschafter lotse lotsin hafenmeister backermeister handwerksmeister weltmeister fraktionsvize "
    "redakteur chefredakteur pfleger student rentner mieter vermieter segler schwimmer feuerwehrmann "
    "feuerwehrfrau zeugin virologe virologin epidemiologe epidemiologin psychologe psychologin soziologin "
    "politologin okologin biologin geologe geologin meteorologe meteorologin theologe theologin archaologe "
    "archaologin chefarzt oberarzt hebamme dozent physiker chemiker mathematiker informatiker ingenieur "
    "architekt handwerker landwirt winzerin imker gutachter admiral veteran diplomat konsul gouverneur "
    "gemeinderatin stadtratin landratin nationalratin standeratin kantonsratin regierungsratin betriebsratin "
    "staatsratin landeshauptmann landeshauptfrau obmann obfrau klubobmann klubobfrau ombudsmann ombudsfrau "
    "koordinator volkswirt chefvolkswirt investor betreiber gastwirt friseur verkaufer busfahrer taxifahrer "
    "pilot astronaut matrose retter seenotretter helfer ehrenamtliche ehrenamtlicher datenschutzer "
    "umweltschutzer tierschutzer naturschutzer klimaschutzer influencer blogger youtuber musiker pianist "
    "dirigent komponist kunstler bildhauer choreograf fotograf kameramann kurator galerist kabarettist komiker "
    "tanzer torwart torhuter torhuterin olympiasieger psychiater therapeut padagoge padagogin erzieher "
    "sozialarbeiter seelsorger diakon polizist ermittler detektiv jurist notar apotheker burgerrechtler "
    "menschenrechtler dissident demonstrant passagier tourist "
    # English
    "president secretary chancellor director spokesman spokeswoman spokesperson chairman chairwoman chair leader "
    "chief adviser advisor aide ambassador envoy governor mayor congressman congresswoman representative "
    "commissioner commander officer official judge justice attorney lawyer prince princess king queen pope bishop "
    "archbishop cardinal lawmaker deputy economist expert scientist researcher activist editor author coach "
    "captain colonel sergeant lieutenant marshal sheriff negotiator founder ceo cfo boss head baroness duke "
    "duchess earl councillor councilman councilwoman treasurer doctor historian analyst candidate "
    # French
    "presidente ministre premiere porte-parole senateur senatrice depute deputee maire directeur directrice "
    "conseiller conseillere ambassadeur ambassadrice cheffe secretaire professeur professeure avocat avocate juge "
    "procureur procureure roi reine princesse pape eveque archeveque chancelier chanceliere commissaire dirigeant "
    "dirigeante patron patronne economiste experte chercheur chercheuse historien historienne journaliste "
    "candidat candidate elu elue delegue deleguee responsable analyste temoin"
)
# The ends of German compounds: "Kremlsprecher", "Außenministerin", "Putin-Berater".
COMPOUND_ROLES = tuple(
    word_set(
        "minister prasident kanzler chef berater sprecher kommissar senator vorsitzend burgermeister direktor "
        "leiter botschafter abgeordnet politiker expert forscher professor general anwalt richter prinz bischof "
        "trainer sekretar beauftragt gesandt unterhandler vertreter fuhrer grunder manager okonom historiker "
        "analyst beobachter verteidiger mitarbeiter kandidat wissenschaftler journalist reporter korrespondent "
        "moderator aktivist kommandeur intendant unternehmer landrat stadtrat staatsrat spieler trager inhaber"
    )
)
# Surnames, too: after a title or role they are the name, "Frau Richter".
SURNAMES = word_set(
    "kaiser richter graf konig herzog furst papst bischof prinz baron pastor kapitan hauptmann king pope bishop "
    "judge chair head marshal duke earl prince leroy roi major general chancellor deputy"
)
# Capitalised in German, yet no names.
COMMON_NOUNS = word_set(
    "regierung ministerium behorde polizei partei opposition gericht armee militar kirche mann frau manner frauen "
    "leute menschen kind kinder mutter vater bruder schwester sohn tochter eltern familie person personen "
    "unternehmen firma konzern verband verein gewerkschaft stadt land staat gemeinde rat kommission fraktion "
    "mehrheit minderheit bevolkerung burger wahler einwohner demonstranten gegner anhanger kritiker arbeiter "
    "gruppe seite fuhrung leitung verwaltung justiz staatsanwaltschaft prasidium vorstand land volk krieg russe "
    "ukrainer amerikaner deutsche deutscher franzose brite chinese politikerin"
)

# Pronouns, by whom they may stand for.
ONE_PERSON = word_set(
    "er ihn ihm he him himself she her hers herself lui luimeme ich mich mir i me myself je moi elle "
    "sein seine seinem seinen seiner seines his"
)
ONE_THING = word_set("es it itself its")
MANY = word_set(
    "wir uns unser unsere we us our ours ourselves nous notre nos they them their theirs themselves ils elles eux "
    "leur leurs ihnen vous ihr euch"
)
ANYONE = word_set(
    "sie ihr ihre ihrem ihren ihrer ihres der die das dem den dessen deren derer denen dieser diese dieses diesen "
    "diesem jener jene jenes jenen jenem derjenige diejenige dasjenige derselbe dieselbe selbst man wer wen wem "
    "who whom whose which this that these those one il on qui celuici celleci ceuxci cellesci celui celle ceux "
    "celles son sa ses du dich dir you your yours beide beiden beider both"
)
