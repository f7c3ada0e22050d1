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

// As a document, and not as a text that becomes one here: Trusted Types forbid that.
function readDocument(path) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", path);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.addEventListener("load", () => resolve(request.status === 200 ? request.response : null));
    request.addEventListener("error", reject);
    request.send();
  });
}

async function openCart() {
  const page = await readDocument("/cart/drawer");
  if (page) {
    open([...page.body.childNodes]);
  } else {
    location.assign("/cart");
  }
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
