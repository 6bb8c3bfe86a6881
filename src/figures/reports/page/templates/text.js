// The text: marks, evidence, places.  Offsets count UTF-16 units over all texts; every block knows its first.
const blocks = all("#ui-text [data-o]").map((element) => ({element, start: Number(element.dataset.o), length: element.textContent.length}));
const segmentsOf = new Map();
for (const mark of all("#ui-text [data-f]"))
  for (const n of mark.dataset.f.split(" ").map(Number)) segmentsOf.set(n, [...(segmentsOf.get(n) ?? []), mark]);
const letters = all("#ui-text article");
let selected = {kind: "", key: null};

/** The blocks that hold any of the stretch, found by halving. */
function blocksAt(start, end) {
  let low = 0, high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle].start + blocks[middle].length <= start) low = middle + 1; else high = middle;
  }
  const found = [];
  for (; low < blocks.length && blocks[low].start < end; low++) found.push(blocks[low]);
  return found;
}

/** The pieces of text nodes that make up a stretch: [node, first, last]. */
function textPieces(start, end) {
  const found = [];
  for (const block of blocksAt(start, end)) {
    let at = block.start;
    const walker = document.createTreeWalker(block.element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const first = Math.max(start - at, 0), last = Math.min(end - at, node.length);
      if (first < last) found.push([node, first, last]);
      at += node.length;
    }
  }
  return found;
}

/** Underline what a reading rests on; each piece of text is wrapped by itself, so stretches may cross. */
function underline(start, end, field, said) {
  const made = [];
  for (const [node, first, last] of textPieces(start, end)) {
    const piece = first ? node.splitText(first) : node;
    if (last - first < piece.length) piece.splitText(last - first);
    const line = make("u", {class: `ev ev-${field}`, title: said});
    piece.replaceWith(line);
    line.append(piece);
    made.push(line);
  }
  return made;
}

function clearMarks() {
  for (const element of all(".on, .here")) {
    element.classList.remove("on", "here");
    element.removeAttribute("aria-current");
  }
  const touched = new Set();
  for (const line of all("#ui-text u.ev").reverse()) {
    touched.add(line.parentNode);
    line.replaceWith(...line.childNodes);
  }
  for (const parent of touched) parent.normalize();
}

/** Bring a place into sight; one that can be seen already stays where it is. */
function toSight(element, always = false) {
  if (!element) return;
  const own = element.getBoundingClientRect(), pane = byId("ui-text").getBoundingClientRect();
  const bottom = narrow.matches && !card.hidden ? Math.min(pane.bottom, card.getBoundingClientRect().top) : pane.bottom;
  if (always || own.top < pane.top + 24 || own.bottom > bottom - 24) element.scrollIntoView({block: "start", inline: "nearest"});
}

/** Go to the place that the address names. */
function showPlace(scroll) {
  clearMarks();
  selected = {kind: "", key: null};
  const number = numberOf.get(state.at);
  if (number !== undefined) showFigure(number, scroll);
  else if (Object.hasOwn(data.words, state.at)) showWords(state.at, scroll);
  else if (state.at.match(/\/a\d+$/)) showAside(state.at, scroll);
  else {
    closeCard();
    const element = state.at && !state.at.startsWith("ui-") ? byId(state.at) : null;
    if (element) {
      (element.closest(".l") ?? element.closest("article") ?? element).classList.add("here");
      if (scroll) toSight(element, element.matches("article"));
    }
  }
}

function showFigure(number, scroll) {
  const figure = data.figures[number];
  selected = {kind: "figure", key: number};
  for (const [field, reading] of Object.entries(figure.readings))
    for (const [start, end] of reading.words) underline(start, end, field, `${field}: ${reading.values.join(", ")}`);
  const marks = segmentsOf.get(number) ?? [];
  for (const mark of marks) {
    mark.classList.add("on");
    mark.setAttribute("aria-current", "true");
  }
  showRowsOf(figure.rows, figure.id);
  figureCard(number);
  if (scroll) toSight(marks[0]);
}

function showWords(id, scroll) {
  selected = {kind: "words", key: id};
  const found = data.words[id];
  const made = found.length ? underline(found[0][3], found[0][4], "stage", "decides") : [];
  const places = new Set([byId(id), ...made.map((line) => line.parentElement)]);
  for (const line of made) line.classList.add("w", "on");
  showRowsOf([...new Set(found.map(([row]) => row))], id);
  wordsCard(id);
  if (scroll) toSight(made[0] ?? [...places][0]);
}

function showAside(id, scroll) {
  const mark = all("#ui-text [data-a]").find((element) => element.dataset.a === id);
  if (!mark) return closeCard();
  selected = {kind: "aside", key: id};
  mark.classList.add("on");
  asideCard(mark);
  if (scroll) toSight(mark);
}

function showAsides() {
  document.documentElement.classList.toggle("asides", Boolean(state.aside));
  for (const mark of all("#ui-text a[data-a]:not(.m, .f)")) {
    if (state.aside) mark.setAttribute("href", "#" + encoded(mark.dataset.a));
    else mark.removeAttribute("href");
  }
}

/** Put the focus on the selected mark, so that the keyboard goes on from there. */
function focusSelected() {
  const mark = selected.kind === "figure" ? segmentsOf.get(selected.key)?.[0] : document.querySelector("#ui-text a.on");
  (mark ?? byId("ui-text")).focus({preventScroll: true});
}

/** Where the reader is in the text: the selected place, else the top of the pane. */
function presentOffset() {
  if (selected.kind === "figure") return data.figures[selected.key].at[0];
  const here = document.querySelector("#ui-text .on, #ui-text .here");
  const block = here?.closest("[data-o]") ?? here?.querySelector("[data-o]");
  if (block) return Number(block.dataset.o) - 1;
  const pane = byId("ui-text").getBoundingClientRect();
  const seen = blocks.find(({element}) => element.getBoundingClientRect().bottom > pane.top + 8);
  return seen ? seen.start - 1 : -1;
}

function step(way, wanted) {
  const at = presentOffset();
  const order = [...data.figures.keys()].filter(wanted).sort((a, b) => data.figures[a].at[0] - data.figures[b].at[0] || a - b);
  if (!order.length) return say("No figure fits.");
  const here = selected.kind === "figure" ? order.indexOf(selected.key) : -1;
  let next;
  if (here >= 0) next = order[here + way];
  else next = way > 0 ? order.find((n) => data.figures[n].at[0] > at) : order.findLast((n) => data.figures[n].at[0] < at);
  if (next === undefined) {
    next = way > 0 ? order[0] : order.at(-1);
    say(way > 0 ? "From the beginning again." : "From the end again.");
  }
  goToText({at: data.figures[next].id});
  afterwards(focusSelected);
}

function stepLetter(way) {
  const at = presentOffset();
  const starts = letters.map((letter) => Number(letter.querySelector("[data-o]")?.dataset.o ?? 0));
  const present = starts.findLastIndex((start) => start <= at + 1);
  const next = letters[Math.max(0, Math.min(letters.length - 1, present + way))];
  goToText({at: next.id});
}

/** Go to a place of the text; on a narrow screen that means its tab. */
function goToText(change) {
  navigate(narrow.matches ? {view: "", ...change} : change);
}

/** Once the address has taken effect. */
function afterwards(action) {
  setTimeout(action, 0);
}

function say(text) {
  byId("ui-said").textContent = text;
}
