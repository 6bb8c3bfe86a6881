// Mouse, keyboard and form; then the page shows what its address names.
const help = byId("ui-help");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const href = link.getAttribute("href") ?? "";
  if (!href.startsWith("#")) return;
  event.preventDefault();
  if (link.dataset.word) return showWord(link);
  if (link.dataset.hit) return goToHit(Number(link.dataset.hit));
  if (link.matches(".skip")) return byId("ui-text").focus();
  // Where numerals set aside are shown, a footnote mark first says why it is no figure.
  const at = state.aside && link.matches(".m[data-a]") && !card.contains(link) ? link.dataset.a : decoded(href.slice(1));
  // Entered once more, a place that is already shown leads into its card.
  if (at === state.at && event.detail === 0 && !card.hidden) return enterCard();
  const inSide = byId("ui-side").contains(link);
  goToText({at});
  afterwards(() => { if (inSide && (!link.isConnected || !link.checkVisibility())) focusSelected(); });
});

/** From a word in the card to the same word in the text. */
function showWord(link) {
  const [start, end] = link.dataset.word.split(" ").map(Number);
  if (narrow.matches && shownView() !== "text") navigate({view: ""}, true);
  afterwards(() => {
    const element = textPieces(start, end)[0]?.[0].parentElement;
    toSight(element);
    element?.animate?.([{backgroundColor: "var(--glow)"}, {backgroundColor: "transparent"}], {duration: 1600});
  });
}

for (const tab of all("#ui-tabs [role=tab]")) {
  byId(tab.getAttribute("aria-controls")).setAttribute("role", "tabpanel");
  byId(tab.getAttribute("aria-controls")).setAttribute("aria-labelledby", tab.id);
  tab.addEventListener("click", () => showTab(tab.dataset.view));
  tab.addEventListener("keydown", (event) => {
    const way = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!way) return;
    const tabs = all("#ui-tabs [role=tab]").filter((one) => one.checkVisibility());
    const next = tabs[(tabs.indexOf(tab) + way + tabs.length) % tabs.length];
    showTab(next.dataset.view);
    next.focus();
  });
}

function showTab(view) {
  const usual = narrow.matches ? "text" : "table";
  navigate({view: view === usual ? "" : view});
}

// No button element: browsers do not repeat on every printed page a table head that holds one.
for (const head of all("#ui-table [data-sort]")) {
  const press = make("span", {role: "button", tabindex: "0", onclick: () => sortBy(head.dataset.sort)}, head.textContent);
  press.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    sortBy(head.dataset.sort);
  });
  head.replaceChildren(press);
}
byId("ui-sort").addEventListener("change", (event) => {
  const column = event.target.value;
  navigate({sort: data.stages.includes(column) ? `-${column}` : column}, true);
});

for (const input of all("[data-filter]"))
  input.addEventListener("change", () => navigate({[input.dataset.filter]: input.type === "checkbox" ? (input.checked ? "1" : "") : input.value}));
byId("ui-clear").addEventListener("click", clearFilters);
byId("ui-more").addEventListener("click", () => openFilters(!byId("ui-filters").classList.contains("open")));
byId("ui-help-open").addEventListener("click", () => help.showModal());

function clearFilters() {
  navigate(Object.fromEntries(FILTERS.map((name) => [name, ""])));
}

function openFilters(open) {
  byId("ui-filters").classList.toggle("open", open);
  byId("ui-more").setAttribute("aria-expanded", open);
}

const search = byId("ui-q");
let typing = 0;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => navigate({q: search.value.trim()}, Boolean(parse(location.hash).q)), 120);
});
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    clearTimeout(typing);
    if (search.value.trim() !== state.q) navigate({q: search.value.trim()});
    afterwards(() => goToHit(hit + (event.shiftKey ? -1 : 1)));
  }
  if (event.key === "Escape") { search.blur(); byId("ui-text").focus({preventScroll: true}); event.stopPropagation(); }
});
byId("ui-tools").addEventListener("submit", (event) => event.preventDefault());

const views = ["text", "table", "charts", "letters", "found"];
const keys = {
  n: () => step(1, inFilter),
  p: () => step(-1, inFilter),
  d: () => step(1, (n) => inFilter(n) && data.figures[n].doubtful),
  D: () => step(-1, (n) => inFilter(n) && data.figures[n].doubtful),
  j: () => stepLetter(1),
  k: () => stepLetter(-1),
  o: enterCard,
  c: () => { if (selected.kind === "figure") copy(data.figures[selected.key].cite); },
  a: () => navigate({aside: state.aside ? "" : "1"}),
  x: clearFilters,
  f: () => { openFilters(true); document.querySelector("#ui-filters select").focus(); },
  "/": () => { search.focus(); search.select(); },
  "?": () => help.showModal(),
  Escape: () => {
    if (card.contains(document.activeElement)) leaveCard();
    else if (!card.hidden) navigate({at: ""});
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches("input[type=search], textarea")) return;
  if (event.target.matches("select") && event.key !== "Escape") return;
  if (event.key.length === 1 && !byId("ui-keys").checked) return;
  const view = views[Number(event.key) - 1];
  if (view) {
    event.preventDefault();
    showTab(view);
    afterwards(() => byId(`ui-${view}`).focus({preventScroll: true}));
  } else if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

addEventListener("hashchange", () => apply());
narrow.addEventListener("change", () => { state = null; apply(); });
let resizing = 0;
addEventListener("resize", () => { clearTimeout(resizing); resizing = setTimeout(() => showCharts(shownView()), 150); });
apply();
