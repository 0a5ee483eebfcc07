// The frame of every page: search by "/", menus, larger type, theme, live region, what went wrong on the way.
(function () {
  "use strict";
  var root = document.documentElement;

  // The words come with the page, in the language of the page (web/look/words.py).
  var words = null;
  function word(key, values) {
    if (!words) {
      var place = document.getElementById("words");
      words = place ? JSON.parse(place.textContent) : {};
    }
    return (words[key] || "").replace(/\{(\w+)\}/g, function (all, name) { return values[name]; });
  }

  window.yanxing = {
    word: word,
    say: function (words) {
      var live = document.getElementById("live");
      if (live && words) { live.textContent = ""; live.textContent = words; }
    },
    note: function (words) {
      var notes = document.getElementById("notes");
      if (!notes) { window.alert(words); return; }
      var box = document.createElement("div");
      box.className = "yx-note yx-note-bad";
      box.textContent = words;
      notes.textContent = "";
      notes.appendChild(box);
      if (box.scrollIntoView) { box.scrollIntoView(); }
    }
  };

  function typing(target) {
    return target && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      var search = document.querySelector("[data-search]");
      if (search && search.offsetParent !== null) { event.preventDefault(); search.focus(); search.select(); }
    }
    if (event.key === "Escape") { closeMenus(null); }
  });

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) {
        var inside = menu.contains(document.activeElement);
        menu.removeAttribute("open");
        if (inside && !except) { menu.querySelector("summary").focus(); }
      }
    });
  }

  function keep(name, value) {
    document.cookie = name + "=" + value + ";path=/;max-age=31536000;samesite=lax";
  }

  // Without this script the button sends its form; with it nothing is loaded anew, and the account hears of it too.
  function tell(button, on) {
    var form = button.form;
    if (!form || !window.fetch || !form.getAttribute("action")) { return; }
    form.elements.elder.value = on ? "1" : "0";
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" })
      .catch(function () { /* this browser remembers by itself */ });
  }

  function setElder(on) {
    if (on) { root.setAttribute("data-elder", ""); } else { root.removeAttribute("data-elder"); }
    keep("elder", on ? "1" : "0");
    document.querySelectorAll("[data-elder-words]").forEach(function (words) {
      words.textContent = word(on ? "letters_standard" : "letters_large");
    });
    window.yanxing.say(word(on ? "letters_now_large" : "letters_now_standard"));
  }

  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target : event.target.parentElement;
    if (!target) { return; }
    closeMenus(target.closest("details[data-menu]"));
    var elder = target.closest("[data-elder-toggle]");
    if (elder) {
      event.preventDefault();
      setElder(!root.hasAttribute("data-elder"));
      tell(elder, root.hasAttribute("data-elder"));
    }
    if (target.closest("[data-theme-toggle]")) {
      var dark = root.getAttribute("data-bs-theme") !== "dark";
      root.setAttribute("data-bs-theme", dark ? "dark" : "light");
      keep("theme", dark ? "dark" : "light");
      document.dispatchEvent(new Event("yanxing:theme"));
    }
    if (target.closest("[data-print]") && window.print) { window.print(); }
  });

  // An error summary is where reading starts.
  function toErrors(within) {
    var errors = within.querySelector("[data-errors]");
    if (errors) { errors.focus(); }
  }
  document.addEventListener("DOMContentLoaded", function () {
    toErrors(document);
    document.querySelectorAll("[data-elder-words]").forEach(function (words) {
      if (root.hasAttribute("data-elder")) { words.textContent = word("letters_standard"); }
    });
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var into = event.detail.target;
    if (!into || !into.querySelector) { return; }
    var told = into.matches("[data-announce]") ? into : into.querySelector("[data-announce]");
    if (told) { window.yanxing.say(told.getAttribute("data-announce")); }
    toErrors(into);
  });

  // A refusal that comes as a whole page is said where one is; one that is a part takes its place.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answer = event.detail.xhr.responseText;
    if (event.detail.xhr.status !== 409 || !/^\s*<!doctype/i.test(answer)) { return; }
    event.detail.shouldSwap = false;
    var main = new DOMParser().parseFromString(answer, "text/html").querySelector("main");
    window.yanxing.note(main ? main.textContent.replace(/\s+/g, " ").trim() : word("failed"));
  });
  document.addEventListener("htmx:sendError", function () {
    window.yanxing.note(word("not_reached"));
  });
  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    window.yanxing.note(word([403, 404, 429].indexOf(status) >= 0 ? "status_" + status : "failed"));
  });
})();
