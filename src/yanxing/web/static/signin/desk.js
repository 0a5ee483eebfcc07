// The desk: a scanner types a code and Enter; the box is free again at once. What cannot be sent waits in a queue.
(function () {
  "use strict";
  var PLACE = "yx.desk:" + window.location.pathname, sending = false, last = { code: "", at: 0 };

  function read() {
    try { return JSON.parse(window.localStorage.getItem(PLACE)) || []; } catch (error) { return []; }
  }
  function write(list) {
    try { window.localStorage.setItem(PLACE, JSON.stringify(list)); return true; } catch (error) { return false; }
  }
  function form() { return document.querySelector("form[data-desk]"); }
  function box() { return form() && form().querySelector("input[name=code]"); }

  function show(html) {
    var place = document.getElementById("desk-answer");
    place.innerHTML = html;
    var told = place.querySelector("[data-announce]");
    if (told && window.yanxing) { window.yanxing.say(told.getAttribute("data-announce")); }
    var result = place.querySelector("[data-result]");
    if (result) { beep(result.getAttribute("data-result") === "good"); }
  }
  function waiting() {
    var list = read(), place = document.querySelector("[data-queue]");
    if (!place) { return; }
    place.hidden = list.length === 0;
    place.querySelector("[data-queue-words]").textContent =
      "网络不通，本机保存了 " + list.length + " 条，连上后按扫码的时间自动补传。请不要关掉这一页。";
  }

  function post(item, done, failed) {
    var xhr = new XMLHttpRequest(), target = form();
    var kept = Math.max(0, Math.round((new Date().getTime() - item.at) / 1000));
    xhr.open("POST", target.getAttribute("action"));
    xhr.timeout = 8000;
    xhr.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    xhr.setRequestHeader("HX-Request", "true");
    xhr.setRequestHeader("X-CSRFToken", target.querySelector("input[name=csrfmiddlewaretoken]").value);
    xhr.onload = function () { if (xhr.status === 200 || xhr.status === 422) { done(xhr.responseText); } else { failed(); } };
    xhr.onerror = xhr.ontimeout = failed;
    xhr.send("code=" + encodeURIComponent(item.code) + "&direction=" + item.direction + "&kept=" + (kept > 5 ? kept : 0));
  }
  function send() {
    var list = read();
    if (!list.length || sending) { waiting(); return; }
    sending = true;
    post(list[0], function (html) {
      sending = false;
      write(read().slice(1));
      show(html);
      waiting();
      send();
    }, function () { sending = false; waiting(); });
  }

  function direction() {
    var chosen = form().querySelector("input[name=direction]:checked");
    return chosen ? chosen.value : "in";
  }
  window.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-desk")) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();  // before the page's own guard against sending twice: scans follow each other
    var code = box().value.replace(/\s/g, ""), now = new Date().getTime();
    box().value = "";
    box().focus();
    if (!code || (code === last.code && now - last.at < 2000)) { return; }
    last = { code: code, at: now };
    var list = read();
    list.push({ code: code, at: now, direction: direction() });
    write(list);
    send();
  }, true);

  var sound = null;
  function beep(good) {
    var wanted = document.querySelector("[data-beep]"), Context = window.AudioContext || window.webkitAudioContext;
    if (!wanted || !wanted.checked || !Context) { return; }
    try {
      sound = sound || new Context();
      var tone = sound.createOscillator(), level = sound.createGain();
      tone.frequency.value = good ? 880 : 220;
      level.gain.value = 0.1;
      tone.connect(level);
      level.connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + (good ? 0.12 : 0.4));
    } catch (error) { /* silence is fine */ }
  }

  // A scanner types wherever the cursor is: digits outside any box belong to the code.
  document.addEventListener("keydown", function (event) {
    var busy = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!busy && box() && /^[0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) { box().focus(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-queue-send]")) { send(); }
  });
  document.addEventListener("DOMContentLoaded", function () {
    waiting();
    send();
    if (box()) { box().focus(); }
    window.setInterval(send, 10000);
  });
  window.addEventListener("online", send);
}());
