// The card: everything that is known of one figure, of words that decide, or of a numeral set aside.
const card = byId("ui-card");
let cameFrom = null;

function openCard(label, head, ...content) {
  const close = make("button", {type: "button", "aria-label": "Close the card", title: "Close (Esc)", onclick: () => navigate({at: ""})}, "×");
  const back = make("button", {type: "button", "aria-label": "Previous figure", title: "Previous figure (p)", onclick: () => step(-1, inFilter)}, "‹");
  const on = make("button", {type: "button", "aria-label": "Next figure", title: "Next figure (n)", onclick: () => step(1, inFilter)}, "›");
  content = content.filter(Boolean);
  card.replaceChildren(make("header", {}, make("h2", {}, ...head), make("div", {class: "tools"}, back, on, close)), ...content);
  card.setAttribute("aria-label", label);
  card.hidden = false;
  card.scrollTop = 0;
  document.documentElement.classList.add("card");
}

function closeCard() {
  const held = card.contains(document.activeElement);
  card.hidden = true;
  document.documentElement.classList.remove("card");
  if (held) leaveCard();
}

function enterCard() {
  if (card.hidden) return;
  if (card.contains(document.activeElement)) return leaveCard();
  cameFrom = document.activeElement;
  card.focus();
}

function leaveCard() {
  if (cameFrom?.isConnected && cameFrom.checkVisibility() && cameFrom !== document.body) cameFrom.focus({preventScroll: true});
  else focusSelected();
}

const inFilter = (number) => fits.figures.has(number);
const titled = (title, ...content) => make("section", {}, make("h3", {}, title), ...content);
const sign = (stage) => data.signs[stage] ?? "–";
const stageMark = (stage) => make("span", {class: `f s-${stage || "none"}`, "data-s": sign(stage)}, stage || "no stage");

/** A link to a figure, here or in another part. */
function figureLink(figure, own = null) {
  if (typeof figure !== "number") return make("a", {href: figure.href}, figure.value, " “", figure.quote, "”");
  const known = data.figures[figure];
  if (figure === own) return make("span", {}, known.value, " (this figure)");
  return make("a", {href: "#" + encoded(known.id)}, known.value, make("span", {class: "small"}, ` line ${known.line}`));
}

function evidenceButton(field, [start, end, words, rule, line]) {
  const here = textPieces(start, end).length > 0;
  const said = [make("q", {}, words), make("span", {class: "small"}, ` line ${line}, rule ${rule}`)];
  if (!here) return make("span", {}, ...said);
  return make("a", {href: "#", "data-word": `${start} ${end}`, class: "word"}, make("u", {class: `ev ev-${field}`}, words), said[1]);
}

function reading(field, read) {
  const weak = read.status === "assumed" || read.status === "inherited" ? "weak" : read.status;
  return [
    make("dt", {}, field),
    make("dd", {},
      make("b", {}, read.values.join(", ") || "?"), read.values.length > 1 ? " (each)" : "",
      make("span", {class: `status ${weak}`}, ` ${read.status}`),
      ...read.words.map((words) => make("div", {}, evidenceButton(field, words))),
      read.rejected.length ? make("div", {class: "small"}, `rejected: ${read.rejected.join(", ")}`) : null),
  ];
}

function readings(figure) {
  return data.readings.flatMap((field) => {
    const read = figure.readings[field];
    if (read) return reading(field, read);
    return field === "party" ? [] : [make("dt", {}, field), make("dd", {}, make("span", {class: "status"}, "not stated"))];
  });
}

/** The decision a figure belongs to: request, proposal, grant, one after another, each a link. */
function chain(number, own) {
  const row = data.rows[number];
  const steps = Object.entries(row.cells).map(([stage, cell]) => {
    const mine = own !== null && cell.figures.includes(own);
    const inner = [make("small", {}, make("b", {}, sign(stage)), ` ${stage}`), cell.text, cell.basis ? make("small", {}, cell.basis, cell.words.length ? `: “${cell.words.join("”, “")}”` : "") : null];
    return make("a", {class: `s-${stage}${mine ? " mine" : ""}`, href: cell.href, "aria-current": mine ? "true" : null}, ...inner);
  });
  const what = [row.whose, row.item, row.measure].filter(Boolean).join(", ");
  const more = [
    row.letter ? make("a", {href: row.letter}, "letter") : null, row.answer && row.answer !== row.letter ? make("a", {href: row.answer}, "answer") : null,
  ].filter(Boolean).flatMap((link) => [" · ", link]);
  return make("div", {}, `${what}, in ${row.unit}: `, make("b", {}, row.outcome), ...more,
    make("div", {class: "chain"}, ...steps), row.notes.length ? make("div", {class: "small"}, row.notes.join("; ")) : null);
}

