/* What the pages need beyond CSS; without it every page is complete. */

/* Cards, scheme, search, drawer, contents. One listener for each event serves all marks and links, however many a page has. */
(() => {
  const BESIDE = matchMedia("(min-width: 60em)");
  const DELAY = { note: 60, preview: 300, other: 150, leave: 600 };
  const base = new URL("..", document.currentScript.src);
  const noteOf = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

  /* Marks are named for those who hear the page: "Note 4, The Gazette, line 12". The work is done in the pauses of the browser. */
  const marks = document.querySelectorAll(".footnote-ref");
  const nameOf = (mark) => {
    const parts = [".note-head strong", ".note-line"].map((query) => noteOf(mark)?.querySelector(query)?.textContent);
    return [`Note ${mark.textContent}`, ...parts.filter(Boolean)].join(", ");
  };
  const pause = window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 1));
  const nameFrom = (first) => pause((time) => {
    let at = first;
    for (; at < marks.length && (at === first || time.timeRemaining() > 2); at += 1) marks[at].setAttribute("aria-label", nameOf(marks[at]));
    if (at < marks.length) nameFrom(at);
  });
  nameFrom(0);

  /* What the style sheet leaves for later is laid out in the pauses too, a few notes at a time, so that its place is soon exact. */
  const later = [...document.querySelectorAll(".footnote > ol > li, .passage")];
  const layOutFrom = (first) => pause(() => {
    for (const one of later.slice(first, first + 16)) one.style.contentVisibility = "visible";
    if (first + 16 < later.length) requestAnimationFrame(() => layOutFrom(first + 16));
    else document.documentElement.dataset.laidOut = "";
  });
  addEventListener("load", () => layOutFrom(0));

  /* Cards: a note's passage, or the line that says what a link leads to. Hover or focus shows one, Escape or leaving takes it away. */
  const card = document.createElement("div");
  card.className = "card";
  card.id = "card";
  card.hidden = true;
  (document.querySelector("main") ?? document.body).append(card);
  let owner = null, timer = 0;
  let previews = null;

  const element = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });

  const noteCard = (mark) => {
    const note = noteOf(mark);
    if (!note) return null;
    const copy = note.cloneNode(true);
    for (const child of copy.querySelectorAll("[id]")) child.removeAttribute("id");
    for (const back of copy.querySelectorAll(".footnote-backref")) back.remove();
    return { role: "dialog", label: nameOf(mark), number: mark.textContent, nodes: [...copy.childNodes] };
  };

  const previewCard = async (link) => {
    previews ??= fetch(new URL("data/previews.json", base)).then((answer) => (answer.ok ? answer.json() : {}), () => ({}));
    const found = (await previews)[link.href.slice(base.href.length)];
    if (!found) return null;
    const [kind, name, line] = found;
    return { role: "tooltip", nodes: [element("p", "card-kind", kind), element("p", "card-name", name), element("p", "card-line", line)] };
  };

  /* Drawings tell in a line of their own what a bar or a box leads to. */
  const PEEKS = ".footnote-ref, article a[href]:not(.footnote-backref, .footnote-ref, .permalink, .page-tools a, svg a)";
  const isMark = (link) => link.classList.contains("footnote-ref");
  const leadsInside = (link) => link.href.startsWith(base.href) && (link.pathname !== location.pathname || link.hash);

  /* A card stands in the margin, level with its mark; where there is none, below the mark, or above the whole sentence, so that it
     never covers what it explains. While a note is pinned in the margin, a card that would cover it stands by its own mark. */
  const overlap = (one, two) => one.bottom > two.top && one.top < two.bottom && one.right > two.left && one.left < two.right;
  const placeFor = (link, { offsetWidth: width, offsetHeight: height }, taken = null) => {
    const lines = link.getClientRects();
    const line = lines[0], last = lines[lines.length - 1];
    const room = document.documentElement.clientWidth - 8;
    const content = document.querySelector(".md-content__inner").getBoundingClientRect();
    const column = document.querySelector(".page-plain") ? content.right : content.left + 920;
    const edge = Math.max(column, link.closest(".wide, .small-charts")?.getBoundingClientRect().right ?? 0) + 12;
    const left = BESIDE.matches ? Math.min(edge + 20, room - width) : 0;
    if (left >= edge) {
      const top = Math.max(8, Math.min(line.top - 30, innerHeight - height - 8));
      if (!taken || !overlap({ left, top, right: left + width, bottom: top + height }, taken)) return { left, top };
    }
    const sentence = link.closest(".s")?.getClientRects()[0] ?? line;
    const under = last.bottom + 6, over = sentence.top - height - 6;
    return { left: Math.min(Math.max(line.left - 16, 8), room - width), top: under + height < innerHeight || over < 8 ? under : over };
  };

  const pinned = () => document.querySelector(".footnote li:target");
  const place = (link) => {
    const { left, top } = placeFor(link, card, pinned()?.getBoundingClientRect());
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  };

  const show = async (link) => {
    const content = isMark(link) ? noteCard(link) : await previewCard(link);
    if (owner !== link || !content) return;
    card.replaceChildren(...content.nodes);
    card.setAttribute("role", content.role);
    card.dataset.number = content.number ?? "";
    if (content.label) card.setAttribute("aria-label", content.label); else card.removeAttribute("aria-label");
    if (content.role === "tooltip") link.setAttribute("aria-describedby", card.id);
    card.hidden = false;
    place(link);
  };

  /* With a card open, one may cross other marks on the way to it. */
  const turnTo = (link) => {
    clearTimeout(timer);
    if (link === owner) return;
    const delay = isMark(link) ? DELAY.note : DELAY.preview;
    timer = setTimeout(() => { hide(); owner = link; show(link); }, card.hidden ? delay : Math.max(delay, DELAY.other));
  };

  const peekable = (target) => {
    const link = target.closest?.(PEEKS);
    return link && (isMark(link) ? noteOf(link) !== pinned() : leadsInside(link)) ? link : null;
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = peekable(event.target);
    if (link) turnTo(link);
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (card.hidden) { clearTimeout(timer); owner = null; }
    else { clearTimeout(timer); timer = setTimeout(hide, DELAY.leave); }
  });
  document.addEventListener("focusin", (event) => {
    const link = peekable(event.target);
    if (link?.matches(":focus-visible")) {
      if (owner && owner !== link) hide(); /* A card may stand over what has the focus now. */
      turnTo(link);
    }
    else if (!card.contains(event.target)) hide();
  });
  addEventListener("hashchange", hide);

  /* A note is pinned by its address, by CSS alone. Here: the first one pinned adds an entry to the history, so that going back lets
     it go; the next ones replace it; letting go takes the entry back. The page does not move at any of this. */
  let last = null;
  const pin = (mark) => {
    last = mark;
    const added = pinned() ? history.state?.added : true;
    if (pinned()) location.replace(mark.hash);
    else {
      history.scrollRestoration = "manual";
      location.hash = mark.hash;
    }
    history.replaceState({ added }, "");
    markPinned();
  };
  const unpin = () => {
    if (history.state?.added) history.back();
    else {
      const y = scrollY;
      location.replace("#");
      scrollTo({ top: y, behavior: "instant" });
      history.replaceState(null, "", location.pathname + location.search);
      markPinned();
    }
    last?.focus({ preventScroll: true });
    hide();
  };

  /* The sentence of a pinned note is marked, and comes into sight where the page was opened at the note; the note stands where its
     card would, except on narrow screens, where it is a sheet at the foot and the page makes room for the sentence. */
  let placed = null;
  const markPinned = () => {
    document.querySelector(".s.pinned")?.classList.remove("pinned");
    placed?.style.removeProperty("inset");
    const note = placed = pinned();
    if (!note) {
      history.scrollRestoration = "auto";
      return;
    }
    const mark = last?.hash === location.hash ? last : [...document.querySelectorAll(".footnote-ref")].find((each) => each.hash === location.hash);
    if (!mark) return;
    mark.closest(".s")?.classList.add("pinned");
    const at = mark.getBoundingClientRect();
    if (at.bottom < 0 || at.top > innerHeight) mark.scrollIntoView({ block: "center", behavior: "instant" });
    if (BESIDE.matches) {
      const { left, top } = placeFor(mark, note);
      note.style.inset = `${Math.max(8, Math.min(top, innerHeight - note.offsetHeight - 8))}px auto auto ${left}px`;
    }
    const [seen, sheet] = [mark.getBoundingClientRect(), note.getBoundingClientRect()];
    if (overlap(seen, sheet)) scrollBy({ top: seen.bottom - sheet.top + 48, behavior: "instant" });
  };
  addEventListener("hashchange", markPinned);
  BESIDE.addEventListener("change", markPinned);
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(markPinned)));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (card.contains(document.activeElement)) owner?.focus({ preventScroll: true });
      if (card.hidden && pinned()) unpin();
      hide();
    }
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".footnote-ref");
    if (mark && noteOf(mark) && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      pin(mark);
      hide();
      return;
    }
    const note = pinned();
    if (!note) return;
    /* The way back is to the mark that was touched; the numbers beside it lead to the others. */
    const back = event.target.closest(".footnote-backref:not(.footnote-backref + .footnote-backref)");
    if (back && last && noteOf(last) === note && note.contains(back)) {
      event.preventDefault();
      unpin();
      last.scrollIntoView({ block: "nearest" });
    } else if (!note.contains(event.target) && !event.target.closest("a, label, button, input, select, summary, .card")) unpin();
  });

  /* How the page is cited, to be copied with its address, which a site that does not know its own cannot print. */
  const cited = document.querySelector(".cite-text");
  const copier = document.querySelector("button.copy");
  if (cited) {
    if (!cited.textContent.includes("http")) cited.dataset.address = ` ${location.origin}${location.pathname}`;
    copier.hidden = !navigator.clipboard;
    copier.addEventListener("click", async () => {
      await navigator.clipboard.writeText(cited.textContent + (cited.dataset.address ?? ""));
      copier.textContent = "Copied";
    });
  }

  /* Each section can be linked to. */
  for (const heading of document.querySelectorAll("article :is(h2, h3)[id]")) {
    const link = element("a", "permalink", "#");
    link.href = `#${heading.id}`;
    link.setAttribute("aria-label", "Link to this section");
    heading.append(" ", link);
  }

  /* Light and dark: what the reader chose is kept for this site; until then the system's choice applies. */
  const scheme = document.querySelector("button.scheme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = (() => { try { return Boolean(localStorage.getItem("scheme")); } catch { return false; } })();
  const paint = (name) => {
    document.body.dataset.mdColorScheme = name;
    scheme.textContent = name === "slate" ? "Light" : "Dark";
  };
  if (scheme) {
    paint(document.body.dataset.mdColorScheme);
    scheme.hidden = false;
    scheme.addEventListener("click", () => {
      const name = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
      chosen = true;
      paint(name);
      try { localStorage.setItem("scheme", name); } catch { /* A reader may have forbidden it: the choice then lasts for the page. */ }
    });
    dark.addEventListener("change", () => { if (!chosen) paint(dark.matches ? "slate" : "default"); });
  }

  /* The search comes when it is first wanted: what can be found is most of what a page could weigh. */
  const form = document.querySelector(".find");
  const query = form?.querySelector("input");
  if (form) {
    form.hidden = false;
    query.addEventListener("focus", async () => (await import(new URL("assets/search.js", base))).attach(form, base), { once: true });
  }

  /* The drawer of narrow screens. */
  const drawer = document.getElementById("__drawer");
  const opener = document.querySelector("[data-drawer=open]");
  const closer = document.querySelector("[data-drawer=close]");
  const beside = document.querySelectorAll("header, .md-content, footer, .md-skip");
  const draw = (open) => {
    drawer.checked = open;
    for (const part of beside) part.inert = open;
    opener?.setAttribute("aria-expanded", open);
    (open ? closer : opener)?.focus();
  };
  opener?.addEventListener("click", () => draw(true));
  closer?.addEventListener("click", () => draw(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawer?.checked) draw(false); });
  document.querySelector(".drawer")?.addEventListener("click", (event) => { if (event.target.closest("a")) draw(false); });
})();

