// Formulas of a page, once it is there; and whatever scrolls is reached by the keyboard too.
document.addEventListener("DOMContentLoaded", () => {
  if (window.renderMathInElement) {
    for (const one of document.querySelectorAll(".arithmatex")) {
      renderMathInElement(one, {
        delimiters: [
          { left: "\\(", right: "\\)", display: false },
          { left: "\\[", right: "\\]", display: true },
        ],
        throwOnError: true,
      });
    }
  }
  const scrolls = ".highlight pre > code, .katex-display, .md-typeset table:not([class]), .small-picture";
  for (const one of document.querySelectorAll(scrolls)) one.tabIndex = 0;
});
