"""Small words that tell quotations from names and scare quotes, of many languages together.

They are in small letters. Languages share a list, as a text's language is often told wrongly or not at all; a word
is left out where it means something else in another of them.
"""

from __future__ import annotations

from annotator.core.typography import word_set

# German tells by its mood that somebody else's words are reported.
MOOD = word_set(
    "sei seien habe haben hätte hätten werde würde würden könne könnten müsse müssten dürfe dürften solle wolle gebe "
    "komme gehe stehe bleibe liege mache wisse wäre wären brauche lasse sehe gelte handle handele bestehe führe"
)
MOOD -= {"haben"}

# Who says what somebody or something is, and what stands between the verb and the quotation.
CALLS = word_set(
    "nannte nennt nannten nennen genannt bezeichnet bezeichnete bezeichneten bezeichnen verurteilt verurteilte "
    "verurteilten kritisierte kritisiert kritisierten wertete wertet bewertete bewertet beschreibt beschrieb "
    "beschrieben schilderte sieht sah sehen hält hielt halten lobte lobt würdigte würdigt würdigten charakterisierte "
    "beurteilte beurteilt titulierte beschimpfte brandmarkte geißelte einstufte empfand empfindet warf wirft vorwarf "
    "call calls called calling describe describes described describing dismiss dismissed dismisses brand branded "
    "denounce denounced denounces label labelled labeled hail hailed hails dub praise praised condemned condemn "
    "qualifie qualifié qualifiait dénonce dénoncé dénonçait fustige fustigé évoque évoqué évoquait parle parlait "
    "calificó califica tachó tacha llamó denunció definì definito definisce chiamato parlato parla classificou "
    "chamou noemde noemt nazwał nazwała nazval nazvala kallade kaller kalte kaldte назвал назвала назвали назвав "
    "назвала χαρακτήρισε nitelendirdi tanımladı"
)

