// Works without this: a sheet opens by its address, a rule by its link. With it the rule stands inside the sheet.
(function () {
  "use strict";
  var opener = null;
  var narrow = window.matchMedia("(max-width: 1099px)");
  var contents = document.querySelector(".rail details");
  if (contents && narrow.matches) contents.removeAttribute("open");

  function fill(sheet) {
    if (sheet.getAttribute("data-filled")) return;
    sheet.setAttribute("data-filled", "1");
    var links = sheet.querySelectorAll(".more");
    var seen = {};
    for (var i = 0; i < links.length; i++) {
      var rule = document.getElementById(links[i].getAttribute("href").slice(1));
      if (!rule) continue;
      var copy = document.createElement("div");
      copy.className = "rule";
      copy.innerHTML = rule.innerHTML;
      copy.removeChild(copy.firstElementChild);
      links[i].parentNode.replaceChild(copy, links[i]);
      Array.prototype.forEach.call(copy.querySelectorAll(".from"), function (from) {
        sayOnce(from, seen);
      });
    }
  }

  // A clause or reading behind several steps is printed at the first of them.
  function sayOnce(from, seen) {
    var body = from.nextElementSibling;
    if (!body) return;
    if (seen[body.textContent]) {
      body.parentNode.removeChild(body);
      from.textContent += document.documentElement.lang === "en" ? " (see above)" : "，见上";
    } else seen[body.textContent] = true;
  }

  function show() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) {
      if (opener) opener.focus({ preventScroll: true });
      opener = null;
      return;
    }
    if (target.classList.contains("sheet")) {
      fill(target);
      target.focus({ preventScroll: true });
    }
    for (var up = target; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    if (link && !link.classList.contains("close")) opener = link;
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && document.querySelector(".sheet:target")) location.hash = "#_";
  });
  window.addEventListener("hashchange", show);
  show();
})();
