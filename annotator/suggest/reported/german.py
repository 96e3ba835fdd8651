"""The rules of German reported speech: mood, subordinate clauses, sources.

The mood of reported speech is described in Duden – Die Grammatik (2016), "Der Konjunktiv in der indirekten Rede":
Konjunktiv I, and Konjunktiv II or würde where that can't be told from the indicative.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from annotator.core.typography import word_set
from annotator.suggest.reported.found import FREE, INDIRECT, MOOD, REPORTED, Found
from annotator.suggest.reported.sentence import Cue, Sentence

# Konjunktiv I, third person: forms that are no indicative, noun or adjective.
FIRST = word_set(
    "sei seien habe werde könne müsse solle dürfe wolle möge wisse gebe komme gehe stehe bleibe liege mache "
    "nehme lasse sehe halte finde führe bringe brauche gelte handle handele bestehe gehöre spiele zeige trage "
    "bedeute drohe fehle erhalte verliere beginne sitze spreche laufe falle bekomme arbeite lebe glaube hoffe "
    "erwarte rechne schaffe setze stelle suche treffe trete verdiene verfüge versuche wachse zahle ziehe "
    "übernehme unterstütze verhandle vertrete verstoße widerspreche wirke zähle zwinge biete befinde bemühe "
    "betrage betreffe bilde denke entspreche entstehe erfolge ergebe ermögliche erscheine existiere fordere "
    "freue gewinne helfe heiße kenne kämpfe koste lehne leide leiste liefere messe nutze plane prüfe rate "
    "reiche reagiere richte rufe scheine schütze stamme steige sterbe stimme stoße teile tue verbiete "
    "verhindere verlange verletze verstehe vorliege warte wünsche zeuge erinnere äußere ändere steuere "
    "behindere fühle basiere beruhe besitze beweise diene dauere ende fahre fliege folge greife hänge kehre "
    "klinge lerne lese löse melde mangele passe rede schade schlage schreibe sinke sorge spüre stärke stütze "
    "tausche umfasse verbinde vermeide verzichte weigere weise werfe wende zerstöre zweifele bestätige "
    "beabsichtige berücksichtige benötige akzeptiere profitiere funktioniere ignoriere investiere produziere "
    "riskiere kontrolliere garantiere gefährde verschwinde verursache verringere vergrößere schleuse erfülle "
    "erhöhe erkenne erkläre erlaube erreiche erwäge fürchte genieße geschehe enthalte entscheide entwickle "
    "entziehe bezahle beziehe beschäftige bereite begrüße begehe bedürfe bedrohe"
)
SECOND = word_set(
    "wäre wären hätte hätten würde würden könnte könnten müsste müssten dürfte dürften gäbe gäben käme kämen "
    "ginge gingen stünde stünden bliebe blieben ließe ließen bräuchte bräuchten wüsste wüssten"
)
THAT = word_set(
    "dass daß ob wonach wie warum weshalb wieso wer was wo wann welche welcher welches wen wem inwieweit inwiefern"
)
_HEARSAY = word_set("soll sollen")
# Phrases of the lexicon that name a speaker, yet don't make a report of the sentence, by their first words.
_NO_SOURCES = word_set("für in mit unter aus gemäß")
_ARTICLES = word_set("der die das ein eine sein seine ihr ihre er sie es dessen deren unser")
_UNTIL = word_set("um ohne statt anstatt")
# What somebody does by words that have a content: what is demanded, announced, promised. Where only approval or
# disapproval is told (kritisieren, begrüßen), it is a matter of taste whether that quotes anybody.
ACTS = word_set(
    "ankündigen anmahnen anregen appellieren auffordern aufrufen einfordern empfehlen fordern hinweisen mahnen "
    "plädieren raten verlangen versprechen vorschlagen warnen zusagen zusichern"
)
_PASSIVE = word_set("wird werden wurde wurden worden")
_SPOKE_OF = word_set("sprach sprachen spricht sprechen gesprochen")


def find(sentence: Sentence, after_report: bool) -> Iterator[Found]:
    """What the sentence tells of somebody's words; ``after_report`` says that the one before ended in such."""
    # "Ich habe" is no reported speech.
    mood = [n for n, low in enumerate(sentence.low) if low in FIRST and not sentence.words[n].is_capital]
    if "ich" in sentence.low:
        mood = []
    wish = [n for n, low in enumerate(sentence.low) if low in SECOND]
    found = list(_sources(sentence))
    found += _governed(sentence, mood, wish)
    if not found and mood and _is_main(sentence, mood[0]):
        yield Found(*sentence.place(0, len(sentence.words)), MOOD, "mood")
        return
    if not found and wish and after_report and _is_main(sentence, wish[0]):
        yield Found(*sentence.place(0, len(sentence.words)), MOOD, "mood goes on")
        return
    yield from found
    if not found:
        yield from _acts(sentence)


