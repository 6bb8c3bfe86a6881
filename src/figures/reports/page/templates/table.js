// The table: its rows are in the page; here they are sorted, filtered and marked.
const tbody = document.querySelector("#ui-table tbody");
const lines = all("tr[data-d]", tbody);
const collator = new Intl.Collator("en", {numeric: true});

function showRows() {
  for (const line of lines) line.hidden = !fits.rows.has(Number(line.dataset.d));
  document.querySelector("#ui-table .nothing").hidden = fits.rows.size > 0;
}

function sortKey(row, column) {
  if (data.stages.includes(column)) return row.cells[column] ? Number(row.cells[column].low) : null;
  return column === "region" ? row.whose : row[column];
}

/** Rows with nothing in the column come last either way; equals keep the order of the letters. */
function showSorted() {
  const falling = state.sort.startsWith("-");
  const column = state.sort.replace(/^-/, "");
  const keys = new Map(lines.map((line) => [line, column ? sortKey(data.rows[Number(line.dataset.d)], column) : null]));
  const ordered = [...lines].sort((a, b) => {
    const [one, two] = [keys.get(a), keys.get(b)];
    if (one === two || !column) return Number(a.dataset.d) - Number(b.dataset.d);
    if (one === null || one === undefined || two === null || two === undefined) return (one === null || one === undefined) - (two === null || two === undefined);
    const way = typeof one === "number" ? one - two : collator.compare(one, two);
    return (falling ? -way : way) || Number(a.dataset.d) - Number(b.dataset.d);
  });
  if (ordered.some((line, n) => tbody.children[n] !== line)) tbody.append(...ordered);
  byId("ui-sort").value = column;
  for (const head of all("#ui-table [data-sort]")) {
    if (head.dataset.sort === column) head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function sortBy(column) {
  const stage = data.stages.includes(column);
  const order = stage ? [`-${column}`, column, ""] : [column, `-${column}`, ""];
  navigate({sort: order[(order.indexOf(state.sort) + 1) % order.length]}, true);
}

/** Mark the rows a place belongs to, and the amounts that lead there; bring the first into sight. */
function showRowsOf(rows, id) {
  const own = lines.filter((line) => rows.includes(Number(line.dataset.d)));
  for (const line of own) line.classList.add("on");
  const amounts = all("#ui-table .v").filter((link) => decoded(link.hash.slice(1)) === id);
  for (const link of amounts) link.classList.add("on");
  const first = amounts[0]?.closest("tr") ?? own[0];
  if (first && !first.hidden && shownView() === "table") {
    afterwards(() => keepInSight(first));
  }
}

/** Scroll the table's pane only, and only as far as needed. */
function keepInSight(line) {
  const pane = byId("ui-table"), box = pane.getBoundingClientRect(), own = line.getBoundingClientRect();
  const top = box.top + 40;
  if (own.top < top) pane.scrollTop -= top - own.top;
  else if (own.bottom > box.bottom) pane.scrollTop += own.bottom - box.bottom + 8;
}
