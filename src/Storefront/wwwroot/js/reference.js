// The API's reference: a form sends its call and shows the answer below it. Without this it opens the answer as a page.
for (const part of document.querySelectorAll("[data-reference-try], [data-reference-key]")) {
  part.hidden = false;
}

document.addEventListener("submit", async event => {
  const form = event.target.closest("[data-reference-try]");
  if (!form) {
    return;
  }

  event.preventDefault();
  const place = form.querySelector(".reference-answer");
  place.textContent = "Asking …";
  const method = form.dataset.referenceTry;
  const address = addressOf(form);
  const begun = performance.now();
  try {
    const answer = await fetch(address, { method, headers: headersOf(form, method), body: bodyOf(form), credentials: "omit" });
    const text = await answer.text();
    show(place, `${method} ${address} answered ${answer.status} in ${Math.round(performance.now() - begun)} ms`, indented(text));
  } catch {
    show(place, "The shop did not answer. Check your connection and send it again.", "");
  }
});

function addressOf(form) {
  let path = form.getAttribute("action");
  const query = new URLSearchParams();
  for (const input of form.elements) {
    if (input.name && input.value) {
      if (input.dataset.place === "path") {
        path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      } else if (input.dataset.place !== "header") {
        query.append(input.name, input.value);
      }
    }
  }

  return query.size > 0 ? `${path}?${query}` : path;
}

function headersOf(form, method) {
  const headers = new Headers({ Accept: "application/json" });
  const key = document.querySelector("[data-reference-key] input").value.trim();
  if (form.dataset.locked !== undefined && key) {
    headers.set("Authorization", `Bearer ${key}`);
  }

  if (method !== "GET") {
    headers.set("Idempotency-Key", newName());
  }

  if (bodyOf(form) !== undefined) {
    headers.set("Content-Type", "application/json");
  }

  for (const input of form.querySelectorAll("[data-place=header]")) {
    if (input.value) {
      headers.set(input.name, input.value);
    }
  }

  return headers;
}

function bodyOf(form) {
  return form.querySelector("[data-place=body]")?.value;
}

// Also where the shop is served without TLS, and the browser makes no UUIDs.
function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function show(place, words, text) {
  const line = document.createElement("p");
  line.textContent = words;
  place.replaceChildren(line);
  if (text) {
    const body = document.createElement("pre");
    const code = document.createElement("code");
    code.textContent = text;
    body.tabIndex = 0;
    body.append(code);
    place.append(body);
  }
}
