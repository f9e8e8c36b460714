"""Prose in three languages, varied enough that no two articles share a paragraph by accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How a language's sentences are put together, and from which words.

    Each pattern names the word lists it draws from, in braces.
    """

    code: str
    patterns: tuple[str, ...]
    questions: tuple[str, ...]  # short sentences
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]

    def sentence(self, chance: Random) -> str:
        return self._filled(chance.choice(self.patterns), chance)

    def short(self, chance: Random) -> str:
        return self._filled(chance.choice(self.questions), chance)

    def heading(self, chance: Random) -> str:
        return self._filled(chance.choice(self.headings), chance)

    def title(self, chance: Random) -> str:
        return self._filled(chance.choice(self.titles), chance)

    def paragraph(self, chance: Random) -> str:
        return " ".join(self.sentence(chance) for _ in range(chance.randint(1, 4)))

    def _filled(self, pattern: str, chance: Random) -> str:
        drawn = {name: chance.choice(words) for name, words in self.words.items()}
        filled = pattern.format(
            number=chance.randint(3, 980), year=chance.randint(1890, 2025), **drawn
        )
        return filled[0].upper() + filled[1:]


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


ENGLISH = Language(
    code="en",
    patterns=(
        "{who} said on {day} that {thing} in {place} would be {done} before the end of {month}.",
        "About {number} people came to {place}, and {who} told them how {thing} had been {done}.",
        "According to {who}, {thing} cost {number} million crowns, {how} than planned in {year}.",
        "It was in {year} that {thing} was first {done}, and {who} has never forgotten it.",
        "“We knew that {thing} had to be {done},” {who} said, “and {place} was the place for it.”",
        "{who} disagreed, pointing out that {place} had lost {number} jobs since {year}.",
        "Nobody in {place} expected {thing} to be {done} by {who}, least of all in {month}.",
        "For {number} days {thing} stood {done} near {place}, until {who} noticed on a {day}.",
        "A report by {who} counts {number} cases in which {thing} was {done} without permission.",
        "When {thing} was {done}, {who} moved from {place} to the coast and wrote a book about it.",
        "The plan, which {who} presented in {place}, foresees {number} new posts for {thing}.",
        "Critics such as {who} call the decision on {thing} {how} than anything since {year}.",
    ),
    questions=(
        "{who} declined to comment.",
        "Then came {month} of {year}.",
        "That was {how} than hoped.",
        "{place} waits, says {who}.",
        "It took {number} days in {place}.",
    ),
    headings=(
        "A {day} in {place}",
        "{thing} and {place}",
        "What {who} wants",
        "After {month} {year}",
    ),
    titles=(
        "{place} argues over {thing} after {number} days",
        "How {who} had {thing} {done}",
        "{who} returns to {place} with {thing}",
        "{number} questions about {thing} in {place}",
        "Why {thing} was {done} in {month}, by {who}",
    ),
    authors=("Ines Calloway", "Rupert Adeyemi", "Jo Lindqvist", "Harriet Pell"),
    words={
        "who": _split(
            "Ada Brandt|the mayor|Councillor Imre Vass|a retired pilot|Judge Okoye|the fire brigade"
            "|Sister Benedikta|the head of the archive|Tomasz Lind|the beekeepers|Professor Quayle"
            "|a spokesman for the port|Mrs Halloran|the choir|Dr Sunniva Rask|two brothers"
            "|the ministry|a night porter|Captain Oyelaran|the young engineer Mira Toft"
        ),
        "thing": _split(
            "the old pier|a tram line|the harvest of pears|the municipal clock|a shipment of glass"
            "|the village school|an unpaid bill|the organ|a painting of storks|the water tower"
            "|the winter timetable|a stray elk|the public bath|a collection of maps"
            "|the bridge toll|an oak of three centuries|the radio mast|a bakery oven"
            "|the quarry|the law on dogs|a frozen lake|the chess final"
        ),
        "place": _split(
            "Harrowby|Lower Stenton|the upper town|Vale of Merrin|Port Ansel|Kirkdale"
            "|the islands|Ostmark Street|Grenwick|the railway yard|Saint Odile|Brackwater"
            "|the northern suburbs|Elmsworth|Tarn|the market hall|Quillan|the old barracks"
        ),
        "done": _split(
            "repaired|sold|measured again|closed|photographed|moved|painted green|forgotten"
            "|rebuilt|insured|stolen|found|given away|inspected|praised|renamed|flooded"
        ),
        "how": _split(
            "slower|better|more expensive|cheaper|stranger|quieter|far more useful|worse"
            "|less popular|a little later"
        ),
        "day": _split("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"),
        "month": _split("January|March|April|June|July|September|October|November"),
    },
)

