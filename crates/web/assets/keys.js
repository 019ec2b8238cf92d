// Keys for people who read a lot: / search, j and k through the rows, ? help. Everything works without this file.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const rows = Array.from(document.querySelectorAll("[data-row]"));
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "/") {
    document.getElementById("q").focus();
  } else if ((event.key === "j" || event.key === "k") && rows.length > 0) {
    const to = event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
    const link = rows[to].querySelector("a");
    if (link) link.focus();
    rows[to].scrollIntoView({ block: "nearest" });
  } else if (event.key === "?") {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    keys.scrollIntoView({ block: "nearest" });
  } else {
    return;
  }
  event.preventDefault();
});
