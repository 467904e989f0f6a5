// Looks at the page from within: what is too wide, too faint, out of reach of a keyboard or from somewhere else.
"use strict";

const name = (element) => element.outerHTML.slice(0, 80);
const all = (selector) => [...document.querySelectorAll(selector)];

// Relative luminance and contrast as WCAG 2 defines them.
const channels = (color) => color.match(/[\d.]+/g).map(Number);
const luminance = (color) => {
  const [r, g, b] = channels(color).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};
const background = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    const alpha = channels(color)[3];
    if (alpha === undefined || alpha === 1) return color;
    if (alpha !== 0) throw new Error(`a background that shines through: ${name(at)}`);
  }
  throw new Error("the page has no background");
};

all("details").forEach((details) => (details.open = true));

const unseen = (element) => element.closest(".unseen, .skip, script, style");
const overflowing = all("body *")
  .filter((element) => !unseen(element) && element.getBoundingClientRect().right > innerWidth + 0.5)
  .map(name);
if (document.documentElement.scrollWidth > innerWidth) overflowing.push("the page scrolls sideways");

const faint = [];
let texts = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || unseen(element)) continue;
  texts += 1;
  const ratio = contrast(getComputedStyle(element).color, background(element));
  if (ratio < 4.5) faint.push(`${ratio.toFixed(2)} ${name(element)}`);
}

// A control is reached if it takes the focus and shows that it has it.
const controls = all("a[href], input, summary");
const unreachable = controls
  .filter((control) => {
    control.focus();
    const style = getComputedStyle(control);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = control.getBoundingClientRect();
    const inside = box.right > 0 && box.left < innerWidth;
    return document.activeElement !== control || control.tabIndex < 0 || !outlined || !inside;
  })
  .map(name);

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
const seen = { width: innerWidth, scheme, overflowing, texts, faint, controls: controls.length, unreachable, dangling, shown, loaded };
// The page is in a frame, and what is around it is ours.
const note = parent.document.createElement("template");
note.id = "seen";
note.content.append(JSON.stringify(seen));
parent.document.body.append(note);
