// The theme of the atlas is the one that was chosen in the explorer.

try {
  const kept = localStorage.getItem("theme");
  if (kept) document.documentElement.dataset.theme = kept;
} catch {
  // Without storage the system's choice counts.
}
