// The sheet: opens when something is loaded into it, gives the focus back when it closes.
(function () {
  "use strict";
  var opener = null;

  function parts() {
    return { sheet: document.getElementById("sheet"), veil: document.querySelector(".yx-veil") };
  }
  function phone() {
    return window.matchMedia && window.matchMedia("(max-width: 61.99em)").matches;
  }

  function mark(link, open) {
    if (link && link.matches("[data-sheet]")) { link.setAttribute("aria-expanded", open ? "true" : "false"); }
    var row = link && link.closest("tr");
    if (row) { row.classList.toggle("yx-chosen", open); }
  }

  function open() {
    var found = parts();
    if (!found.sheet) { return; }
    found.sheet.hidden = false;
    if (found.veil) { found.veil.hidden = !phone(); }
    document.documentElement.classList.add("yx-sheet-open");
    if (phone()) { found.sheet.setAttribute("role", "dialog"); found.sheet.setAttribute("aria-modal", "true"); }
    var title = document.getElementById("sheet-title");
    (title || found.sheet).focus();
    found.sheet.scrollTop = 0;
  }

  function close() {
    var found = parts();
    if (!found.sheet || found.sheet.hidden) { return; }
    found.sheet.hidden = true;
    found.sheet.removeAttribute("role");
    found.sheet.removeAttribute("aria-modal");
    if (found.veil) { found.veil.hidden = true; }
    document.documentElement.classList.remove("yx-sheet-open");
    mark(opener, false);
    if (opener && document.contains(opener)) { opener.focus(); }
    opener = null;
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var link = event.detail.elt;
    if (link && link.hasAttribute("data-sheet")) { mark(opener, false); opener = link; }
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target && event.detail.target.id === "sheet-body") { mark(opener, true); open(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-sheet-close]")) { close(); }
  });

  document.addEventListener("keydown", function (event) {
    var sheet = parts().sheet;
    if (!sheet || sheet.hidden) { return; }
    if (event.key === "Escape") { close(); }
    if (event.key !== "Tab" || !phone()) { return; }
    var stops = sheet.querySelectorAll("a[href], button:not([disabled]), input, select, textarea");
    if (!stops.length) { return; }
    var first = stops[0];
    var last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
    if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
  });
})();
