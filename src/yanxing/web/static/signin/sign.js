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

  function code(form) {
    var typed = form.querySelector("input[name=code]");
    return typed ? typed.value.replace(/[^0-9]/g, "") : form.getAttribute("data-token");
  }

  // No network: the code is kept where this phone has a key; else it is said what to do.
  function unsent(form) {
    var token = code(form), place = form.querySelector("[data-unsent]");
    var kept = token && window.yanxingKeep && window.yanxingKeep(token);
    var words = kept ? "网络不通。签到码已保存在本机，连上后自动补传，时间按这个码算。请不要清除浏览器数据。"
      : "网络不通，还没有签到。请再试一次，或到门口签到台签到。";
    if (place) { place.textContent = words; place.hidden = false; }
    say(words);
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
      if (form.hasAttribute("data-typed") && xhr.status !== 200) { wrong(form, xhr.responseText); return; }
      show(xhr.responseText);
    };
    xhr.onerror = failed;
    xhr.ontimeout = failed;
    function failed() {
      if (tries > 0) { window.setTimeout(function () { send(form, tries - 1); }, 1500); return; }
      form.removeAttribute("data-busy");
      if (button) { button.disabled = false; button.textContent = "再试一次"; }
      unsent(form);
    }
    xhr.send(body(form));
  }

  // A wrong number stays in its box, with what is wrong beside it.
  function wrong(form, html) {
    var place = form.querySelector("[data-unsent]"), button = form.querySelector("button");
    var found = new DOMParser().parseFromString(html, "text/html").querySelector("[data-announce]");
    form.removeAttribute("data-busy");
    if (button) { button.disabled = false; button.textContent = "签到"; }
    if (place && found) { place.textContent = found.getAttribute("data-announce"); place.hidden = false; say(place.textContent); }
    var box = form.querySelector("input[name=code]");
    if (box) { box.focus(); box.select(); }
  }

  window.addEventListener("submit", function (event) {
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
