// Asks before a step that cannot be taken back.
// Markup on the form: <form method="post" … data-confirm="确定撤销这次导入吗？" data-confirm-yes="撤销导入" data-confirm-no="返回">
// Without this script the form is sent at once, so the server must not rely on the question.

export function askBeforeIrreversibleSteps() {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.dataset.confirm || form.dataset.confirmed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form.dataset, () => {
        form.dataset.confirmed = "yes";
        form.requestSubmit(event.submitter);
        delete form.dataset.confirmed;
      });
    },
    true,
  );
}

function ask({ confirm, confirmYes = "确定", confirmNo = "取消" }, onYes) {
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const question = document.createElement("p");
  question.id = "confirm-question";
  question.textContent = confirm;
  dialog.setAttribute("aria-labelledby", question.id);
  const choices = document.createElement("menu");
  // "No" comes first, so it has the focus: Enter pressed in haste does nothing.
  choices.append(
    button(confirmNo, "btn", () => dialog.close()),
    button(confirmYes, "btn btn-primary", () => {
      dialog.close();
      onYes();
    }),
  );
  dialog.append(question, choices);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function button(label, className, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = label;
  element.addEventListener("click", onClick);
  return element;
}
