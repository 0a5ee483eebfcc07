// Files dropped or chosen are listed by name and size before they are sent.
(function () {
  "use strict";
  function size(bytes) {
    if (bytes < 1024) { return window.yanxing.word("bytes", { number: bytes }); }
    if (bytes < 1048576) { return Math.round(bytes / 1024) + " KB"; }
    return (bytes / 1048576).toFixed(1) + " MB";
  }
  function list(drop) {
    var input = drop.querySelector("input[type=file]");
    var place = drop.querySelector("[data-files]");
    if (!input || !place) { return; }
    place.textContent = "";
    Array.prototype.forEach.call(input.files, function (file) {
      var row = document.createElement("li");
      var name = document.createElement("span");
      var much = document.createElement("span");
      name.textContent = file.name;
      much.textContent = size(file.size);
      much.className = "yx-grey yx-whole";
      row.appendChild(name);
      row.appendChild(much);
      place.appendChild(row);
    });
    place.hidden = input.files.length === 0;
  }
  function dropOf(event) {
    return event.target.closest && event.target.closest("[data-drop]");
  }
  document.addEventListener("change", function (event) {
    var drop = dropOf(event);
    if (drop) { list(drop); }
  });
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var drop = dropOf(event);
      if (drop) { event.preventDefault(); drop.classList.add("yx-drop-over"); }
    });
  });
  document.addEventListener("dragleave", function (event) {
    var drop = dropOf(event);
    if (drop && !drop.contains(event.relatedTarget)) { drop.classList.remove("yx-drop-over"); }
  });
  document.addEventListener("drop", function (event) {
    var drop = dropOf(event);
    if (!drop) { return; }
    event.preventDefault();
    drop.classList.remove("yx-drop-over");
    var input = drop.querySelector("input[type=file]");
    try {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    } catch (error) {
      window.yanxing.note(window.yanxing.word("no_dropping"));
    }
  });
})();
