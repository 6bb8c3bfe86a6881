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
        draw("title", {}, said), draw("text", {class: "soft", x: labels, y: y + 10, "font-size": 10}, sign(stage)),
        draw("rect", {class: `bar s-${stage}`, x: labels + 14, y: y + 1, width: Math.max(high, 1), height: bar - 3}),
        high > low ? draw("line", {class: "axis", x1: labels + 14 + low, x2: labels + 14 + low, y1: y, y2: y + bar - 1}) : "",
        draw("text", {x: labels + 18 + high, y: y + 10}, cell.text),
      ];
      svg.append(cell.href ? draw("a", {href: cell.href, "aria-label": said}, ...inner) : draw("g", {}, ...inner));
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
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** One small bar for each letter on its day, as high as it has figures; months below, with what they hold. */
function showTimeline() {
  const place = byId("ui-timeline"), counts = lettersFitting();
  const dated = data.letters.filter((letter) => /^\d{4}-\d\d-\d\d$/.test(letter.date ?? "")).map((letter) => ({...letter, day: Date.parse(letter.date) / DAY}));
  if (!dated.length) return place.replaceChildren();
  const first = new Date(Math.min(...dated.map((letter) => letter.day)) * DAY), last = new Date(Math.max(...dated.map((letter) => letter.day)) * DAY);
  const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth()) / DAY, end = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1) / DAY;
  const width = Math.max(280, place.clientWidth || 600), scale = width / (end - start), column = Math.max(2, Math.min(9, scale - 1));
  const height = 120, stacks = new Map();
  const most = new Map();
  for (const letter of dated) {
    const x = Math.floor((letter.day - start) * scale / column) * column;
    most.set(x, (most.get(x) ?? 0) + 3 + letter.figures);
  }
  const unit = height / Math.max(...most.values());
  const svg = draw("svg", {"aria-hidden": "true"});
  for (const letter of dated) {
    const x = Math.floor((letter.day - start) * scale / column) * column, tall = (3 + letter.figures) * unit, below = stacks.get(x) ?? 0;
    stacks.set(x, below + tall);
    const fitting = counts.get(letter.id) ?? 0;
    svg.append(draw("a", {href: "#" + encoded(letter.id), tabindex: -1},
      draw("title", {}, `${letter.title}: ${fitting} of ${letter.figures} figures`),
      draw("rect", {class: `tick${fitting ? " fits" : ""}`, x: x + 0.5, y: height - below - tall, width: column - 1, height: Math.max(1, tall - 1)})));
  }
  svg.append(draw("line", {class: "axis", x1: 0, x2: width, y1: height + 1, y2: height + 1}));
  const months = [];
  for (let year = first.getUTCFullYear(), month = first.getUTCMonth(); Date.UTC(year, month) / DAY < end; month++) months.push(Date.UTC(year, month) / DAY);
  const every = Math.ceil(52 / (width / months.length));
  for (const [n, day] of months.entries()) {
    if (n % every) continue;
    const date = new Date(day * DAY), x = (day - start) * scale;
    const until = months[n + every] ?? end;
    const held = dated.filter((letter) => letter.day >= day && letter.day < until);
    const fitting = held.reduce((sum, letter) => sum + (counts.get(letter.id) ?? 0), 0);
    const name = every < 12 ? MONTHS[date.getUTCMonth()].slice(0, 3) : "";
    const year = date.getUTCMonth() === 0 || !n || every >= 12 ? ` ${date.getUTCFullYear()}` : "";
    svg.append(draw("line", {class: "axis", x1: x, x2: x, y1: height + 1, y2: height + 7}), draw("text", {x: x + 3, y: height + 15}, (name + year).trim()),
      draw("text", {class: "soft", x: x + 3, y: height + 29, "font-size": 10}, held.length ? `${fitting} in ${held.length}` : ""));
  }
  svg.setAttribute("viewBox", `0 -4 ${width} ${height + 40}`);
  place.replaceChildren(svg, make("p", {class: "small"}, "Each bar is a letter, as high as it has figures; below, figures in letters."));
}
