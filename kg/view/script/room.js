// Where there is room on the screen for a word: nothing that is written may cover another.

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(text, size) {
  const key = `${size}|${text}`;
  if (!widths.has(key)) {
    ruler.font = `${size}px ${FACE}`;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes [left, top, width, height] in pixels, found by the cells they touch.
function roomBook() {
  const cells = new Map();
  const touched = ([x, y, wide, tall]) => {
    const keys = [];
    for (let i = Math.floor(x / 80); i <= Math.floor((x + wide) / 80); i += 1)
      for (let k = Math.floor(y / 40); k <= Math.floor((y + tall) / 40); k += 1)
        keys.push(i * 100003 + k);
    return keys;
  };
  return {
    take(box) {
      for (const key of touched(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    // `but`: a box that may be covered, the word's own
    free: (box, but) =>
      !touched(box).some((key) =>
        (cells.get(key) ?? []).some(
          (b) =>
            b !== but &&
            b[0] < box[0] + box[2] &&
            b[0] + b[2] > box[0] &&
            b[1] < box[1] + box[3] &&
            b[1] + b[3] > box[1],
        ),
      ),
  };
}

// Corners of a box beside a shape of radius r: below, above, at its sides …
function spots(x, y, r, wide, tall) {
  return [
    [x - wide / 2, y + r + 2],
    [x - wide / 2, y - r - tall - 1],
    [x + r + 3, y - tall / 2],
    [x - r - wide - 3, y - tall / 2],
  ];
}

// … and askew, for where those are taken.
function moreSpots(x, y, r, wide, tall) {
  const off = r * 0.75 + 2;
  return [
    [x - wide * 0.2, y + r + 2],
    [x - wide * 0.8, y + r + 2],
    [x - wide * 0.2, y - r - tall - 1],
    [x - wide * 0.8, y - r - tall - 1],
    [x + off, y + off],
    [x - off - wide, y + off],
    [x + off, y - off - tall],
    [x - off - wide, y - off - tall],
  ];
}

// Rings around a spot, the nearest first.
function farSpots(x, y, r, wide, tall) {
  const out = [];
  for (const away of [34, 58])
    for (let k = 0; k < 12; k += 1) {
      const angle = (k * Math.PI) / 6;
      out.push([
        x + (r + away) * 1.3 * Math.cos(angle) - wide / 2,
        y + (r + away) * Math.sin(angle) - tall / 2,
      ]);
    }
  return out;
}

// A long name on two lines, cut at the space nearest its middle.
function halved(name) {
  if (name.length < 12) return null;
  const middle = name.length / 2;
  const at = [...name.matchAll(/ /g)]
    .map((m) => m.index)
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return at > 2 && at < name.length - 3 ? [name.slice(0, at), name.slice(at + 1)] : null;
}
