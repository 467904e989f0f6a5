// What the pages gain by scripts: search, a switch for the theme, and buttons that copy programs.
"use strict";

(() => {
  const root = document.body.dataset.root;
  const input = document.getElementById("site-search");
  const list = document.getElementById("site-results");
  const status = document.getElementById("site-found");
  /** Results that are shown at once. */
  const MOST = 12;

  // The theme.
  const themes = document.querySelector("button.theme");
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const label = () => {
    themes.title = isDark() ? "Use the light theme" : "Use the dark theme";
    themes.setAttribute("aria-label", themes.title);
  };
  themes.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // See theme.js.
    }
    label();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", label);
  label();
  themes.hidden = false;

  // Whoever reads one call with curl reads all of them so.
  document.addEventListener("change", ({ target }) => {
    if (target.matches(".tabs > input")) {
      for (const other of document.querySelectorAll(`.tabs > input[value="${target.value}"]`)) {
        other.checked = true;
      }
    }
  });

  // Copying.
  for (const block of document.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(block.innerText);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Not allowed";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    const around = document.createElement("div");
    around.className = "copied";
    block.replaceWith(around);
    around.append(block, button);
  }

  // The search. Its library and entries are loaded when they are needed first.
  let loading = null;
  let index = null;
  const script = (name) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = `${root}assets/${name}`;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
  const load = () => {
    loading ??= Promise.all([script("minisearch.js"), script("index.js")]).then(() => {
      // The parts of `OneTouch` and of `/v2/auth_code` are words.
      const words = (text) => text.split(/[^\p{L}\p{N}]+/u)
        .flatMap((word) => [word, ...word.split(/(?<=\p{Ll})(?=\p{Lu})/u)])
        .filter((word, at, all) => word && all.indexOf(word) === at);
      index = new self.MiniSearch({
        fields: ["title", "names", "text"],
        storeFields: ["kind", "title", "text", "place"],
        tokenize: words,
        searchOptions: {
          boost: { title: 4, names: 2 },
          boostDocument: (_, __, stored) => stored.kind === "operation" ? 1.5 : 1,
          combineWith: "AND",
          prefix: true,
        },
      });
      index.addAll(self.searchEntries.map(([kind, title, names, text, place], id) =>
        ({ id, kind, title, names, text, place })));
    });
    return loading;
  };

  let current = -1;
  const options = () => [...list.children];
  const mark = (at) => {
    const all = options();
    if (all.length === 0) return;
    current = (at + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === current)));
    input.setAttribute("aria-activedescendant", all[current].id);
    all[current].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    status.textContent = "";
  };
  const option = ({ kind, title, text, place }, at) => {
    const item = document.createElement("li");
    item.id = `site-result-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const link = document.createElement("a");
    link.href = root + place;
    link.tabIndex = -1;
    for (const [name, value] of [["kind", kind], ["title", title], ["text", text]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = value;
      link.append(part, " ");
    }
    item.append(link);
    return item;
  };
  const find = () => {
    const text = input.value.trim();
    if (!index || text === "") return close();
    const exact = index.search(text);
    // Only what cannot be found as written may be misspelled.
    const fuzzy = (term) => term.length > 3 && 0.2;
    const found = exact.length > 0 ? exact : index.search(text, { fuzzy });
    list.replaceChildren(...found.slice(0, MOST).map(option));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length === 0 ? "No results" : `${found.length} results`;
    if (found.length > 0) mark(0);
  };
  input.addEventListener("focus", () => load().then(find, () => {
    status.textContent = "The search cannot be loaded";
  }));
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !list.hidden) {
      mark(current + steps[event.key]);
    } else if (event.key === "Enter" && current >= 0) {
      const link = options()[current].firstElementChild;
      close();
      input.value = "";
      link.click();
    } else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      input.value = "";
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("click", () => { input.value = ""; close(); });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".search")) close();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input[type=search], textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  input.closest(".search").hidden = false;
})();
