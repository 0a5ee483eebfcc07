// An enrolled phone keeps its key for sign-ins made offline: {id, key (hex), account} under "yx.device".
(function () {
  "use strict";
  var given = document.getElementById("yx-device");
  if (!given) { return; }
  try { window.localStorage.setItem("yx.device", given.textContent); } catch (error) { return; }
  var on = document.querySelector("[data-device-on]");
  if (on) { window.location.replace(on.getAttribute("href")); }
}());
