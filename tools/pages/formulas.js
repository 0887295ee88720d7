// Formulas of a page, once it is there.
document.addEventListener("DOMContentLoaded", () => {
  for (const one of document.querySelectorAll(".arithmatex")) {
    renderMathInElement(one, {
      delimiters: [
        { left: "\\(", right: "\\)", display: false },
        { left: "\\[", right: "\\]", display: true },
      ],
      throwOnError: true,
    });
  }
});
