"""Labels of the fields in ProQuest's downloads, in the languages that its pages can be set to.

Sources: Zotero's translator for ProQuest's pages, and scripts for its files.
"""

from __future__ import annotations

_LABELS = {
    "abstract": "abstract|zusammenfassung|résumé|resumen|sommario|resumo",
    "author": "author|autor|auteur|autore",
    "business indexing term": "business indexing term",
    "classification": "classification|klassifikation|clasificación|classificazione|classificação",
    "column": "column|spalte|colonne|columna|coluna",
    "company / organization": "company / organization|unternehmen/organisation|unternehmen / organisation|"
    "société / organisation|empresa / organización|compañía / organización|azienda / organizzazione|"
    "azienda/organizzazione|empresa / organização",
    "copyright": "copyright",
    "country of publication": "country of publication|publikationsland|pays de publication|país de publicación|"
    "paese di pubblicazione|país de publicação",
    "credit": "credit",
    "database": "database|datenbank|base de données|base de datos|base de dados",
    "dateline": "dateline",
    "document type": "document type|dokumententyp|dokumenttyp|type de document|tipo de documento|"
    "tipo di documento",
    "document url": "document url|dokument-url|url des dokuments|url du document|url de document|"
    "url del documento|url de documento|url documento|url do documento",
    "edition": "edition|auflage|édition|edición|edizione",
    "first page": "first page|erste seite|première page|primera página|prima pagina|primeira página",
    "full text": "full text|volltext|texte intégral|texto completo|testo completo|testo integrale",
    "identifier / keyword": "identifier / keyword|identifikator/schlüsselwort|identifikator / schlüsselwort|"
    "identificateur / mot-clé|identificador / palabra clave|identificativo/parola chiave|"
    "identificador / palavra-chave",
    "illustration": "illustration|abbildung|ilustración|illustrazione|ilustração",
    "issn": "issn",
    "issue": "issue|ausgabe|numéro|número|fascicolo|edição",
    "language of publication": "language of publication|publikationssprache|langue de publication|"
    "idioma de la publicación|idioma de publicación|lingua di pubblicazione|idioma de publicação",
    "last updated": "last updated|zuletzt aktualisiert|dernière mise à jour|última actualización|"
    "ultimo aggiornamento|última atualização",
    "links": "links|liens|enlaces|collegamenti",
    "location": "location|ort|standort|lieu|lugar|ubicación|luogo|località|local|localização",
    "pages": "pages|seiten|páginas|pagine",
    "people": "people|personen|personnes|personas|persone|pessoas",
    "place of publication": "place of publication|verlagsort|lieu de publication|lugar de publicación|"
    "luogo di pubblicazione|local de publicação",
    "proquest document id": "proquest document id|proquest-dokument-id|proquest dokument-id|"
    "id de document proquest|id du document proquest|id de documento proquest|id del documento proquest|"
    "id del documento de proquest|id documento proquest|id do documento proquest",
    "publication date": "publication date|publikationsdatum|erscheinungsdatum|date de publication|"
    "date du diplôme|fecha de publicación|fecha de titulación|data di pubblicazione|data de publicação|"
    "data da publicação",
    "publication info": "publication info|publikationsinformationen|informations de publication|"
    "información de publicación|informazioni sulla pubblicazione|informações da publicação",
    "publication subject": "publication subject|zeitschriftenthema|sujet de la publication|"
    "materia de la revista|materia de la publicación|soggetto rivista|assunto do periódico|"
    "assunto da publicação periódica",
    "publication title": "publication title|publication|titel der publikation|publikationstitel|"
    "titre de la publication|titre de publication|título de publicación|título de la publicación|"
    "titolo pubblicazione|titolo della pubblicazione|título da publicação",
    "publication year": "publication year|erscheinungsjahr|publikationsjahr|année de publication|"
    "año de publicación|anno di pubblicazione|ano de publicação|ano da publicação",
    "publisher": "publisher|herausgeber|verlag|éditeur|editorial|casa editrice|editora",
    "section": "section|bereich|sección|sezione|seção|secção",
    "source type": "source type|quellentyp|type de source|tipo de fuente|tipo di fonte|tipo de fonte",
    "subject": "subject|thema|sujet|materia|soggetto|assunto",
    "supplement": "supplement|beilage|supplément|suplemento|supplemento",
    "title": "title|titel|titre|título|titolo",
    "volume": "volume|band|tomo",
}
NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
"""Labels in lower case and what they are called in English."""


def pattern(*names: str) -> str:
    """What matches each label of fields, whatever the case of the first letter of each word."""
    labels = sorted((label for label, name in NAMES.items() if name in names), key=len, reverse=True)
    return "|".join(label.replace(" ", r"[ \xa0]") for label in labels)
