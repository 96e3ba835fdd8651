"""Words of Arabic and Hebrew by which noun phrases are told from what stands beside them."""

from __future__ import annotations

from annotator.core.typography import word_set

# Arabic names that end as a noun does with whose it is.
NAMES_LIKE_OWNED = word_set("وجيه نزيه فقيه عبده نبيه الله نصرالله عبدالله شبيه وجيهه مها سها بها")
# Lemmas of Arabic verbs that have somebody or something for an object behind the subject: انتقد الوزير القرار.
WITH_OBJECT = word_set(
    "اختصر لخص استبعد رجح توقع اقترح برر خاطب أبدى وصف انتقد اتهم دعا طالب حث حض ناشد هاجم رفض نفى أدان استنكر "
    "سأل أبلغ أخبر كرر جدد شرح كشف نقل فسر حمل روى حكى أنكر"
)
# The same of those that have something with "by".
WITH_BY = word_set("طالب ندد رحب أشاد وعد تعهد هدد اتهم أقر اعترف نوه وصف توعد")
# Arabic verbs that begin as nouns with the article do.
LIKE_NOUNS = word_set("التقى التقت والتقى والتقت التحق والتحق التزم والتزم التفت والتفت التمس")
# Parts of Arabic names that the next word belongs to.
NAMED_WITH = word_set("عبد أبو ابو أم ابن بن بنت آل بو")
# Arabic adjectives behind a role, beside those of origin and field.
ADJECTIVES = word_set(
    "العام العامة السابق السابقة الأول الأولى الثاني الجديد الجديدة الأعلى الأكبر المركزية المركزي المساعد "
    "المناوب المتقاعد المتقاعدة المتحدة العجوز الشاب الشابة الكبير الكبيرة الصغير الصغيرة الراحل الراحلة المخضرم "
    "المخضرمة المعروف المعروفة البارز البارزة الأسبق المؤقت المؤقتة المكلف المكلفة المنتخب المنتخبة المستقيل "
    "المستقيلة المستقل المستقلة المعارض المعارضة الحاكم الحاكمة المعزول المخلوع المقال "
    "المشترك المشتركة الأوسط الشهير الشهيرة الأولي الفخري"
)
# Hebrew: what stands behind "in", "to", "from" where somebody speaks, the article taken in by these.
OCCASIONS = word_set(
    "ישיבת ישיבה דיון דיוני ראיון ריאיון שיחה שיחת מסיבת כנס ועידה ועידת נאום נאומו נאומה הודעה הודעתו הצהרה "
    "פתח פתיחת סיום סיומו סוף תחילת תום שבוע יום ליל ערב בוקר שעה שעות שנת חודש רשת רשתות פוסט ציוץ סרטון "
    "מכתב מכתבו מליאת מליאה טקס עצרת הפגנה אירוע אולפן אולפני תוכנית תכנית רדיו טלוויזיה ערוץ קול גלי חדשות "
    "אתר משפט ירושלים ביקור ביקורו מאמר פגישה פגישתו פגישת משחק מחצית דקה מקום זירה זירת שטח עיר רחוב עדותו עדות "
    "חקירתו חקירה תגובתו תשובתו טוויטר פייסבוק אינסטגרם טלגרם טיקטוק אקס ספרו ספרה הקשר עניין נושא קשר מצלמות "
    "מיקרופון מילה מילים כתבים עיתונאים תקשורת טלפון וידאו דבריו דבריה"
)
# Names and nouns that begin with the letters of prepositions, of those that verbs of speech have behind them.
WHOLE = word_set(
    "باسم بسام باسل بشار بشير بدر بكر بلال بهاء برهان بهجت بسمة بثينة بشرى بديع بتول بيان بيتر بول باراك "
    "بنت بيت بنك "
    "ليلى لينا لمى لؤي لبنى لميس لمياء لطفي لطيفة لقمان ليث ليندا لارا لجين لولوة لولا ليونيل "
    "لوكا لويس لوسي لوكاس ليفني لورا لوران ليو ليون لندن ليبيا لبنان لاهاي لشبونة لاتفيا ليتوانيا لقاء لغة "
    "لاعبة لاعبي لافتة لائحة لحظة لشؤون لشئون בנימין בני ברק בועז בת בתיה ברכה ברוך בר בן בלה ביטון בכר בלום "
    "ברגר בוריס בזק ברנע ברקת בגין ברמן ברגמן בנאי בצלאל בתאל בסאם בילאל בית בכיר בכירה "
    "בכירים בכירי בעל בעלי בעלת בעלים בנק ביטוח במאי במאית בחור בחורה בחורים בתם בנם לאה לילך לימור ליאור "
    "לירון ליאת לוי להב ליבנה לוין לונה ליהי ליה לינוי לידור ליעד לירן לב לואי לורה לורן "
    "לינדה לארי לביא לנדאו לרנר לזר לסרי לשכה לשכת לקוח לקוחה לקוחות לוחם לוחמת לוחמים להקה להקת "
    "מהדורה מהדורת מהפכה מהפכת מהומה מהומות"
)
# Adjectives behind a role that stand for somebody or are adverbs elsewhere: גורם אחר.
OTHER = word_set("אחר אחרת אחרים אחרות ראשון ראשונה שני שנייה שלישי")
# What somebody does beside, behind a comma: …، طالبا عدم كشف اسمه.
BESIDE = word_set(
    "طالبا رافضا شاكرا راجيا آملا حاملا ضاحكا ساخرا باكيا غاضبا رافعا ناقلا عازيا شارحا لائما عاتبا واثقا"
)
# Words with which "from" is "of": كل من الوزير والسفير.
EACH = word_set("كل وكل كلا")
# Titles that a geresh ends: פרופ' דליה.
ABBREVIATED = word_set("פרופ גב אינג")
# Adverbs that tell to whom or what somebody answers: בתגובה לפנייה.
ANSWER = word_set("בתגובה בתשובה")
# Behind these ذكر, رد and وصف are no verbs: عدم ذكر اسمه.
BEFORE_NOUNS = word_set("عدم في إلى على عن")
# A verb stands behind these: قد انتشرت.
BEFORE_VERBS = word_set("قد وقد لم ولم لن ولن سوف فقد فلم")
# Somebody who wants no name: …، رفض ذكر اسمه، …
WISHED = word_set("رفض رفضت طلب طلبت فضل فضلت اشترط اشترطت")
UNNAMED = word_set("عدم نشر ذكر كشف الكشف الإفصاح إعلان")
# Prepositions that may stand between somebody and the body he is of.
WITHIN = word_set("ل ל في ב من מ عن")
# Those who stand for somebody, are close to somebody, or are sent by somebody.
DEPUTIES = word_set(
    "משנה סגן סגנית יועץ יועצת עוזר עוזרת מקורב מקורבת מקורבים מזכיר מזכירה مستشار مستشارة مساعد مساعدة نائب"
)
CLOSE_TO = word_set("مقرب مقربة مقربون مقربين قريب قريبة مقربان")
SENT = word_set("نائب نائبة عضو عضوة مرشح مرشحة ممثل ممثلة ناطق متحدث")
# What begins a clause about somebody, as "that" does what is told.
RELATIVE = word_set("ما مما وهو وهي وهم وهما الذي التي الذين اللذين اللتين اللواتي اللاتي אשר ש")
# Arabic demonstratives, which a noun follows.
SHOWN = word_set("هذا هذه هؤلاء تلك")
# Hebrew names that begin as "that" does.
NAMES_LIKE_THAT = word_set(
    "שי שירה שרון שמעון שלמה שאול שמואל שלום שולה שולמית שחר שקד שגיא שני שירי שירלי שושנה שרה שמוליק שבתאי שלי "
    "שון שוהם שהם שובל שילה שיר שימי שמחה שפירא שטרן שגב שרעבי שטרית שמש"
)
# "The same" before a noun, pronouns elsewhere.
SAME = word_set("אותו אותה אותם אותן")
# Whom and where somebody speaks to; other bodies behind "to" are whose somebody is: المدير العام للشركة.
HEARERS = word_set(
    "صحيفة وكالة قناة إذاعة موقع محطة شبكة جريدة مجلة تلفزيون جزيرة عربية حدث مراسل برنامج אתר ערוץ רשת "
    "סוכנות עיתון"
)
# Who is told of by where he works: الباحث في معهد الدراسات, חוקרת במכון.
MEMBERS = word_set(
    "باحث باحثة أستاذ أستاذة خبير خبيرة محلل محللة محاضر محاضرة مسؤول مسؤولة عضو عضوة زميل زميلة طالب "
    "طالبة مهندس طبيب ناشط חוקר חוקרת מרצה פרופסור מומחה מומחית בכיר בכירה עמית עמיתה סטודנט סטודנטית "
    "גורם מקור אנליסט אנליסטית مدير مديرة قائد ضابط מנהל מנהלת مصدر مصادر باحثون باحثين مسؤولون مسؤولين "
    "خبراء قيادي قيادية أساتذة عاملون עובד עובדת חבר חברה גורמים מקורות"
)
# أم لأربعة أولاد
COUNTED = word_set("طفلين طفلتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع")
# Adverbs before a role, prepositions before what ends.
AT_THE_END = word_set("בסיום בסוף בפתח")
# "Last week", which stands between a verb and its subject.
TIMES = word_set("בשבוע בחודש בשנה ביום בקיץ בחורף באביב בסתיו בסוף בסופ")
LAST = word_set("שעבר שעברה החולף החולפת האחרון האחרונה")
# Before "law" these are nouns: a ruling.
RULINGS = word_set("פסק פסקי בפסק גזר בגזר")
