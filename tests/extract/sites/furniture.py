"""What stands around every article of a site: the words of its boxes, and what varies in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.extract.sites.prose import Language
from tests.extract.sites.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A site's own words for its boxes; none of them need be in any list of phrases."""

    summary: tuple[str, str]
    previous: str
    following: str
    related: str
    read: str
    share: tuple[str, ...]
    newsletter: tuple[str, str]
    disclaimer: str
    promo: tuple[str, str]
    footer: tuple[str, ...]
    comments: str  # with {}
    updated: str  # with {}
    biographies: tuple[str, ...]  # each with {}; an author has one
    topics: tuple[str, ...]


KNOWN = Words(
    summary=("No time to read?", "Get a summary"),
    previous="Previous Article",
    following="Next Article",
    related="Related articles",
    read="Most read",
    share=("Share", "Facebook", "WhatsApp", "Copy link"),
    newsletter=("Newsletter", "Sign up to our newsletter and get the best stories every morning."),
    disclaimer=(
        "The views expressed in this article are the author's own, and do not necessarily reflect "
        "the editorial policy of this newspaper."
    ),
    promo=("Support us", "Our journalism is free for all, but it is not free to make. Give today."),
    footer=("© 2026 All rights reserved.", "Contact", "Privacy policy"),
    comments="{} comments",
    updated="Updated {}",
    biographies=("{} is a reporter who has covered the region for this newspaper since 2011.",),
    topics=("Politics", "Harbours", "Culture", "Schools", "Weather"),
)

INVENTED = Words(
    summary=("In a rush, dear neighbour?", "Pour me the short version"),
    previous="One step back along the quay",
    following="Onward to the next mooring",
    related="From the same nest",
    read="What the harbour whispers about",
    share=("Pass it over the fence", "Ring the bell", "Send by gull"),
    newsletter=(
        "The lamplighter's letter",
        "Each dusk a gull brings seven short pieces to your door, and it costs you nothing at all.",
    ),
    disclaimer=(
        "Whoever wrote this did so alone at the kitchen table; the house keeps its own counsel and "
        "may well think otherwise."
    ),
    promo=(
        "Keep the lamp burning",
        "Oil is dear this winter. If these pages warm you, leave a coin by the door on your way.",
    ),
    footer=("Made between two tides by the Quayside Fellowship.", "Find us", "House customs"),
    comments="{} voices at the table",
    updated="Last trimmed at {}",
    biographies=(
        "{} keeps the tide tables here, plays the bassoon badly, and grows leeks behind it.",
    ),
    topics=("Tides", "Kettles", "Ropework", "Visitors", "Lanterns"),
)

FRENCH_WORDS = Words(
    summary=("Pas le temps de lire ?", "Le résumé en trente secondes"),
    previous="Article précédent",
    following="Article suivant",
    related="À lire aussi",
    read="Les plus lus",
    share=("Partager", "Envoyer à un ami", "Imprimer"),
    newsletter=(
        "La lettre du soir",
        "Chaque soir, l'essentiel de la journée dans votre boîte, gratuitement et sans publicité.",
    ),
    disclaimer=(
        "Les propos tenus dans cet article n'engagent que leur auteur, et ne reflètent pas "
        "nécessairement la position du journal."
    ),
    promo=("Soutenez-nous", "Notre rédaction est indépendante, et elle le reste grâce à vos dons."),
    footer=("© 2026 Tous droits réservés.", "Nous contacter", "Mentions légales"),
    comments="{} réactions",
    updated="Mis à jour à {}",
    biographies=("{} est journaliste au service régional, et collabore au journal depuis 2011.",),
    topics=("Politique", "Ports", "Culture", "Écoles", "Météo"),
)

ARABIC_WORDS = Words(
    summary=("لا وقت للقراءة؟", "احصل على الملخص"),
    previous="المقال السابق",
    following="المقال التالي",
    related="مقالات ذات صلة",
    read="الأكثر قراءة",
    share=("شارك", "أرسل إلى صديق", "اطبع"),
    newsletter=(
        "رسالة المساء",
        "كل مساء نرسل إليك أهم ما نشر اليوم مجانا، ومن دون أي إعلانات على الإطلاق.",
    ),
    disclaimer="الآراء الواردة في هذا المقال تعبر عن رأي صاحبها وحده، ولا تعكس موقف الصحيفة منها.",
    promo=("ادعمنا", "صحافتنا مجانية للجميع، لكنها ليست بلا كلفة، فساهم معنا اليوم بما تستطيع."),
    footer=("جميع الحقوق محفوظة 2026.", "اتصل بنا", "سياسة الخصوصية"),
    comments="{} تعليقات",
    updated="آخر تحديث {}",
    biographies=("{} صحفي يكتب في شؤون المنطقة منذ عام 2011، وهو عضو في هيئة تحرير الصحيفة.",),
    topics=("سياسة", "موانئ", "ثقافة", "مدارس", "طقس"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """Another article, as it is linked."""

    href: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """All that stands around one article."""

    words: Words
    previous: Teaser
    following: Teaser
    related: tuple[Teaser, ...]
    read: tuple[Teaser, ...]
    topics: tuple[str, ...]
    comments: str
    updated: str
    biography: str

    @property
    def junk(self) -> tuple[str, ...]:
        """Every text that must not be left in the article."""
        words = self.words
        return (
            *(*words.summary, words.previous, words.following, words.related, words.read),
            *(*words.share, *words.newsletter, words.disclaimer, *words.promo, *words.footer),
            *(self.comments, self.updated, self.biography, *self.topics),
            *(
                teaser.title
                for teaser in (self.previous, self.following, *self.related, *self.read)
            ),
        )


def furnish(
    story: Story, all_stories: Sequence[Story], language: Language, words: Words, path: str
) -> Furniture:
    """The furniture of one article's page. Its neighbours may be articles of no given page."""
    chance = Random(f"furniture/{story.slug}")
    outside = Random(f"outside/{story.number // 5}")  # the most read change over time

    def of(other: Story) -> Teaser:
        return Teaser(href=path.format(other.slug), title=other.title)

    def unseen(source: Random) -> Teaser:
        title = language.title(source)
        return Teaser(href=path.format(f"story-{source.randint(100, 999)}-x"), title=title)

    others = [other for other in all_stories if other is not story]
    at = story.number
    known = [of(other) for other in chance.sample(others, min(2, len(others)))]
    return Furniture(
        words=words,
        previous=of(all_stories[at - 1]) if at else unseen(chance),
        following=of(all_stories[at + 1]) if at + 1 < len(all_stories) else unseen(chance),
        related=(*known, unseen(chance)),
        read=tuple(unseen(outside) for _ in range(4)),
        topics=tuple(chance.sample(words.topics, 2)),
        comments=words.comments.format(chance.randint(2, 240)),
        updated=words.updated.format(f"{chance.randint(6, 22)}:{chance.randint(10, 59)}"),
        biography=_biography(story.author, language, words),
    )


def _biography(author: str, language: Language, words: Words) -> str:
    number = language.authors.index(author)
    return words.biographies[number % len(words.biographies)].format(author)
