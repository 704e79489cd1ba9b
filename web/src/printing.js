// A button that prints the page. Without this script it stays hidden: the browser prints by itself.
// Markup: <button type="button" data-print hidden>打印</button>

export function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
