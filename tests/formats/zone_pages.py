"""Invented pages that were selected whole and pasted as plain text."""

from __future__ import annotations

from annotator.core.offsets import Cut
from annotator.formats.zones import PageParts, find_zones

PARAGRAPHS = (
    "Die Fähre nach Ostersand fährt seit Montag wieder, aber nur am Vormittag. Die Reederei will zuerst "
    "wissen, wer "
    "den neuen Anleger bezahlt, und verweist auf einen Vertrag, den der Kreis nie unterschrieben hat.",
    "„Wir haben gewartet, bis das Eis weg war“, sagte Hafenmeisterin Jette Lührs. „Jetzt warten wir auf das "
    "Geld.“ "
    "Der Kreis hält die Rechnung für zu hoch und hat einen zweiten Gutachter bestellt.",
    "Auf der Insel sorgt das für Ärger. Wer zum Arzt muss, nimmt ein Hotel auf dem Festland oder bittet die "
    "Fischer, "
    "die seit Wochen ohne Genehmigung fahren und niemanden abweisen.",
)

PAGE = f"""Zum Inhalt springen

Suche
Anmelden
Newsletter
E-Paper

Startseite
Politik
Wirtschaft
Kultur
Sport
Wetter
Anzeigen

Start > Wirtschaft > Häfen

Fähre nach Ostersand fährt nur am Vormittag

Von Wiebke Hansen

14. März 2025, 08:12 Uhr

Artikel drucken

{PARAGRAPHS[0]}

Foto: Wiebke Hansen

{PARAGRAPHS[1]}

Streit um den Anleger

{PARAGRAPHS[2]}

Teilen
Facebook
Twitter
WhatsApp
E-Mail

Das könnte Sie auch interessieren

Möwen stehlen Brötchen vor dem Rathaus
Neuer Kran für die alte Werft
Warum der Leuchtturm nachts dunkel bleibt

Leuchtturm
Inselleben

5 Kommentare

Kommentar schreiben

Impressum
Datenschutz
AGB
Kontakt

© 2025 Ostersander Bote. Alle Rechte vorbehalten.
© Verlag Ostersander Bote 1998 - 2025
"""

ENGLISH = """Skip to content

Menu
Home
News
Business
Sport
Weather
Sign in
Subscribe

Old tram line to reopen after thirty years

By Thaddeus Orrin

Published: March 14, 2025

The tram that once ran from the fish market to the observatory is to run again in May, the city council decided on
Thursday, although nobody has yet found the key to the depot.

“We have the rails and we have the drivers,” said Nell Abernathy, who leads the transport committee. “What we do
not have is a timetable that anyone believes.”

Advertisement

Residents along the line are divided. Some remember the noise, and others have parked their cars on the tracks for
so long that they regard them as their own.

Share this article
Facebook
Twitter
Email

Related stories

Observatory loses its telescope
Fish market to sell flowers

Leave a comment

Your email address will not be published. Required fields are marked *

Privacy policy
Terms of use
© 2025 The Harrow Lantern
"""

FRENCH = """Aller au contenu

Menu
Accueil
Politique
Économie
Culture
Sport
Météo
Se connecter
Newsletter

Le phare de Kervaden rallumé après dix ans

Par Solenn Le Bihan

Publié le 14 mars 2025 à 9h30

Le phare de Kervaden a été rallumé jeudi soir devant deux cents habitants venus malgré la pluie. La commune avait
attendu dix ans une ampoule qui n’est plus fabriquée nulle part, et que l’on a trouvée dans une école.

« Nous avons la lumière, il nous manque les bateaux », a déclaré la maire, Enora Quilliou. Les pêcheurs, eux,
disent qu’ils n’ont jamais cessé de rentrer, et que la nuit leur plaisait ainsi.

Lire aussi : Trois idées de promenade sur la côte

Le gardien, qui avait pris sa retraite, est revenu pour l’occasion. Il n’a pas voulu monter, parce que l’escalier
compte trois cents marches et qu’il en connaît chacune.

Partager sur Facebook
Partager sur Twitter

À lire aussi

Une école sans ampoule
La pluie tombe sur le marché

Laisser un commentaire

Mentions légales
CGU
Contact
© 2025 La Dépêche de Kervaden. Tous droits réservés.
"""


def kept(text: str, parts: PageParts) -> str:
    """What is left of the text without its zones."""
    return Cut(text, [(z.start, z.end) for z in parts.zones]).text


def zoned(text: str, kind: str) -> str:
    """What of the text lies in zones of one kind."""
    return "".join(text[z.start : z.end] for z in find_zones(text).zones if z.kind == kind)


def around(article: str) -> str:
    """The article with the same menus and lists around it, in no language that the program knows."""
    begin = PAGE.index("Start > ")
    return PAGE[:begin] + article + PAGE[PAGE.index("Teilen\n") :]
