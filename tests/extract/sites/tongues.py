"""More prose, in languages and words that nothing was tuned on: from German to Chinese.

And a second English, of short plain sentences.
"""

from __future__ import annotations

from tests.extract.sites.prose import Language


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


PLAIN = Language(
    code="en",
    patterns=(
        "{firm} will close its {unit} in {town} next {season}, the company said.",
        "The move affects {number} workers, most of whom live within {count} miles of the plant.",
        "Shares in {firm} fell {count} percent in early trading before recovering some ground.",
        "“It is a hard day for {town},” said {person}, who has worked there since {year}.",
        "Analysts had expected the {unit} to stay open until at least {season}.",
        "In a statement, {person} thanked customers and promised that every order would be filled.",
        "The {unit} made {number},000 parts a year at its peak, according to company filings.",
        "{person}, a former manager, told reporters that the decision came as no surprise.",
        "{town} has lost {count} employers of that size in a decade.",
        "A union vote is planned for {season}; {person} expects a close result.",
        "The county offered {firm} ${number} million in tax relief in {year}, records show.",
        "Whether another buyer will be found for the {unit} is far from clear.",
    ),
    questions=(
        "The company declined to answer.",
        "That changed in {year}.",
        "{person} disagrees.",
        "It was too late.",
    ),
    headings=(
        "Why {town}?",
        "What {firm} says",
        "A long decline in {town}",
        "{count} years of promises",
    ),
    titles=(
        "{firm} to shut {unit} in {town}, cutting {number} jobs",
        "What the end of the {unit} means for {town}",
        "{town} fights for its {unit}, {count} years after {firm} came",
        "{person} leaves {firm} after {count} years",
    ),
    authors=(
        *("Dana Whitlock", "Miguel Sorrento", "Priya Raghunathan", "Tom O'Hara", "Lena Voss"),
        *("Kwame Asante", "Beth Marlowe", "Noor Haddad", "Carl-Johan Ek", "Sam Tran"),
    ),
    words={
        "firm": _split(
            "Norvane|Halvorsen & Sons|Teleon|Brightwater Foods|Castell Motors|Oxley Paper"
            "|Merrimac Steel|Dunmore Textiles|Pell Aerospace|Gantry"
        ),
        "unit": _split(
            "foundry|bottling line|call centre|assembly hall|paper mill|tannery|test laboratory"
            "|warehouse|shipyard|spinning mill"
        ),
        "town": _split(
            "Ashford Falls|Millbrook|Dayton Springs|Corley|East Harlan|Penrith Cross|Lowell Point"
            "|Bridgewater|Sutton Hollow|Red Lake"
        ),
        "person": _split(
            "Martha Quinn|Desmond Hale|the mayor, Alice Trent|Bob Kessler|Rosa Delgado|Ivan Petrov"
            "|county clerk Jim Dale|Grace Oduya|Helen Farrow"
        ),
        "season": _split("spring|summer|autumn|winter|March|June"),
        "count": _split("three|five|seven|nine|eleven|fourteen|twenty"),
    },
)

GERMAN = Language(
    code="de",
    patterns=(
        "Wie {who} am {day} mitteilte, soll {thing} in {place} noch vor dem {month} {done} werden.",
        "Rund {number} Menschen kamen nach {place}, um zu hören, was {who} über {thing} denkt.",
        "„Es war höchste Zeit, dass {thing} {done} wird“, sagte {who} in {place}.",
        "Seit {year} streitet man in {place} darüber, ob {thing} {done} werden darf.",
        "Nach Angaben von {who} kostet das {number} Millionen Euro, mehr als {year} geplant.",
        "Dass {thing} eines Tages {done} würde, hat in {place} niemand erwartet, auch {who} nicht.",
        "Ein Gutachten zählt {number} Fälle, in denen {thing} ohne Genehmigung {done} wurde.",
        "Im {month} will {who} nach {place} reisen und sich {thing} selbst ansehen.",
        "Die Gegner um {who} sagen, {place} habe seit {year} schon {number} Stellen verloren.",
    ),
    questions=("{who} wollte sich nicht äußern.", "Das war {year}.", "In {place} wartet man noch."),
    headings=("Ein {day} in {place}", "Was {who} will", "Streit seit {year}"),
    titles=(
        "{place} streitet über {thing}",
        "Wie {who} {thing} retten will",
        "{number} Fragen zu {thing} in {place}",
        "{who} kehrt nach {place} zurück",
    ),
    authors=(
        *("Jörg Hinrichs", "Annika Weiß", "Dr. Paul Lechner", "Svenja Krüger", "Mehmet Aydın"),
        *("Heike von Berg", "Tobias Rauch"),
    ),
    words={
        "who": _split(
            "Bürgermeisterin Ute Behrens|der Landrat|ein früherer Lotse|Richterin Okafor"
            "|die Feuerwehr|Schwester Benedikta|Tomas Lindner|Professorin Seidel|der Kantor"
            "|ein Sprecher des Hafens|die Imker|Minister Harms"
        ),
        "thing": _split(
            "die alte Mole|die Straßenbahn|das Rathausdach|die Orgel|der Wasserturm|das Freibad"
            "|die Dorfschule|das Uhrwerk|die Zollbrücke|der Funkmast|die Eiche am Markt"
        ),
        "place": _split(
            "Harsum|Niederbrück|Altenwerder|Sankt Veit|Lohne|Grünau|Eichstätt-Süd|Wahrenholz"
            "|Kirchdorf|Osterby"
        ),
        "done": _split("saniert|verkauft|verlegt|geschlossen|umbenannt|vermessen|abgerissen"),
        "day": _split("Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag"),
        "month": _split("Januar|März|April|Juni|Juli|September|Oktober"),
    },
)

