// What a script adds to the pages: all reading and all ways between pages work without it.
"use strict";
{
  const root = document.documentElement;
  const words = JSON.parse(root.dataset.words);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const wide = matchMedia("(min-width: 66rem)");

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // What the reader chose is kept, and set again by early.js before the next page is drawn.

  const keep = (name, value) => {
    root.dataset[name] = value;
    try {
      const chosen = JSON.parse(localStorage.getItem("publisher-reading")) || {};
      localStorage.setItem("publisher-reading", JSON.stringify({ ...chosen, [name]: value }));
    } catch {
      // it holds for this page only
    }
  };

  const openSettings = (form) => {
    for (const input of all("input", form)) {
      const chosen = root.dataset[input.name];
      if (input.type === "radio") input.checked = chosen ? chosen === input.value : input.defaultChecked;
      else input.checked = chosen ? chosen === "on" : input.defaultChecked;
    }
    form.addEventListener("change", ({ target }) => {
      keep(target.name, target.type === "radio" ? target.value : target.checked ? "on" : "off");
    });
  };

  // The outline: where there is room its button folds it away instead of opening it as a sheet.

  const openOutline = (outline) => {
    one(".menu").addEventListener("click", (event) => {
      if (!wide.matches) return;
      event.preventDefault();
      keep("outline", root.dataset.outline === "folded" ? "open" : "folded");
    });
    const current = one("[aria-current]", outline) || all(".open", outline).at(-1);
    const show = () => {
      if (current) outline.scrollTop = current.offsetTop - outline.clientHeight / 3;
    };
    show();
    outline.addEventListener("toggle", show);
  };

  const followHeadings = (here) => {
    const links = new Map(all("a", here).map((link) => [link.hash.slice(1), link]));
    const heads = all(".sheet [id]").filter((place) => links.has(place.id));
    const mark = () => {
      const line = innerHeight / 4;
      const passed = heads.filter((head) => head.getBoundingClientRect().top < line).at(-1);
      for (const [id, link] of links) {
        if (passed && id === passed.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
    mark();
    here.addEventListener("click", ({ target }) => target.closest("a") && !wide.matches && here.hidePopover?.());
  };

  // Addresses to take away: every heading and caption can be linked to.

  const addPermalinks = (sheet) => {
    for (const place of all("section[id], article[id], figure.table[id], div.figure[id], aside.box[id]", sheet)) {
      const title = one(":scope > :is(h1, h2, h3, h4, h5, h6), :scope caption, :scope figcaption", place);
      title?.append(element("a", { class: "permalink", href: `#${place.id}`, "aria-label": words.link }, "#"));
    }
  };

  // A note opens beside its mark; where it cannot be had, the mark leads to it as without a script.

  const findNote = async (link) => {
    const id = link.hash.slice(1);
    if (link.pathname === location.pathname) return document.getElementById(id);
    const answer = await fetch(link.href);
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  };

  const showNote = (link, note, frame) => {
    const body = element("div", {}, ...[...note.childNodes].map((node) => document.importNode(node, true)));
    for (const back of all("a.label", body)) back.replaceWith(element("b", {}, back.textContent));
    for (const copy of all("[id]", body)) copy.removeAttribute("id");
    frame.replaceChildren(body, element("a", { class: "to-note", href: link.href }, words.to_note));
    frame.showPopover();
    const mark = link.getBoundingClientRect();
    const size = frame.getBoundingClientRect();
    const left = Math.min(Math.max(8, mark.left - size.width / 2), innerWidth - size.width - 8);
    const below = mark.bottom + size.height + 12 < innerHeight;
    frame.style.left = `${left}px`;
    frame.style.top = `${below ? mark.bottom + 8 : Math.max(8, mark.top - size.height - 8)}px`;
    frame.focus();
  };

  const openNotes = (sheet) => {
    const frame = element("aside", { class: "pop", popover: "auto", tabindex: "-1", "aria-label": words.note });
    sheet.after(frame);
    sheet.addEventListener("click", async (event) => {
      const link = event.target.closest("a.noteref");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const note = await findNote(link).catch(() => null);
      if (note) showNote(link, note, frame);
      else location.href = link.href;
    });
    frame.addEventListener("click", ({ target }) => target.closest("a") && frame.hidePopover());
  };

  // A lost character says what it is; one in each block can be reached with the keyboard.

  const explainLost = (sheet) => {
    const blocks = new Set();
    for (const mark of all(".lost", sheet)) {
      mark.dataset.tip = mark.title;
      mark.removeAttribute("title");
      const block = mark.closest("p, li, td, th, h1, h2, h3, h4, h5, h6, caption, figcaption, dd");
      if (!blocks.has(block)) mark.tabIndex = 0;
      blocks.add(block);
    }
  };

  // Tables: to be copied as CSV, and sorted where every cell stands in its own place.

  const matrix = (rows) => {
    const cells = rows.map(() => []);
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of row.cells) {
        while (cells[y][x]) x += 1;
        for (let down = 0; down < cell.rowSpan && cells[y + down]; down += 1) {
          for (let right = 0; right < cell.colSpan; right += 1) cells[y + down][x + right] = { cell, first: !down && !right };
        }
      }
    });
    return cells;
  };

  const asCsv = (table) =>
    matrix([...table.rows])
      .map((row) => Array.from(row, (place) => (place?.first ? place.cell.textContent.trim() : "")))
      .map((row) => row.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(","))
      .join("\r\n");

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = document.body.appendChild(element("textarea", {}, text));
    area.select();
    document.execCommand("copy");
    area.remove();
    return undefined;
  };

  const addCopying = (figure, table) => {
    const button = element("button", { class: "copy", type: "button" }, words.copy);
    button.addEventListener("click", async () => {
      await copy(asCsv(table));
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 1600);
    });
    figure.append(button);
  };

  const number = (text) => Number.parseFloat(text.replace(/[,，\s]/g, "").replace(/^[^\d.+-]+/, ""));

  const compare = (one, other) => {
    const [a, b] = [number(one), number(other)];
    if (Number.isNaN(a) && Number.isNaN(b)) return one.localeCompare(other, root.lang);
    return Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b;
  };

  const sortBy = (table, head, column, printed) => {
    const next = { none: "ascending", ascending: "descending", descending: "none" };
    const order = next[head.getAttribute("aria-sort") || "none"];
    for (const other of all("th[aria-sort]", table)) other.removeAttribute("aria-sort");
    const text = (row) => row.cells[column].textContent.trim();
    const sign = order === "descending" ? -1 : 1;
    const rows = order === "none" ? printed : [...printed].sort((a, b) => sign * compare(text(a), text(b)));
    if (order !== "none") head.setAttribute("aria-sort", order);
    table.tBodies[0].append(...rows);
  };

  const addSorting = (table) => {
    const rows = [...(table.tBodies[0]?.rows || [])];
    const spanning = rows.some((row) => [...row.cells].some((cell) => cell.colSpan > 1 || cell.rowSpan > 1));
    if (!table.tHead || rows.length < 4 || spanning || !one("td.number", table)) return;
    matrix([...table.tHead.rows]).at(-1).forEach(({ cell }, column) => {
      if (cell.colSpan > 1 || !cell.textContent.trim()) return;
      const button = element("button", { class: "sort", type: "button", title: words.sort }, ...cell.childNodes);
      button.addEventListener("click", () => sortBy(table, cell, column, rows));
      cell.append(button);
    });
  };

  // The list of printed pages leads on to the page that was asked for.

  const goToPage = (folios) => {
    const wanted = new URLSearchParams(location.search).get("page")?.trim();
    if (!wanted) return;
    const link = all("a", folios).find((folio) => folio.textContent === wanted);
    if (link) location.replace(link.href);
    else one(".no-such-page").hidden = false;
  };

  const filterShelf = (form) => {
    const works = all(".shelf > li");
    const show = () => {
      for (const work of works) {
        work.hidden = all("select", form).some(({ name, value }) => value && work.dataset[name] !== value);
      }
      const count = works.filter((work) => !work.hidden).length;
      one("output", form).textContent = words.works.replace("{}", count);
    };
    form.addEventListener("change", show);
    show(); // the browser may have kept a choice
  };

  // The keyboard. Nothing happens while the reader writes, or with a key held down that makes it a command.

  const step = (by) => {
    const heads = all(".sheet :is(h1, h2, h3, h4, h5, h6)");
    const top = Number.parseFloat(getComputedStyle(root).scrollPaddingTop);
    const places = heads.map((head) => Math.round(head.getBoundingClientRect().top - top));
    const next = by > 0 ? places.find((place) => place > 4) : places.findLast((place) => place < -4);
    if (next !== undefined) scrollBy({ top: next });
  };

  const keys = {
    "/": () => one(".search input").focus(),
    "?": () => one(".settings").showPopover(),
    j: () => step(1),
    k: () => step(-1),
    ArrowLeft: () => one("a[rel=prev]")?.click(),
    ArrowRight: () => one("a[rel=next]")?.click(),
  };

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const held = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
    const busy = target.closest?.("input, select, textarea, button, [popover], [contenteditable]");
    const scrolls = key.startsWith("Arrow") && target.closest?.(".scroll, pre");
    if (held || busy || scrolls || root.dataset.keys === "off" || !Object.hasOwn(keys, key)) return;
    event.preventDefault();
    keys[key]();
  });

  const at = (selector, run) => all(selector).forEach(run);
  at(".settings", openSettings);
  at(".outline", openOutline);
  at(".here", followHeadings);
  at(".folios", goToPage);
  at(".filter", filterShelf);
  at(".sheet", (sheet) => {
    explainLost(sheet);
    openNotes(sheet);
    at(".sheet figure.table", (figure) => {
      const table = one("table", figure);
      addCopying(figure, table);
      addSorting(table);
    });
    addPermalinks(sheet);
  });
}
