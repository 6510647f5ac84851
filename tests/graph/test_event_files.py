"""Event data as political scientists read it: categories, codes of countries, sentences."""

from pathlib import Path

import pandas
import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.graph.event_files import ACTORS, EVENTS, SIDES, days, save_events
from kg.triple.vocabulary import ENTITY_ROLES
from tests.triple.example import MEETING, articles


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(articles())


@pytest.mark.parametrize(
    ("ending", "read"), [("csv", pandas.read_csv), ("parquet", pandas.read_parquet)]
)
def test_a_row_tells_who_did_what_to_whom_and_where(graph: Graph, tmp_path: Path, ending, read):
    paths = save_events(graph.store, tmp_path / f"events.{ending}")
    names = [f"events.{ending}", f"events.actors.{ending}", "events.columns.csv"]
    assert [p.name for p in paths] == names
    events, actors = (read(path).astype(object).fillna("") for path in paths[:2])
    assert tuple(events.columns) == EVENTS and tuple(actors.columns) == ACTORS
    assert len(events) == 10 and (events.sentence != "").all()
    met = events[(events.plover == "CONSULT") & (events.date == "2019-03-04")].iloc[0]
    assert met.actors == "كريم عبد النور | سامي المنصوري"
    assert met.actor_countries == "DZA | TUN"  # by the posts that they hold
    assert (met.place, met.place_country, met.latitude) == ("قرطاج", "TUN", 36.8528)
    assert met.sentence == MEETING[int(met.begin) : int(met.end)]
    assert (met.article, met.published, met.publisher) == ("nahr-1", "2019-03-05", "صحيفة النهر")
    asked = events[events["mode"] == "demand"].iloc[0]
    assert (asked.plover, asked.actor_countries) == ("REQUEST", "DZA")
    assert (asked.recipients, asked.recipient_countries) == ("اتحاد الأنهار", "")
    attack = events[events.type == "Attack"].iloc[0]
    assert (attack.plover, attack.status) == ("ASSAULT", "denied")
    assert attack.reported_by == "كريم عبد النور" and attack.reported_in in set(events.event)
    assert (met.reported_by, met.first_day, met.last_day) == ("", "2019-03-04", "2019-03-04")
    hurt = events[events.type == "Casualties"].iloc[0]
    assert (hurt.number, hurt.kind_of_harm) == ("عشرات", "injured")
    joined = actors.merge(events[["event", "plover"]], on="event")
    assert set(joined[joined.plover == "CONSULT"].role) >= {"participant", "place"}


def test_csv_and_parquet_lack_the_same_cells(graph: Graph, tmp_path: Path):
    plain, packed = (
        read(save_events(graph.store, tmp_path / f"e.{ending}")[0]).isna()
        for ending, read in (("csv", pandas.read_csv), ("parquet", pandas.read_parquet))
    )
    assert plain.equals(packed) and plain.actor_countries.any()


def test_the_frame_lacks_the_same_cells_as_the_file(graph: Graph, tmp_path: Path):
    frame = graph.event_table().frame()
    packed = pandas.read_parquet(save_events(graph.store, tmp_path / "e.parquet")[0])
    assert frame.isna().equals(packed.isna())
    assert frame.place.isna().any() and not (frame == "").any(axis=None)


def test_every_column_is_told_and_none_else(graph: Graph, tmp_path: Path):
    *_, codebook = save_events(graph.store, tmp_path / "events.csv")
    told = pandas.read_csv(codebook)
    assert tuple(told[told.table == "events"].column) == EVENTS
    assert told.meaning.str.len().min() > 4 and told.meaning_ar.notna().all()


@pytest.mark.parametrize(
    ("first", "last", "allowed"),
    [
        ("2016", None, ("2016-01-01", "2016-12-31")),
        ("2016-02", None, ("2016-02-01", "2016-02-29")),
        ("2016-02-03", None, ("2016-02-03", "2016-02-03")),
        ("2016-02-03", "2016-03", ("2016-02-03", "2016-03-31")),
        (None, None, (None, None)),
    ],
)
def test_a_date_allows_days_from_a_first_to_a_last(first, last, allowed):
    assert days(first, last) == allowed


def test_a_press_conference_is_a_consultation(graph: Graph):
    rows = graph.event_table().frame()
    press = rows[rows.subtype == "PressConference"]
    assert set(press.plover) == {"CONSULT"} and set(press.type) == {"Meeting"}


def test_every_role_stands_on_a_side():
    assert set(SIDES) == {*ENTITY_ROLES, "place"}


def test_another_ending_is_told(graph: Graph, tmp_path: Path):
    with pytest.raises(KhabarError, match=r"K402.*csv parquet"):
        save_events(graph.store, tmp_path / "events.xlsx")


def test_what_the_tables_know_needs_no_article_to_say_it():
    """Mosul lies in Iraq, and its events are of Iraq, although the article names no country."""
    from kg.graph.country_code import codes
    from kg.lexicon.entries import country_codes
    from kg.nouns import Article, Entity, Facts, Sentence

    text = "وقع هجوم في الموصل."
    city = Entity("e0", "LOC", "الموصل", (), kb="city/iq_mosul")
    store = Graph([Facts(Article("m", text), (Sentence(0, 0, len(text)),), (city,))]).store
    assert codes(store)["https://w3id.org/khabar/id/city/iq_mosul"] == "IRQ"
    assert country_codes()["country/FR"] == "FRA"
    assert len(set(country_codes().values())) == len(country_codes()) > 200
