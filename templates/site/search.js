/* Search in the index that publisher/render/site/search.py writes: on the search page, and the marks of
   a query's hits in the page that it led to. No requests but for the index files, as scripts. */
"use strict";

(() => {
  const ROOT = document.documentElement.dataset.root;
  const PAGES_SHOWN = 10; // more at a press of a button
  const PASSAGES_SHOWN = 2; // of a page
  const MOST_FILES = 8; // of the index, for one word of a query that is part of many words
  const SHORTEST_BEGINNING = 2; // letters, of a word that is searched for by its beginning
  const SHORTEST_ENDING = 3; // the same by its ending or middle; the index has no shorter ones
  const PARTIAL = 0.3; // weight of a word that only holds what was asked for
  const BEFORE = 36; // characters shown before a hit
  const SHOWN = 150; // characters shown of a passage
  const LEFT_OUT = "nav, script, style, template, rt, rp, annotation, [role=doc-noteref], [role=doc-backlink], [data-search-not]";

  // ---- Files of the index

  const files = new Map();
  window.publisherSearch = (name, data) => files.get(name).arrived(data);

  const load = (name) => {
    if (!files.has(name)) {
      const file = {};
      file.data = new Promise((arrived, failed) => {
        file.arrived = arrived;
        const script = document.createElement("script");
        script.src = `${ROOT}search/${name}.js`;
        script.onerror = () => failed(new Error(name));
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).data;
  };

  const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((digit, value) => [digit, value]));

  const numbers = (text) => {
    const values = [];
    for (let i = 0, value = 0, scale = 1; i < text.length; i++) {
      const digit = DIGITS.get(text[i]);
      value += (digit % 32) * scale;
      scale *= 32;
      if (digit < 32) {
        values.push(value);
        value = 0;
        scale = 1;
      }
    }
    return values;
  };

  const sums = (values) => {
    let sum = 0;
    return values.map((value) => (sum += value));
  };

  /** How many of the ascending values are not above one. */
  const rank = (values, value) => {
    let low = 0;
    for (let high = values.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  // ---- Texts and queries as words and ideographs, in the same way as atoms.py

  let runs, ideograph;

  const fold = (run) => run.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").match(runs) || [];

  /** The atoms of one line, with where they stand in it. */
  const atoms = (line) =>
    [...line.matchAll(runs)].flatMap(({ 0: run, index }) =>
      fold(run).map((text) => ({ text, start: index, end: index + run.length, exact: text.length === run.length })));

  /** The terms of a query: each a run of atoms that must follow each other. */
  const parse = (query) =>
    [...query.matchAll(/["“”]([^"“”]+)["“”]?|[^\s"“”]+/g)]
      .map(([all, quoted]) => atoms(quoted || all).map((atom) => atom.text))
      .filter((term) => term.length);

  /** Whether an atom of a text is what stands at a place in a term; gives the offset there, else -1. */
  const offsetIn = (text, term, i) => {
    const wanted = term[i];
    if (text === wanted) return 0;
    if (ideograph.test(wanted)) return -1;
    const first = i === 0;
    const last = i === term.length - 1;
    if (last && wanted.length >= SHORTEST_BEGINNING && text.startsWith(wanted)) return 0;
    if (!first || wanted.length < SHORTEST_ENDING) return -1;
    if (last) return text.indexOf(wanted);
    return text.endsWith(wanted) ? text.length - wanted.length : -1;
  };

  /** Where terms stand in a text, as [start, end] in order, without those inside others. */
  const matches = (text, terms) => {
    const found = [];
    for (const { 0: line, index } of text.matchAll(/[^\n\t]+/g)) {
      const list = atoms(line);
      for (const term of terms) {
        for (let i = 0; i + term.length <= list.length; i++) {
          const offsets = term.map((_, j) => offsetIn(list[i + j].text, term, j));
          if (offsets.includes(-1)) continue;
          const first = list[i];
          const last = list[i + term.length - 1];
          const start = first.exact ? first.start + offsets[0] : first.start;
          const end = last.exact ? last.start + offsets.at(-1) + term.at(-1).length : last.end;
          found.push([index + start, index + end]);
        }
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    let reached = -1;
    return found.filter(([start, end]) => start >= reached && ((reached = end), true));
  };

  // ---- The index

  let head;

  const open = async () => {
    if (head) return;
    const data = await load("head");
    const passageEnds = sums(numbers(data.lengths));
    head = {
      keys: data.words,
      passageEnds,
      headings: numbers(data.headings),
      pageEnds: sums(numbers(data.pages)),
      textEnds: sums(numbers(data.texts)),
      start: (passage) => (passage ? passageEnds[passage - 1] : 0),
    };
    runs = new RegExp(`[${data.ideographs}]|(?:(?![${data.ideographs}])[\\p{L}\\p{N}])+`, "gu");
    ideograph = new RegExp(`^[${data.ideographs}]$`, "u");
  };

  const wordFiles = new Map();

  /** The keys of a file of words, each with its positions or beginnings. */
  const words = (number) => {
    if (!wordFiles.has(number)) {
      wordFiles.set(number, load(`words-${number}`).then((text) => {
        let before = [];
        return text.split("|").map((entry) => {
          const end = entry.indexOf(" ");
          before = [...before.slice(0, DIGITS.get(entry[0])), ...entry.slice(1, end)];
          return [before.join(""), entry.slice(end + 1)];
        });
      }));
    }
    return wordFiles.get(number);
  };

  const fileOf = (key) => Math.max(0, rank(head.keys, key) - 1);

  /** The entries whose keys begin with a prefix, as far as a few files hold them. */
  const beginning = async (prefix) => {
    const first = fileOf(prefix);
    const last = Math.min(fileOf(prefix + "\uffff"), first + MOST_FILES - 1);
    const loaded = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => words(first + i)));
    return loaded.flat().filter(([key]) => key.startsWith(prefix));
  };

  const placesOf = async (key) => {
    const entry = (await words(fileOf(key))).find(([other]) => other === key);
    return entry ? sums(numbers(entry[1])) : [];
  };

  const union = (lists) => {
    if (lists.length === 1) return lists[0];
    return lists.flat().sort((a, b) => a - b);
  };

  /** The words that end with a word, or hold it, besides itself. */
  const longerWords = async (word, within) => {
    if (word.length < SHORTEST_ENDING) return [];
    const entries = within ? await beginning(`*${word}`) : (await beginning(`*${word}`)).filter(([key]) => key === `*${word}`);
    const words = entries.flatMap(([key, starts]) => starts.split(" ").map((start) => start + key.slice(1)));
    const allowed = new Set();
    return words.filter((longer) => {
      const file = fileOf(longer);
      return allowed.has(file) || (allowed.size < MOST_FILES && allowed.add(file));
    });
  };

  /** Where the atom at a place in a term stands: everywhere, and as the whole of a word. */
  const placesOfAtom = async (term, i) => {
    const atom = term[i];
    if (ideograph.test(atom)) {
      const next = term[i + 1];
      const everywhere = next && ideograph.test(next)
        ? await placesOf(atom + next)
        : union((await beginning(atom)).map(([, places]) => sums(numbers(places))));
      return { everywhere, whole: everywhere };
    }
    const whole = await placesOf(atom);
    const lists = [whole];
    if (i === term.length - 1 && atom.length >= SHORTEST_BEGINNING) {
      lists.push(...(await beginning(atom)).filter(([key]) => key !== atom).map(([, places]) => sums(numbers(places))));
    }
    if (i === 0) {
      lists.push(...(await Promise.all((await longerWords(atom, term.length === 1)).map(placesOf))));
    }
    return { everywhere: term.length === 1 ? [...new Set(union(lists))] : union(lists), whole };
  };

  /** Where a term stands: the positions of its first atom. */
  const find = async (term) => {
    const pair = (i) => ideograph.test(term[i] || "") && ideograph.test(term[i + 1] || "");
    const needed = []; // as few as hold all atoms: of a run of ideographs every other pair, and the last
    for (let i = 0; i < term.length; i += pair(i) ? 2 : 1) needed.push(!pair(i) && pair(i - 1) ? i - 1 : i);
    const pieces = await Promise.all(needed.map((i) => placesOfAtom(term, i)));
    if (term.length === 1) return pieces[0];
    const order = pieces.map((piece, n) => ({ at: needed[n], places: piece.everywhere })).sort((a, b) => a.places.length - b.places.length);
    let everywhere = order[0].places.map((place) => place - order[0].at);
    for (const { at, places } of order.slice(1)) {
      everywhere = everywhere.filter((place) => places[rank(places, place + at) - 1] === place + at);
    }
    return { everywhere, whole: everywhere };
  };

  /** The hits of a term by page: weight, whether in headings, and by passage. */
  const byPage = ({ everywhere, whole }, length) => {
    const pages = new Map();
    const exact = whole === everywhere ? null : new Set(whole);
    for (const place of everywhere) {
      const passage = rank(head.passageEnds, place);
      const number = rank(head.pageEnds, passage);
      if (!pages.has(number)) pages.set(number, { weight: 0, heading: 0, count: 0, passages: new Map() });
      const page = pages.get(number);
      const weight = !exact || exact.has(place) ? 1 : PARTIAL;
      page.count += 1;
      page.weight += weight;
      const inHeading = place - head.start(passage) < head.headings[passage];
      if (inHeading) {
        const opens = passage === (number ? head.pageEnds[number - 1] : 0);
        page.heading = Math.max(page.heading, weight * (1 + 2 * (length / head.headings[passage])) * (opens ? 2 : 1));
      }
      page.passages.set(passage, (page.passages.get(passage) || 0) + weight + (inHeading ? 1 : 0));
    }
    return pages;
  };

  const pageLength = (page) => {
    const last = head.pageEnds[page] - 1;
    const first = page ? head.pageEnds[page - 1] : 0;
    return head.passageEnds[last] - head.start(first);
  };

  /** Okapi BM25 of a term's hits in a page, and more where they stand in headings. */
  const score = (hits, page, pagesWithTerm) => {
    const [k, b] = [1.2, 0.6];
    const all = head.pageEnds.length;
    const average = head.passageEnds.at(-1) / all;
    const rarity = Math.log(1 + (all - pagesWithTerm + 0.5) / (pagesWithTerm + 0.5));
    const long = k * (1 - b + (b * pageLength(page)) / average);
    return rarity * ((hits.weight * (k + 1)) / (hits.weight + long) + hits.heading);
  };

  /** The pages with all terms of a query, best first. */
  const search = async (terms) => {
    const groups = await Promise.all(terms.map(async (term) => byPage(await find(term), term.length)));
    const phrase = terms.length > 1 ? byPage(await find(terms.flat()), terms.flat().length) : new Map();
    const results = [];
    for (const page of groups[0].keys()) {
      const hits = groups.map((group) => group.get(page));
      if (hits.some((one) => !one)) continue;
      let total = 0;
      hits.forEach((one, n) => (total += score(one, page, groups[n].size)));
      if (phrase.has(page)) {
        hits.push(phrase.get(page));
        total += 2 * score(phrase.get(page), page, phrase.size);
      }
      const passages = new Map();
      for (const one of hits) {
        for (const [passage, weight] of one.passages) {
          const [terms, sum] = passages.get(passage) || [0, 0];
          passages.set(passage, [terms + 1, sum + weight]);
        }
      }
      const count = hits.slice(0, terms.length).reduce((sum, one) => sum + one.count, 0);
      results.push({ page, total, count, passages });
    }
    return results.sort((a, b) => b.total - a.total || a.page - b.page);
  };

  const readPassage = async (passage) => {
    const file = rank(head.textEnds, passage);
    let at = passage - (file ? head.textEnds[file - 1] : 0);
    for (const [page, above, title, passages] of await load(`texts-${file}`)) {
      if (at < passages.length) {
        const [place, path, text] = passages[at];
        return { page, address: place ? `${page}#${place}` : page, above, title, path, text };
      }
      at -= passages.length;
    }
    throw new Error(`no passage ${passage}`);
  };

  // ---- The search page

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  };

  /** Part of a text, with all hits in it marked. */
  const marked = (text, found, start = 0, end = text.length) => {
    const parts = [];
    let reached = start;
    for (const [from, to] of found) {
      if (to > end) break;
      parts.push(text.slice(reached, from), element("mark", "", text.slice(from, to)));
      reached = to;
    }
    return [...parts, text.slice(reached, end)];
  };

  /** The part of a text around its first hit. */
  const excerpt = (text, terms) => {
    const found = matches(text, terms);
    const start = found.length && found[0][0] > SHOWN / 2 ? found[0][0] - BEFORE : 0;
    const end = Math.min(text.length, start + SHOWN);
    return element("p", "excerpt", start ? "… " : "", ...marked(text, found, start, end), end < text.length ? " …" : "");
  };

  const link = (address, query, terms, text) => {
    const [page, fragment] = address.split("#");
    const made = element("a", "", ...marked(text, matches(text, terms)));
    made.href = `${ROOT}${page}?q=${encodeURIComponent(query)}${fragment ? `#${fragment}` : ""}`;
    return made;
  };

  const showPage = async ({ passages }, query, terms) => {
    const best = [...passages].sort(([a, [ta, wa]], [b, [tb, wb]]) => tb - ta || wb - wa || a - b);
    const chosen = best.slice(0, PASSAGES_SHOWN).map(([passage]) => passage).sort((a, b) => a - b);
    const shown = await Promise.all(chosen.map(readPassage));
    const { page, above, title } = shown[0];
    const item = element("li", "");
    item.append(element("h2", "", link(page, query, terms, title)));
    if (above) item.append(element("p", "above", above));
    for (const { address, path, text } of shown) {
      const place = path.join(" › ");
      const passage = element("div", "passage");
      const heading = (path.at(-1) || title) + "\n";
      if (place) passage.append(element("h3", "", link(address, query, terms, place)));
      passage.append(excerpt(text.startsWith(heading) ? text.slice(heading.length) : text, terms));
      item.append(passage);
    }
    return item;
  };

  const searchPage = (form, output) => {
    const input = form.elements.q;
    const status = output.querySelector("[role=status]");
    const list = output.querySelector("ol");
    const more = output.querySelector("button");
    const words = output.dataset;
    let asked = 0;

    const say = (text) => (status.textContent = text);

    const ask = async () => {
      const query = input.value.trim();
      const turn = ++asked;
      try {
        history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : "?");
      } catch { /* a page opened from a folder keeps its address */ }
      await open();
      const terms = parse(query);
      const results = terms.length ? await search(terms) : [];
      if (turn !== asked) return;
      const hits = results.reduce((sum, result) => sum + result.count, 0);
      if (!terms.length) say(words.advice);
      else say(results.length ? words.found.replace("{hits}", hits).replace("{pages}", results.length) : words.nothing);
      const show = async (from) => {
        const items = await Promise.all(results.slice(from, from + PAGES_SHOWN).map((result) => showPage(result, query, terms)));
        if (turn !== asked) return;
        if (from) list.append(...items);
        else list.replaceChildren(...items);
        list.start = 1;
        more.hidden = results.length <= from + PAGES_SHOWN;
        more.onclick = () => show(from + PAGES_SHOWN);
        output.dataset.answered = query;
      };
      await show(0);
    };

    const start = () => ask().catch(() => say(words.failed));
    let pause;
    input.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(start, 120);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      start();
    });
    output.hidden = false;
    start();
  };

  // ---- The page that a hit leads to

  /** The text of an element's lines, with the text nodes that it comes from. */
  const textOf = (container) => {
    const nodes = [];
    let text = "";
    const read = (parent) => {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) {
          nodes.push({ node, start: text.length });
          text += node.data.replaceAll(/[\n\t]/g, " ");
        } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(LEFT_OUT)) {
          const line = node.localName !== "br" && !getComputedStyle(node).display.startsWith("inline");
          if (line) text += "\n";
          read(node);
          if (line) text += "\n";
          else if (node.localName === "br") text += " ";
        }
      }
    };
    read(container);
    return { text, nodes };
  };

  const markIn = (container, terms) => {
    const { text, nodes } = textOf(container);
    const marks = [];
    const starts = nodes.map(({ start }) => start);
    for (const [from, to] of matches(text, terms).reverse()) {
      for (let i = rank(starts, to - 1) - 1; i >= 0; i--) {
        const { node, start } = nodes[i];
        const [first, last] = [Math.max(from - start, 0), Math.min(to - start, node.length)];
        if (first < last) {
          const hit = node.splitText(first);
          hit.splitText(last - first);
          const mark = element("mark", "hit");
          hit.replaceWith(mark);
          mark.append(hit);
          marks.unshift(mark);
        }
        if (start <= from) break;
      }
    }
    return marks;
  };

  const showHits = async (query) => {
    await open();
    const terms = parse(query);
    if (!terms.length) return;
    const marks = [...document.querySelectorAll("[data-search]")].flatMap((part) => markIn(part, terms));
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const near = target && marks.find((mark) => target.compareDocumentPosition(mark) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY));
    (near || marks[0])?.scrollIntoView({ block: "center" });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") marks.splice(0).forEach((mark) => mark.replaceWith(...mark.childNodes));
    });
  };

  const query = new URLSearchParams(location.search).get("q") || "";
  const form = document.querySelector("form.search");
  if (form) form.elements.q.value = query;
  const output = document.getElementById("results");
  if (output) searchPage(form, output);
  else if (query) showHits(query).catch(() => {});
})();
