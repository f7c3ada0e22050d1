// Adding to the cart without leaving the page: forms marked data-add-to-cart are sent in the background and the cart
// opens at the side. Whatever goes wrong on the way, the form is sent as it would be without script.
function makeDrawer() {
  const drawer = document.createElement("dialog");
  drawer.className = "drawer";
  drawer.setAttribute("aria-label", "Cart");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "drawer-close";
  close.setAttribute("aria-label", "Close the cart");
  close.textContent = "✕";
  close.addEventListener("click", () => drawer.close());
  const content = document.createElement("div");
  drawer.append(close, content);
  drawer.addEventListener("click", event => event.target === drawer && drawer.close());
  document.body.append(drawer);
  return { drawer, content };
}

let parts = null;

function open(nodes) {
  parts ??= makeDrawer();
  parts.content.replaceChildren(...nodes);
  if (!parts.drawer.open) {
    parts.drawer.showModal();
  }
}

async function openCart() {
  const answer = await fetch("/cart/drawer", { headers: { accept: "text/html" } });
  if (!answer.ok) {
    location.assign("/cart");
    return;
  }

  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  open([...page.body.childNodes]);
}

function refuse(sentence) {
  const notice = document.createElement("div");
  notice.className = "notice notice-error";
  notice.setAttribute("role", "alert");
  notice.textContent = sentence;
  const link = document.createElement("a");
  link.className = "button button-quiet";
  link.href = "/cart";
  link.textContent = "To the cart";
  open([notice, link]);
}

async function add(form, submitter) {
  form.dataset.sent = "true";
  submitter?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, submitter)),
      headers: { accept: "application/json" },
    });
    const said = await answer.json();
    if (answer.ok) {
      document.dispatchEvent(new CustomEvent("giggatek:cart", { detail: { count: said.count } }));
      await openCart();
    } else {
      refuse(said.detail ?? "That did not work, and nothing was added. Reload the page and try again.");
    }
  } catch {
    form.submit();
  } finally {
    delete form.dataset.sent;
    submitter?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-add-to-cart]");
  if (form) {
    event.preventDefault();
    if (!form.dataset.sent) {
      add(form, event.submitter);
    }
  }
});
