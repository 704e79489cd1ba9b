// htmx as the content security policy wants it. Load htmx before app.js, both with defer.

const CONFIG = {
  allowEval: false,
  includeIndicatorStyles: false,
  // 422 is a form sent back with what is wrong with it: that page is wanted.
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
};

export function configureHtmx() {
  if (window.htmx) Object.assign(window.htmx.config, CONFIG);
}
