"""The page of errors: each article as annotated and as found, side by side, by kind of fault.

One self-contained HTML page, right to left, without script. All that it shows of articles and
graphs is escaped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import Final, NamedTuple

from kg.evaluate.evaluation import Evaluation, Judged
from kg.evaluate.fault import Fault, Judge
from kg.evaluate.found import FoundEvent
from kg.evaluate.gold import GoldEvent, Span
from kg.evaluate.match import overlaps
from kg.evaluate.score import ALL_ROLES, MAIN, Figures
from kg.sentence.table import table

SHOWN: Final = 5
"""Details of a kind of fault that its row names."""
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)


class _Mark(NamedTuple):
    span: Span
    colour: str
    label: str
    event: bool


def errors_page(evaluation: Evaluation) -> str:
    """The whole page as HTML."""
    kinds = {row["kind"]: row for row in table("fault_kinds")}
    style = files("kg.evaluate").joinpath("page.css").read_text(encoding="utf-8")
    body = [
        "<h1>خبر: ما وُجد في الشبكة وما في المعيار</h1>",
        _missing(evaluation.missing),
        _figures(evaluation),
        _key(),
        _kinds(evaluation.faults, kinds),
        *(_article(n, a, kinds) for n, a in enumerate(evaluation.articles)),
    ]
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>خبر: تقييم</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _text(value: str) -> str:
    """Escaped, and kept from turning the direction of what stands around it."""
    return f"<bdi>{escape(value)}</bdi>" if value else ""


def _missing(missing: Sequence[str]) -> str:
    told = "، ".join(_text(m) for m in missing)
    return f'<p class="missed">مقالات ليست في الشبكة: {told}</p>' if missing else ""


def _figures(evaluation: Evaluation) -> str:
    main = [(n, f) for n, f in evaluation.figures.items() if n in MAIN]
    rest = [(n, f) for n, f in evaluation.figures.items() if n not in MAIN]
    return (
        f"<h2>الأرقام: {len(evaluation.articles)} مقالا</h2>{_rows(main)}"
        f"<details><summary>أدوار كل نوع من الأحداث</summary>{_rows(rest)}</details>"
    )


def _rows(rows: Iterable[tuple[str, Figures]]) -> str:
    lines = "".join(
        f"<tr><td><code>{escape(name)}</code></td>"
        + "".join(f'<td class="n">{v:.3f}</td>' for v in (f.precision, f.recall, f.f1))
        + f'<td class="n">{f.gold}</td><td class="n">{f.system}</td></tr>'
        for name, f in rows
    )
    head = "<th>الصف</th><th>الدقة</th><th>الاستدعاء</th><th>F1</th><th>المعيار</th><th>الشبكة</th>"
    return f"<table><tr>{head}</tr>{lines}</table>"


def _key() -> str:
    return (
        '<p class="key"><mark class="ok">صواب</mark> <mark class="missed">فائت</mark> '
        '<mark class="extra">زائد</mark> <mark class="wrong">مختلف</mark> '
        '<mark class="event">لفظ حدث</mark></p>'
    )


def _kinds(faults: Sequence[Fault], kinds: Mapping[str, Mapping[str, str]]) -> str:
    by_kind: defaultdict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_kind[fault.kind].append(fault)
    order = {kind: n for n, kind in enumerate(kinds)}
    lines, lists = [], []
    for kind, members in sorted(by_kind.items(), key=lambda x: (-len(x[1]), order[x[0]])):
        row, anchor = kinds[kind], f"kind-{order[kind]}"
        common = Counter(f.detail for f in members if f.detail).most_common(SHOWN)
        details = "، ".join(f"<bdi><code>{escape(d)}</code>: {n}</bdi>" for d, n in common)
        lines.append(
            f'<tr><td class="{row["colour"]}"><a href="#{anchor}">{row["ar"]}</a></td>'
            f'<td><code>{escape(kind)}</code></td><td class="n">{len(members)}</td>'
            f"<td>{details}</td></tr>"
        )
        lists.append(
            f'<details id="{anchor}"><summary>{row["ar"]} ({len(members)})</summary>'
            f"{_faults(members, kinds, named=True)}</details>"
        )
    head = "<th>نوع الخطأ</th><th></th><th>العدد</th><th>أكثره</th>"
    return (
        f"<h2>أنواع الأخطاء: {len(faults)}</h2><table><tr>{head}</tr>{''.join(lines)}</table>"
        + ("".join(lists))
    )


def _faults(
    faults: Iterable[Fault], kinds: Mapping[str, Mapping[str, str]], named: bool = False
) -> str:
    lines = []
    for f in faults:
        row = kinds[f.kind]
        where = f"{_text(f.article)} " if named else ""
        where += str(f.sentence) if f.sentence >= 0 else ""
        missed = "wrong" if row["colour"] == "wrong" else "missed"
        extra = "wrong" if row["colour"] == "wrong" else "extra"
        lines.append(
            f"<tr><td>{where}</td><td>{row['ar']}<br><code>{escape(f.detail)}</code></td>"
            f'<td class="{missed if f.wanted else ""}">{_text(f.wanted)}</td>'
            f'<td class="{extra if f.told else ""}">{_text(f.told)}</td></tr>'
        )
    head = "<th>الجملة</th><th>الخطأ</th><th>المعيار</th><th>الشبكة</th>"
    return f"<table><tr>{head}</tr>{''.join(lines)}</table>"


def _article(number: int, judged: Judged, kinds: Mapping[str, Mapping[str, str]]) -> str:
    article = judged.gold.article
    wanted, told = _wanted(judged), _told(judged)
    about = " · ".join(_text(v) for v in (article.source or "", article.date or "") if v)
    lines = "".join(
        f"<tr><td>{s.index}</td><td>{_marked(article.text, s.start, s.end, wanted)}</td>"
        f"<td>{_marked(article.text, s.start, s.end, told)}</td></tr>"
        for s in judged.gold.sentences
    )
    return (
        f'<section id="article-{number}"><h2>{_text(article.id)} <small>{about}</small></h2>'
        f'<table class="pair"><tr><th></th><th>المعيار</th><th>الشبكة</th></tr>{lines}</table>'
        f"<h3>الأحداث</h3>{_events(judged)}"
        f"<h3>الأخطاء ({len(judged.faults)})</h3>{_faults(judged.faults, kinds)}</section>"
    )


def _wanted(judged: Judged) -> list[_Mark]:
    """What the annotation marks, coloured by what became of it."""
    gold, hit = judged.gold, {i for i, _ in judged.match.mentions}
    flat = [(m, e) for e in gold.entities for m in e.mentions]
    told = [m for e in judged.found.entities for m in e.mentions]
    near = overlaps([m for m, _ in flat], told).max(1, initial=0) if flat else []
    marks = []
    for n, (m, e) in enumerate(flat):
        colour = "ok" if n in hit else "wrong" if near[n] > 0 else "missed"
        marks.append(_Mark(m, colour, f"{e.type} {e.name}", False))
    triggers = [t for f in judged.found.events for t in f.triggers]
    for i, event in enumerate(gold.events):
        known = overlaps(event.triggers, triggers).max(1, initial=0)
        for t, touched in zip(event.triggers, known, strict=True):
            colour = "missed" if touched <= 0 else "ok" if i in judged.match.events else "wrong"
            marks.append(_Mark(t, colour, f"{event.type} {event.status}", True))
    return marks


def _told(judged: Judged) -> list[_Mark]:
    """What the graph marks, coloured by whether the annotation has it."""
    found, hit = judged.found, {j for _, j in judged.match.mentions}
    wanted = [m for e in judged.gold.entities for m in e.mentions]
    flat = [(m, e) for e in found.entities for m in e.mentions]
    near = overlaps([m for m, _ in flat], wanted).max(1, initial=0) if flat else []
    marks = []
    for n, (m, e) in enumerate(flat):
        colour = "ok" if n in hit else "wrong" if near[n] > 0 else "extra"
        marks.append(_Mark(m, colour, f"{e.type} {e.name}", False))
    triggers = [t for e in judged.gold.events for t in e.triggers]
    matched = set(judged.match.events.values())
    for j, event in enumerate(found.events):
        known = overlaps(event.triggers, triggers).max(1, initial=0)
        for t, touched in zip(event.triggers, known, strict=True):
            colour = "extra" if touched <= 0 else "ok" if j in matched else "wrong"
            marks.append(_Mark(t, colour, f"{event.type} {event.status}", True))
    return marks


def _marked(text: str, start: int, end: int, marks: Sequence[_Mark]) -> str:
    """A stretch of text; where marks lie in each other, the inner one gives the colour."""
    here = [m for m in marks if m.span[0] < end and m.span[1] > start]
    cuts = sorted({start, end, *(min(max(x, start), end) for m in here for x in m.span)})
    out = []
    for a, b in pairwise(cuts):
        over = [m for m in here if m.span[0] <= a and m.span[1] >= b]
        piece = escape(text[a:b])
        if over:
            inner = min(over, key=lambda m: m.span[1] - m.span[0])
            event = " event" if any(m.event for m in over) else ""
            label = escape(" / ".join(m.label for m in over))
            piece = f'<mark class="{inner.colour}{event}" title="{label}">{piece}</mark>'
        out.append(piece)
    return "".join(out)


def _events(judged: Judged) -> str:
    """Events in the order of the text: pairs in one row, the others with an empty side."""
    gold, found, hit = judged.gold.events, judged.found.events, judged.match.events
    judge = Judge(judged.gold, judged.found, judged.match)
    rows: list[tuple[int, str]] = []
    for i, e in enumerate(gold):
        at = e.triggers[0][0] if e.triggers else 0
        if i not in hit:
            rows.append((at, f'<td class="missed">{_wanted_event(judged, e, {})}</td><td></td>'))
            continue
        f = found[hit[i]]
        differ = {role: judge.differing(e, f, role) for role in ALL_ROLES}
        wrong = {role: frozenset(missed) for role, (missed, _) in differ.items()}
        added = {role: frozenset(extra) for role, (_, extra) in differ.items()}
        faults = list(judge.inside(e, f))
        for side, other in ((wrong, "missed"), (added, "extra")):
            side["time"] = frozenset(
                {"*"} if any(x.kind.startswith("time") for x in faults) else ()
            )
            side["status"] = frozenset({"*"} if e.status != f.status else ())
            side["mode"] = frozenset({"*"} if e.mode != f.mode else ())
            side["class"] = frozenset({other})
        fine = ' class="ok"' if not faults else ""
        sides = _wanted_event(judged, e, wrong), _told_event(judged, f, added)
        rows.append((at, "".join(f"<td{fine}>{side}</td>" for side in sides)))
    for j, f in enumerate(found):
        if j not in hit.values():
            told = f'<td></td><td class="extra">{_told_event(judged, f, {})}</td>'
            rows.append((f.triggers[0][0], told))
    lines = "".join(f"<tr>{row}</tr>" for _, row in sorted(rows))
    return f'<table class="sides"><tr><th>المعيار</th><th>الشبكة</th></tr>{lines}</table>'


Wrong = Mapping[str, frozenset[str]]
"""Role → the fillers to colour (``*``: all); ``class``: in which colour."""


def _wanted_event(judged: Judged, e: GoldEvent, wrong: Wrong) -> str:
    text = judged.gold.article.text
    called = {x.id: x.name for x in judged.gold.entities}
    roles = [(role, [called.get(x, x) for x in ids]) for role, ids in e.fillers.items() if ids]
    roles += [(role, [text[a:b] for a, b in spans]) for role, spans in e.quotes.items()]
    roles += [(role, [word]) for role, word in e.words.items()]
    roles += [("time", [e.time[1] or text[slice(*e.time[0])]])] if e.time else []
    said = [text[a:b] for a, b in e.triggers]
    return _event(e.type, said, roles, e.status, e.mode, wrong)


def _told_event(judged: Judged, f: FoundEvent, wrong: Wrong) -> str:
    text, names = judged.gold.article.text, judged.found.names or {}
    roles = [(r, sorted(names.get(n, n) for n in nodes)) for r, nodes in f.fillers.items() if nodes]
    roles += [(role, list(texts)) for role, texts in f.quotes.items()]
    roles += [("time", list(f.times))] if f.times else []
    said = [text[a:b] for a, b in f.triggers]
    return _event(f.type, said, roles, f.status, f.mode, wrong)


def _event(
    kind: str,
    triggers: Sequence[str],
    roles: Sequence[tuple[str, Sequence[str]]],
    status: str,
    mode: str | None,
    wrong: Wrong,
) -> str:
    (colour,) = wrong.get("class", frozenset({"missed"}))

    def shown(value: str, role: str) -> str:
        bad = wrong.get(role, frozenset())
        inside = _text(value)
        return f'<mark class="{colour}">{inside}</mark>' if bad & {value, "*"} else inside

    head = [f"<code>{escape(kind)}</code>", *([shown(mode, "mode")] if mode else [])]
    head += [shown(status, "status"), " / ".join(f"<b>{_text(t)}</b>" for t in triggers)]
    lines = [" · ".join(head)]
    for role, values in roles:
        lines.append(f"<code>{escape(role)}</code> {'، '.join(shown(v, role) for v in values)}")
    return "<br>".join(lines)
