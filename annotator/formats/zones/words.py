"""Words by which page text gives itself away, in German, English and French, with a little of other languages.

Each cue is one bit. Words and phrases are general web and newspaper vocabulary; none names an outlet.
"""

from __future__ import annotations

import re


class Cue:
    """What a line's words speak of, a bit for each; plain numbers, as those of an enum take ten times as long."""

    NAVIGATION = 1
    LEGAL = 2
    SOCIAL = 4
    COMMENTS = 8
    REPLY = 16
    RELATED = 32
    SUBSCRIBE = 64
    COOKIES = 128
    ADVERT = 256
    MORE = 512
    PAGES = 1024
    BYLINE = 2048
    CAPTION = 4096
    TAGS = 8192
    FORM = 16384
    SHOP = 32768


STRONG = 0xFFFF
"""The bits of a line's cues that a phrase set; the same bits 16 higher are set by a word alone."""

PAGE = (
    Cue.NAVIGATION
    | Cue.LEGAL
    | Cue.SOCIAL
    | Cue.COMMENTS
    | Cue.SUBSCRIBE
    | Cue.ADVERT
    | Cue.FORM
    | Cue.COOKIES
    | Cue.SHOP
)
"""Cues that a line of a page has and no line of an article, if it says nothing else."""

CUE_NAMES: tuple[tuple[int, str], ...] = tuple(
    (bit, name.lower()) for name, bit in vars(Cue).items() if name.isupper()
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(lists: dict[int, str]) -> dict[str, int]:
    table: dict[str, int] = {}
    for cue, text in lists.items():
        for word in text.split():
            table[word] = table.get(word, 0) | cue
    return table


WORDS: dict[str, int] = _table(
    {
        Cue.NAVIGATION: "menu menü navigation sitemap startseite home homepage suche suchen search recherche "
        "rechercher "
        "suchbegriff suchergebnisse kontakt contact über about unternehmen karriere jobs stellenanzeigen "
        "hilfe help "
        "aide faq login logout anmelden abmelden einloggen registrieren registrierung register connexion "
        "déconnexion inscription konto account compte profil rss feed archiv archiv archive archives "
        "rubriken ressorts kategorien categories catégories rubriques mediadaten redaktion e-paper epaper "
        "schließen close fermer überspringen accueil buscar inicio menú contatti contacto servizi servicio wetter "
        "météo horoskop horoscope blogroll übersicht sidebar",
        Cue.LEGAL: "impressum datenschutz datenschutzerklärung datenschutzhinweise nutzungsbedingungen agb "
        "copyright "
        "haftungsausschluss disclaimer mentions légales cgu cgv confidentialité privacy terms conditions imprint "
        "rechte reserved réservés vorbehalten urheberrecht ©",
        Cue.SOCIAL: "facebook twitter whatsapp instagram youtube linkedin xing pinterest telegram reddit tumblr "
        "mastodon flipboard pocket snapchat tiktok teilen twittern tweet tweeten retweet share partager mitteilen "
        "weiterempfehlen drucken print imprimer merken googleplus google+ gefällt like likes shares follow "
        "follower followers folgen suivez-nous e-mail email mail",
        Cue.COMMENTS: "kommentar kommentare kommentieren kommentarfunktion comment comments commentaire "
        "commentaires "
        "commenter leserkommentare diskussion diskutieren forum trackback trackbacks pingback pingbacks "
        "leserbrief leserbriefe comentarios commenti komentarze reaktionen",
        Cue.REPLY: "antworten antworte reply répondre says sagt schreibt schrieb writes meint dit wrote permalink "
        "rispondi responder odpowiedz melden moderiert moderated netiquette",
        Cue.RELATED: "meistgelesen meistgelesene meistgelesenen meistkommentiert beliebt beliebte beliebteste "
        "empfohlen "
        "empfehlungen related recommended trending popular populaire similar ähnliche verwandte weitere "
        "weiterlesen "
        "neueste aktuelle aktuellste letzte recent latest récents topthemen themen mehr plus more auch aussi "
        "dossier dossiers lesetipps newsticker schlagzeilen",
        Cue.SUBSCRIBE: "newsletter abo abonnement abonnieren abonnements abonnenten abonnez-vous subscribe "
        "subscription "
        "subscribers subscriber probeabo premium paywall digitalabo abonner s'abonner donate donation "
        "spenden spende "
        "sponsoren unterstützen postfach inbox push-nachrichten membership kündbar",
        Cue.COOKIES: "cookie cookies cookie-einstellungen consent einwilligung tracking adblocker werbeblocker "
        "javascript browser",
        Cue.ADVERT: "anzeige anzeigen werbung advertisement advertising advertise sponsored gesponsert publicité "
        "annonce werben pubblicità publicidad reklama affiliate-link affiliate partnerlinks promotion",
        Cue.MORE: "weiterlesen weiterlesen… weitere mehr more lesen read suite lire ansehen anzeigen",
        Cue.PAGES: "seite page nächste next suivante vorherige previous précédente zurück weiter pagina "
        "vorheriger nächster précédent suivant älterer neuerer ältere neuere älter neuer",
        Cue.BYLINE: "von by par autor autorin author auteur veröffentlicht published publié posted "
        "aktualisiert updated "
        "stand gepostet erstellt geschrieben written verfasst redaktion mis actualisé pubblicato publicado",
        Cue.CAPTION: "foto fotos photo photos bild bilder bildquelle bildnachweis image images picture quelle "
        "crédit "
        "fotograf copyright © symbolbild symbolfoto archivbild archivfoto grafik illustration",
        Cue.TAGS: "tags tag schlagworte schlagwörter stichworte stichwörter schlagwort kategorie category "
        "catégorie "
        "kategorien categories mots-clés keywords themen abgelegt tagged filed étiquettes ressort rubrik",
        Cue.FORM: "e-mail-adresse pflichtfelder pflichtfeld name* email* website webseite passwort password "
        "benutzername username vorname nachname absenden submit senden envoyer erforderlich required obligatoires "
        "formular captcha",
        Cue.SHOP: "warenkorb basket cart panier bestellen kaufen preis preise lieferzeit versand "
        "versandkosten mwst "
        "artikelnummer buy shop bewertungen bewertung wunschliste prix buchen zahlungsmethoden",
    }
)

_PHRASES: tuple[tuple[int, str], ...] = (
    (
        Cue.NAVIGATION,
        r"skip to|zum inhalt|zum hauptinhalt|aller au contenu|zur startseite|nach oben|back to top"
        r"|to the top|haut de page"
        r"|über uns|about us|contact us|qui sommes|bitte klicken|toggle navigation|jump to|springe zu|direkt zum"
        r"|you are here|sie sind hier|jump to recipe|print recipe|pdf[- ]version|druckversion"
        r"|printer[- ]friendly|als pdf|rezept drucken|du bist hier|vous êtes ici|log ?in\b|sign ?in\b"
        r"|se connecter|mon compte",
    ),
    (
        Cue.LEGAL,
        r"all rights reserved|alle rechte|tous droits|powered by|terms of (?:use|service)|privacy policy|©"
        r"|\(c\) ?(?:19|20)\d\d"
        r"|copyright|theme by|designed by|^design (?:von|by)|site by|creative commons|proudly"
        r"|datenschutzerklärung (?:gelesen"
        r"|zur kenntnis)|fehler (?:gefunden|entdeckt|melden)|report (?:an )?error|signaler une erreur"
        r"|riproduzione riservata|reproduction (?:interdite|réservée)|subject to copyright|republish",
    ),
    (
        Cue.SOCIAL,
        r"share (?:this|on|via)|teile (?:das|diesen)|(?:artikel|beitrag|seite) (?:teilen|drucken|versenden"
        r"|weiterempfehlen)"
        r"|auf (?:facebook|twitter|whatsapp) teilen|partager (?:sur|cet|l)|follow (?:us|me)|folgen sie"
        r"|folge uns|suivez"
        r"|per e-?mail|click to (?:share|email)|klick,? um|gefällt mir|folge (?:mir|uns)|^drucken\b|^print\b"
        r"|i like this|like this",
    ),
    (
        Cue.COMMENTS,
        r"\d+ (?:kommentar|comment|commentaire|antwort|repl|thought|réaction|response)|leave a (?:reply|comment)"
        r"|(?:schreibe?n?|hinterlasse?n?) (?:sie |uns )?(?:eine[n]? )?(?:kommentar|antwort)|laisser un commentaire"
        r"|kommentar (?:verfassen|schreiben|hinzufügen|abgeben)|add (?:a )?comment|post a comment"
        r"|join the (?:conversation|discussion)"
        r"|comments are closed|kommentare sind|diskutieren sie|ihre meinung|your comment|deja (?:un|tu)"
        r"|reader comments"
        r"|thoughts? on\b|reagieren|réactions? ?\(|responses? so far|say your words|noch keine kommentare"
        r"|no comments|aucun commentaire"
        r"|sei der erste|be the first to|vos réactions|schreibe?n? (?:einen|uns)|ihre meinung"
        r"|beitrag bewerten|artikel bewerten|rate (?:this|me)|we want to hear|letter to the editor"
        r"|what do you think|leserbrief|kommentarfeed|kommentare? zu\b|votre avis|réagir"
        r"|ajouter un commentaire|lascia un",
    ),
    (
        Cue.REPLY,
        r"\b(?:sagt|says|schreibt|meint|dit|wrote|schrieb):?$|\d+ (?:years?|months?|weeks?|days?|hours?"
        r"|minutes?) ago"
        r"|vor \d+ (?:jahr|monat|woche|tag|stunde|minute)|il y a \d+",
    ),
    (
        Cue.RELATED,
        r"auch interessant|interessieren|you (?:may|might) (?:also )?(?:like|enjoy)|(?:lesen sie"
        r"|lies) (?:auch|mehr|hier|dazu)|mehr (?:zum|zu|aus|von|über|artikel|themen|news)"
        r"|more (?:from|on|in|stories|news|about)|à lire|lire aussi|sur le même|voir aussi|see also"
        r"|siehe auch|read (?:next|also)|related"
        r"|ähnliche (?:artikel|beiträge|themen)|weitere (?:artikel|themen|beiträge|meldungen|nachrichten"
        r"|informationen|links)"
        r"|verwandte|(?:neueste|aktuelle|letzte) (?:beiträge|artikel|kommentare|meldungen|nachrichten|news)"
        r"|(?:recent|latest|popular|most|top) (?:posts|comments|articles|news|stories|read|popular|viewed"
        r"|shared)|most read|les plus lus|articles? (?:récents|similaires|liés)"
        r"|zum thema|das könnte|empfohlen|editor.?s pick|don.t miss|trending|what to read|dans la même"
        r"|nos derniers|en relation|ebenfalls|auch spannend|leggi anche|explore further|further reading"
        r"|keep reading|next up|weiterführende|mehr dazu|auch lesenswert|lesetipp|artikel zum thema"
        r"|à découvrir|découvrez aussi|pour aller plus loin|leia também|lue myös|lue seuraavaksi|lees ook"
        r"|läs (?:också|även)|lea también|lee también|te puede interesar"
        r"|czytaj (?:też|także|więcej)|zobacz (?:też|również)|potrebbe interessarti|læs også|les også"
        r"|articoli correlati"
        r"|^(?:am )?(?:meistgelesene?n?|beliebteste?|empfehlungen|recommended|trending|populaires?"
        r"|most popular|topthemen)$|passend dazu"
        r"|relevantes|interessantes aus",
    ),
    (
        Cue.SUBSCRIBE,
        r"newsletter|sign up|signing up|subscribe|abonn|jetzt registrieren|kostenlos (?:testen|anmelden)"
        r"|probemonat|zum abo"
        r"|become a (?:member|subscriber)|support (?:us|our|the)|(?:daily|weekly) (?:email|news|digest"
        r"|briefing)|your inbox|deinem postfach|s.inscrire|inscrivez|unterstütze(?:n sie)? uns",
    ),
    (
        Cue.COOKIES,
        r"cookie|adblock|javascript|ihr(?:en)? browser|your browser|votre navigateur|internet explorer"
        r"|einwilligung|privacy settings",
    ),
    (
        Cue.ADVERT,
        r"^(?:anzeige|werbung|advertisement|publicité|annonce|ad|sponsored|advertorial|pubblicità"
        r"|story continues below)\W*$"
        r"|affiliate|sponsored|gesponsert|article continues",
    ),
    (
        Cue.MORE,
        r"(?:weiterlesen|read (?:more|on|full|the)|mehr lesen|lire (?:la )?suite|lire plus|en savoir plus"
        r"|learn more|show more|mehr (?:anzeigen|erfahren)|erfahre mehr|continue reading|weiter lesen"
        r"|view all|see all|alle anzeigen|load more|mehr laden|einträge laden|charger plus)"
        r"|»$|→|\[…\]$|\[\.\.\.\]$|^[<>«‹›←]",
    ),
    (
        Cue.PAGES,
        r"(?:seite|page|pagina|página) ?\d+ ?(?:/|von|of|sur|di|de) ?\d+|nächste seite|next page"
        r"|page suivante|page précédente|vorherige seite|previous page|(?:nächsten|folgenden) seite"
        r"|(?:nächster|vorheriger|previous|next|älterer|neuerer) (?:beitrag|artikel|post|article|eintrag)"
        r"|beitragsnavigation|post navigation|article (?:précédent|suivant)|article (?:précedent|suivante)"
        r"|(?:vorige|letzte|nächste)r? (?:artikel|beitrag)|^← |^→ | →$|^[<«‹] ?(?:zurück|back|retour)"
        r"|^(?:zurück|weiter|retour) ?[/»>]|^(?:vorheriger|nächster|previous|next"
        r"|précédent|suivant)\b|^(?:\d+ ){3,}",
    ),
    (
        Cue.BYLINE,
        r"^(?:von|by|par|autor(?:in)?|author|auteur|text|di|por)[: ]|(?:veröffentlicht|published|posted"
        r"|publié|geschrieben|written|erstellt|aktualisiert|updated|mis à jour|gepostet|verfasst|eingetragen"
        r"|pubblicato|publicado|ultima modifica|modifié)\b"
        r"|\d+ min(?:uten?|utes)? (?:read|lesezeit|de lecture|lues)|lesezeit|reading time|min read"
        r"|\d+ (?:words|wörter|mots)$|(?:staff|senior|contributing) (?:writer|reporter|editor|correspondent)"
        r"|\b(?:reporter|correspondent|korrespondent(?:in)?)$",
    ),
    (
        Cue.CAPTION,
        r"(?:foto|photo|bild|image|picture|quelle|credit|crédit|fotos|photos|bildrechte|bildquelle"
        r"|bildnachweis|illustration|grafik|photograph|abbildung|caption) ?(?:\w+ )?[:/©]|\((?:foto|bild"
        r"|photo|image|quelle)\b|photo by|image by|foto von|picture by|©",
    ),
    (
        Cue.TAGS,
        r"^(?:tags?|schlagw[oö]rte?r?|stichw[oö]rte?r?|themen|kategorien?|categor(?:y|ies)|catégories?"
        r"|topics?|mots[- ]clés|filed under|posted in|abgelegt unter|labels?|ressort|rubrik)\b|^#\w+"
        r"|posted in|veröffentlicht (?:in|unter)|filed under|tagged|verschlagwortet|(?:eintrag|beitrag"
        r"|artikel) wurde (?:am|von|veröffentlicht|in|unter)|this entry was|article a été publié"
        r"|themen in diesem|in this article|dans cet article",
    ),
    (
        Cue.FORM,
        r"e-?mail[- ]?adress|adresse e-?mail|email address|\*$|required fields|erforderlich|pflichtfeld"
        r"|obligatoire|passwor|benutzername|username|mot de passe"
        r"|wird (?:benötigt|nicht (?:veröffentlicht|angezeigt))|\((?:required|benötigt|requis)\b"
        r"|search for|suche nach|your (?:name|email)|ihr name|remember me|angemeldet bleiben|save my name",
    ),
    (
        Cue.SHOP,
        r"[€$£] ?\d|\d ?(?:€|eur\b|chf\b)|in den warenkorb|add to (?:cart|basket)|zzgl|inkl\. mwst|auf lager"
        r"|in stock|sofort lieferbar|jetzt (?:kaufen|bestellen|buchen)|online buchen",
    ),
)

PHRASES: tuple[tuple[int, re.Pattern[str]], ...] = tuple((cue, re.compile(pattern)) for cue, pattern in _PHRASES)

# What a longer line has to say to be asked about by these words alone: a paragraph, too, may speak of cookies, of
# comments and of consent, but it does not ask its reader for them. The words in front are looked for first: every
# phrase holds one of them, and a search takes twenty times as long.
_LONG_PHRASES: tuple[tuple[int, str, str], ...] = (
    (
        Cue.LEGAL,
        "datenschutz|kontaktformular|by signing|by using|by continuing|agree to|reserved|vorbehalten|réservés"
        "|creative commons|willige ich|engagent|expressed|provision|commission|copyright|poursuivant",
        r"(?:ich habe die|ja, ich habe|stimme? .{0,30}der) datenschutz|kontaktformular"
        r"|by (?:signing up|using this|continuing)|(?:you|i) agree to (?:the|our)"
        r"|all rights reserved|alle rechte vorbehalten|tous droits réservés|willige ich"
        r"|(?:unter|under)(?: einer| der| a| the)? creative commons"
        r"|n.engagent que|(?:views|opinions) expressed|erhält .{0,30}provision|earn a commission"
        r"|subject to copyright|en poursuivant votre",
    ),
    (
        Cue.COMMENTS,
        "want to hear|letter to|comment|kommentar|e-mail|email|meinung",
        r"we want to hear|letter to the editor|your comment|(?:ihren|deinen) kommentar"
        r"|^kommentare? (?:zu|werden)|comments (?:are (?:closed|moderated)|section)"
        r"|e-?mail[- ]adresse wird nicht|email address will not|adresse e-?mail ne sera"
        r"|wie ist (?:eure|deine|ihre) meinung",
    ),
    (
        Cue.TAGS,
        "eintrag|beitrag|artikel|this |cet article|verschlagwortet|filed under",
        r"dieser (?:eintrag|beitrag|artikel) (?:wurde|ist|erschien)|this (?:entry|post|article) was"
        r"|cet article (?:a|est)|verschlagwortet|filed under",
    ),
    (
        Cue.PAGES,
        "article |artikel|beitrag|post|← |→",
        r"^(?:article (?:suivant|pr[ée]c[ée]dent)|(?:nächster|vorheriger) (?:artikel|beitrag)"
        r"|(?:next|previous) (?:article|post))|^← |→$",
    ),
    (
        Cue.SUBSCRIBE,
        "sign up|newsletter|lettre|subscribe|read the rest|kostenlos|freie|articles",
        r"^sign up (?:for|to)|sign up .{0,40}(?:inbox|email)|unser(?:en|em|e)? newsletter"
        r"|our (?:\w+ )?newsletter|notre (?:lettre|newsletter)|subscribe to (?:our|the)|read the rest"
        r"|kostenlos testen|subscribers? only|articles gratuits|free articles (?:left|remaining|this month)"
        r"|(?:kostenlosen?|freien?) artikeln? (?:gelesen|übrig|in diesem monat)",
    ),
    (
        Cue.COOKIES,
        "cookies|javascript|adblock|browser|navigateur",
        r"(?:we|wir|nous) (?:use|verwenden|nutzen|setzen|utilisons).{0,40}cookies"
        r"|cookies.{0,60}(?:zustimm|akzeptier|accept|consent|agree)"
        r"|javascript (?:aktivieren|deaktiviert|is disabled|must be)|enable javascript|adblocker? (?:de|aus)"
        r"|your browser|ihr(?:en)? browser|votre navigateur",
    ),
    (
        Cue.BYLINE,
        "is a|redakteur|journalist|autor|korrespondent",
        r"is an? (?:\w+ ){0,4}(?:writer|reporter|editor|journalist|professor|correspondent)"
        r"|(?:ist|arbeitet als) (?:\w+ ){0,3}(?:redakteur|journalist|autor|korrespondent)",
    ),
    (
        Cue.CAPTION,
        "foto|photo|bild|image|quelle|picture|credit|crédit",
        r"\((?:foto|bild|photo|image|quelle|picture|archivfoto|symbolbild)\W"
        r"|(?:foto|photo|bild|picture|credit|crédit)s? ?: ?[^.!?]{3,60}$|photo(?:graph)? by",
    ),
)

LONG_TRIGGERS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (trigger, cue, re.compile(pattern))
    for cue, triggers, pattern in _LONG_PHRASES
    for trigger in triggers.split("|")
)