SPANISH = Language(
    code="es",
    patterns=(
        "{who} anunció el {day} que {thing} de {place} será {done} antes de {month}.",
        "Unas {number} personas acudieron a {place} para escuchar a {who} hablar sobre {thing}.",
        "Según {who}, {thing} costó {number} millones, mucho más de lo previsto en {year}.",
        "«Sabíamos que {thing} tenía que ser {done}», explicó {who} desde {place}.",
        "Fue en {year} cuando {thing} quedó {done} por primera vez, recuerda {who}.",
        "Nadie en {place} esperaba que {thing} fuera {done}, y menos aún {who}.",
        "Un informe de {who} recoge {number} casos en los que {thing} fue {done} sin permiso.",
        "Durante {number} días {thing} permaneció {done} cerca de {place}.",
    ),
    questions=("{who} no quiso responder.", "Eso fue en {year}.", "En {place}, {who} espera."),
    headings=("Un {day} en {place}", "Lo que pide {who}", "{place} desde {year}"),
    titles=(
        "{place} discute sobre {thing} desde hace {number} días",
        "Cómo {who} defendió {thing}",
        "{number} preguntas sobre {thing} en {place}",
    ),
    authors=(
        *("Lucía Ferrer", "Andrés Mina", "Itziar Goñi", "Ramón del Valle", "Paula Quiroga"),
        "Óscar Belmonte",
    ),
    words={
        "who": _split(
            "la alcaldesa|el juez Robles|un piloto jubilado|los bomberos|Marta Iribarren"
            "|el director del archivo|la profesora Sáenz|dos hermanos|el ministerio|el coro"
        ),
        "thing": _split(
            "el viejo muelle|el tranvía|el órgano|la torre del agua|el mercado cubierto"
            "|el faro|la escuela|el puente|el horno de pan|la cantera"
        ),
        "place": _split(
            "San Telmo|Villanueva|Puerto Ansel|Quillán|la ciudad alta|Montreal|Castellar"
        ),
        "done": _split("reparado|vendido|medido|cerrado|trasladado|olvidado|inundado"),
        "day": _split("lunes|martes|miércoles|jueves|viernes|sábado|domingo"),
        "month": _split("enero|marzo|abril|junio|julio|septiembre|octubre"),
    },
)

