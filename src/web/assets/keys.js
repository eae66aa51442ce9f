// Keys for those who read many flags: everything they do can also be done with the pointer, and all of it without this file.
(() => {
  "use strict";
  const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter((r) => r.offsetParent !== null);
  let at = -1;

  const go = (to) => {
    const all = rows();
    if (!all.length) return;
    if (at >= 0 && all[at]) all[at].classList.remove("at");
    at = Math.max(0, Math.min(all.length - 1, to));
    all[at].classList.add("at");
    all[at].scrollIntoView({ block: "nearest" });
  };
  const current = () => rows()[at] || document.querySelector("[data-one]");
  const within = (selector) => {
    const here = current();
    return here ? here.querySelector(selector) : null;
  };
  const isTyping = (e) => {
    const t = e.target;
    return t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName);
  };
  const showKeys = () => {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
  };
  const unfold = (details) => {
    if (!details) return;
    details.open = true;
    const first = details.querySelector("select, textarea, input:not([type=hidden]), button");
    if (first) first.focus();
  };

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape" && isTyping(e)) { e.target.blur(); return; }
    if (isTyping(e) || document.querySelector("dialog[open]")) return;
    switch (e.key) {
      case "j": go(at + 1); break;
      case "k": go(at < 0 ? 0 : at - 1); break;
      case "Enter": {
        if (e.target.closest("a, button, summary")) return;
        const link = within("[data-open]");
        if (link) link.click();
        break;
      }
      case "a": { const b = within("[data-accept]"); if (b) b.click(); break; }
      case "r": unfold(within("[data-reject]")); break;
      case "e": {
        const d = within("[data-evidence]");
        if (d && d.tagName === "DETAILS") d.open = !d.open; else if (d) d.click();
        break;
      }
      case "/": {
        const q = document.querySelector("input[type=search]");
        if (q) { q.focus(); q.select(); } else { window.location.assign("/search"); }
        break;
      }
      case "?": showKeys(); break;
      default: return;
    }
    e.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const b of document.querySelectorAll("[data-keys]")) {
      b.hidden = false;
      b.addEventListener("click", showKeys);
    }
    for (const s of document.querySelectorAll("select[data-go]")) {
      s.addEventListener("change", () => s.form.requestSubmit());
    }
    for (const b of document.querySelectorAll("[data-print]")) {
      b.hidden = false;
      b.addEventListener("click", () => window.print());
    }
  });
})();
