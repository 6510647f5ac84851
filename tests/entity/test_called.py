"""A surname means the one whom nearly all articles call so."""

from __future__ import annotations

from kg.entity.key import Key
from kg.entity.merge import identify
from kg.nouns import Article, Entity, Facts, Mention

NAMED = (Mention(0, 4, "PER"),)


def told(article: str, name: str, *others: str) -> Facts:
    return Facts(Article(article, ""), entities=(Entity("e0", "PER", name, NAMED, None, others),))


def node(article: Facts, *others: Facts) -> Key:
    return identify([*others, article]).key(article.article, article.entities[0])


WHOLE = [told(f"w{n}", "مارك فندروب", "فندروب") for n in range(9)]
HIM = Key("PER", "name", "مارك فندروب")


def test_an_article_that_names_nobody_whole_means_whom_all_call_so():
    assert node(told("s", "فندروب"), *WHOLE) == HIM


def test_two_articles_are_too_few_to_say():
    assert node(told("s", "فندروب"), *WHOLE[:2]) != HIM


def test_nothing_is_said_where_two_people_are_called_so():
    sister = [told(f"x{n}", "ليندا فندروب", "فندروب") for n in range(2)]
    assert node(told("s", "فندروب"), *WHOLE, *sister) != HIM


def test_a_given_name_is_anybodys():
    salih = [told(f"w{n}", "علي عبدالله صالح", "صالح") for n in range(9)]
    assert node(told("s", "صالح"), *salih).basis == "local"


def test_a_word_that_describes_is_no_surname():
    guide = [told(f"w{n}", "نادر فندق المرشد", "المرشد") for n in range(9)]
    assert node(told("s", "المرشد"), *guide).basis == "local"


def test_a_surname_with_a_particle_is_a_surname():
    van = [told(f"w{n}", "يوهان فان درولف", "فان درولف") for n in range(3)]
    assert node(told("s", "فان درولف"), *van) == node(van[0], *van)


def test_the_name_of_the_father_is_no_surname():
    son = [told(f"w{n}", "طلال بن زاهب", "زاهب") for n in range(9)]
    assert node(told("s", "زاهب"), *son).basis == "local"


def test_a_word_too_many_before_a_name_told_often():
    often = [told(f"w{n}", "مارك فندروب") for n in range(12)]
    assert node(told("s", "العراب مارك فندروب"), *often) == HIM


def test_a_longer_arabic_name_is_no_word_too_many():
    often = [told(f"w{n}", "محمد علي") for n in range(12)]
    assert node(told("s", "محمد علي كشكي"), *often) != node(often[0], *often)


def test_the_first_and_last_names_mean_whom_articles_call_so_after_his_whole_name():
    whole = [told(f"w{n}", "ماجد بن طلال الزاهبي", "ماجد الزاهبي") for n in range(3)]
    assert node(told("s", "ماجد الزاهبي"), *whole) == node(whole[0], *whole)
    uncle = [told(f"x{n}", "ماجد بن سامي الزاهبي", "ماجد الزاهبي") for n in range(3)]
    assert node(told("s", "ماجد الزاهبي"), *whole, *uncle) != node(whole[0], *whole, *uncle)


def test_a_slip_told_once_does_not_spoil_a_foreign_surname():
    slips = [told("x1", "زالاو فندروب", "فندروب"), told("x2", "اسزلو فندروب", "فندروب")]
    assert node(told("s", "فندروب"), *WHOLE, *slips) == HIM
    omar = [told(f"w{n}", "ماجد القحطاني", "القحطاني") for n in range(9)]  # of a large family
    cousins = [told("x1", "سالم القحطاني", "القحطاني"), told("x2", "فهد القحطاني", "القحطاني")]
    assert node(told("s", "القحطاني"), *omar, *cousins) != node(omar[0], *omar, *cousins)


def test_a_father_put_in_between_is_the_only_one_told():
    often = [told(f"w{n}", "ماجد القحطاني") for n in range(22)]
    once, other = told("x", "ماجد سالم القحطاني"), told("y", "ماجد فهد القحطاني")
    assert node(once, *often) == node(often[0], once, *often)
    assert node(once, other, *often) != node(often[0], once, other, *often)


def test_a_foreign_family_name_behind_a_given_name_is_a_surname():
    whole = [told(f"w{n}", "أحمد داود درولغو", "داود درولغو") for n in range(6)]
    assert node(told("s", "داود درولغو"), *whole) == node(whole[0], *whole)
    arab = [told(f"w{n}", "أحمد داود الزاهبي", "داود الزاهبي") for n in range(6)]
    assert node(told("s", "داود الزاهبي"), *arab) != node(arab[0], *arab)  # may be his father


def test_many_who_are_told_of_once_make_a_name_a_common_one():
    slip = [told("x0", "مرك فندروب", "فندروب")]
    assert node(told("s", "فندروب"), *WHOLE, *slip) == HIM
    many = [told(f"x{n}", f"{name} فندروب", "فندروب") for n, name in enumerate("كلطمنصز")]
    assert node(told("s", "فندروب"), *WHOLE, *many) != HIM


def test_the_son_of_somebody_is_called_so_where_people_are():
    """ولد الشيخ is one man's name in the news; بن سلمان may be any son of a Salman."""
    envoy = [told(f"w{n}", "نادر ولد الدرب أحمد", "ولد الدرب") for n in range(9)]
    assert node(told("s", "ولد الدرب"), *envoy) == node(envoy[0], *envoy)
    premier = [told(f"w{n}", "سالم نادر ابن الدرب", "ابن الدرب") for n in range(9)]
    assert node(told("s", "ابن الدرب"), *premier) == node(premier[0], *premier)
    prince = [told(f"w{n}", "نادر بن الدرب أحمد", "بن الدرب") for n in range(9)]
    assert node(told("s", "بن الدرب"), *prince) != node(prince[0], *prince)
