// Runs before the first paint, so that a chosen theme does not flash; without a choice the system's decides.
try {
  const chosen = localStorage.getItem('tenure-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage that is switched off leaves the choice to the system.
}
