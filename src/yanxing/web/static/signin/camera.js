// Scanning with the camera where the browser can read codes (BarcodeDetector) and the page is secure;
// elsewhere the button stays hidden and the number is typed.
(function () {
  "use strict";
  var stream = null, timer = null;

  function able() {
    return window.isSecureContext && window.BarcodeDetector && navigator.mediaDevices && navigator.mediaDevices.getUserMedia;
  }
  function stop() {
    if (timer) { window.clearInterval(timer); timer = null; }
    if (stream) { stream.getTracks().forEach(function (track) { track.stop(); }); stream = null; }
    document.querySelectorAll("[data-video]").forEach(function (video) { video.hidden = true; });
  }
  // On the phone the code is an address of this site; at the desk a number for the box.
  function found(text, form) {
    var match = /\/s\/([A-Za-z0-9_-]+)\/?/.exec(text);
    if (match && form.hasAttribute("data-typed")) { stop(); window.location.href = "/s/" + match[1] + "/"; return; }
    var box = form.querySelector("input[name=code]");
    if (box && /^[0-9]{14,27}$/.test(text)) {
      if (box.getAttribute("data-last") === text) { return; }
      box.setAttribute("data-last", text);
      box.value = text;
      form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    }
  }
  function start(button) {
    var form = button.closest("form"), video = form.querySelector("[data-video]");
    var reader = new window.BarcodeDetector({ formats: ["qr_code"] });
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (given) {
      stream = given;
      video.srcObject = given;
      video.hidden = false;
      video.play();
      timer = window.setInterval(function () {
        reader.detect(video).then(function (codes) {
          if (codes.length) { found(codes[0].rawValue, form); }
        }, function () { /* the next picture may be better */ });
      }, 300);
    }, function () {
      button.hidden = true;
      if (window.yanxing) { window.yanxing.say("摄像头打不开，请输入数字。"); }
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    if (!able()) { return; }
    document.querySelectorAll("[data-camera]").forEach(function (button) { button.hidden = false; });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-camera]");
    if (button) { if (stream) { stop(); } else { start(button); } }
  });
  window.addEventListener("pagehide", stop);
}());