FRENCH = Language(
    code="fr",
    patterns=(
        "{who} a déclaré {day} que {thing} serait {done} avant la fin du mois de {month}.",
        "Quelque {number} personnes sont venues à {place}, où {who} leur a montré {thing}.",
        "Selon {who}, {thing} a coûté {number} millions, bien plus que prévu en {year}.",
        "« Il fallait que {thing} soit {done} », explique {who}, rencontré à {place} en {month}.",
        "C'est en {year} que {thing} a été {done} pour la première fois, se souvient {who}.",
        "À {place}, personne ne pensait que {thing} serait {done}, et surtout pas {who}.",
        "Un rapport de {who} recense {number} cas dans lesquels {thing} a été {done} sans accord.",
        "Pendant {number} jours, {thing} est resté {done} près de {place}, au grand dam de {who}.",
    ),
    questions=(
        "{who} n'a pas souhaité répondre.",
        "Puis vint {month} {year}.",
        "À {place}, {who} attend encore.",
    ),
    headings=("Un {day} à {place}", "Ce que veut {who}", "{place}, {month} {year}"),
    titles=(
        "{place} se divise sur {thing} depuis {number} jours",
        "Comment {who} a défendu {thing}",
        "{number} questions sur {thing} à {place}",
    ),
    authors=("Maud Ferrand", "Yann Kerouédan", "Safia Belkacem"),
    words={
        "who": _split(
            "la maire|Étienne Maurel|le conservateur du musée|une ancienne pilote|le juge Kermadec"
            "|les pompiers|sœur Bénédicte|Hélène Vauquier|deux frères|le ministère"
            "|un gardien de nuit|la professeure Astruc|le capitaine Le Goff|les apiculteurs"
        ),
        "thing": _split(
            "le vieux quai|le tramway|l'orgue|le château d'eau|un tableau de cigognes"
            "|le marché couvert|un chêne tricentenaire|le bassin|le phare|l'école du village"
            "|le cadastre|un four à pain|le pont"
        ),
        "place": _split(
            "Saint-Odile|Montreval|Port-Ansel|Quillan|la ville haute|Bréhec|Lormont|Aubrac"
            "|Villers-le-Sec|Castelnau"
        ),
        "done": _split("réparé|vendu|mesuré|fermé|déplacé|peint en vert|oublié|retrouvé|inondé"),
        "day": _split("lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"),
        "month": _split("janvier|mars|avril|juin|juillet|septembre|octobre"),
    },
)

ARABIC = Language(
    code="ar",
    patterns=(
        "قال {who} يوم {day} إن {thing} في {place} سوف {done} قبل نهاية شهر {month}.",
        "حضر نحو {number} شخصا إلى {place}، حيث تحدث {who} عن {thing} الذي {done} من قبل.",
        "وأضاف {who} أن {thing} كلف {number} مليونا، وهو ما لم يحدث منذ عام {year}.",
        "وفي عام {year} بدأت قصة {thing} في {place}، كما يتذكر {who} جيدا.",
        "ويرى {who} أن {thing} {done} من دون إذن، وأن سكان {place} ينتظرون منذ {month}.",
        "وبحسب تقرير أعده {who} فإن {number} حالة تتعلق بـ{thing} سجلت في {place} هذا العام.",
    ),
    questions=(
        "ورفض {who} التعليق على {thing}.",
        "ثم جاء {month} من عام {year}.",
        "وما زال {who} ينتظر.",
    ),
    headings=("يوم {day} في {place}", "ما يريده {who}", "{place} بعد {month} {year}"),
    titles=(
        "{place} تختلف حول {thing} منذ {number} يوما",
        "كيف دافع {who} عن {thing} في {place}",
        "{number} سؤالا عن {thing} في {place}",
    ),
    authors=("سامر الخطيب", "رنا العلي", "هشام درويش"),
    words={
        "who": _split(
            "رئيس البلدية|القاضي سالم|مديرة المتحف|طيار متقاعد|الأستاذ نبيل حداد|رجال الإطفاء"
            "|الطبيبة ليلى منصور|أخوان من الحي|حارس ليلي|المهندسة هدى"
        ),
        "thing": _split(
            "الرصيف القديم|خط الترام|برج الماء|السوق المسقوف|الجسر|المدرسة|الميناء|فرن الحي"
            "|المكتبة العامة|بستان الزيتون"
        ),
        "place": _split(
            "المدينة العليا|حي الزهور|الميناء الشرقي|قرية عين دارة|الضفة الشمالية|الساحل"
            "|وادي النخيل"
        ),
        "done": _split("يباع|يغلق|يرمم|ينقل|يقاس|يعاد بناؤه|يفتتح"),
        "day": _split("الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"),
        "month": _split("يناير|مارس|أبريل|يونيو|يوليو|سبتمبر|أكتوبر"),
    },
)
