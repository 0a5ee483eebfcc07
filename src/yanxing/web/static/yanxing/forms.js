// Forms: sent once, counted while typing, numbers by − and +.
(function () {
  "use strict";

  // A second press sends nothing; coming back to the page frees the buttons.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method.toLowerCase() === "get") { return; }
    if (form.getAttribute("data-sent") === "yes") { event.preventDefault(); event.stopPropagation(); return; }
    form.setAttribute("data-sent", "yes");
    // After this turn, so that the pressed button's name still travels with the form.
    window.setTimeout(function () { lock(form, true); }, 0);
  }, true);

  function lock(form, on) {
    if (!on) { form.removeAttribute("data-sent"); }
    form.querySelectorAll("button[type=submit], button:not([type])").forEach(function (button) {
      if (on && !button.disabled) { button.disabled = true; button.setAttribute("data-locked", ""); }
      if (!on && button.hasAttribute("data-locked")) { button.disabled = false; button.removeAttribute("data-locked"); }
    });
  }
  function free() {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { lock(form, false); });
  }
  window.addEventListener("pageshow", free);
  document.addEventListener("htmx:afterRequest", free);
  // An answer that is a download leaves the page where it is.
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-download")) { window.setTimeout(free, 3000); }
  });

  function count(field, place) {
    var most = Number(place.getAttribute("data-most"));
    var now = Array.from(field.value.replace(/\s/g, "")).length;
    place.textContent = window.yanxing.word(now > most ? "too_long" : "length", { now: now, most: most, over: now - most });
    place.classList.toggle("yx-bad", now > most);
  }

  function step(box, by) {
    var input = box.querySelector("input");
    var size = Number(input.step) || 1;
    var value = (Number(input.value) || 0) + by * size;
    if (input.min !== "" && value < Number(input.min)) { value = Number(input.min); }
    if (input.max !== "" && value > Number(input.max)) { value = Number(input.max); }
    var places = (String(size).split(".")[1] || "").length;
    input.value = value.toFixed(places);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    ends(box);
  }
  function ends(box) {
    var input = box.querySelector("input");
    box.querySelectorAll("[data-by]").forEach(function (button) {
      var down = Number(button.getAttribute("data-by")) < 0;
      var limit = down ? input.min : input.max;
      var at = limit !== "" && input.value !== "" && Number(input.value) === Number(limit);
      button.setAttribute("aria-disabled", at ? "true" : "false");
    });
  }

  function prepare(within) {
    within.querySelectorAll("[data-counts]").forEach(function (place) {
      var field = document.getElementById(place.getAttribute("data-counts"));
      if (field) { count(field, place); }
    });
    within.querySelectorAll("[data-numberbox]").forEach(ends);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-by]");
    if (button) { step(button.closest("[data-numberbox]"), Number(button.getAttribute("data-by"))); }
  });
  document.addEventListener("input", function (event) {
    var place = event.target.id && document.querySelector('[data-counts="' + event.target.id + '"]');
    if (place) { count(event.target, place); }
    var box = event.target.closest && event.target.closest("[data-numberbox]");
    if (box) { ends(box); }
  });
  document.addEventListener("DOMContentLoaded", function () { prepare(document); });
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.detail.target && event.detail.target.querySelectorAll) { prepare(event.detail.target); }
  });
})();
