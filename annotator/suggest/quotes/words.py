"""Small words that tell quotations from names and scare quotes, of many languages together.

They are in small letters. Languages share a list, as a text's language is often told wrongly or not at all; a word
is left out where it means something else in another of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.core.typography import word_set

# German tells by its mood that somebody else's words are reported.
MOOD = word_set(
    "sei seien habe hätte hätten werde würde würden könne könnten müsse müssten dürfe dürften solle wolle "
    "gebe komme gehe stehe bleibe liege mache wisse wäre wären brauche lasse sehe gelte handle handele "
    "bestehe führe "
)

# Who says what somebody or something is, and what stands between the verb and the quotation.
CALLS = word_set(
    "nannte nennt nannten nennen genannt bezeichnet bezeichnete bezeichneten bezeichnen verurteilt "
    "verurteilte verurteilten kritisierte kritisiert kritisierten wertete wertet bewertete bewertet "
    "beschreibt beschrieb beschrieben schilderte sieht sah sehen hält hielt halten lobte lobt würdigte "
    "würdigt würdigten charakterisierte beurteilte beurteilt titulierte beschimpfte brandmarkte geißelte "
    "einstufte empfand empfindet warf warfen wirft vorwarf wies wiesen weist zurückgewiesen zurückwies "
    "betrachtet betrachtete einschätzte eingestuft verurteilen call calls called calling refer refers "
    "referred referring describe describes described describing dismiss dismissed dismisses brand branded "
    "denounce denounced denounces label labelled labeled hail hailed hails dub praise praised condemned "
    "salué salue saluait saluent "
    "condemn qualifie qualifié qualifiait dénonce dénoncé dénonçait fustige fustigé évoque évoqué évoquait "
    "parle parlait calificó califica tachó tacha llamó denunció definì definito definisce chiamato parlato "
    "parla classificou chamou noemde noemt nazwał nazwała nazval nazvala kallade kallar kaller kalder kalte "
    "kaldte назвал назвала назвали назвав называет охарактеризовал охарактеризовала окрестил охрестив називає "
    "охарактеризував χαρακτήρισε χαρακτηρίζει nitelendirdi tanımladı nitelendiriyor niteledi označil označila "
    "označili označuje nazývá określił określiła określili określa nazwali nazywa betecknade beskrev "
    "betegnede betegner betegnet beskriver omtalte omtaler bestempelde bestempelt calificaron califican tachan "
    "tilda tildó tildado tildaron definire definiscono bollato bolla parlano classificaram definiu "
    "chama chamam وصف وصفت ووصف ووصفت כינה כינתה הגדיר הגדירה gọi mô ví "
    "chama chamam nevezte nevezték nevezi nevezik minősítette minősítették minősíti titulálta bélyegezte bélyegzi "
    "jellemezte jellemzi tartja tartják tartotta tartották "
    "kutsui kutsuu kutsuvat kutsuivat nimitti nimittää luonnehti luonnehtii luonnehditaan "
    "luonnehdittiin kuvaili kuvailee leimasi haukkui haukkuu numit numește numeşte numesc descris descrie "
    "calificat califică catalogat cataloghează etichetat qualifica qualifiquen qualificat titlla titllen titllat "
    "anomena anomenen anomenat defineix descrit descriu وصف وصفت ووصف ووصفت כינה כינתה הגדיר הגדירה "
    "nazvao nazvali naziva nazivaju ocijenio ocijenila ocijenili ocenio ocenila ocenili okarakterizirao "
    "okarakterizirala okarakterisao okarakterisala označio poimenoval poimenovala imenoval imenovala ocenil "
    "označujejo označuje назвао назива називају оценио оценила оценили означио окарактерисао нарече нарекоха "
    "нарича наричат нарекъл нарекла определи определиха определя определят окачестви окачествиха "
    "nazvali označujú "
    "chama chamam وصف وصفت ووصف ووصفت כינה כינתה הגדיר הגדירה "
)

# The word before says that a name follows, or a word that the writer keeps at a distance.
NAMED = word_set(
    "namens titel titels titeln motto mottos thema schlagwort stichwort name namen codename codenamen "
    "spitzname spitznamen beiname beinamen künstlername pseudonym projektname arbeitstitel begriff begriffe "
    "begriffs wort wörter prädikat grundsatz grundsatzes prinzip themen überschrift bezeichnung kategorie typ "
    "typs typen klasse rubrik marke slogan heißt hieß heißen hießen heißende heisst hiess heissen "
    "hiessen sogenannte sogenannten "
    "sogenannter sogenanntes genannte genannten genannter genanntes sog kurz alias betitelt betitelte "
    "betitelten angebliche angeblichen vermeintliche vermeintlichen getauft taufte titled entitled named "
    "nicknamed codenamed dubbed title titles term terms word phrase nickname category called so-called "
    "baptisés surnommés surnommées dénommée "
    "intitulé intitulée intitulés baptisé baptisée surnommé surnommée dénommé nommé titre terme mot "
    "expression dit titulado titulada llamado llamada llamados denominado denominada apodado término palabra "
    "título intitolato intitolata chiamato chiamata cosiddetto cosiddetta cosiddetti denominato titolo "
    "termine parola chamado chamada intitulado intitulada termo palavra genaamd getiteld zogenaamde zogeheten "
    "genoemd woord tzw zwany zwana tytułem słowo takzvaný takzvaná tzv názvem kallad kallade såkallt såkallte "
    "såkaldte ordet названием называемый называемая называемые слово термин так-называемый званий назвою "
    "dite dits dites takozvani takozvana takozvano takozvane takozvanu așa-numita așa-numitul așa-zisa așa-zisul "
    "нареченият наречения наречената нареченото úgynevezett imenovani imenovana λεγόμενος λεγόμενου λεγόμενης "
    "appelés appelées appelée bautizado bautizada apodados soprannominato soprannominata ribattezzato "
    "elnevezésű jelszavú jelszóval címmel néven nimeltä nimellä otsikolla intitulat intitulată titlul numita "
    "numitul anomenada l'anomenat l’anomenat l'anomenada l’anomenada anomenades anomenats titulat titulada "
    "batejat batejada sobrenom malnom lema "
    "ribattezzata batizado batizada apelidado apelidada bijgenaamd bijnaam leus zwane zwani nazwą hasłem "
    "przydomkiem przezywany přezdívaný přezdívaná přezdívkou heslem parollen parolen mottot mottoet "
    "smeknamnet tilnavnet øgenavnet kallenavnet kælenavnet slagordet девизом лозунгом прозвищем гаслом прізвисько "
    "λεγόμενο λεγόμενη τίτλο λέξη adlı isimli sözde المسمى المسماة بعنوان تسمى المكنى يسمى "
    "سمي سميت يدعى تدعى المدعو المدعوة المعروف المعروفة الملقب الملقبة اسمه اسمها בשם המכונה שכונה שכונתה "
    "הנקרא הנקראת שמו שמה "
    "موسوم معروف ملقب نام عنوان اسم کلمه واژه عبارت اصطلاح لقب "
    "नाम नामक शीर्षक कथित तथाकथित उपनाम शब्द chữ tên "
    "imenom imena nazivom naziv nazivu naslovom naslov geslom geslo parolom sloganom motom nazvan nazvana "
    "nazvano zvan zvana zvano nadimkom vzdevkom именом називом назив насловом наслов паролом слоганом назван "
    "названа звани име името имената наречен наречена наречено наречени озаглавен озаглавена озаглавено заглавие "
    "прякор прякора мото лозунга názov názve nazvaný nazvaná nazvané prezývaný prezývaná prezývkou pomenovaný "
    "takzvané "
)
# A name of these stands in marks behind them.
KINDS = word_set(
    "film films movie novel book books song album single newspaper daily weekly magazine ship ferry vessel "
    "yacht boat operation project programme program play musical opera series show exhibition restaurant "
    "hotel bar café pub band group party club ballad painting poem app game website platform mission "
    "satellite probe shuttle documentary essay hit report paper journal channel roman livre chanson quotidien "
    "hebdomadaire navire bateau opération projet pièce série groupe exposition revue émission película novela "
    "libro canción periódico diario revista buque barco operación proyecto obra serie disco romanzo canzone "
    "giornale quotidiano rivista nave traghetto operazione progetto mostra settimanale filme romance livro "
    "canção jornal navio operação projeto peça boek lied krant dagblad weekblad tijdschrift schip veerboot "
    "filmu powieść powieści książka książki książce gazeta gazety gazecie dziennik dziennika tygodnik statek "
    "statku promu prom operacja spektakl kniha knize román noviny novin deník týdeník loď lodi filmen boken "
    "romanen tidningen avisen bogen skibet skipet fartyget färjan ferjen færgen bladet låten sangen sången "
    "фильм фильме фильма роман романе книга книге книгу газета газете газету газеты журнал журнале журнала "
    "песня судно паром корабль теплоход проект операция компания компании группа спектакль агентство фільм "
    "книзі газеті корабель пором журналу компанія ταινία βιβλίο εφημερίδα πλοίο τραγούδι περιοδικό filmi "
    "romanı kitabı gazetesi gemisi dergisi şarkısı فيلم رواية كتاب صحيفة سفينة مجلة أغنية جريدة שיר סרט ספר "
    "עיתון אונייה کتاب فیلم رمان روزنامه طرح پروژه برنامه عملیات نمایشگاه گالری خبرگزاری شرکت سریال آلبوم ترانه "
    "نمایش نمایشنامه کشتی هتل رستوران باشگاه گروه کمپین پویش جشنواره مستند شبکه کانال سایت وب‌سایت نشریه هفته‌نامه "
    "ماهنامه مجله ماهواره موشک جایزه داستان شعر آهنگ بازی "
    "फिल्म फ़िल्म किताब पुस्तक उपन्यास अखबार अख़बार गीत गाना गाने एल्बम पत्रिका योजना अभियान मिशन ऑपरेशन कंपनी जहाज "
    "नाटक धारावाहिक शो सीरीज कविता चैनल ऐप वेबसाइट कार्यक्रम परियोजना मुहिम रेस्तरां होटल संस्था संगठन "
    "phim cuốn khúc vở tàu quán "
    "עיתון אונייה "
    # South Slavic and Slovak
    "filma filmom serija serije seriji knjiga knjige knjizi knjigu romanu romana pjesma pesma pjesme pesme drama "
    "predstava predstave predstavi izložba izložbe festivala festivalu nagrada nagrade nagradu brod brodu broda "
    "trajekt hotela hotelu restoran restorana kafić kafana gostionica gostilna ladja ladje ladji jahta projekta "
    "projektu akcija akcije akciju akciji kampanja kampanje kampaniji emisija emisije emisiji oddaja oddaje "
    "oddaji časopis časopisa listu tednik revija revije reviji skladba skladbe pesem razstava razstave film "
    "grupa grupe skupina skupine firma tvrtka tvrtke preduzeće poduzeće podjetje družba udruga udruge udruženje "
    "društvo zadruga mlekara mljekara klub kluba pokret lista liste stranka stranke stranki sindikat naselje "
    "jezero brana škola škole филма серија књига књиге књизи песма песме представа изложба фестивал фестивала "
    "награда награде брод ресторан кафана акција кампања емисија часопис предузеће удружење друштво задруга "
    "млекара покрет листа странка филмът сериал сериала книгата романа романът песента спектакъл спектакъла "
    "пиеса пиесата изложба изложбата фестивала награда наградата ферибот ферибота кораба хотел хотела ресторант "
    "ресторанта кафене механа квартал язовир язовира улица булевард площад проекта акция акцията кампания "
    "кампанията предаване предаването вестника списание списанието фирма фирмата дружество сдружение мандра "
    "мелница отбор отбора група групата партия партията коалиция движение движението училище хижа комплекс "
    "курорт магистрала метростанция стадион filme seriál seriálu knihe románu pieseň piesne hra hry výstava "
    "výstavy festival festivale cena cenu hoteli reštaurácia reštaurácie krčma projekte akcia akcie kampaň "
    "kampane relácia relácie časopise časopisu denníku denníka skupiny firmy spoločnosť spoločnosti združenie "
    "združenia hnutie hnutia strana strany klube petícia petíciu iniciatíva iniciatívy "
)
# The same of Arabic and Hebrew, where article, conjunction and preposition are one with the noun.
_KINDS_AR = (
    "قانون مشروع برنامج عملية حملة مبادرة مهرجان جائزة منظمة جمعية حزب حركة مؤسسة شركة وكالة قناة إذاعة موقع "
    "منصة مسلسل "
    "مسرحية ديوان باخرة فندق مقهى مطعم نادي فريق تنظيم شعار وسم هاشتاغ فيروس إعصار معرض ألبوم قصيدة فيلم "
    "رواية كتاب صحيفة "
    "سفينة مجلة أغنية جريدة تطبيق فرقة مخيم سد بطولة دوري عاصفة مدرسة مستشفى مركز فصيل كتائب حي "
)
_KINDS_HE = (
    "תוכנית תכנית מבצע חוק פרויקט ארגון עמותה עמותת מפלגת סיעת תנועת ערוץ אתר רשת חברת קבוצת מועדון מסעדת "
    "מלון סדרה סדרת "
    "הצגה מחזה תערוכה תערוכת פסטיבל ספרו ספרה אלבום מגזין ספינת אוניית קמפיין יוזמה יוזמת פורום שכונת שיר סרט "
    "ספר עיתון "
    "אונייה להקת מערכת אפליקציית סופת ספר רומן מרכז עיתון "
)
KINDS |= {
    before + kind
    for kinds, prefixes in (
        (_KINDS_AR, ("", "ال", "و", "ب", "ل", "لل", "بال", "وال")),
        (_KINDS_HE, ("", "שה", *"הובלמש")),
    )
    for kind in kinds.split()
    for before in prefixes
}
KIND_ENDINGS = re.compile(
    r"[\w-]*(?:zeitung|zeitschrift|magazin|blatt|film|buch|roman|song|lied|album|stück|oper|musical|serie|sendung|schiff|fähre|"
    r"frachter|dampfer|kutter|[jy]acht|boot|tanker|flugzeug|träger|satellit|sonde|rakete|shuttle|projekt|programm|"
    r"kampagne|initiative|organisation|partei|bewegung|verein|verband|bündnis|gruppe|firma|unternehmen|konzern|verlag|"
    r"agentur|restaurant|hotel|lokal|gasthaus|kneipe|klub|club|theater|museum|ausstellung|preis|orden|auszeichnung|"
    r"liga|modell|marke|sorte|portal|plattform|dienst|netzwerk|website|seite|software|sturm|taifun|hurrikan|orkan|zyklon|"
    r"operation|aktion|messe|festival|siegel|stamm|clan|mannschaft|team|stadion|denkmal|reihe|broschüre|gemälde|gedicht|"
    r"krant|weekblad|tijdschrift|schip|boek|tidningen|avisen|boken|bogen|fartyget|skipet)(?:e?s|e?n|er|e)?"
)
# Others of its kind are listed: titles and names more than quotations.
INCLUDING = word_set("wie darunter beispielsweise like including comme como come zoals som jako как наприклад")
INDEFINITE = word_set(
    "ein eine einen einem einer eines als a an as un une comme una como um uma een ett en za jako "
)
WORDS = word_set(
    "aufschrift worten worte zitat zitaten satz sätzen satzes parole parolen spruch sprüche sprüchen "
    "sprechchöre sprechchören formel frage ruf rufe rufen words slogans phrase mots paroles palabras palavras "
    "woorden słowami slovy orden ord словами слова "
)
# German: where words stand, and what tells that they do.
STANDS = word_set("stand standen steht stehen prangte prangten prangt prangen")
_CARRIER = re.compile(
    r"\w*(?:tafeln?|transparent|plakat|schild|banner|w[aä]nd|mauer|zettel|shirt|aufkleber|spruchband|grabstein|fahne|karte|"
    r"button|schleife|pullover)(?:e?[ns]|e|er|ern)?"
)
# Begin a hint at another article.
TEASERS = (["lesen", "sie"], ["lies", "auch"], ["siehe", "auch"], ["mehr", "dazu"], ["mehr", "zum"])
IS_SAID_TO_BE = word_set("sei seien wäre wären")
SPEAK = word_set(
    "sprach spricht sprachen sprechen gesprochen rede redete redet warnte warnt warnten warnen gewarnt spoke "
    "speak speaks spoken talked talks warn warned warns warning parle parlé parlait habló habla hablaron "
    "advirtió parlato parla falou fala sprak spreekt mówił mówiła mluvil mluvila talade snakket talte говорит "
    "говорил говорила заявил говорять говорив λόγο μιλά μίλησε vorbit vorbește govori govorio hovoril hovorí "
    "beszélt beszél говори mówią mluví sprak habló hablan parlano falam spreken talar snakker taler "
)
# Speaks of something: mówi o „…”
ABOUT = word_set("o о об про за για de di del da van om over sobre despre od")
# A name stands behind: the source itself.
SOURCES = word_set(
    "laut lt gemäß gemäss wie per selon según secondo segundo volgens według podle enligt ifølge согласно "
    # Arabic and Hebrew: whom and where somebody speaks to, in marks.
    "مع ل لـ ל ב מ עם "
)
TALKS = word_set("حديث تصريح مقابلة حوار كلمة تحدث تحدثت")
TALKED_TO = word_set("إلى الى")
REFLEXIVE = word_set("sich itself himself herself themselves se si zich sig seg się sebe себя")
ARTICLES = word_set(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner diese dieser "
    "dieses diesem diesen im am zum zur vom beim ins ans sein seine seinen seinem seiner seines ihr ihre "
    "ihren ihrem ihrer ihres the a an this these those his her its their our some le la les un une du au aux "
    "ce cet cette ces son sa ses leur leurs el los las unos unas del al su sus il lo gli i uno della dello "
    "delle dei degli nel nella alla allo o os as um uma do da dos no na ao seu sua het een de op deze dit det "
    "en ett et "
)
SPEAKERS = word_set("i'm i’m we're we’re i've i’ve i'll i’ll we'll we’ll we've we’ve")  # “I’m Sheila.”
# Words by which a person speaks of himself or to somebody: the text around them has no such voice.
VOICE = SPEAKERS | word_set(
    "ich wir mich mir uns mein meine meinen meiner unser unsere unseren unserer ihr euch du dich dir we us "
    "our ours my me you your je nous notre nos moi mes vous votre tu yo nosotros nuestro nuestra nuestros mi "
    "mis noi nostro nostra nostri io mio mia vi nossos nossa nosso eu nós meu minha wij ik ons onze mijn "
    "jullie nasz nasze nas jsme náš naše våra vår vores jag jeg vårt våre я мы нас наш наша мне вы нам ми "
    "нашу мене én mi nekem nekünk minket engem mienk minä meidän meitä meillä minun minulla minua mulla mä eu noi "
    "meu mea noastră nostru noştri noștri îmi jo nosaltres meu meva nostre nostra nostres "
    "εμείς μας εγώ biz ben bizim 私 我们 我們 私たち אנחנו אני نحن أنا "
)
# Of what a court calls it: condenado por «asociación ilícita».
CHARGED = word_set(
    "poursuivi poursuivie poursuivis condamné condamnée condamnés jugé jugée jugés inculpé inculpée examen "
    "écroué écrouée interpellé interpellée enquête plainte instruction condenado condenada condenados condenó "
    "investigado investigada investigados imputado imputada imputados procesado procesada detenido detenida "
    "denuncia querella delito condannato condannata condannati indagato indagata indagati imputato imputata "
    "arrestato arrestata indiciado indiciada indiciados preso presa julgado julgada denunciado denunciada "
    "inquérito"
)
# Who gave a name to what stands between: a baptisé son opération « Coup de filet ».
BAPTISED = word_set(
    "baptisé baptisée baptisés rebaptisé rebaptisée bautizó bautizaron bautizado bautizada rebautizó battezzato "
    "battezzata ribattezzato ribattezzata batizou batizaram batizado batizada batejat batejada"
)
AS = word_set("as als como come comme jako как як som ως")
KNOWN = word_set(
    "known bekannt conocido conocida conocidos conocidas conhecido conhecida conosciuto conosciuta noto nota "
    "connu connue connus bekend bekendstaat znany znana znane známý známá známé известный известная відомий "
    "відома conegut coneguda coneguts conegudes cunoscut cunoscută cunoscuți cunoscuţi "
    "känd känt kendt kjent γνωστός γνωστή γνωστό "
)
GIVEN = word_set(
    "genannt genannte genannten getauft called dubbed named című nevű elnevezésű niminen nimisen "
)  # a name before it
PASSIVE = word_set("wird werden")
IMPERSONAL = word_set("man")
AND = word_set(", und oder and or et ou y e o en i a och og и")
# No name has one of these within, though most small words may stand in names.
VERBAL = word_set(
    "ist sind war waren hat haben wird werden nicht nie sei is are was were be been has have will not never "
    "had did does could should would can may might "
    "est sont était ont pas ne es son está no fue è sono ha non é são não zijn heeft niet jest je není är har "
    "inte er ikke не это "
)
# So the speaker is told of after the quotation, without a verb.
SO = word_set("so laut selon según secondo segundo volgens według podle enligt ifølge по according")
# Things that are written; near a verb that may tell of either, they tell that the words were.
WRITINGS = word_set(
    "brief briefs schreiben pressemitteilung mitteilung bericht gutachten urteil twitter facebook blog "
    "erklärung artikel kommentar gesetz buch tagebuch e-mail mail tweet statement letter report article email "
    "diary editorial communiqué lettre rapport billet blogue carta informe artículo lettera comunicato "
    "rapporto relatório письме письмо mektup "
)
# Verbs of saying of languages that have no lexicon: Estonian, Latvian, Lithuanian, Galician, Basque, Albanian,
# Icelandic, Afrikaans, Welsh, Macedonian, Belarusian, Swahili, Filipino, Azerbaijani, Kazakh, Bengali, Tamil.
SAID = word_set(
    "ütles ütleb lisas sõnas selgitas sacīja teica norāda pauda sakė teigė pridūrė teigia dixo afirmou engadiu "
    "explicou sinalou esan adierazi azaldu gaineratu tha shtoi deklaroi sagði segir bætti sê gesê meddai dywedodd "
    "рече изјави додаде вели сказаў сказала дадаў адзначыў alisema aliongeza sinabi ani aniya dedi bildirib "
    "айтты деді বলেন জানান கூறினார் "
)
# Lemmas of English and Romance verbs that have nobody for an object: who stands right behind them speaks.
UNADDRESSED = word_set(
    "say add explain reply note insist state conclude continue argue joke recall remark observe claim reckon dire "
    "déclarer affirmer ajouter expliquer préciser rapporter indiquer annoncer estimer souligner rappeler confier "
    "raconter poursuivre conclure noter observer regretter reconnaître insister soupirer lancer ironiser révéler "
    "confirmer écrire répondre résumer témoigner avouer confessare raccontare spiegare aggiungere osservare "
    "concludere ammettere ricordare sottolineare decir explicar añadir contar confesar asegurar recordar concluir "
    "bromear dizer acrescentar afirmar lembrar confessar "
)


def is_inscribed(before: Sequence[str]) -> bool:
    """Whether words before a quotation tell what it is written on: Auf einem Schild stand: „…“"""
    if STANDS.isdisjoint(before[-2:]) or _ON.isdisjoint(before):
        return False
    return any(map(carries_words, before[-6:]))


def carries_words(low: str) -> bool:
    """Whether a word is for what words are written on."""
    return _CARRIER.fullmatch(low) is not None


_ON = word_set("auf an am im in")
