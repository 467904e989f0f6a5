// What readers need of a page, looked at from within.
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

/** What reaches beyond the window, but for what scrolls by itself. */
const overflowing = (unseen) => {
  const found = all("body *")
    .filter((element) => !unseen(element) && element.getBoundingClientRect().right > innerWidth + 0.5)
    .map(name);
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return found;
};

/** The number of texts, and those that are too faint to read. */
const faintTexts = (unseen) => {
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
  return { texts, faint };
};

/** Controls that do not take the focus, or do not show that they have it; `marked` is what shows it. */
const unreachableOf = (controls, marked) => controls
  .filter((control) => {
    control.focus();
    const style = getComputedStyle(marked(control));
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const box = control.getBoundingClientRect();
    const inside = box.right > 0 && box.left < innerWidth;
    return document.activeElement !== control || control.tabIndex < 0 || !outlined || !inside;
  })
  .map(name);
