"""Posts that only the table knows."""

from __future__ import annotations

from kg.mention.title import bare_names, listed, posts
from kg.mention.window import page
from kg.nouns import Article, Mention
from kg.sentence.split import sentences
from kg.sentence.table import table


def found(text: str, *names: tuple[str, str], seen: tuple[tuple[int, int], ...] = ()) -> list[str]:
    article = Article("a", text)
    p = page(article, sentences(article), lambda word: (7,))
    mentions = []
    for name, type in names:
        at = text.index(name)
        inside = [i for i, w in enumerate(p.words) if at <= w.start < at + len(name)]
        one = Mention(at, at + len(name), type, "name", 0)  # type: ignore[arg-type]
        mentions.append(((inside[0], inside[-1]), one))
    return [text[p.words[a].start : p.words[b].end] for a, b in listed(p, seen, mentions)]


def test_a_post_stands_before_its_holder_or_before_where_it_is():
    """«Said the kaimakam of Sinjar, Naif Saidu»; «said the defence minister, Karim Nur»"""
    nayif = ("نايف سيدو", "PER")
    assert found("وقال قائممقام سنجار نايف سيدو إنه عاد.", nayif, ("سنجار", "LOC")) == ["قائممقام"]
    karim = ("كريم النور", "PER")
    assert found("وقال وزير الدفاع كريم النور إنه عاد.", karim) == ["وزير الدفاع"]


def test_what_is_no_post_of_anybody():
    karim = ("كريم النور", "PER")
    assert found("زار وزير الدفاع الموصل مع كريم النور.", karim) == []
    assert found("عاد وزير الدفاع. كريم النور بقي.", karim) == []  # another sentence
    assert found("وقال السيد كريم النور إنه عاد.", karim) == []  # "Mr"
    assert found("عاد الأمير كريم النور.", karim) == []  # "prince" before a name is an address
    assert found("قال وزير الدفاع كريم النور.", karim, seen=((1, 2),)) == []  # the reader saw it
    assert found("عاد أمين النور.", ("أمين النور", "PER")) == []  # Amin, not a secretary


def test_the_longest_post_of_the_table_is_taken():
    assert ("وزير", "الدفاع") in posts() and len(posts()) >= len(table("posts"))
    text = "عاد رئيس الوزراء كريم النور."
    assert found(text, ("كريم النور", "PER")) == ["رئيس الوزراء"]


def name_in(text: str, name: str, title: tuple[int, int] | None) -> str:
    """What is left of a name behind a title (its first and last word)."""
    article = Article("a", text)
    p = page(article, sentences(article), lambda word: (7,))
    at = text.index(name)
    inside = [i for i, w in enumerate(p.words) if at <= w.start < at + len(name)]
    one = ((inside[0], inside[-1]), Mention(at, at + len(name), "PER", "name", 0))
    ((span, kept),) = bare_names(p, [title] if title else [], [one])
    assert p.words[span[0]].start == kept.start
    return text[kept.start : kept.end]


def test_the_nationality_behind_a_title_is_no_part_of_the_name():
    """«Prime minister, the Indian, Modi»; a surname such as المصري "the Egyptian" stays."""
    assert name_in("زار رئيس الوزراء الهندي مودي عمان", "الهندي مودي", (1, 2)) == "مودي"
    assert name_in("زار رئيس الوزراء الهندي عمان", "الهندي", (1, 2)) == "الهندي"
    assert name_in("زار الوزير منذر المصري عمان", "منذر المصري", (1, 1)) == "منذر المصري"
    assert name_in("زار السوري خالد عمان", "السوري خالد", None) == "خالد"


def test_a_rank_or_an_address_is_no_part_of_the_name():
    """«General Michel Karam», «Major Dr Sami»; a description keeps its noun."""
    assert name_in("زار العماد ميشال كرم عمان", "العماد ميشال كرم", None) == "ميشال كرم"
    assert name_in("زار الرائد الدكتور سامي عمان", "الدكتور سامي", None) == "سامي"
    assert name_in("زار الأب بطرس عمان", "الأب بطرس", None) == "بطرس"
    assert name_in("زار الرئيس الهندي عمان", "الرئيس الهندي", None) == "الرئيس الهندي"
    assert name_in("زار رائد سالم عمان", "رائد سالم", None) == "رائد سالم"  # a given name
    assert name_in("زار الدكتور ألبرت عمان", "الدكتور ألبرت", None) == "ألبرت"
    assert name_in("قال العقيد في الحرس إن", "العقيد في الحرس", None) == "العقيد في الحرس"
    assert name_in("زار السيد البدوي عمان", "السيد البدوي", None) == "السيد البدوي"
