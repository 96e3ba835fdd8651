"""The subject of a verb of speech in English, French and the like."""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.core.typography import word_set
from annotator.suggest.mentions import Mention
from annotator.suggest.mentions.phrases import FREE_LANGUAGES
from annotator.suggest.quotes.words import UNADDRESSED
from annotator.suggest.reported.ends import THAT
from annotator.suggest.speakers.finder import CITED, Finder, Speaker, is_animate, whole

_WHO = word_set("who which that qui que quien quienes οποίος οποία οποίοι οποίες")
_WAS = word_set("was were is are been being be été est sont était être fut")
_HEARER = word_set("lui leur nous vous me te m' t'")
_JOINS = word_set("and but then or et mais puis")
_OWN_JOINS = {
    "fi": frozenset(("ja",)),
    "hu": frozenset(("és", "majd", "illetve")),
    "ro": frozenset(("și", "şi", "iar")),
    "ca": frozenset(("i",)),
}
_CONJUNCTIONS = word_set("after before since until as than")  # that are prepositions, too
_CLAUSES = word_set("although though while whereas because")
_IT = word_set("det het")
_DROPPING = frozenset(("es", "it", "pt", "ca"))  # where a verb needs no subject
_AGENT = {
    "fr": word_set("par"),
    "es": word_set("por"),
    "pt": word_set("por pelo pela pelos pelas"),
    "it": word_set("da dal dalla dallo dai dalle dagli dall'"),
}
_PARTICIPLE = re.compile(r"\w+(?:ée?s?|[aiu]t[oaie]|[ai]d[oa]s?|ie?s?|ues?|dito|detto|critta)")
_IS_CALLED = word_set("été fut furent sido fue fueron fuera stato stata stati state foi foram sendo")
_TO_THE_PRESS = frozenset(("fr", "es", "it", "pt", "ca"))
# "la presse Paul Sabatier", "EFA Manuel Torres", "l'agence Nordis Paul Sabatier", "Tele Nord Anna Ferri"
_PRESS = re.compile(
    r"(?:d?[OM](?:N(?=NN(?!N)))?|N{1,2}(?=NN(?!N)))(?P<name>N{2,3})(?![NOM])|d?[ONn]N?(?P<noun>(?:[RMT]|I\.).*)"
)
_ACRONYM = re.compile(r"O(?P<name>N{2,3})(?![NOM])|O(?P<noun>[RM].*)")
# Indonesian verbs with a prefix stand behind their subject, bare ones before it: Ani mengatakan, kata Ani.
_PREFIXED, _ACTIVE, _HIS = frozenset(("id", "ms")), ("me", "ber"), "nya"
_FROM = word_set("fra från bij i")  # "lød det fra træneren", "het det i meldingen"
# "a guard at the gate", "a source close to the board"
COMPANY = re.compile(r"[ny]?(?:[if]d?[naNROMUCKy0]{1,6}|od?[naNROMUCKy0]{1,6}){1,3}")
_QUOTED = word_set("quoted cited reported")
_MAKING = word_set(
    "prompting prompted leading led forcing forced causing caused driving drove moving moved inspiring inspired "
    "allowing allowed spurring spurred"
)
_BEHIND_ELSEWHERE = 8  # the same where order is free
_ASIDE = 6  # words between two commas
_HOW = re.compile(r"[nxiad]+|[io][^sbqr]+")
_BETWEEN = 3  # words up to "fra": "lød det tirsdag fra træneren"
_BEHIND = 5  # words between a verb and the subject behind it


