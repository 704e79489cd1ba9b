// Large type (大字版): a switch for the whole site, remembered on this device.
// Markup: <button type="button" data-large-type aria-pressed="false">大字</button>

const KEY = "minsheng.type";

export function offerLargeType() {
  show(remembered());
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-large-type]")) return;
    const large = !isLarge();
    show(large);
    remember(large);
  });
  // A fragment that htmx brings may contain the switch again.
  document.addEventListener("htmx:load", () => show(isLarge()));
}

function isLarge() {
  return document.documentElement.dataset.type === "large";
}

function show(large) {
  if (large) document.documentElement.dataset.type = "large";
  else delete document.documentElement.dataset.type;
  for (const button of document.querySelectorAll("[data-large-type]")) button.setAttribute("aria-pressed", String(large));
}

// A browser may refuse storage, in a private window for example; then the choice holds for this page.
function remembered() {
  try {
    return localStorage.getItem(KEY) === "large";
  } catch {
    return false;
  }
}

function remember(large) {
  try {
    if (large) localStorage.setItem(KEY, "large");
    else localStorage.removeItem(KEY);
  } catch {
    // Nothing to do: see above.
  }
}