/* Lists that the address narrows: `?topic=...&actor=...`. Items carry the values, groups without an item are put away. */
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const items = [...document.querySelectorAll("[data-item]")];
  const menus = [...form.querySelectorAll("select")];
  const reset = form.querySelector("button");
  const told = form.querySelector("output");
  const all = told.textContent;
  const notes = [...document.querySelectorAll(".footnote > ol > li")];
  const nothing = Object.assign(document.createElement("p"), { className: "nothing", hidden: true, textContent: `No ${form.dataset.one} has all of these.` });
  document.querySelector("[data-group]")?.before(nothing);
  const chosenWords = Object.assign(document.createElement("p"), { className: "chosen" });
  form.after(chosenWords);

  const choose = () => {
    const asked = new URLSearchParams(location.search);
    for (const menu of menus) {
      menu.value = asked.get(menu.name) ?? "";
      if (menu.selectedIndex < 0) menu.value = "";
    }
  };

  const narrow = () => {
    const chosen = menus.filter((menu) => menu.value);
    const gone = new Set();
    for (const item of items) {
      item.hidden = !chosen.every((menu) => (item.dataset[menu.name] ?? "").split(" ").includes(menu.value));
      if (item.hidden) for (const part of [item, ...item.querySelectorAll(":is(h2, h3)[id]")]) gone.add(part.id);
    }
    for (const group of document.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
      for (const heading of group.querySelectorAll(":scope > :is(h1, h2, h3)[id]")) if (group.hidden) gone.add(heading.id);
    }
    const shown = new Set([...document.querySelectorAll("article .footnote-ref")].filter((mark) => !mark.closest("[hidden]")).map((mark) => mark.hash));
    for (const note of notes) note.hidden = !shown.has(`#${note.id}`);
    const heading = document.getElementById("notes");
    if (heading) heading.hidden = !shown.size;
    if (!shown.size) gone.add("notes");
    for (const link of document.querySelectorAll(".contents a, .here a")) {
      link.parentElement.hidden = gone.has(decodeURIComponent(link.hash.slice(1)));
    }
    for (const bar of document.querySelectorAll("a[data-of]")) {
      bar.classList.toggle("out", bar.dataset.of.split(" ").every((id) => gone.has(id)));
    }
    const left = items.filter((item) => !item.hidden).length;
    nothing.hidden = left > 0;
    const wordsOf = (menu) => `${menu.parentElement.firstChild.data.trim()}: ${menu.selectedOptions[0].text.replace(/ \(\d+\)$/, "")}`;
    chosenWords.textContent = chosen.map(wordsOf).join("; ");
    told.textContent = chosen.length ? `${left} of ${items.length} ${form.dataset.one}s` : all;
    reset.hidden = !chosen.length;
    return left;
  };

  const follow = () => {
    choose();
    narrow();
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.closest("[hidden]")) {
      clear();
      write(history.replaceState);
    }
    target?.scrollIntoView();
  };

  const clear = () => {
    for (const menu of menus) menu.value = "";
    narrow();
  };

  const write = (put = history.pushState) => {
    const asked = new URLSearchParams(menus.filter((menu) => menu.value).map((menu) => [menu.name, menu.value])).toString();
    put.call(history, null, "", location.pathname + (asked && `?${asked}`) + (put === history.replaceState ? location.hash : ""));
  };

  form.addEventListener("change", () => { narrow(); write(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => { clear(); write(); menus[0].focus(); });
  addEventListener("popstate", () => { if (!location.hash.startsWith("#fn")) { choose(); narrow(); } });
  addEventListener("hashchange", () => {
    if (document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("[hidden]")) follow();
  });
  if (location.search) follow();
})();