def _is_main(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is that of the main clause: it stands before the first comma, or nothing subordinates it."""
    before = sentence.low[:verb]
    if "," not in before:
        return not (before and before[0] in THAT | {"wenn", "falls", "als", "weil"})
    clause = sentence.low[sentence.previous_break(verb) + 1 : verb]
    return bool(clause) and clause[0] not in THAT and not _is_relative(clause[0])


def _is_relative(low: str) -> bool:
    return low in (
        "der",
        "die",
        "das",
        "den",
        "dem",
        "denen",
        "deren",
        "dessen",
        "weil",
        "wenn",
        "da",
        "obwohl",
        "wo",
    )


def _sources(sentence: Sentence) -> Iterator[Found]:
    """Laut X …; nach Angaben von X …; X zufolge …; …, so X; wie X sagte, …"""
    low, words = sentence.low, sentence.words
    size = len(words)
    source = sentence.source()
    if source is not None:
        first, behind = source
        phrase = low[first]
        if phrase == "so":
            if first and low[first - 1] in ",–" and _begins_phrase(sentence, behind):
                # "…, so X." and "Man sei, so X, zufrieden."
                close = sentence.next_break(behind, ",–")
                whole = close < size - 2
                place = sentence.place(0, size if whole else first)
                yield Found(*place, INDIRECT, "so", (sentence.words_place(first, first + 1),), "so")
                return
        elif phrase in _NO_SOURCES or phrase == "zufolge":
            pass
        else:
            begin = _after_phrase(sentence, first, behind)
            yield Found(
                *sentence.place(begin, size), INDIRECT, "source", (sentence.words_place(first, behind),), phrase
            )
            return
    for n in range(1, size):
        if low[n] == "zufolge":
            begin = n + 1 if sentence.previous_break(n) < 0 and n < size - 3 and n < 14 else 0
            yield Found(
                *sentence.place(begin, size), INDIRECT, "source", (sentence.words_place(n, n + 1),), "zufolge"
            )
            return
        if low[n] in ("meinung", "ansicht", "auffassung", "einschätzung") and "nach" in low[max(0, n - 3) : n + 2]:
            # "Seiner Meinung nach", "meiner Ansicht nach"
            begin = n + 2 if low[n + 1 : n + 2] == ["nach"] and n < 6 else 0
            yield Found(
                *sentence.place(begin, size), INDIRECT, "source", (sentence.words_place(n, n + 1),), low[n]
            )
            return
    yield from _as_said(sentence)


def _begins_phrase(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase may begin there: an article or a capital."""
    if at >= len(sentence.words):
        return False
    return sentence.words[at].is_capital or sentence.low[at] in _ARTICLES


def _as_said(sentence: Sentence) -> Iterator[Found]:
    """Wie X sagte, …; …, wie X sagte."""
    low, size = sentence.low, len(sentence.words)
    for cue in sentence.verbs:
        opening = sentence.previous_break(cue.at)
        begin = opening + 1
        if begin >= size or low[begin] != "wie" or cue.at - begin > 14:
            continue
        close = sentence.next_break(cue.last)
        if opening < 0 and close < size - 2:
            yield Found(*sentence.place(close + 1, size), INDIRECT, "as said", sentence.segments(cue), cue.lemma)
        elif opening > 3:
            place = sentence.place(0, opening if close >= size - 2 else size)
            yield Found(*place, INDIRECT, "as said", sentence.segments(cue), cue.lemma)
        else:
            continue
        return


def _after_phrase(sentence: Sentence, first: int, behind: int) -> int:
    """Where what is told begins: at the verb behind a source that opens the sentence, else with the sentence."""
    if first > 1:
        return 0
    for n in range(behind + 1, min(len(sentence.words), behind + 16)):
        token = sentence.words[n]
        if not token.is_capital and (token.low in FINITE or token.low in FIRST or token.low in SECOND):
            return n
    return behind + 1


FINITE = word_set(
    "ist sind war waren hat haben hatte hatten wird werden wurde wurden soll sollen sollte kann können konnte "
    "konnten muss müssen musste mussten darf dürfen will wollen wollte gibt gab geht ging kam kommt steht "
    "stand liegt lag bleibt blieb starben starb handelt handelte befindet befinden befand leben lebt seien"
)


def _governed(sentence: Sentence, mood: list[int], wish: list[int]) -> Iterator[Found]:
    """Clauses that a verb or noun of speech governs; of several that overlap the first."""
    reach = -1
    for cue in sentence.cues:
        if cue.at < reach:
            continue
        found = _clause(sentence, cue, mood, wish)
        if found is not None:
            last, place, rule = found
            reach = last
            yield Found(*place, INDIRECT, rule, sentence.segments(cue), cue.lemma)


def _clause(
    sentence: Sentence, cue: Cue, mood: list[int], wish: list[int]
) -> tuple[int, tuple[int, int], str] | None:
    low, size = sentence.low, len(sentence.words)
    comma = sentence.next_break(cue.last + 1, ",:")
    if comma < size - 2 and comma - cue.last <= 16:
        head = low[comma + 1]
        end = _end_of(sentence, comma + 1, cue.is_noun)
        if head in THAT or (head in ("in", "mit", "auf", "von") and low[comma + 2 : comma + 3] == ["wem"]):
            if head in ("dass", "daß", "ob", "wonach"):
                return end, sentence.place(comma + 1, end), "noun, that" if cue.is_noun else "that"
            if any(comma < n < end for n in mood) and not cue.is_noun:
                return end, sentence.place(comma + 1, end), "question"
        elif any(comma < n < end for n in mood) and head not in _SUBORDINATE:
            return end, sentence.place(comma + 1, end), "noun, mood" if cue.is_noun else "mood after"
        elif not cue.is_noun and head not in _ADVERSATIVE and _has_second(sentence, wish, comma, end):
            return end, sentence.place(comma + 1, end), "second mood after"
        elif (
            head not in _UNTIL and _is_infinitive(sentence, comma + 1) and (not cue.is_noun or comma - cue.at <= 2)
        ):
            return end, sentence.place(comma + 1, end), "infinitive"
    if not cue.is_noun:
        opening = sentence.previous_break(cue.at, ",–")
        if opening >= 3 and cue.at == opening + 1 and not sentence.quoted and _is_clause(sentence):
            # "Man sei zufrieden, sagte X." – the verb right behind the comma.
            return size, sentence.place(0, opening), "clause before"
    return None


def _is_clause(sentence: Sentence) -> bool:
    """Whether a sentence begins with a main clause, not with a name and what stands beside it."""
    if sentence.low[0] in THAT | _SUBORDINATE:
        return False
    first = sentence.low[: sentence.next_break(1)]
    return any(low in FINITE or low in FIRST or low in SECOND or _is_past(low) for low in first[1:])


def _is_past(low: str) -> bool:
    return len(low) > 5 and low.endswith(("te", "ten")) and low.islower()


_SUBORDINATE = word_set("wenn als nachdem falls weil da obwohl während bevor seit um sofern nach")
_ADVERSATIVE = word_set("aber doch sondern während wobei nachdem bevor um als")


def _end_of(sentence: Sentence, begin: int, of_noun: bool) -> int:
    """Where a clause ends that begins at ``begin``: with the sentence, or before a semicolon.

    After that of a noun the sentence may go on: "Der Vorwurf, dass …, ist alt".
    """
    if of_noun:
        for at in sentence.breaks:
            if at > begin + 1 and sentence.low[at] == "," and at + 2 < len(sentence.low):
                following = sentence.low[at + 1]
                if following in FINITE or (following in sentence.lexicon.verbs and following.islower()):
                    return at
    return sentence.next_break(begin, ";")


def _has_second(sentence: Sentence, wish: list[int], comma: int, end: int) -> bool:
    """Whether a Konjunktiv II is that of a main clause, so that it doesn't end a relative clause."""
    head = sentence.low[comma + 1]
    if head in _SUBORDINATE:
        return False
    return any(comma < n < end and not (_is_relative(head) and n + 1 == sentence.next_break(n)) for n in wish)


def _is_infinitive(sentence: Sentence, begin: int) -> bool:
    """Whether a clause ends in an infinitive with "zu" ("zu gehen", "aufzuhören", "installieren zu wollen")."""
    last = [low for low in sentence.low[begin : sentence.next_break(begin)] if low[0].isalnum()][-5:]
    if any(one == "zu" and other.endswith("n") for one, other in pairwise(last)):
        return True
    return bool(last) and "zu" in last[-1][2:-4] and last[-1].endswith("n")


def _is_active(low: str, lemma: str) -> bool:
    """Whether a form is finite: no infinitive and no participle of the past."""
    return low != lemma and not (low.startswith("ge") and not lemma.startswith("ge")) and "ge" not in low[2:6]


def _acts(sentence: Sentence) -> Iterator[Found]:
    """Sentences that tell that somebody criticised, demanded, warned."""
    if sentence.quoted_share > 0.6:
        return
    size = len(sentence.words)
    passive = any(low in _PASSIVE for low in sentence.low)
    for cue in sentence.verbs:
        if passive or not _is_active(sentence.low[cue.at], cue.lemma):
            continue
        if cue.lemma in ACTS or (sentence.low[cue.at] in _SPOKE_OF and "von" in sentence.low[cue.at : cue.at + 6]):
            begin = sentence.previous_break(cue.at, ";") + 1
            place = sentence.place(begin, sentence.next_break(cue.last, ";"))
            yield Found(*place, REPORTED, "act", sentence.segments(cue), cue.lemma)
            return
    if sentence.words and not sentence.quoted:
        low = sentence.low
        if any(word in _HEARSAY for word in low[1:6]) and size > 5 and ("sein" in low[-3:] or "haben" in low[-3:]):
            yield Found(*sentence.place(0, size), FREE, "hearsay")
