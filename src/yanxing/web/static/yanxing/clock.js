// <time data-until="seconds left"> counts down; <time data-clock="seconds since midnight"> goes on.
// Both start from what the server said, never from the clock of the device.
(function () {
  "use strict";
  var started = now();
  function now() { return window.performance && performance.now ? performance.now() : new Date().getTime(); }
  function two(number) { return ("0" + number).slice(-2); }

  function show(place, passed) {
    if (place.hasAttribute("data-until")) {
      var left = Math.max(0, Math.round(Number(place.getAttribute("data-until")) - passed));
      var hours = Math.floor(left / 3600);
      var rest = two(Math.floor(left % 3600 / 60)) + ":" + two(left % 60);
      place.textContent = hours ? hours + ":" + rest : rest;
      if (left === 0 && !place.hasAttribute("data-over")) {
        place.setAttribute("data-over", "");
        place.dispatchEvent(new Event("yanxing:over", { bubbles: true }));
      }
    } else {
      var seconds = Math.floor(Number(place.getAttribute("data-clock")) + passed) % 86400;
      place.textContent = two(Math.floor(seconds / 3600)) + ":" + two(Math.floor(seconds % 3600 / 60));
    }
  }
  function tick() {
    document.querySelectorAll("[data-until], [data-clock]").forEach(function (place) {
      if (place.yanxingStart === undefined) { place.yanxingStart = place.hasAttribute("data-fresh") ? now() : started; }
      show(place, (now() - place.yanxingStart) / 1000);
    });
  }
  // What a swap brought counts from its arrival.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!event.detail.target || !event.detail.target.querySelectorAll) { return; }
    event.detail.target.querySelectorAll("[data-until], [data-clock]").forEach(function (place) {
      place.setAttribute("data-fresh", "");
    });
    tick();
  });
  document.addEventListener("DOMContentLoaded", function () {
    tick();
    window.setInterval(tick, 1000);
  });
})();
