// The timeline: events with dates, one lane for each type, time running as one reads.

const LANE = 54;

function showTimeline() {
  const box = $("timeline");
  const events = current.total.events.filter((event) => event.begin);
  if (!events.length) {
    box.replaceChildren(el("p", { class: "quiet centre" }, word("nothing")));
    return;
  }
  const types = [...counted(events, (event) => event.type)].sort((a, b) => b[1] - a[1]).map(([t]) => t);
  const start = Math.min(...events.map((event) => Date.parse(firstDay(event.begin))));
  const end = Math.max(...events.map((event) => Date.parse(lastDay(event.end ?? event.begin)) || start));
  const span = Math.max(end - start, 864e5 * 6);
  const wide = Math.max(box.clientWidth - 24, 560);
  const head = 130;
  const room = wide - head - 30;
  const mirror = (x) => (S.lang === "ar" ? wide - x : x);
  const at = (date) => mirror(head + 15 + ((Date.parse(date) - start) / span) * room);
  const chosen = selectedEvent();
  const parts = [];
  for (const [date, text] of ticks(start, start + span))
    parts.push(svg("line", { x1: at(date), x2: at(date), y1: 24, y2: 30 + types.length * LANE, class: "tick" }),
      svg("text", { x: at(date), y: 16, "text-anchor": "middle", class: "tick" }, text));
  types.forEach((type, lane) => {
    const y = 30 + lane * LANE;
    parts.push(svg("rect", { x: 0, y, width: wide, height: LANE - 4, class: "lane" }),
      svg("text", { x: mirror(10), y: y + LANE / 2 + 2, "text-anchor": "start", class: "lane-name" }, word(`event.${type}`)));
    // events of one day are stacked, then shown as a number
    const days = new Map();
    for (const event of events.filter((e) => e.type === type)) {
      if (!days.has(event.begin)) days.set(event.begin, []);
      days.get(event.begin).push(event);
    }
    for (const [date, list] of days) {
      const x = at(firstDay(date));
      list.slice(0, 8).forEach((event, i) => {
        const dot = svg("circle", { cx: x + (i >> 2) * 10 * (S.lang === "ar" ? -1 : 1), cy: y + 8 + (i % 4) * 11, r: event.i === chosen ? 6.5 : 4.8, tabindex: "0", role: "button",
          class: `moment ${event.status === "actual" ? "" : "unsure"} ${event.i === chosen ? "chosen" : ""}`, "data-event": event.i,
          "aria-label": momentName(event), onclick: () => choose(eventKey(event.i)), onkeydown: (e) => e.key === "Enter" && choose(eventKey(event.i)) },
          svg("title", {}, momentName(event)));
        parts.push(dot);
      });
      if (list.length > 8)
        parts.push(svg("text", { x, y: y + LANE - 6, class: "tick", "text-anchor": "middle" }, `+${list.length - 8}`));
    }
  });
  box.replaceChildren(svg("svg", { width: wide, height: 40 + types.length * LANE, viewBox: `0 0 ${wide} ${40 + types.length * LANE}`, role: "group", "aria-label": word("time") }, parts));
}

function momentName(event) {
  const actors = event.roles.slice(0, 3).map(([, n]) => nameOf(G.nodes[n])).join("، ");
  return `${eventName(event)} · ${event.begin} · ${actors}`;
}

// Round dates on the axis: days, months or years, at most a dozen.
function ticks(start, end) {
  const days = (end - start) / 864e5;
  const out = [];
  const day = new Date(start);
  const iso = (d) => d.toISOString().slice(0, 10);
  if (days <= 45) {
    const step = Math.ceil(days / 8);
    for (let t = start; t <= end; t += step * 864e5) out.push([iso(new Date(t)), iso(new Date(t))]);
  } else if (days <= 365 * 3) {
    const step = Math.ceil(days / 30 / 10);
    for (let d = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)); d <= end; d.setUTCMonth(d.getUTCMonth() + step)) out.push([iso(d), iso(d).slice(0, 7)]);
  } else {
    const step = Math.ceil(days / 365 / 10);
    for (let y = day.getUTCFullYear() + 1; Date.UTC(y, 0, 1) <= end; y += step) out.push([`${y}-01-01`, String(y)]);
  }
  return out;
}
