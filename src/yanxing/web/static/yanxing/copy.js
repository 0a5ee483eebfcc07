// 复制群消息: the clipboard where the browser gives it (not on plain HTTP), else the old way, else marked to copy by hand.
(function () {
  "use strict";
  function select(area) {
    area.focus();
    area.select();
    try { area.setSelectionRange(0, area.value.length); } catch (error) { /* the selection above stands */ }
  }
  function oldWay(area) {
    select(area);
    try { return document.execCommand("copy"); } catch (error) { return false; }
  }
  function tell(box, words) {
    var place = box.querySelector("[data-copy-said]");
    if (place) { place.textContent = words; }
  }
  function log(button) {
    var url = button.getAttribute("data-copy-log");
    if (!url || !window.htmx) { return; }
    window.htmx.ajax("POST", url, { source: button, swap: "none" });
  }
  function done(box, button) {
    tell(box, window.yanxing.word("copied"));
    log(button);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-copy-button]");
    if (!button) { return; }
    var box = button.closest("[data-copy]");
    var area = box.querySelector("[data-copy-text]");
    function fallBack() {
      if (oldWay(area)) { button.focus(); done(box, button); } else {
        select(area);
        tell(box, window.yanxing.word("copy_by_hand"));
      }
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(area.value).then(function () { done(box, button); }, fallBack);
    } else {
      fallBack();
    }
  });
})();
