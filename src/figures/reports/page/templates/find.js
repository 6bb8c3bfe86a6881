// Search: places in the text, and figures; the list of both is a view of its own.
const MOST = 2000;
const LISTED = 300;
let hits = [], hit = -1;

function wantedPattern(words) {
  const escaped = words.trim().replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
  return new RegExp(escaped, "giu");
}

function searchText(words) {
  const found = [];
  if (!words.trim()) return found;
  const pattern = wantedPattern(words);
  for (const block of blocks) {
    for (const match of block.element.textContent.matchAll(pattern)) {
      found.push({block, start: block.start + match.index, end: block.start + match.index + match[0].length});
      if (found.length >= MOST) return found;
    }
  }
  return found;
}

function rangeOf({start, end}) {
  const pieces = textPieces(start, end);
  if (!pieces.length) return null;
  const range = document.createRange();
  range.setStart(pieces[0][0], pieces[0][1]);
  range.setEnd(pieces.at(-1)[0], pieces.at(-1)[2]);
  return range;
}

function paint() {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.set("found", new Highlight(...hits.map(rangeOf).filter(Boolean)));
  const now = hits[hit] ? rangeOf(hits[hit]) : null;
  CSS.highlights.set("found-now", new Highlight(...(now ? [now] : [])));
}

function snippet({block, start, end}) {
  const text = block.element.textContent, first = start - block.start, last = end - block.start;
  const space = (at) => text.lastIndexOf(" ", at);
  const from = first > 60 ? space(first - 50) + 1 : 0, to = text.length > last + 90 ? space(last + 80) : text.length;
  return [from ? "… " : "", text.slice(from, first), make("mark", {}, text.slice(first, last)), text.slice(last, to), to < text.length ? " …" : ""];
}

function showFound() {
  hits = searchText(state.q);
  hit = -1;
  paint();
  const list = byId("ui-hits");
  const tab = byId("ui-tab-found");
  tab.textContent = state.q ? `Found ${hits.length}${hits.length === MOST ? "+" : ""}` : "Found";
  if (!state.q) return list.replaceChildren(make("p", {class: "small"}, "Type into the search field; what is found in text and figures is listed here."));
  const figures = [...fits.figures];
  list.replaceChildren(
    make("p", {class: "small"}, `“${state.q}”: ${figures.length} of ${data.figures.length} figures, ${hits.length} places in the text.`),
    ...(figures.length ? [make("h3", {}, "Figures"), make("ul", {class: "hits"}, ...figures.slice(0, LISTED).map((n) => {
      const figure = data.figures[n];
      return make("li", {}, make("a", {href: "#" + encoded(figure.id)}, make("b", {}, figure.value), ` ${figure.stage ?? ""} `,
        make("span", {class: "n"}, [...figure.whose, figure.readings.measure?.values.join(", "), `line ${figure.line}`].filter(Boolean).join(", "))));
    }))] : []),
    ...(hits.length ? [make("h3", {}, "Text"), make("ul", {class: "hits"}, ...hits.slice(0, LISTED).map((one, n) =>
      make("li", {}, make("a", {href: "#", "data-hit": String(n)}, ...snippet(one),
        make("span", {class: "n"}, one.block.element.closest("article").querySelector("h2").textContent)))))] : []),
    hits.length > LISTED ? make("p", {class: "small"}, `The first ${LISTED} places are listed; Enter goes through all.`) : "");
}

function goToHit(number) {
  if (!hits.length) return say("Not in the text.");
  hit = (number + hits.length) % hits.length;
  if (narrow.matches && shownView() !== "text") navigate({view: ""}, true);
  afterwards(() => {
    paint();
    const element = textPieces(hits[hit].start, hits[hit].end)[0]?.[0].parentElement;
    toSight(element);
    say(`${hit + 1} of ${hits.length} places`);
    for (const link of all("#ui-hits [data-hit]")) link.classList.toggle("now", Number(link.dataset.hit) === hit);
  });
}