# In a long line only these say something: a paragraph may well speak of photographs, prices and comments.
LONG_WORDS: dict[str, int] = {
    word: bits
    for cue, text in {
        Cue.COOKIES: "cookie cookies javascript adblocker werbeblocker browser",
        Cue.SUBSCRIBE: "newsletter abonnement subscribe subscription abonnieren postfach inbox",
        Cue.LEGAL: "datenschutzerklärung datenschutz nutzungsbedingungen copyright impressum vorbehalten reserved "
        "privacy terms",
        Cue.COMMENTS: "kommentar kommentare comments kommentieren commentaires netiquette",
        Cue.SOCIAL: "facebook twitter instagram whatsapp follow",
        Cue.SHOP: "mwst versandkosten lieferzeit",
        Cue.CAPTION: "foto photo bild quelle",
        Cue.FORM: "e-mail-adresse pflichtfelder",
    }.items()
    for word, bits in ((w, cue) for w in text.split())
}

FUNCTION_WORDS: frozenset[str] = _words(
    # German
    "der die das den dem des ein eine einer eines einem einen und oder aber auch nicht ist sind war waren "
    "wird werden "
    "wurde wurden hat haben hatte hatten sein im in am an auf aus bei mit nach von vom zu zum zur für durch "
    "über unter "
    "um als wie wenn dass daß sich er sie es wir ihr ich man nur noch schon sehr mehr so dann da dort hier "
    "kann können "
    "konnte muss müssen soll sollen will wollen dieser diese dieses diesem diesen sowie bis seit gegen ohne "
    "vor zwischen "
    "mich mir uns ihm ihn ihre ihrer ihren seine seiner seinen kein keine was wer wo welche weil damit denn doch "
    # English
    "the a an and or but not is are was were be been being has have had do does did will would can could "
    "should may "
    "might must of to in on at by for with from as that this these those it its he she they we you i his her "
    "their our "
    "my your who which what when where how if than then there so because while after before about into over "
    "out up no "
    "him them us me more said "
    # French
    "le la les un une des du de et ou mais ne pas plus est sont était étaient être été a ont avait avaient "
    "au aux en "
    "dans sur sous par pour avec sans que qui quoi dont où ce cet cette ces il elle ils elles nous vous je "
    "on se sa son "
    "ses leur leurs comme si tout tous toute entre après avant depuis "
    # Italian, Spanish, Dutch, Polish, Portuguese
    "il lo gli di da del della dei delle che non è sono con per una nel nella alla ha el los las y del al lo "
    "se su con "
    "para por como het een van dat niet met voor zijn er maar ook w z na się nie do jest to że o os uma não "
    "em"
)
