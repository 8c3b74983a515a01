// Before anything is drawn: set what the reader chose, so that nothing moves or flashes later.
"use strict";
{
  const root = document.documentElement;
  root.dataset.scripted = "";
  try {
    const chosen = JSON.parse(localStorage.getItem("publisher-reading")) || {};
    for (const [name, value] of Object.entries(chosen)) root.dataset[name] = value;
  } catch {
    // nothing kept, or nothing may be kept
  }
}
