// The screen in the hall: full screen, and what it says while the network is away.
(function () {
  "use strict";
  var lastAnswer = null;

  function hall() { return document.querySelector("[data-hall]"); }
  function clockWords() {
    var clock = document.querySelector("[data-hall] [data-clock]");
    return clock ? clock.textContent : "";
  }
  function stale(on) {
    var place = document.querySelector("[data-offline]");
    var box = hall();
    if (!place || !box) { return; }
    if (on && place.hidden) {
      var since = place.querySelector("[data-offline-since]");
      if (since) { since.textContent = lastAnswer || clockWords(); }
    }
    place.hidden = !on;
    box.classList.toggle("yx-hall-stale", on);
  }
  document.addEventListener("DOMContentLoaded", function () { lastAnswer = clockWords(); });
  document.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.target !== hall()) { return; }
    stale(false);
    window.setTimeout(function () { lastAnswer = clockWords(); }, 0);
  });
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (!event.target.closest || !event.target.closest("[data-hall]")) { return; }
      event.stopImmediatePropagation();
      stale(true);
    }, true);
  });
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("[data-full]")) { return; }
    var root = document.documentElement;
    var ask = root.requestFullscreen || root.webkitRequestFullscreen;
    if (ask && !document.fullscreenElement) { ask.call(root); }
  });
})();
