// What is shown follows from the address: #PLACE?filters.  Nothing else keeps state, so that every view
// can be copied and sent, and the browser's back button works.
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("ui-data").textContent);
const FILTERS = ["region", "item", "measure", "stage", "outcome", "doubt", "q"];
const SETTINGS = [...FILTERS, "sort", "aside", "view"];
const numberOf = new Map(data.figures.map((figure, number) => [figure.id, number]));
const narrow = matchMedia("(max-width: 54rem)");
const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

let state = null;
const fits = {figures: new Set(), rows: new Set()};

/** Make an element: text stays text, whatever is in it. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function encoded(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function parse(hash) {
  const [place, settings = ""] = hash.replace(/^#/, "").split("?");
  const read = new URLSearchParams(settings);
  const found = {at: decoded(place)};
  for (const name of SETTINGS) found[name] = read.get(name) ?? "";
  return found;
}

function format(wanted) {
  const written = new URLSearchParams();
  for (const name of SETTINGS) if (wanted[name]) written.set(name, wanted[name]);
  const settings = written.toString().replaceAll("+", "%20");
  return "#" + encoded(wanted.at) + (settings ? "?" + settings : "");
}

/** Go to another state: a step of the browser's history, or in place of the present one. */
function navigate(change, replace = false) {
  const hash = format({...parse(location.hash), ...change});
  const same = hash === format(parse(location.hash));
  // Not by location.hash: that would also move the focus to the place.
  if (!same) history[replace ? "replaceState" : "pushState"](null, "", hash);
  apply(same);
}

function contains(text, wanted) {
  return String(text ?? "").toLowerCase().includes(wanted);
}

function figureFits(figure, wanted) {
  const has = (name) => !wanted[name] || (figure.readings[name]?.values ?? []).includes(wanted[name]);
  if (wanted.region && !figure.whose.includes(wanted.region)) return false;
  if (!has("item") || !has("measure") || !has("stage")) return false;
  if (wanted.outcome && !figure.rows.some((row) => data.rows[row].outcome === wanted.outcome)) return false;
  if (wanted.doubt && !figure.doubtful) return false;
  if (!wanted.q) return true;
  const words = wanted.q.toLowerCase();
  return [figure.quote, figure.value, figure.metric, ...figure.whose, ...figure.doubts,
    ...Object.values(figure.readings).flatMap((reading) => [...reading.values, ...reading.words.map(([, , said]) => said)])].some((text) => contains(text, words));
}

function rowFits(row, wanted) {
  if (wanted.region && row.whose !== wanted.region) return false;
  if (wanted.item && row.item !== wanted.item) return false;
  if (wanted.measure && row.measure !== wanted.measure) return false;
  if (wanted.outcome && row.outcome !== wanted.outcome) return false;
  const cells = Object.values(row.cells);
  if (wanted.stage && !row.cells[wanted.stage]) return false;
  const own = cells.flatMap((cell) => cell.figures).filter((figure) => typeof figure === "number");
  if (wanted.doubt && !own.some((figure) => data.figures[figure].doubtful)) return false;
  if (!wanted.q) return true;
  const words = wanted.q.toLowerCase();
  return [row.whose, row.item, row.measure, row.outcome, row.unit, ...row.notes, ...cells.map((cell) => cell.text)]
    .some((text) => contains(text, words)) || own.some((figure) => figureFits(data.figures[figure], {q: wanted.q}));
}

/** Show the state that the address names; what has not changed is left alone. */
function apply(again = false) {
  const before = state;
  state = parse(location.hash);
  const filtered = !before || FILTERS.some((name) => state[name] !== before[name]);
  if (filtered) {
    fits.figures = new Set([...data.figures.keys()].filter((n) => figureFits(data.figures[n], state)));
    fits.rows = new Set([...data.rows.keys()].filter((n) => rowFits(data.rows[n], state)));
    showFilter();
  }
  if (!before || state.sort !== before.sort) showSorted();
  if (!before || state.aside !== before.aside) showAsides();
  const view = shownView();
  showView(view);
  if (filtered || !before || view !== shownView(before)) showCharts(view);
  if (!before || again || state.at !== before.at) showPlace(again || Boolean(before) || Boolean(state.at));
  if (!before || state.q !== before.q) showFound();
}

function shownView(of = state) {
  if (of.view && (narrow.matches || of.view !== "text")) return of.view;
  return narrow.matches ? "text" : "table";
}

function showView(view) {
  for (const tab of all("#ui-tabs [role=tab]")) {
    const chosen = tab.dataset.view === view;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).classList.toggle("shown", chosen);
  }
  byId("ui-side").classList.toggle("shown", view !== "text");
}

function showFilter() {
  const active = FILTERS.some((name) => state[name]);
  document.documentElement.classList.toggle("filtered", active);
  for (const input of all("[data-filter]")) {
    if (input.type === "checkbox") input.checked = Boolean(state[input.dataset.filter]);
    else {
      input.value = state[input.dataset.filter];
      input.classList.toggle("set", Boolean(input.value));
    }
  }
  const search = byId("ui-q");
  if (search.value.trim() !== state.q) search.value = state.q;
  byId("ui-clear").disabled = !active;
  const counted = (some, of, what) => [make("b", {}, active ? `${some} of ${of}` : `${of}`), ` ${what}`];
  byId("ui-count").replaceChildren(
    ...counted(fits.figures.size, data.figures.length, "figures"), " · ", ...counted(fits.rows.size, data.rows.length, "rows"));
  for (const mark of all("#ui-text [data-f]"))
    mark.classList.toggle("fits", mark.dataset.f.split(" ").some((n) => fits.figures.has(Number(n))));
  showRows();
}