class Other(Finder):
    """English, French and the like: the subject stands before its verb, behind it only next to a quote."""

    def of_noun(self) -> Speaker | None:
        """Who asks in "I put one question to the board: ‘Who checks?’"; elsewhere nouns tell too little."""
        colon = self.letters.find(":", self.at, self.hi)
        return self._first(self.at) if 0 <= colon < self.hi - 1 and self.letters[colon + 1] in "qQ" else None

    def find(self) -> Speaker | None:
        be = self._be()
        if (
            be >= 0
            and self.low(be) in _WAS
            and self.cue.lemma not in CITED
            and not self.low(self.at).endswith("ing")
        ):
            agent = self.agent(self.at + 1, self.hi)
            if agent is not None or self.scene.lang == "en":
                return agent
        if self.scene.lang in _AGENT and (agent := self._agent(be)) is not None:
            return agent
        if self.low(self.at + 1) == "as":
            by = next((m for m in self.scene.between(self.at, self.hi) if self.low(m.first - 1) == "by"), None)
            if by is not None and self.letters[by.first - 2] in "Qq":
                return whole(by)  # "described as “a joke” by the union"
        before = self.low(self.at - 1)
        if before == "to":
            made = self.ending_at(self.at - 1)
            if made is not None and self.low(made.first - 1) in _MAKING:
                return whole(made)  # "prompting the minister to ask"
        if self.cue.lemma == "lire" and (read := self._read_in()) is not None:
            return read
        if self.scene.lang == "tr" and (who := self._before_quote()) is not None:
            return who
        if self.scene.lang in _PREFIXED and self.low(self.at).startswith(_ACTIVE):
            return self._left_of(self._left())
        if self.scene.lang in _PREFIXED and self.low(self.at).endswith(_HIS):
            return None  # “…,” katanya singkat
        inserted = self._inserted()
        if inserted is not None:
            return inserted
        at = self._left()
        if self._is_behind(at):
            return self._right()
        if before == "as" and self.low(self.at) == "saying":
            quoted = next((n for n in range(self.at - 2, self.lo, -1) if self.low(n) in _QUOTED), -1)
            if quoted > 0:  # "was quoted by the agency as saying"
                return self._left_of(self._left(quoted))
        joins = _OWN_JOINS.get(self.scene.lang, _JOINS)
        if self.low(at - 1) in joins or self.low(at) in joins:
            return self._joined(at) or self._left_of(at)
        if (at > self.lo and self.letters[at - 1] in "Q") or (
            at - 1 > self.lo and self.letters[at - 1] in ",q" and self.letters[at - 2] in "Qq"
        ):
            return self._right() or self._behind_hearer() or self._left_of(at)
        return self._left_of(at) or self._right() or self._behind_hearer()

    def _agent(self, be: int) -> Speaker | None:
        """Who calls something so in a passive: un projet jugé « pharaonique » par l'opposition."""
        passive = be >= 0 and self.low(be) in _IS_CALLED
        if not _PARTICIPLE.fullmatch(self.low(self.at)) or not (passive or self.letters[self.at - 1] in "nRMO"):
            return None
        near = (one for one in self.scene.between(self.at + 1, self.hi) if is_animate(one))
        words = _AGENT[self.scene.lang]
        return next((whole(one) for one in near if self.low(one.first - 1) in words), None)

    def _read_in(self) -> Speaker | None:
        """What one reads something in: « … », peut-on lire dans un communiqué."""
        near = range(self.at + 1, min(self.hi, self.at + _BETWEEN + 1))
        place = next((at for at in near if self.low(at) == "dans"), -1)
        mention = self.scene.around(place + 1) if place > 0 else None
        return whole(mention) if mention is not None else None

    def _before_quote(self) -> Speaker | None:
        """Who stands before the quote that a verb follows, with or without a comma: Selma Tunçay, “…” diyerek …"""
        begin = self.at
        while begin > self.lo and self.letters[begin - 1] in "Qq":
            begin -= 1
        if begin in (self.at, self.lo):
            return None
        mention = self.ending_at(begin - 1 if self.letters[begin - 1] == "," else begin)
        return whole(mention) if mention is not None and not mention.oblique and is_animate(mention) else None

    def _left(self, verb: int | None = None) -> int:
        """Where the auxiliaries and adverbs before a verb begin, before the cue if no other is told."""
        at = self.at if verb is None else verb
        while at > self.lo and self.letters[at - 1] in "bx" and self.low(at - 1) not in self.scene.lexicon.that:
            if self.low(at - 1) in _JOINS:
                break
            at -= 1
        return at

    def _be(self) -> int:
        """The auxiliary before the verb, with adverbs between: "was once described"; -1 if there is none."""
        at = self.at - 1
        while at > self.lo and self.letters[at] == "x":
            at -= 1
        return at if at >= self.lo and self.letters[at] == "b" else -1

    def _inserted(self) -> Speaker | None:
        """Who speaks in "The rescuers, said Lord Pennant, were …", "Le port ferme, a rapporté l'agence."."""
        left = self._left()
        # Elsewhere than in English and French nobody is spoken to there without a preposition or the dative.
        known = self.cue.lemma in UNADDRESSED or self.scene.lang not in ("en", "fr")
        known = known or (self.scene.lang == "fr" and self.cue.lemma.startswith("faire "))
        if self.low(self.at).endswith("ing") or not known or left - 1 <= self.lo:
            return None
        first = self.at + 1
        if self.letters[first : first + 1] == "x" and first in self.cue.words:
            first += 1  # "…, a fait savoir la compagnie"
        mention = self.scene.around(first) if first < self.hi else None
        if self.letters[left - 1] not in ",-" or mention is None or mention.first != first:
            return None
        if self.scene.lang in _DROPPING and self._with_apposition(left - 1) is not None:
            return None  # Il sindaco, Davide Moro, ha ringraziato i volontari.
        behind = self.letters[mention.last : mention.last + 1]
        # "The mayor, speaking first, said it was late": a clause, and who speaks stands before.
        told = behind in ("s", "b") or (mention.kind == "pronoun" and behind not in ",.-")
        # "acusou a ministra de “…”"
        told = told or (behind in ("o", "i") and self.letters[mention.last + 1 : mention.last + 2] in ("q", "Q"))
        told = told or behind in "qQ" or self.letters[mention.first] == "n"  # an object: "zapowiedział apelację"
        # "…, meldt de veiligheidsregio.", "…, avverte il primo cittadino, “…”"
        ends = behind in ("", ".", ",") and mention.last > mention.first + 1
        ends = ends and self._with_apposition(left - 1) is None  # "O advogado, Nilo Sá, nega as acusações."
        return None if told or mention.oblique or not (ends or is_animate(mention)) else whole(mention)

    def _is_behind(self, at: int) -> bool:
        """Whether the clause before is what a verb tells: Most je siguran, potvrdio je jučer ministar Babić."""
        is_free = self.scene.lang in FREE_LANGUAGES and at > self.lo and self.letters[at - 1] == ","
        return is_free and self.scene.words[self.at].start in self.scene.told_before

    def _joined(self, at: int) -> Speaker | None:
        """The subject of the verb of speech that a conjunction joins this one to: "X said … and added …"."""
        begin = max(self.lo, self.letters.rfind(":", self.lo, at))
        for mention in reversed(self.subjects(begin, at)):
            if self._speaks(mention, at):
                # "Ohlsen, who has criticised the bank, said he respected it but believed …"
                host = self.ending_at(mention.first - 1) if self.low(mention.first) in _WHO else mention
                return whole(host or mention)
        return None

    def _speaks(self, mention: Mention, hi: int) -> bool:
        """Whether a verb of speech stands right behind somebody."""
        behind = mention.last
        while behind < hi and self.letters[behind] in "bx":
            behind += 1
        is_verb = behind < hi and self.letters[behind] == "s"
        return is_verb and self.low(behind) not in self.scene.lexicon.nouns

    def _left_of(self, at: int) -> Speaker | None:
        if at > self.lo and self.letters[at - 1] == "u" and not self.ending_at(at - 1):
            return self._first(at)
        stop = at
        for _ in range(4):
            mention = self.ending_at(at)
            if mention is None:
                is_which = self.letters[at - 1 : at + 1] == ",x" and self.low(at) == "which"
                if is_which and (of := self.ending_at(at - 1)):
                    return whole(of)  # "the weather service, which warned"
                if at > self.lo + 1 and self.letters[at - 1] in ",-":
                    beside = self._with_apposition(at - 1)
                    if beside is not None:
                        return whole(beside)
                    is_dash = self.letters[at - 1] == "-"
                    opened = self.letters.rfind("-", self.lo, at - 1) if is_dash else self.comma_before(at - 1)
                    if opened <= self.lo:
                        break
                    at = stop = opened
                    continue
                if at > self.lo and self.letters[at - 1] in "xbn0a-":
                    at -= 1
                    continue
                break
            if self.low(mention.first) in _WHO and mention.kind == "pronoun":
                begin = mention.first
                while begin > self.lo and self.letters[begin - 1] in ",0d":
                    begin -= 1  # "Mrs Halloran, 88, who asked", "ο Νίκος, ο οποίος"
                before = self.ending_at(begin)
                if before is not None and before.who != "person" and self.scene.lang == "en":
                    # "Ida Renner, an adviser to the board, who told us"
                    people = [one for one in self.subjects(self.lo, begin) if one.who == "person"]
                    before = people[-1] if people else before
                return whole(before or mention)
            hearer = self.low(mention.first) in _HEARER and self.ending_at(mention.first)
            if hearer and not hearer.oblique:
                return whole(hearer)  # "Il lui a dit"
            if self.low(mention.first) in _HEARER and (who := self._right()) is not None:
                return who  # « Non », lui a répondu l’employé
            if not mention.oblique or (
                self.low(mention.first - 1) in _CONJUNCTIONS
                and (mention.last == self._left() or COMPANY.fullmatch(self.letters, mention.last, self._left()))
            ):
                return self._with_company(self._host(mention) or mention, stop)  # "after the company warned"
            at = mention.first - 1
        return self._first(self.at)

    def _with_company(self, mention: Mention, stop: int) -> Speaker:
        """Somebody with what tells more of them up to a word, where a language has it behind."""
        return whole(mention)

    def _host(self, mention: Mention) -> Mention | None:
        """Who the object belongs to in "a boy who pulled a toddler from a pond says"."""
        who = next(
            (at for at in range(mention.first - 1, self.lo, -1) if self.low(at) in ("who", "qui", "yang")), -1
        )
        between = self.letters[who + 1 : mention.first]
        # No letter tells of an Indonesian verb.
        is_clause = self.low(who) == "yang" or set(between) & set("ysb")
        if who < 0 or not is_clause or set(between) & set(",:.q"):
            return None
        return self.ending_at(who)

    def _with_apposition(self, comma: int) -> Mention | None:
        """Who stands before a comma that ends an apposition: "…, and its chief, Mick Drury, accused the firm"."""
        mention = self.ending_at(comma)
        if mention is None or mention.oblique or mention.core == mention.end:
            return None
        begins = mention.first == self.lo or self.letters[mention.first - 1] in ",.quQ"
        begins = begins or self.low(mention.first - 1) in _CLAUSES
        return mention if begins and self.letters[comma] == "," else None

    def _first(self, hi: int) -> Speaker | None:
        every = self.subjects(self.lo, hi)
        alive = [mention for mention in every if is_animate(mention)]
        if not alive and self.scene.lang in _DROPPING:
            return None  # Alla domanda se avesse letto i documenti, ha risposto: …
        return self._with_company((alive or every)[0], self._left()) if every else None

    def _right(self) -> Speaker | None:
        begin = self._behind_aside()
        end = begin
        while end < self.hi and (self.letters[end] not in "Q:." or self.scene.around(end) is not None):
            end += 1
        if self.low(self.at + 1) in _IT:
            near = range(self.at + 2, min(self.hi, self.at + 2 + _BETWEEN))
            source = next((at for at in near if self.low(at) in _FROM), -1)
            if source > 0:
                mention = self.scene.around(source + 1)
                return whole(mention) if mention is not None else None
        subjects = self.subjects(begin, end)
        for number, mention in enumerate(subjects, 1):
            between = self.letters[begin : mention.first]
            if number < len(subjects) and self._is_hearer(mention, subjects[number]):
                continue
            most = _BEHIND if self.scene.lang in ("en", "fr") else _BEHIND_ELSEWHERE
            told = any(self.low(at) in THAT for at in range(begin, mention.first))
            if len(between) <= most and not set(between) & set(",qs") and not told:
                return whole(mention)
            break
        return None

    def _behind_aside(self) -> int:
        """The word behind a verb, or behind how it is said between commas: a concédé, dépité, le capitaine."""
        begin = self.at + 1
        if self.scene.lang in _TO_THE_PRESS and self.letters[begin : begin + 1] == ",":
            close = self.letters.find(",", begin + 1, min(self.hi, begin + _ASIDE))
            if close > 0 and _HOW.fullmatch(self.letters, begin + 1, close):
                return close + 1
        return begin

    def _behind_hearer(self) -> Speaker | None:
        """Who stands right behind whom they speak to, as one name: a dit à la presse Paul Sabatier."""
        mention = self.scene.around(self.at + 2) if self.at + 2 < self.hi else None
        if self.letters[self.at + 1] != "i" or mention is None or self.scene.lang not in _TO_THE_PRESS:
            return None
        pattern = _ACRONYM if self.scene.words[mention.first].text.isupper() else _PRESS
        match = pattern.match(self.letters, mention.first, mention.last)
        if match is None:
            return None
        first, last = match.span("name" if match["name"] else "noun")
        start, end = self.scene.words[first].start, self.scene.words[last - 1].end
        name = self.scene.text[start:end]
        if not match["name"]:  # dijo a este diario fuentes del club
            return whole(replace(mention, start=start, bare=start, oblique=False, first=first))
        person = replace(mention, start=start, bare=start, kind="name", name=name, who="person", oblique=False)
        return whole(replace(person, first=first, named=start))

    def _is_hearer(self, mention: Mention, following: Mention) -> bool:
        """Whether somebody with a role or title stands behind a name: řekl České agentuře mluvčí Petr Kolář."""
        behind = self.letters[mention.last : following.first]
        is_named = mention.kind == "name" or self.letters[mention.first : mention.last] == "O"
        if not is_named or following.who != "person":
            return False
        titled = not behind and self.letters[following.first] in "TR"
        return titled or (mention.who in ("", "organisation") and behind in ("", "n", "x"))