function checkItem(number, own) {
  const check = data.checks[number];
  return make("li", {}, make("span", {class: `verdict ${check.verdict.replace(" ", "-")}`}, check.verdict), `: ${check.message} `,
    make("span", {class: "small"}, ...check.figures.flatMap((figure, n) => [n ? ", " : "", figureLink(figure, own)])));
}

function figureCard(number) {
  const figure = data.figures[number];
  const letter = data.letters.find((one) => one.id === figure.letter);
  const asRead = [make("dt", {}, "printed"), make("dd", {}, make("q", {}, figure.quote)), make("dt", {}, "read"), make("dd", {}, make("b", {}, figure.value)),
    ...(figure.metric ? [make("dt", {}, "converted"), make("dd", {}, figure.metric, make("span", {class: "small"}, ` ${figure.scale}`))] : [])];
  const related = [figure.partOf === null ? null : make("li", {}, "part of ", figureLink(figure.partOf)), ...figure.parts.map((part) => make("li", {}, "includes ", figureLink(part)))].filter(Boolean);
  const left = make("div", {},
    titled("Amount", make("dl", {}, ...asRead)),
    figure.doubts.length ? titled("Doubts", make("ul", {class: "doubts"}, ...figure.doubts.map((doubt) => make("li", {}, doubt)))) : null,
    titled("Read as", make("dl", {}, ...readings(figure))));
  const right = make("div", {},
    figure.rows.length ? titled("Decision", ...figure.rows.map((row) => chain(row, number))) : null,
    figure.checks.length ? titled("Checks", make("ul", {}, ...figure.checks.map((check) => checkItem(check, number)))) : null,
    related.length ? titled("Parts", make("ul", {}, ...related)) : null,
    titled("Citation", make("p", {class: "cite"}, figure.cite),
      make("button", {type: "button", class: "copy", onclick: () => copy(figure.cite)}, "Copy citation"), " ",
      make("button", {type: "button", class: "copy-address", onclick: () => copy(location.href)}, "Copy address")),
    titled("Source", make("p", {}, make("a", {href: "#" + encoded(figure.letter)}, letter?.title ?? figure.letter), ", ",
      make("a", {href: "#" + encoded(figure.lineId)}, `line ${figure.line}`), `, ${figure.place}`)));
  openCard(`Figure: ${figure.value}`, [make("q", {}, figure.quote), " ", stageMark(figure.stage)], make("div", {class: "grid"}, left, right));
  const order = [...fits.figures];
  const place = order.indexOf(number);
  const said = place >= 0 ? `Figure ${place + 1} of ${order.length}` : "Figure outside the filter";
  say(`${said}: ${figure.value}, ${figure.stage ?? "no stage"}${figure.whose.length ? ", " + figure.whose.join(", ") : ""}`);
}

function wordsCard(id) {
  const found = data.words[id];
  const words = [...new Set(found.map(([, , said]) => said))];
  const rows = [...new Set(found.map(([row]) => row))];
  openCard("Words that decide", [make("q", {}, words.join(" … "))],
    titled(`These words decide ${rows.length} row${rows.length === 1 ? "" : "s"} of the table`, ...rows.map((row) => chain(row, null))));
  say(`Words that decide: ${words.join(", ")}`);
}

function asideCard(mark) {
  const [reason, rule] = data.reasons[Number(mark.dataset.r)];
  const line = mark.closest(".l");
  openCard("Numeral set aside", [make("q", {}, asideText(mark))],
    titled("Set aside, because it is no figure", make("dl", {}, make("dt", {}, "reason"), make("dd", {}, make("b", {}, reason)), make("dt", {}, "rule"), make("dd", {}, rule))),
    mark.matches(".m[href]") ? make("p", {}, make("a", {href: mark.getAttribute("href")}, "to the footnote")) : null,
    line?.id ? make("p", {}, make("a", {href: "#" + encoded(line.id)}, `line ${line.querySelector(".n").textContent}`)) : null);
  say(`Set aside: ${reason}`);
}

/** A stretch set aside may be cut by a footnote mark; its pieces stand side by side. */
function asideText(mark) {
  let text = mark.textContent;
  for (let next = mark.nextSibling; next?.dataset?.r === mark.dataset.r && !next.dataset.a; next = next.nextSibling) text += next.textContent;
  return text;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    const field = make("textarea", {"aria-label": "to copy"});
    field.value = text;
    card.append(field);
    field.select();
    const done = document.execCommand("copy");
    if (done) field.remove();
    say(done ? "Copied." : "Copy it from the field.");
  }
  for (const button of all("#ui-card .copy, #ui-card .copy-address")) button.classList.toggle("done", true);
}
