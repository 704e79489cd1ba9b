// The key / leads to the search field of the page, as on many sites; not while somebody is typing.

export function focusSearchOnSlash() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = document.querySelector('[data-search], input[type="search"]');
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select?.();
  });
}

function isTyping(element) {
  return element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);
}