/* Drawings of many bars: one stop of the Tab key, arrow keys from bar to bar, and what the bar stands for below it. */
(() => {
  for (const drawing of document.querySelectorAll("[data-told]")) {
    const told = drawing.querySelector(".told");
    const nothing = told.textContent;
    const tell = (event) => {
      const bar = event.target.closest?.(".bars a");
      told.textContent = bar ? bar.querySelector("title").textContent : nothing;
    };
    for (const sort of ["pointerover", "focusin"]) drawing.addEventListener(sort, tell);
    drawing.addEventListener("pointerleave", () => { if (!drawing.contains(document.activeElement)) told.textContent = nothing; });
  }
  for (const row of document.querySelectorAll(".bars")) {
    const bars = [...row.querySelectorAll("a")];
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -bars.length, End: bars.length };
    row.addEventListener("keydown", (event) => {
      const at = bars.indexOf(event.target.closest("a"));
      if (at < 0 || !(event.key in steps)) return;
      event.preventDefault();
      const next = bars[Math.min(bars.length - 1, Math.max(0, at + steps[event.key]))];
      bars[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }
})();

/* The contents, and on narrow screens the line at the top, tell in which section the reader is; that line also how far. */
(() => {
  const article = document.querySelector("article");
  const here = document.querySelector(".here");
  const name = here?.querySelector(".here-name");
  const unnamed = name?.textContent;
  const links = [...document.querySelectorAll(".contents a, .here a")];
  const idOf = (link) => decodeURIComponent(link.hash.slice(1));
  const headings = [...new Set(links.map(idOf))].map((id) => document.getElementById(id)).filter(Boolean);
  if (!article || !headings.length) return;

  const update = () => {
    const passed = headings.filter((heading) => heading.getClientRects().length && heading.getBoundingClientRect().top < innerHeight / 3);
    const near = passed.at(-1)?.id;
    for (const link of links) {
      if (idOf(link) === near) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
    }
    if (!here) return;
    name.textContent = here.querySelector("[aria-current]")?.textContent ?? unnamed;
    const { top, height } = article.getBoundingClientRect();
    here.style.setProperty("--read", Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight))).toFixed(3));
  };

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; update(); });
  }, { passive: true });
  update();
  if (!here) return;
  here.addEventListener("click", (event) => { if (event.target.closest("a")) here.open = false; });
  document.addEventListener("click", (event) => { if (!here.contains(event.target)) here.open = false; });
  here.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !here.open) return;
    here.open = false;
    here.querySelector("summary").focus();
  });
})();

