// Looks at a page of the site.

(() => {
  const scrolls = "pre, .wide, .failures, .shown, nav";
  const unseen = (element) => element.closest(".unseen, .skip, script, style, [hidden]") !== null;
  const hidden = (element) => unseen(element) || element.getClientRects().length === 0;
  const apart = (element) => hidden(element) || element.parentElement.closest(scrolls) !== null;
  all("details").forEach((details) => (details.open = true));
  // Every panel of the tabs is looked at.
  const faint = new Set();
  let texts = 0;
  for (const value of ["async", "blocking", "curl"]) {
    all(`.tabs > input[value=${value}]`).forEach((input) => (input.checked = true));
    const seen = faintTexts(hidden);
    texts += seen.texts;
    seen.faint.forEach((text) => faint.add(text));
  }
  const controls = all("a[href], button, input, summary, pre")
    .filter((control) => !hidden(control) && control.type !== "radio" || control.checked)
    .filter((control) => control.tabIndex >= 0);
  const marked = (control) => control.type === "radio" ? control.nextElementSibling : control;
  return {
    width: innerWidth,
    overflowing: overflowing(apart),
    texts,
    faint: [...faint],
    controls: controls.length,
    unreachable: unreachableOf(controls, marked),
    paper: luminance(getComputedStyle(document.body).backgroundColor),
    motion: getComputedStyle(document.documentElement).scrollBehavior,
  };
})()
