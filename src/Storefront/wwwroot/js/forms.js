// A form is sent once: its button shows progress and ignores a second press. The back button finds it usable again.
document.addEventListener("submit", event => {
  const button = event.submitter;
  if (event.defaultPrevented || event.target.method !== "post") {
    return;
  }

  if (event.target.dataset.sent) {
    event.preventDefault();
    return;
  }

  event.target.dataset.sent = "true";
  if (button?.dataset.busyText) {
    button.dataset.text = button.textContent;
    button.textContent = button.dataset.busyText;
    button.setAttribute("aria-busy", "true");
  }
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
  }

  for (const button of document.querySelectorAll("[aria-busy][data-text]")) {
    button.textContent = button.dataset.text;
    button.removeAttribute("aria-busy");
  }
});

// A menu closes when one looks elsewhere.
document.addEventListener("click", event => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
