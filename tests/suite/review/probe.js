// Looks at the page from within: what is too wide, too faint, out of reach of a keyboard or from somewhere else.

all("details").forEach((details) => (details.open = true));

const unseen = (element) => element.closest(".unseen, .skip, script, style");
const { texts, faint } = faintTexts(unseen);
const controls = all("a[href], input, summary");
const unreachable = unreachableOf(controls, (control) => control);

const dangling = all("a[href]")
  .filter((link) => !document.getElementById(link.getAttribute("href").slice(1)))
  .map(name);

// Radio buttons of one name are one group for the arrow keys; choosing one is what such a key does.
const shown = {};
for (const filter of all("input[type=radio][name=show]")) {
  filter.click();
  const visible = all("main section:not(.accepted) article").filter((article) => article.offsetHeight > 0);
  shown[filter.id] = Object.fromEntries(
    ["severe", "risky", "fine"].map((weight) => [weight, visible.filter((one) => one.classList.contains(weight)).length]),
  );
}

const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const seen = { width: innerWidth, scheme, overflowing: overflowing(unseen), texts, faint, controls: controls.length, unreachable, dangling, shown, loaded };
// The page is in a frame, and what is around it is ours.
const note = parent.document.createElement("template");
note.id = "seen";
note.content.append(JSON.stringify(seen));
parent.document.body.append(note);
