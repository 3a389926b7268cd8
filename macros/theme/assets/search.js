/* The search. Names come first: who types a spelling that a document prints is led to the one who bears it. */
import MiniSearch from "./minisearch.js";

const SHOWN = 24;
const CONTEXT = 150; /* characters of a result's text around the first word that was found */
const KINDS = { Person: 3, Group: 3, Organisation: 3, State: 3, Quote: 1.6, Event: 1.5, Passage: .8 }; /* weight against the others, 2 */

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’ʻʼ`]/gu, "'").toLowerCase();
const words = (text) => fold(text).split(/[^\p{L}\p{N}']+/u).map((word) => word.replace(/^'+|'s$|'+$/gu, "")).filter(Boolean);
const whole = (text) => words(text).join(" ");

/** Read what can be found, from `address`, and return a function from a query to results, the closest first. */
export const load = async (address) => {
  const entries = (await (await fetch(address)).json()).map(([path, kind, name, also, text], id) => ({ id, path, kind, name, also, text }));
  const index = new MiniSearch({
    fields: ["name", "also", "text"],
    extractField: (entry, field) => (Array.isArray(entry[field]) ? entry[field].join(" / ") : entry[field]),
    tokenize: words,
    processTerm: (word) => word,
  });
  index.addAll(entries);
  const named = new Map();
  for (const entry of entries) for (const name of [entry.name, ...entry.also]) {
    if (!(entry.kind === "Passage")) named.set(whole(name), [...(named.get(whole(name)) ?? []), entry.id]);
  }

  return (query) => {
    const typed = words(query);
    if (!typed.length) return { results: [], terms: [] };
    const options = {
      boost: { name: 6, also: 6 },
      prefix: (word, at) => at === typed.length - 1 || word.length > 3,
      fuzzy: (word) => (word.length > 4 && !/\d/.test(word) ? .2 : false),
      boostDocument: (id) => KINDS[entries[id].kind] ?? 2,
    };
    let found = index.search(query, { ...options, combineWith: "AND" });
    if (!found.length) found = index.search(query, options);
    const exact = named.get(typed.join(" ")) ?? [];
    const first = exact.map((id) => entries[id]).sort((a, b) => (KINDS[b.kind] ?? 2) - (KINDS[a.kind] ?? 2));
    const rest = found.filter(({ id }) => !exact.includes(id)).map(({ id }) => entries[id]);
    return { results: [...first, ...rest], terms: [...new Set([...typed, ...found.slice(0, SHOWN).flatMap(({ terms }) => terms)])] };
  };
};

const element = (tag, name, ...children) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
};

/** Cut a text around the first of the words that were found, and set those words apart. */
const excerpt = (text, terms) => {
  const pieces = text.split(/([\p{L}\p{N}'’]+)/u);
  const hits = pieces.map((piece) => words(piece).some((word) => terms.includes(word)));
  let from = 0, at = Math.max(hits.indexOf(true), 0);
  for (let length = 0; at > 0 && length < CONTEXT / 3; at -= 1) length += pieces[at - 1].length;
  from = at;
  const line = element("span", "find-line", from ? "… " : "");
  for (let length = 0; at < pieces.length && length < CONTEXT; at += 1) {
    line.append(hits[at] ? element("b", "", pieces[at]) : pieces[at]);
    length += pieces[at].length;
  }
  if (at < pieces.length) line.append(" …");
  return line;
};

const shown = (entry, base, terms, typed) => {
  const other = entry.also.find((name) => whole(name) === typed);
  const head = element("span", "find-head", element("strong", "", entry.name), other ? ` in print also “${other}”` : "", " ", element("span", "find-kind", entry.kind));
  const link = element("a", "", head, excerpt(entry.text, terms));
  link.href = new URL(entry.path, base);
  return element("li", "", link);
};

const said = (count) => (count === 0 ? "Nothing here holds these words." : count === 1 ? "One result" : count > SHOWN ? `${count} results, the closest ${SHOWN} shown` : `${count} results, the closest first`);

/** Make a form of the masthead answer what is typed into its field. */
export const attach = async (form, base) => {
  const field = form.querySelector("input"), out = form.querySelector(".find-out");
  const count = form.querySelector(".find-count"), list = form.querySelector(".find-list");
  const close = () => { out.hidden = true; };
  const links = () => [...list.querySelectorAll("a")];
  let find = null;

  const answer = () => {
    if (!field.value.trim()) return close();
    out.hidden = false;
    if (!find) { count.textContent = "Looking …"; return; }
    const { results, terms } = find(field.value);
    count.textContent = said(results.length);
    list.replaceChildren(...results.slice(0, SHOWN).map((entry) => shown(entry, base, terms, whole(field.value))));
    form.dataset.answered = field.value;
  };

  field.addEventListener("input", answer);
  field.addEventListener("focus", answer);
  form.addEventListener("submit", (event) => { event.preventDefault(); links()[0]?.click(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { field.focus(); close(); event.stopPropagation(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || out.hidden) return;
    event.preventDefault();
    const stops = [field, ...links()];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });

  answer();
  try {
    find = await load(new URL("data/search.json", base));
  } catch {
    count.textContent = "The search could not be read.";
    return;
  }
  answer();
};
