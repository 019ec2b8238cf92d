// Keys for people who read a lot, and what hovering shows. Everything can be reached without this file.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const PINS = "pins";
  const MOST = 4;
  const GO = { c: "/claims", a: "/actors", p: "/actors", d: "/documents", r: "/relays", q: "/review", h: "/health", s: "/" };

  const tell = (name) => {
    const told = $("told");
    told.textContent = told.dataset[name] || "";
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { told.textContent = ""; }, 4000);
  };

  // what is pinned stays for this tab only
  const pins = () => {
    try { return JSON.parse(sessionStorage.getItem(PINS)) || []; } catch { return []; }
  };
  const address = () => "/compare?" + pins().map((pin) => "p=" + encodeURIComponent(pin)).join("&");
  const showPins = () => {
    const all = pins();
    const link = $("pins");
    link.hidden = all.length === 0;
    link.href = address();
    $("pin-count").textContent = String(all.length);
    for (const row of document.querySelectorAll("[data-pin]")) {
      row.toggleAttribute("data-pinned", all.includes(row.dataset.pin));
    }
  };
  const pin = (row) => {
    const all = pins();
    const at = all.indexOf(row.dataset.pin);
    if (at >= 0) all.splice(at, 1);
    else { all.push(row.dataset.pin); while (all.length > MOST) all.shift(); }
    sessionStorage.setItem(PINS, JSON.stringify(all));
    showPins();
    tell(at >= 0 ? "unpinned" : "pinned");
  };

  const copy = (text) => {
    const done = () => tell("copied");
    const failed = () => tell("failed");
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, failed);
    else failed();
  };

  const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter((row) => row.querySelector("a, button") || row.tabIndex >= 0);
  const current = () => {
    const active = document.activeElement;
    return active ? active.closest("[data-row]") : null;
  };
  const aim = (row) => {
    const link = row.querySelector("a[data-open], a.claim, a.name, a, button");
    if (link) link.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const move = (step) => {
    const all = rows();
    if (all.length === 0) return;
    const at = all.indexOf(current());
    aim(all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))]);
  };
  const press = (key) => {
    const row = current();
    const button = (row && row.querySelector(`[data-key="${key}"]`)) || document.querySelector(`:not(.row) > [data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  };

  let gone = 0;
  const act = (key) => {
    if (gone && Date.now() - gone < 1500) {
      gone = 0;
      if (GO[key]) { location.href = GO[key]; return true; }
    }
    const row = current();
    switch (key) {
      case "/": $("q").focus(); $("q").select(); return true;
      case "j": move(1); return true;
      case "k": move(-1); return true;
      case "g": gone = Date.now(); return true;
      case "e": {
        const link = row && (row.querySelector("a[data-evidence]") || row.querySelector("a.place"));
        if (link) link.click();
        return Boolean(link);
      }
      case "c": if (row && row.dataset.cite) copy(row.dataset.cite); return Boolean(row && row.dataset.cite);
      case "p": if (row && row.dataset.pin) pin(row); return Boolean(row && row.dataset.pin);
      case "m": if (pins().length > 0) location.href = address(); return pins().length > 0;
      case "y": case "n": return row ? press(key) : false;
      case "1": case "2": case "3": case "4": case "5": case "6": case "7": case "8": return row ? press(key) : false;
      case "u": return press(key);
      case "?": {
        const keys = $("keys");
        keys.open = !keys.open;
        keys.querySelector("summary").focus();
        keys.scrollIntoView({ block: "nearest" });
        return true;
      }
      default: return false;
    }
  };
  // keys are named by their Latin letters; a Cyrillic layout has other letters in the same places
  const named = (event) => {
    if (event.code === "Slash" && (event.key === "." || event.key === ",")) return event.shiftKey ? "?" : "/";
    const latin = event.key.length > 1 || event.key <= "~";
    return latin || !event.code.startsWith("Key") ? event.key : event.code.slice(3).toLowerCase();
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (act(named(event))) event.preventDefault();
  });

  // the chain of a statement, where the pointer or the focus is
  let card = null;
  let leaving = 0;
  const hide = () => {
    clearTimeout(leaving);
    if (card) card.remove();
    card = null;
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  };
  const show = (element) => {
    const index = element.dataset.s;
    const way = $(`w-${index}`);
    if (!way) return;
    hide();
    for (const piece of document.querySelectorAll(`.text [data-s="${index}"]`)) piece.classList.add("lit");
    $(`s-${index}`).classList.add("lit");
    card = document.createElement("div");
    card.className = "card way";
    for (const part of way.cloneNode(true).childNodes) card.append(part.cloneNode(true));
    for (const link of card.querySelectorAll("a")) link.tabIndex = -1;
    card.setAttribute("aria-hidden", "true");
    card.addEventListener("mouseenter", () => clearTimeout(leaving));
    card.addEventListener("mouseleave", hide);
    document.body.append(card);
    const place = element.getBoundingClientRect();
    const left = Math.max(16, Math.min(place.left, innerWidth - card.offsetWidth - 16));
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${place.bottom + scrollY + 6}px`;
  };
  const text = document.querySelector(".reader .text");
  if (text) {
    text.addEventListener("mouseover", (event) => {
      const piece = event.target.closest("[data-s]");
      if (piece) show(piece);
    });
    text.addEventListener("mouseout", () => { leaving = setTimeout(hide, 250); });
    text.addEventListener("focusin", (event) => {
      const piece = event.target.closest("[data-s]");
      if (piece) show(piece);
    });
    text.addEventListener("focusout", hide);
  }
  showPins();
})();