JAPANESE = Language(
    code="ja",
    patterns=(
        "{who}は{day}、{place}にある{thing}を{month}までに{done}と発表した。",
        "{place}には約{number}人が集まり、{who}が{thing}の歴史について語った。",
        "{who}によると、{thing}の費用は{number}億円にのぼり、{year}年の計画を大きく上回った。",
        "「{thing}はいつか{done}べきだと思っていた」と{who}は{place}で話している。",
        "{thing}が初めて話題になったのは{year}年のことで、{who}は今もよく覚えているという。",
        "{place}の住民の多くは、{thing}を{done}という計画に反対してきた。",
        "{who}がまとめた報告書では、{thing}に関わる{number}件の事例が数えられている。",
    ),
    questions=("{who}は取材に応じなかった。", "それは{year}年のことだった。"),
    headings=("{place}の{day}", "{who}の願い", "{year}年から続く議論"),
    titles=(
        "{place}で{thing}をめぐり議論、{number}日目に",
        "{who}が守った{thing}",
        "{thing}についての{number}の疑問、{place}から",
    ),
    authors=("佐藤 美咲", "田中 健一", "高橋 由紀", "伊藤 翔太", "渡辺 直子"),
    words={
        "who": _split(
            "市長|元船長の山本さん|裁判官の大野氏|消防署|図書館長|養蜂家たち|合唱団|技師の森さん"
        ),
        "thing": _split(
            "古い桟橋|路面電車|給水塔|町の時計|公衆浴場|石橋|灯台|小学校の校舎|パン工房"
        ),
        "place": _split("港町|上の町|北区|東浜|古川村|石畳通り|松原市|駅前広場"),
        "done": _split("修理する|売却する|移設する|閉鎖する|塗り直す|建て替える"),
        "day": _split("月曜日|火曜日|水曜日|木曜日|金曜日|土曜日"),
        "month": _split("一月|三月|四月|六月|七月|九月|十月"),
    },
)

RUSSIAN = Language(
    code="ru",
    patterns=(
        "Как сообщили в {day}, {thing} в районе {place} будет {done} до конца года.",
        "Около {number} человек пришли послушать, что {who} думает про {thing}.",
        "По словам {who_gen}, {thing} обошлось в {number} миллионов, больше, чем в {year} году.",
        "«Мы знали, что {thing} будет {done}», — рассказал {who} корреспонденту.",
        "Впервые {thing} было {done} ещё в {year} году, и {who} этого не забыл.",
        "Никто в районе {place} не ожидал, что {thing} окажется {done}, даже {who}.",
        "В отчёте насчитали {number} случаев, когда {thing} было {done} без разрешения.",
    ),
    questions=("Комментариев {who} не дал.", "Это было в {year} году.", "В {day} всё изменилось."),
    headings=("Чего хочет {who}", "{place} после {year} года", "Спор о прошлом"),
    titles=(
        "В районе {place} спорят, будет ли {thing} {done}",
        "{number} вопросов про {thing}",
        "Как {who} спасал {thing} в районе {place}",
    ),
    authors=("Анна Воронцова", "Игорь Лапин", "Марина Седова", "Павел Грушин", "Олег Тимирязев"),
    words={
        "who": _split("мэр|бывший лётчик|судья Окунев|директор архива|профессор Квашнин|инженер"),
        "who_gen": _split("мэра|директора архива|профессора Квашнина|представителя порта"),
        "thing": _split("старое депо|здание школы|городское озеро|кладбище кораблей|зерновое поле"),
        "place": _split("Заречье|Верхний Яр|Сосновка|Портовый|Каменка|Тарновка"),
        "done": _split("отремонтировано|продано|закрыто|затоплено|забыто|переименовано"),
        "day": _split("понедельник|вторник|среду|четверг|пятницу|субботу"),
    },
)

CHINESE = Language(
    code="zh",
    patterns=(
        "{who}{day}表示，{place}的{thing}将在{month}前完成{done}，总投资约{number}万元。",
        "据{who}介绍，{year}年以来，{place}累计有{number}户居民受益于{thing}。",
        "“{thing}{done}以后，{place}的变化很大。”{who}告诉记者。",
        "{place}有关部门{day}召开会议，听取{who}关于{thing}{done}情况的汇报。",
        "记者在{place}看到，{thing}正在{done}，现场有{number}名工人。",
        "{who}指出，到{year}年，{thing}的{done}工作仍面临不少困难。",
    ),
    questions=("{who}没有回应。", "这一天终于来了。"),
    headings=("{place}的变化", "{who}怎么说", "从{year}年说起"),
    titles=(
        "{place}{thing}{done}引发关注",
        "{who}谈{thing}：{number}天之后",
        "{place}为何要{done}{thing}",
    ),
    authors=("王建国", "李晓梅", "陈志强", "赵雪"),
    words={
        "who": _split("市长张伟|李教授|区委书记刘明|工程师何芳|居民孙先生|校长周萍"),
        "thing": _split("老码头|电车线路|水塔|图书馆|污水处理厂|小学校舍|农贸市场"),
        "place": _split("江口镇|东湖区|北岸新区|柳河村|石桥街道|南山"),
        "done": _split("改造|搬迁|扩建|拆除|测量|修缮"),
        "day": _split("星期一|星期二|星期三|星期五|12日|3日"),
        "month": _split("三月|六月|九月|年底"),
    },
)
