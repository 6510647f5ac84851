// The timeline: events with dates, one lane for each type, time running as one reads.

const STEP = 12; // a dot and its gap, in pixels
const STACK = 8; // dots over each other, then a number

function showTimeline() {
  const box = $("timeline");
  // an undated event is told on the day of its article: it stands there, paler
  const events = current.total.events.filter((event) => event.when);
  if (!events.length) {
    const none = G.events.some((event) => event.when) ? "nothing" : "time.none";
    box.replaceChildren(el("p", { class: "quiet centre" }, word(none)));
    return;
  }
  const types = [...counted(events, (event) => event.type)]
    .sort((a, b) => b[1] - a[1])
    .map(([t]) => t);
  const start = Math.min(...events.map((event) => Date.parse(firstDay(event.when))));
  const end = Math.max(
    ...events.map((event) => Date.parse(lastDay(event.end ?? event.when)) || start),
  );
  const span = Math.max(end - start, 864e5 * 6);
  const wide = Math.max(box.clientWidth - 24, 560);
  const head = 130;
  const room = wide - head - 30;
  const mirror = (x) => (S.lang === "ar" ? wide - x : x);
  const along = (date) => head + 15 + ((Date.parse(date) - start) / span) * room;
  const parts = [];
  let y = 30;
  for (const type of types) {
    const columns = new Map();
    for (const event of events.filter((e) => e.type === type)) {
      const column = Math.round(along(firstDay(event.when)) / STEP);
      if (!columns.has(column)) columns.set(column, []);
      columns.get(column).push(event);
    }
    const most = Math.min(STACK, Math.max(...[...columns.values()].map((list) => list.length)));
    const tall = most * STEP + 16;
    parts.push(
      svg("rect", { x: 0, y, width: wide, height: tall, class: "lane" }),
      svg(
        "text",
        { x: mirror(10), y: y + tall / 2 + 4, "text-anchor": "start", class: "lane-name" },
        word(`event.${type}`),
      ),
    );
    for (const [column, list] of columns) {
      list.sort((a, b) => Number(!a.begin) - Number(!b.begin) || a.i - b.i);
      const kept = list.length > STACK ? STACK - 1 : list.length;
      list
        .slice(0, kept)
        .forEach((event, i) =>
          parts.push(moment(event, mirror(column * STEP), y + tall - 12 - i * STEP)),
        );
      if (list.length > kept)
        parts.push(
          svg(
            "text",
            {
              x: mirror(column * STEP),
              y: y + 15,
              class: "tick",
              "text-anchor": "middle",
              direction: "ltr",
            },
            `+${list.length - kept}`,
          ),
        );
    }
    y += tall + 5;
  }
  const axis = ticks(start, start + span).flatMap(([date, text]) => {
    const x = mirror(along(date));
    return [
      svg("line", { x1: x, x2: x, y1: 24, y2: y, class: "tick" }),
      svg("text", { x, y: 16, "text-anchor": "middle", class: "tick" }, text),
    ];
  });
  const place = box.scrollTop;
  box.replaceChildren(
    svg(
      "svg",
      {
        width: wide,
        height: y + 10,
        viewBox: `0 0 ${wide} ${y + 10}`,
        role: "group",
        "aria-label": word("time"),
      },
      parts.filter((p) => p.matches(".lane")),
      axis,
      parts.filter((p) => !p.matches(".lane")),
    ),
  );
  box.scrollTop = place;
}

function moment(event, cx, cy) {
  const chosen = event.i === selectedEvent();
  const look = [
    "moment",
    event.status === "actual" ? "" : "unsure",
    event.begin ? "" : "paler",
    chosen ? "chosen" : "",
  ];
  return svg(
    "circle",
    {
      cx,
      cy,
      r: chosen ? 6 : 4.6,
      tabindex: "0",
      role: "button",
      class: look.join(" "),
      "data-event": event.i,
      "aria-label": momentName(event),
      onclick: () => choose(eventKey(event.i)),
      onkeydown: (e) => e.key === "Enter" && choose(eventKey(event.i)),
    },
    svg("title", {}, momentName(event)),
  );
}

function momentName(event) {
  const actors = event.roles
    .slice(0, 3)
    .map(([, n]) => nameOf(G.nodes[n]))
    .join(comma());
  return `${eventName(event)} · ${event.begin ?? event.when} · ${actors}`;
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
    for (
      let d = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
      d <= end;
      d.setUTCMonth(d.getUTCMonth() + step)
    )
      out.push([iso(d), iso(d).slice(0, 7)]);
  } else {
    const step = Math.ceil(days / 365 / 10);
    for (let y = day.getUTCFullYear() + 1; Date.UTC(y, 0, 1) <= end; y += step)
      out.push([`${y}-01-01`, String(y)]);
  }
  return out;
}
