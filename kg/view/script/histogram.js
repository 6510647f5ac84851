// Events over time as bars, empty days too; a click on one narrows the dates to it.

const BARS = 62;

// Every day, month or year from the first to the last, the finest of which there are not too many.
function spells(first, last) {
  const iso = (time) => new Date(time).toISOString();
  const [start, end] = [Date.parse(firstDay(first)), Date.parse(lastDay(last))];
  for (const [length, step] of [
    [10, (d) => d.setUTCDate(d.getUTCDate() + 1)],
    [7, (d) => d.setUTCMonth(d.getUTCMonth() + 1)],
    [4, (d) => d.setUTCFullYear(d.getUTCFullYear() + 1)],
  ]) {
    const out = [];
    for (
      const d = new Date(firstDay(iso(start).slice(0, length)));
      d <= end && (length === 4 || out.length <= BARS);
      step(d)
    )
      out.push(iso(d).slice(0, length));
    if (length === 4 || out.length <= BARS) return out.slice(-BARS);
  }
}

function histogram() {
  const { dates } = census;
  if (dates.length < 2) return null;
  const keys = spells(dates[0], dates.at(-1));
  const { length } = keys[0];
  const bins = counted(
    dates.filter((date) => date.length >= length),
    (date) => date.slice(0, length),
  );
  const most = Math.max(...keys.map((key) => bins.get(key) ?? 0));
  const wide = 200 / keys.length;
  const bars = keys.map((key, i) => {
    const count = bins.get(key) ?? 0;
    if (!count) return null;
    const tall = Math.max(3, (count / most) * 44);
    const inside = (!S.from || lastDay(key) >= S.from) && (!S.to || firstDay(key) <= S.to);
    // time runs with the reading direction: the oldest bar is at the right in Arabic
    const x = S.lang === "ar" ? 200 - (i + 1) * wide : i * wide;
    return svg(
      "rect",
      {
        x: x + wide * 0.1,
        y: 48 - tall,
        width: wide * 0.8,
        height: tall,
        class: inside ? "bar" : "bar out",
        tabindex: "0",
        role: "button",
        "aria-label": `${key}: ${count}`,
        onclick: () => narrow(key),
        onkeydown: (e) => e.key === "Enter" && narrow(key),
      },
      svg("title", {}, `${key}: ${count}`),
    );
  });
  return el(
    "div",
    { class: "histogram" },
    svg("svg", { viewBox: "0 0 200 48", preserveAspectRatio: "none" }, bars.filter(Boolean)),
    el("p", { class: "small ends" }, bdi(keys[0]), bdi(keys.at(-1))),
  );
}

function narrow(key) {
  const same = S.from === firstDay(key);
  S.from = same ? "" : firstDay(key);
  S.to = same
    ? ""
    : key.length === 7
      ? new Date(Date.UTC(+key.slice(0, 4), +key.slice(5), 0)).toISOString().slice(0, 10)
      : lastDay(key);
  update();
}
