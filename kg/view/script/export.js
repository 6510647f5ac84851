// Taking what is seen out of the page: PNG, SVG, CSV, a link.

function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = el("a", { download: name });
  a.href = url;
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const svgFile = () => new XMLSerializer().serializeToString(svgDrawing());

const exportSvg = () => download("khabar.svg", new Blob([svgFile()], { type: "image/svg+xml" }));

async function exportPng() {
  const chart = S.view === "map" || S.view === "time";
  const picture = chart ? await painted() : $("network").querySelector("canvas");
  const copy = el("canvas", { width: picture.width, height: picture.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = ground();
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(picture, 0, 0, copy.width, copy.height);
  copy.toBlob((blob) => download("khabar.png", blob), "image/png");
}

// The map or the timeline as an image, twice as fine as the screen.
async function painted() {
  const drawing = svgDrawing();
  for (const side of ["width", "height"])
    drawing.setAttribute(side, Math.round(2 * Number(drawing.getAttribute(side))));
  const image = new Image();
  const text = new XMLSerializer().serializeToString(drawing);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

// The byte order mark makes spreadsheets read the Arabic as UTF-8.
const exportCsv = () =>
  download("khabar.csv", new Blob(["\ufeff", csvTable()], { type: "text/csv" }));

async function share() {
  if (!$("graph").hidden) moved = true;
  remember();
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const box = el("textarea", {});
    box.value = location.href;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  say(word("copied"));
  $("notice").textContent = word("copied");
  $("notice").hidden = false;
}
