/* What the pages need beyond CSS; without it every page is complete. */

/* Notes: names for the marks and cards, the place of a card, Escape. */
(() => {
  const noteOf = (mark) => document.getElementById(decodeURIComponent(new URL(mark.href).hash.slice(1)));
  const root = document.documentElement;
  const owners = new WeakMap();
  let last = null;

  /* A card by focus and a card by hover would lie on each other: only that of the mark touched last is shown. */
  const sort = () => {
    for (const card of document.querySelectorAll(".md-tooltip2[role=dialog]")) card.classList.toggle("aside", owners.get(card) !== last);
  };

  for (const mark of document.querySelectorAll(".footnote-ref")) {
    const note = noteOf(mark);
    if (!note) continue;
    const parts = [".note-head strong", ".note-line"].map((query) => note.querySelector(query)?.textContent).filter(Boolean);
    mark.setAttribute("aria-label", [`Note ${mark.textContent}`, ...parts].join(", "));
    for (const touch of ["click", "focus", "pointerenter"]) {
      mark.addEventListener(touch, () => {
        last = mark;
        delete root.dataset.cards;
        sort();
      });
    }
  }

  const unpin = () => {
    const y = scrollY;
    location.hash = "";
    scrollTo({ top: y, behavior: "instant" });
    history.replaceState(null, "", location.pathname + location.search);
    last?.focus({ preventScroll: true });
    root.dataset.cards = "closed";
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (location.hash.startsWith("#fn:")) unpin();
      else if (document.querySelector(".md-tooltip2--active[role=dialog]")) {
        last?.focus({ preventScroll: true });
        root.dataset.cards = "closed";
      }
    }
    const label = event.target.closest?.("label[role=button]");
    if (label && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); label.click(); }
  });

  document.addEventListener("click", (event) => {
    const pinned = document.querySelector(".footnote li:target");
    if (pinned && !pinned.contains(event.target) && !event.target.closest("a, label, button, input, select, summary")) unpin();
  });

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.nodeType === 1 && node.matches(".md-tooltip2[role=dialog]")) {
        node.setAttribute("aria-label", node.querySelector(".note-head")?.textContent.trim() || "Note");
        node.classList.toggle("at-mark", Boolean(last?.closest(".small-charts")));
        owners.set(node, last);
        sort();
      }
    }
  }).observe(document.body, { childList: true });
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
    for (const link of document.querySelectorAll(".md-nav--secondary a, .here a")) {
      link.parentElement.hidden = gone.has(decodeURIComponent(link.hash.slice(1)));
    }
    for (const bar of document.querySelectorAll("a[data-of]")) {
      bar.classList.toggle("out", bar.dataset.of.split(" ").every((id) => gone.has(id)));
    }
    const left = items.filter((item) => !item.hidden).length;
    told.textContent = chosen.length ? `${left} of ${items.length} ${form.dataset.one}s` : all;
    reset.hidden = !chosen.length;
    return left;
  };

  const follow = () => {
    choose();
    narrow();
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
  form.hidden = false;
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

/* On narrow screens: the section in which the reader is, and how far the page is read. */
(() => {
  const here = document.querySelector(".here");
  const article = document.querySelector("article");
  if (!here || !article) return;
  const name = here.querySelector(".here-name");
  const links = [...here.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1)))).filter(Boolean);
  const first = name.textContent;

  const update = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).at(-1);
    const current = links.find((link) => passed && link.hash === `#${passed.id}`);
    for (const link of links) link === current ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
    name.textContent = current?.textContent ?? first;
    const { top, height } = article.getBoundingClientRect();
    here.style.setProperty("--read", Math.min(1, Math.max(0, -top / Math.max(1, height - innerHeight))).toFixed(3));
  };

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; update(); });
  }, { passive: true });
  here.addEventListener("click", (event) => { if (event.target.closest("a")) here.open = false; });
  document.addEventListener("click", (event) => { if (!here.contains(event.target)) here.open = false; });
  here.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !here.open) return;
    here.open = false;
    here.querySelector("summary").focus();
  });
  update();
})();