# The word before says that a name follows, or a word that the writer keeps at a distance.
NAMED = word_set(
    "namens titel titels titeln motto mottos thema schlagwort stichwort name namen codename codenamen spitzname "
    "spitznamen beiname beinamen künstlername pseudonym projektname arbeitstitel begriff begriffe begriffs wort wörter "
    "bezeichnung kategorie typ typs typen klasse rubrik marke slogan heißt hieß heißen hießen heißende "
    "sogenannte sogenannten sogenannter sogenanntes genannte genannten genannter genanntes sog kurz alias betitelt "
    "betitelte betitelten angebliche angeblichen vermeintliche vermeintlichen getauft taufte titled entitled named "
    "nicknamed codenamed dubbed title titles term terms word words phrase nickname category motto called so-called "
    "intitulé intitulée intitulés baptisé baptisée surnommé surnommée dénommé nommé titre terme mot expression dit "
    "titulado titulada llamado llamada llamados denominado denominada apodado término palabra título "
    "intitolato intitolata chiamato chiamata cosiddetto cosiddetta cosiddetti denominato titolo termine parola "
    "chamado chamada intitulado intitulada denominada termo palavra genaamd getiteld zogenaamde zogeheten genoemd woord "
    "tzw zwany zwana tytułem słowo takzvaný takzvaná tzv názvem kallad kallade såkallt såkallte såkaldte titeln ordet "
    "названием называемый называемая называемые слово термин так-называемый званий назвою λεγόμενο λεγόμενη τίτλο λέξη "
    "adlı isimli sözde المسمى المسماة بعنوان تسمى المكنى בשם המכונה"
)
# A name of these stands in marks behind them.
KINDS = word_set(
    "film films movie novel book books song album single newspaper daily weekly magazine ship ferry vessel yacht "
    "boat operation project programme program play musical opera series show exhibition restaurant hotel bar café pub "
    "band group party club ballad painting poem app game website platform mission satellite probe shuttle documentary "
    "essay hit report paper journal channel "
    "film roman livre chanson journal quotidien hebdomadaire magazine navire bateau ferry opération projet pièce série "
    "groupe exposition album revue restaurant émission "
    "película novela libro canción periódico diario revista buque barco operación proyecto obra serie disco "
    "romanzo libro canzone giornale quotidiano rivista nave traghetto operazione progetto opera mostra settimanale "
    "filme romance livro canção jornal revista navio operação projeto peça "
    "boek lied krant dagblad weekblad tijdschrift schip veerboot project roman "
    "filmu powieść powieści książka książki książce gazeta gazety gazecie dziennik dziennika tygodnik statek statku "
    "promu prom operacja spektakl kniha knize román noviny novin deník týdeník loď lodi filmen boken romanen tidningen "
    "avisen bogen skibet skipet fartyget färjan ferjen færgen bladet låten sangen sången "
    "фильм фильме фильма роман романе книга книге книгу газета газете газету газеты журнал журнале журнала песня судно "
    "паром корабль теплоход проект операция компания компании группа спектакль агентство фільм книга книзі газеті "
    "корабель пором журналу компанія ταινία βιβλίο εφημερίδα πλοίο τραγούδι περιοδικό filmi romanı kitabı gazetesi "
    "gemisi dergisi şarkısı فيلم رواية كتاب صحيفة سفينة مجلة أغنية جريدة שיר סרט ספר עיתון אונייה"
)
ARTICLES = word_set(
    "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner diese dieser dieses "
    "diesem diesen im am zum zur vom beim ins ans sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer "
    "ihres the a an this these those his her its their our some le la les un une des du au aux ce cet cette ces son sa "
    "ses leur leurs el los las unos unas del al su sus il lo gli i uno della dello delle dei degli nel nella alla allo "
    "o os as um uma do da dos das no na ao seu sua het een de op deze dit den det en ett et"
)
# Words by which a person speaks of himself or to somebody: the text around them has no such voice.
VOICE = word_set(
    "ich wir mich mir uns mein meine meinen meiner unser unsere unseren unserer ihr euch du dich dir we us our ours my "
    "me you your je nous notre nos moi mes vous votre tu yo nosotros nuestro nuestra nuestros mi mis noi nostro nostra "
    "nostri io mio mia vi nossos nossa nosso eu nós meu minha wij we ik ons onze mijn jullie my nasz nasze nas jsme "
    "náš naše vi våra vår vores jag jeg vårt våre я мы нас наш наша мне вы нам ми нашу мене εμείς μας εγώ biz ben "
    "bizim 私 我们 我們 私たち אנחנו אני نحن أنا"
)
# So the speaker is told of after the quotation, without a verb.
SO = word_set("so laut selon según secondo segundo volgens według podle enligt ifølge по according")
WRITING = word_set(
    "schreibt schrieb schrieben schreiben geschrieben mitgeteilt twitterte twittert gepostet postete postet wrote "
    "writes written write tweeted tweets posted posts blogged écrit écrivait écrivent tweeté escribió escribe escrito "
    "tuiteó scrive scritto ha-scritto twittato escreveu escreve escrito schreef schrijft geschreven napisał napisała "
    "pisze napsal napsala píše skrev skriver написал написала пишет написав написала пише έγραψε yazdı كتب כתב כתבה"
)
WRITINGS = word_set(
    "brief briefs schreiben pressemitteilung mitteilung bericht gutachten urteil twitter facebook blog erklärung "
    "artikel kommentar gesetz buch tagebuch e-mail mail tweet statement letter report article email diary editorial "
    "communiqué lettre rapport billet blogue carta informe artículo lettera comunicato rapporto relatório list письме "
    "письмо mektup"
)
# Verbs of saying where there is no lexicon of the language.
SAID = word_set(
    "dijo dice dijeron decir aseguró afirmó explicó añadió declaró señaló advirtió insistió indicó agregó respondió "
    "preguntó disse dice dicono dissero ha-detto detto spiega spiegato aggiunto aggiunge afferma dichiarato dichiara "
    "afirmou afirma disseram explicou acrescentou declarou respondeu perguntou zei zegt zeiden aldus verklaarde "
    "antwoordde waarschuwde vertelde vindt powiedział powiedziała mówi mówił mówiła dodał dodała stwierdził "
    "stwierdziła oświadczył ostrzegł zapytał uvedl uvedla řekl řekla říká dodal dodala prohlásil prohlásila tvrdí "
    "varoval säger sade sa svarade förklarade menar uppger sier sagde siger svarede svarte forklarer forklarte mener "
    "sanoi sanoo kertoi kertoo totesi toteaa vastasi сказал сказала сказали говорит говорил заявил заявила заявили "
    "отметил отметила подчеркнул добавил добавила сообщил сообщила пояснил считает ответил сказав сказала заявив "
    "заявила зазначив зазначила додав додала повідомив наголосив вважає είπε δήλωσε λέει τόνισε πρόσθεσε ανέφερε "
    "dedi söyledi diyor belirtti açıkladı ekledi konuştu قال قالت وقال وقالت أضاف وأضاف وأضافت أكد أعلن وأكد صرح "
    "אמר אמרה אמרו טען טענה הוסיף הוסיפה הודיע mondta mondja közölte zise spus declarat"
)
# Verbs that stand within a language written without spaces.
SAID_WITHIN = (
    "说",
    "說",
    "表示",
    "称",
    "称",
    "指出",
    "強調",
    "强调",
    "宣布",
    "写道",
    "述べ",
    "語っ",
    "話し",
    "話す",
    "言っ",
    "言う",
    "と訴え",
    "と主張",
)
