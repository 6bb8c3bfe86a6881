// Charts: requested, proposed and granted by region, and the letters in time; both follow the filter.
const SVG = "http://www.w3.org/2000/svg";
const CHARTED = ["requested", "proposed", "granted"];

function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function showCharts(view) {
  if (view === "charts") showBars();
  if (view === "letters") showTimeline();
  showLetterList();
}

/** Rows of the same item, measure and unit can stand in one chart; others cannot be compared. */
function comparable() {
  const groups = new Map();
  for (const [number, row] of data.rows.entries()) {
    if (!fits.rows.has(number) || !CHARTED.some((stage) => row.cells[stage])) continue;
    const key = [row.measure ?? "", row.item ?? "", row.unit].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

function chartTitle({measure, item, unit}) {
  const what = measure && item && !measure.includes(item) ? `${measure} of ${item}` : measure || item || "amounts";
  return unit === item ? what : `${what}, ${unit}`;
}

function showBars() {
  const groups = comparable();
  byId("ui-bars").replaceChildren(
    make("p", {class: "legend"}, ...CHARTED.flatMap((stage) => [make("span", {class: "key"}, make("span", {class: `f s-${stage}`, "data-s": sign(stage)}, stage)), " "])),
    ...(groups.length ? groups.map(barChart) : [make("p", {class: "small"}, "No row of the table fits the filter.")]));
}

function barChart(rows) {
  const width = Math.max(280, byId("ui-bars").clientWidth || 600), wide = width > 460;
  const labels = wide ? 170 : 0, values = 96, bar = 13, gap = wide ? 12 : 26;
  const greatest = Math.max(...rows.flatMap((row) => CHARTED.map((stage) => Number(row.cells[stage]?.high ?? 0)))) || 1;
  const scale = (width - labels - values - 18) / greatest;
  const svg = draw("svg", {role: "group", "aria-label": chartTitle(rows[0])});
  svg.append(draw("defs", {}, draw("pattern", {id: `ui-hatch`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)"},
    draw("line", {class: "hatch", x1: 0, y1: 0, x2: 0, y2: 6}))));
  let y = wide ? 4 : 18;
  for (const row of rows) {
    const twice = rows.some((other) => other !== row && other.whose === row.whose);
    const label = (row.whose ?? "no region") + (twice && row.date ? `, ${row.date}` : "");
    const shown = CHARTED.filter((stage) => row.cells[stage]);
    svg.append(draw("text", {x: wide ? labels - 8 : 0, y: wide ? y + 10 : y - 4, "text-anchor": wide ? "end" : "start"}, fitted(label, wide ? 26 : 60)));
    for (const stage of shown) {
      const cell = row.cells[stage], low = Number(cell.low) * scale, high = Number(cell.high) * scale;
      const said = `${label}: ${stage} ${cell.text} ${row.unit}${cell.basis ? `, ${cell.basis}` : ""}`;
      const inner = [
        draw("title", {}, said), draw("rect", {class: "ground", x: labels, y, width: width - labels, height: bar}), draw("text", {class: "soft", x: labels, y: y + 10, "font-size": 10, "aria-hidden": "true"}, sign(stage)),
        draw("rect", {class: `bar s-${stage}`, x: labels + 14, y: y + 1, width: Math.max(high, 1), height: bar - 3}),
        high > low ? draw("line", {class: "axis", x1: labels + 14 + low, x2: labels + 14 + low, y1: y, y2: y + bar - 1}) : "",
        draw("text", {x: labels + 18 + high, y: y + 10, "aria-hidden": "true"}, cell.text),
      ];
      svg.append(cell.href ? draw("a", {href: cell.href}, ...inner) : draw("g", {}, ...inner));
      y += bar;
    }
    y += gap;
  }
  svg.append(draw("line", {class: "axis", x1: labels + 13, x2: labels + 13, y1: 0, y2: y - gap + 4}));
  svg.setAttribute("viewBox", `0 0 ${width} ${y - gap + 8}`);
  return make("div", {class: "chart"}, make("h3", {}, chartTitle(rows[0])), svg);
}

function fitted(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}

function lettersFitting() {
  const counts = new Map();
  for (const n of fits.figures) counts.set(data.figures[n].letter, (counts.get(data.figures[n].letter) ?? 0) + 1);
  return counts;
}

function showLetterList() {
  const counts = lettersFitting(), active = FILTERS.some((name) => state[name]);
  for (const line of all("#ui-letters li[data-l]")) {
    const letter = data.letters[Number(line.dataset.l)], fitting = counts.get(letter.id) ?? 0;
    line.classList.toggle("off", active && !fitting);
    const count = line.querySelector(".n");
    if (count) count.textContent = active ? `${fitting} of ${letter.figures}` : `${letter.figures} figure${letter.figures === 1 ? "" : "s"}`;
  }
}

const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONGEST_GAP = 4;

/** The days that have letters, each a column; days without are left out where they are many, and a break says so. */
function daysWithLetters() {
  const days = new Map();
  for (const letter of data.letters) {
    if (/^\d{4}-\d\d-\d\d$/.test(letter.date ?? "")) days.set(letter.date, [...(days.get(letter.date) ?? []), letter]);
  }
  const ordered = [...days.keys()].sort().map((date) => ({date, letters: days.get(date), day: Date.parse(date) / DAY}));
  let at = 0;
  for (const [n, column] of ordered.entries()) {
    const gap = n ? column.day - ordered[n - 1].day - 1 : 0;
    column.broken = gap > LONGEST_GAP;
    at += Math.min(gap, LONGEST_GAP) * 0.6 + 1;
    column.at = at - 1;
  }
  return ordered;
}

/** One bar for each letter on its day, as high as it has figures; below, the dates and how many figures fit. */
function showTimeline() {
  const place = byId("ui-timeline"), counts = lettersFitting(), days = daysWithLetters();
  if (!days.length) return place.replaceChildren();
  const width = Math.max(280, place.clientWidth || 600), height = 120;
  const column = Math.min(34, width / (days.at(-1).at + 1)), space = column > 4 ? 2 : 0;
  const unit = height / Math.max(...days.map((day) => day.letters.reduce((sum, letter) => sum + 2 + letter.figures, 0)));
  const svg = draw("svg", {"aria-hidden": "true"});
  let labelled = -100, year = "";
  for (const {date, letters: own, at, broken} of days) {
    const x = at * column;
    let y = height;
    for (const letter of own) {
      const tall = (2 + letter.figures) * unit, fitting = counts.get(letter.id) ?? 0, bright = fitting * unit;
      y -= tall;
      svg.append(draw("a", {href: "#" + encoded(letter.id), tabindex: -1}, draw("title", {}, `${letter.title}: ${fitting} of ${letter.figures} figures`),
        draw("rect", {class: "tick", x, y, width: column - space, height: Math.max(0.5, tall - 1)}),
        draw("rect", {class: "tick fits", x, y: y + Math.max(0, tall - 1 - bright), width: column - space, height: Math.max(0, Math.min(bright, tall - 1))})));
    }
    if (broken) svg.append(draw("text", {class: "soft", x: x - column, y: height - 2, "text-anchor": "middle"}, "…"));
    if (x < labelled + 44) continue;
    labelled = x;
    const [ofYear, month, day] = date.split("-");
    const fitting = own.reduce((sum, letter) => sum + (counts.get(letter.id) ?? 0), 0);
    svg.append(draw("line", {class: "axis", x1: x + 0.5, x2: x + 0.5, y1: height + 1, y2: height + 6}),
      draw("text", {x, y: height + 17, "font-size": 11}, `${Number(day)} ${MONTHS[Number(month) - 1]}`),
      draw("text", {class: "soft", x, y: height + 30, "font-size": 10}, ofYear === year ? "" : ofYear), draw("title", {}, `${fitting} figures`));
    year = ofYear;
  }
  svg.append(draw("line", {class: "axis", x1: 0, x2: width, y1: height + 1, y2: height + 1}));
  svg.setAttribute("viewBox", `0 -4 ${width} ${height + 38}`);
  place.replaceChildren(svg, make("p", {class: "small"}, "Each bar is a letter on its day, as high as it has figures; the dark part are those that fit the filter. The list says the same in words."));
}