/* The maps: below each is told what the letter says, or the letters of the box, on which the reader rests; the rest steps back. */
(() => {
  const MOST = 5;
  for (const map of document.querySelectorAll(".map:has(.told)")) {
    const told = map.querySelector(".told");
    const nothing = told.textContent;
    const light = (svg, parts) => {
      for (const one of map.querySelectorAll(".one, .lit")) one.classList.remove("one", "lit");
      if (parts.length) svg.classList.add("one");
      for (const part of parts) part.classList.add("lit");
    };
    const say = (letters) => {
      const words = letters.slice(0, MOST).map((letter) => `${letter.dataset.line}: ${letter.querySelector("title").textContent}`);
      const rest = letters.length - words.length;
      return words.join(" · ") + (rest > 0 ? ` · and ${rest} more in the table` : "");
    };
    const tell = (event) => {
      const svg = event.target.closest?.("svg");
      const line = event.target.closest?.("[data-line]");
      const own = event.target.closest?.(".box")?.getAttribute("class").match(/\bb\d+/)?.[0];
      const ends = line ? [...line.classList].filter((name) => /^n\d+$/.test(name)).map((name) => `.${name.replace("n", "b")}`) : [];
      light(svg, line ? svg.querySelectorAll([`[data-line="${line.dataset.line}"]`, ...ends].join()) : []);
      const letters = line ? `.letter[data-line="${line.dataset.line}"]` : own ? `.letter.${own.replace("b", "n")}` : null;
      told.textContent = letters ? say([...svg.querySelectorAll(letters)]) : nothing;
    };
    for (const sort of ["pointerover", "focusin"]) map.addEventListener(sort, tell);
    map.addEventListener("pointerleave", () => { light(null, []); if (!map.contains(document.activeElement)) told.textContent = nothing; });
  }
})();

/* How many events the strip draws, of those that a narrowed list leaves. */
(() => {
  const drawn = document.querySelector("[data-drawn]");
  const told = document.querySelector(".filters output");
  if (!drawn || !told) return;
  const all = drawn.textContent;
  const ids = [...document.querySelectorAll("a[data-of]")].flatMap((bar) => bar.dataset.of.split(" "));
  const count = () => {
    const left = ids.filter((id) => !document.getElementById(id)?.hidden).length;
    drawn.textContent = left < ids.length ? `${left} of ${ids.length} events` : all;
  };
  new MutationObserver(count).observe(told, { childList: true, characterData: true, subtree: true });
  count();
})();
