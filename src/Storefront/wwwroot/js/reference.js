// The API's reference: a form sends its call and shows the answer below it. Without this it opens the answer as a page.
for (const form of document.querySelectorAll("[data-reference-try]")) {
  form.hidden = false;
}

document.addEventListener("submit", async event => {
  const form = event.target.closest("[data-reference-try]");
  if (!form) {
    return;
  }

  event.preventDefault();
  const place = form.querySelector(".reference-answer");
  place.textContent = "Asking …";
  const address = addressOf(form);
  const begun = performance.now();
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const text = await answer.text();
    show(place, `GET ${address} answered ${answer.status} in ${Math.round(performance.now() - begun)} ms`, indented(text));
  } catch {
    show(place, "The shop did not answer. Check your connection and send it again.", "");
  }
});

function addressOf(form) {
  let path = form.getAttribute("action");
  const query = new URLSearchParams();
  for (const input of form.elements) {
    if (input.name && input.value) {
      if (input.dataset.inPath === undefined) {
        query.append(input.name, input.value);
      } else {
        path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
      }
    }
  }

  return query.size > 0 ? `${path}?${query}` : path;
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
