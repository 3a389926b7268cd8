/* What the pages need beyond CSS: names for the marks and cards, Escape to close a pinned card, keys for the label buttons. */
(() => {
  const noteOf = (mark) => document.getElementById(decodeURIComponent(new URL(mark.href).hash.slice(1)));
  let last = null;

  for (const mark of document.querySelectorAll(".footnote-ref")) {
    const note = noteOf(mark);
    if (!note) continue;
    const parts = [".note-head strong", ".note-line"].map((query) => note.querySelector(query)?.textContent).filter(Boolean);
    mark.setAttribute("aria-label", [`Note ${mark.textContent}`, ...parts].join(", "));
    mark.addEventListener("click", () => { last = mark; });
  }

  const unpin = () => {
    const y = scrollY;
    location.hash = "";
    scrollTo({ top: y, behavior: "instant" });
    history.replaceState(null, "", location.pathname + location.search);
    last?.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash.startsWith("#fn:")) unpin();
    const label = event.target.closest?.("label[role=button]");
    if (label && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); label.click(); }
  });

  document.addEventListener("click", (event) => {
    const pinned = document.querySelector(".footnote li:target");
    if (pinned && !pinned.contains(event.target) && !event.target.closest("a, label, button, input")) unpin();
  });

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.nodeType === 1 && node.matches(".md-tooltip2[role=dialog]")) {
        node.setAttribute("aria-label", node.querySelector(".note-head")?.textContent.trim() || "Note");
      }
    }
  }).observe(document.body, { childList: true });
})();
