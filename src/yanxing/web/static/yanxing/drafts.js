// What was typed into <form data-draft="key"> is kept in this browser until it is sent, or the person leaves.
// Never kept: passwords, files, hidden fields, and what is marked data-nodraft (ID numbers).
(function () {
  "use strict";
  var PREFIX = "yanxing-draft:";
  var store = null;
  try { store = window.localStorage; } catch (error) { store = null; }
  if (!store) { return; }

  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && !field.hasAttribute("data-nodraft") &&
        !/^(password|file|hidden|submit|button|reset)$/.test(field.type);
    });
  }
  function read(key) {
    try { return JSON.parse(store.getItem(PREFIX + key) || "null"); } catch (error) { return null; }
  }
  function write(key, draft) {
    try { store.setItem(PREFIX + key, JSON.stringify(draft)); return true; } catch (error) { return false; }
  }

  function collect(form) {
    var values = {};
    fields(form).forEach(function (field) {
      var chosen = /^(checkbox|radio)$/.test(field.type) ? (field.checked ? field.value : null) : field.value;
      (values[field.name] = values[field.name] || []).push(chosen);
    });
    return values;
  }
  function restore(form, values) {
    var seen = {};
    fields(form).forEach(function (field) {
      var place = seen[field.name] = (seen[field.name] || 0);
      seen[field.name] += 1;
      var kept = values[field.name];
      if (!kept || place >= kept.length) { return; }
      if (/^(checkbox|radio)$/.test(field.type)) { field.checked = kept[place] !== null; } else if (kept[place] !== null) { field.value = kept[place]; }
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  function tell(form, words) {
    var place = form.querySelector("[data-saved]");
    if (place) { place.textContent = words; }
  }
  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }

  function begin(form) {
    var key = form.getAttribute("data-draft");
    var draft = read(key);
    if (draft && draft.sent && !form.querySelector("[data-errors]")) { store.removeItem(PREFIX + key); draft = null; }
    if (draft && !draft.sent) {
      restore(form, draft.values);
      tell(form, window.yanxing.word("draft_back"));
    }
    var waiting = null;
    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () {
        if (write(key, { values: collect(form) })) { tell(form, window.yanxing.word("draft_kept", { time: clock() })); }
      }, 600);
    });
    form.addEventListener("submit", function () {
      window.clearTimeout(waiting);
      write(key, { values: collect(form), sent: true });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-draft]").forEach(begin);
    document.querySelectorAll("form[data-leave]").forEach(function (form) {
      form.addEventListener("submit", function () {
        Object.keys(store).forEach(function (name) {
          if (name.indexOf(PREFIX) === 0) { store.removeItem(name); }
        });
      });
    });
  });
})();
