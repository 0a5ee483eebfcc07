// 补传: a code that could not be sent is kept on this phone with a proof by its key, and sent later by itself.
(function () {
  "use strict";
  var PLACE = "yx.kept", sending = false;

  function read(name, otherwise) {
    try { return JSON.parse(window.localStorage.getItem(name)) || otherwise; } catch (error) { return otherwise; }
  }
  function write(list) {
    try { window.localStorage.setItem(PLACE, JSON.stringify(list)); return true; } catch (error) { return false; }
  }
  function nonce() {
    var bytes = [], i;
    if (window.crypto && window.crypto.getRandomValues) {
      bytes = Array.prototype.slice.call(window.crypto.getRandomValues(new Uint8Array(16)));
    } else {
      for (i = 0; i < 16; i += 1) { bytes.push(Math.floor(Math.random() * 256)); }
    }
    return bytes.map(function (each) { return ("0" + each.toString(16)).slice(-2); }).join("");
  }

  // True when the code is kept: only a phone that was enrolled has a key to prove it with.
  function keep(token) {
    var device = read("yx.device", null), list = read(PLACE, []);
    if (!device || !device.id || !device.key || !window.yanxingHmac) { return false; }
    if (list.some(function (each) { return each.token === token; })) { return true; }
    var once = nonce();
    list.push({
      device: device.id, token: token, nonce: once,
      proof: window.yanxingHmac(device.key, "yanxing.offline.1\n" + token + "\n" + once)
    });
    var kept = write(list);
    show();
    return kept;
  }

  function csrf() {
    var found = document.querySelector("input[name=csrfmiddlewaretoken]");
    return found ? found.value : "";
  }

  function send() {
    var list = read(PLACE, []), box = document.querySelector("[data-kept]");
    if (!list.length || !box || sending) { show(); return; }
    sending = true;
    var first = list[0], xhr = new XMLHttpRequest();
    xhr.open("POST", box.getAttribute("data-kept"));
    xhr.timeout = 10000;
    xhr.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    xhr.setRequestHeader("X-CSRFToken", csrf());
    xhr.onload = function () {
      sending = false;
      var said = null;
      try { said = JSON.parse(xhr.responseText); } catch (error) { said = null; }
      if (xhr.status !== 200 || !said || !said.done) { show(); return; }
      write(read(PLACE, []).filter(function (each) { return each.nonce !== first.nonce; }));
      tell(said.text, said.good);
      show();
      send();
    };
    xhr.onerror = xhr.ontimeout = function () { sending = false; show(); };
    xhr.send(["device", "token", "nonce", "proof"].map(function (name) {
      return name + "=" + encodeURIComponent(first[name]);
    }).join("&"));
  }

  function tell(words, good) {
    var box = document.querySelector("[data-kept-said]");
    if (!box) { return; }
    var line = document.createElement("p");
    line.className = good ? "yx-good" : "yx-near";
    line.textContent = words;
    box.appendChild(line);
    if (window.yanxing) { window.yanxing.say(words); }
  }

  function show() {
    var box = document.querySelector("[data-kept]"), list = read(PLACE, []);
    if (!box) { return; }
    box.hidden = list.length === 0 && !box.querySelector("[data-kept-said] p");
    var words = box.querySelector("[data-kept-words]"), button = box.querySelector("[data-kept-send]");
    words.textContent = list.length ? "本机保存了 " + list.length + " 条签到，连上网络后自动补传。" : "";
    button.hidden = list.length === 0;
  }

  window.yanxingKeep = keep;
  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest("[data-kept-send]")) { send(); }
  });
  document.addEventListener("DOMContentLoaded", function () {
    show();
    send();
    window.setInterval(send, 15000);
  });
  window.addEventListener("online", send);
}());
