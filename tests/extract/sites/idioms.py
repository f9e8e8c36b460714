"""More words for boxes: those of publications that nothing was tuned on.

Their biographies are many, one for each author, as real ones are; the wording of some of them is
common to all authors of a house, that of others is not.
"""

from __future__ import annotations

from typing import Final

from tests.extract.sites.furniture import Words
from tests.extract.sites.prose import Language
from tests.extract.sites.tongues import GERMAN, JAPANESE, PLAIN, RUSSIAN, SPANISH

BUSINESS: Final = Words(
    summary=("Short on time?", "Listen to the two-minute version"),
    previous="Older post",
    following="Newer post",
    related="You might also like",
    read="Trending now",
    share=("Tweet", "Post on LinkedIn", "Email", "Print"),
    newsletter=(
        "The Ledger, in your inbox",
        "Join 40,000 readers who start their day with our briefing. Unsubscribe any time.",
    ),
    disclaimer="Have a story tip? Write to tips@ledger.example or call our desk in confidence.",
    promo=("Become a member", "Independent local reporting depends on readers like you. Join us."),
    footer=("© 2026 Ledger Media LLC", "Terms of use", "Do not sell my information"),
    comments="Leave a comment ({})",
    updated="Published March 3, 2026 at {}",
    biographies=(
        "{} covers manufacturing and labor for the Ledger. Reach her at desk@ledger.example.",
        "{} joined the paper in 2019 after a decade at the Harbor Times, where he won two awards.",
        "Before becoming an editor, {} taught history at a public school in Ohio.",
        "{} writes about money. Follow on X.",
        "{} is a freelance journalist based in Lisbon whose work has appeared in many magazines.",
        "A native of Red Lake, {} has reported from eleven countries and lives with three cats.",
        "{} is the business editor of the Ledger.",
    ),
    topics=("Economy", "Labor", "Real Estate", "Markets"),
)

GERMAN_WORDS: Final = Words(
    summary=("Keine Zeit?", "Das Wichtigste in drei Sätzen"),
    previous="Vorheriger Beitrag",
    following="Nächster Beitrag",
    related="Das könnte Sie auch interessieren",
    read="Meistgelesen",
    share=("Teilen", "Merken", "Drucken"),
    newsletter=(
        "Der Morgenbrief",
        "Jeden Morgen um sechs das Wichtigste aus der Region, kostenlos in Ihrem Postfach.",
    ),
    disclaimer="Haben Sie einen Fehler entdeckt? Schreiben Sie uns an korrektur@bote.example.",
    promo=(
        "Jetzt Mitglied werden",
        "Guter Journalismus kostet Geld. Lesen Sie vier Wochen gratis.",
    ),
    footer=("© Bote Verlag GmbH", "Impressum", "Datenschutz"),
    comments="{} Kommentare",
    updated="Stand: {} Uhr",
    biographies=(
        "{} ist Redakteur im Ressort Lokales und schreibt seit 2014 über Häfen und Verkehr.",
        "Geboren 1978 in Bremen, studierte {} Geschichte und kam über das Radio zur Zeitung.",
        "{} berichtet aus dem Landkreis.",
        "{} leitet die Wirtschaftsredaktion; davor war sie Korrespondentin in Warschau und Riga.",
    ),
    topics=("Lokales", "Verkehr", "Kultur", "Umwelt"),
)

SPANISH_WORDS: Final = Words(
    summary=("¿No tienes tiempo?", "Léelo en un minuto"),
    previous="Entrada anterior",
    following="Entrada siguiente",
    related="Te puede interesar",
    read="Lo más leído",
    share=("Compartir", "Enviar por correo", "Copiar enlace"),
    newsletter=(
        "La carta del mediodía",
        "Suscríbete y recibe cada día una selección de las mejores historias, gratis.",
    ),
    disclaimer="Puedes seguir a nuestro diario en redes sociales, o escribirnos con tus preguntas.",
    promo=("Hazte socio", "Este periódico vive de sus lectores, y por eso puede contarlo todo."),
    footer=("© Ediciones del Faro S. L.", "Aviso legal", "Publicidad"),
    comments="{} comentarios",
    updated="Actualizado a las {} h",
    biographies=(
        "{} es periodista y escribe sobre puertos y ciudades en este diario desde 2012.",
        "Licenciada en Historia, {} dirige la sección de Cultura y colabora con la radio pública.",
        "{} nació en Pamplona y vive en Cádiz, donde cría gallinas y termina una novela.",
    ),
    topics=("Política", "Puertos", "Cultura", "Educación"),
)

JAPANESE_WORDS: Final = Words(
    summary=("お急ぎの方へ", "三行でわかる要約"),
    previous="前の記事",
    following="次の記事",
    related="関連記事",
    read="アクセスランキング",
    share=("シェアする", "はてなブックマーク", "リンクをコピー"),
    newsletter=(
        "朝のニュースレター",
        "毎朝六時に、編集部が選んだ記事を無料でお届けします。いつでも解除できます。",
    ),
    disclaimer="記事に関するご意見やご感想は、下記のお問い合わせフォームからお寄せください。",
    promo=(
        "会員になる",
        "この新聞は読者のみなさまの購読料で支えられています。ぜひご参加ください。",
    ),
    footer=("© 港新聞社", "お問い合わせ", "プライバシーポリシー"),
    comments="コメント{}件",
    updated="更新 {}時",
    biographies=(
        "{} 港新聞社会部記者。一九八五年生まれ。地方自治と交通の問題を中心に取材を続けている。",
        "{} フリーライター。旅と食についての著書が三冊あり、現在は松原市に在住。",
        "{} 文化部デスク。",
    ),
    topics=("政治", "港湾", "文化", "学校"),
)

RUSSIAN_WORDS: Final = Words(
    summary=("Нет времени читать?", "Коротко о главном"),
    previous="Предыдущая запись",
    following="Следующая запись",
    related="Читайте также",
    read="Самое читаемое",
    share=("Поделиться", "ВКонтакте", "Распечатать"),
    newsletter=(
        "Вечернее письмо",
        "Подпишитесь на нашу рассылку, и каждый вечер мы пришлём семь лучших историй дня.",
    ),
    disclaimer="Если вы нашли ошибку, выделите фрагмент текста и нажмите Ctrl+Enter.",
    promo=("Поддержите нас", "Мы живём только на пожертвования читателей. Помогите нам работать."),
    footer=("© Редакция «Берег»", "Контакты", "Реклама"),
    comments="{} комментариев",
    updated="Обновлено в {}",
    biographies=(
        "{} — корреспондент отдела городской жизни, пишет о транспорте и портах с 2011 года.",
        "{} окончила журфак МГУ, работала на радио, живёт в Заречье и разводит пчёл.",
        "{} — редактор.",
    ),
    topics=("Политика", "Город", "Культура", "Погода"),
)

#: The languages with these words.
HELD_OUT: Final[tuple[tuple[Language, Words], ...]] = (
    (PLAIN, BUSINESS),
    (GERMAN, GERMAN_WORDS),
    (SPANISH, SPANISH_WORDS),
    (JAPANESE, JAPANESE_WORDS),
    (RUSSIAN, RUSSIAN_WORDS),
)
