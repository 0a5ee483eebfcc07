// Signing in from a phone: sends at once, says what happened, and sends again while the network is away.
(function () {
  "use strict";

  function place() { return document.getElementById("answer"); }
  function say(words) { if (window.yanxing && words) { window.yanxing.say(words); } }

  function show(html) {
    var into = place();
    if (!into) { return; }
    into.innerHTML = html;
    var told = into.querySelector("[data-announce]");
    if (told) { say(told.getAttribute("data-announce")); }
  }

  function body(form) {
    var parts = [];
    form.querySelectorAll("input[name]").forEach(function (input) {
      parts.push(encodeURIComponent(input.name) + "=" + encodeURIComponent(input.value));
    });
    return parts.join("&");
  }

  function send(form, tries) {
    var button = form.querySelector("button");
    var xhr = new XMLHttpRequest();
    form.setAttribute("data-busy", "");
    if (button) { button.disabled = true; button.textContent = "正在签到"; }
    xhr.open("POST", form.getAttribute("action"));
    xhr.timeout = 10000;
    xhr.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    xhr.setRequestHeader("HX-Request", "true");
    xhr.onload = function () {
      if (xhr.status >= 500) { failed(); return; }
      show(xhr.responseText);
    };
    xhr.onerror = failed;
    xhr.ontimeout = failed;
    function failed() {
      if (tries > 0) { window.setTimeout(function () { send(form, tries - 1); }, 1500); return; }
      form.removeAttribute("data-busy");
      if (button) { button.disabled = false; button.textContent = "再试一次"; }
      form.dispatchEvent(new CustomEvent("yanxing:unsent", { bubbles: true }));
    }
    xhr.send(body(form));
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-sign")) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!form.hasAttribute("data-busy")) { send(form, 2); }
  }, true);
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-at-once]");
    if (form) { send(form, 2); }
  });
})();
