// Facets answer at once: the form's state becomes the address, the page at that address is fetched and its listing takes
// the place of the old one. Without script the same form is sent by its button.
const progressAfter = 300;
let current = null;

function addressOf(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (value !== "") {
      query.append(name, value);
    }
  }

  const text = query.toString();
  return form.getAttribute("action") + (text ? `?${text}` : "");
}

// As a document, and not as a text that becomes one here: Trusted Types forbid that. What a newer one overtakes answers undefined.
function readDocument(path) {
  current?.abort();
  const request = current = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("GET", path);
    request.responseType = "document";
    request.setRequestHeader("accept", "text/html");
    request.addEventListener("load", () => resolve(request.status === 200 ? request.response : null));
    request.addEventListener("abort", () => resolve(undefined));
    request.addEventListener("error", reject);
    request.send();
  });
}

async function show(path, push) {
  const bar = document.createElement("div");
  bar.className = "progress";
  const waiting = setTimeout(() => document.body.append(bar), progressAfter);
  try {
    const page = await readDocument(path);
    if (page === undefined) {
      return;
    }

    const next = page?.querySelector("[data-listing]");
    const old = document.querySelector("[data-listing]");
    if (!next || !old) {
      location.assign(path);
      return;
    }

    const focused = document.activeElement?.id;
    const open = new Set([...old.querySelectorAll("details[open]")].map(details => details.id));
    for (const details of next.querySelectorAll("details")) {
      details.open = open.has(details.id) || details.open;
    }

    document.title = page.title;
    old.replaceWith(next);
    if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }

    if (push) {
      history.pushState({ listing: true }, "", path);
    }
  } catch {
    location.assign(path);
  } finally {
    clearTimeout(waiting);
    bar.remove();
  }
}

document.addEventListener("change", event => {
  const form = event.target.form; // also that of the order's menu, which stands outside of it
  if (form?.matches("[data-facets]") && form.reportValidity()) {
    show(addressOf(form), true);
  }
});

document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-facets]");
  if (form) {
    event.preventDefault();
    show(addressOf(form), true);
  }
});

document.addEventListener("click", event => {
  const link = event.target.closest("a[data-refine]");
  if (link && document.querySelector("[data-listing]") && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    show(link.getAttribute("href"), true).then(() => link.closest(".pager") && scrollTo({ top: 0 }));
  }
});

addEventListener("popstate", () => document.querySelector("[data-listing]") && show(location.pathname + location.search, false));
