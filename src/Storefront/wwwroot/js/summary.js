// The only personal thing on public pages: the visitor's name and the number of things in the cart, from one small call.
// Elements: [data-cart-count], [data-cart-words], [data-account-name], [data-account]. Others may ask for a refresh: the event "giggatek:cart".
const count = document.querySelector("[data-cart-count]");

function showCount(units) {
  if (count) {
    count.textContent = units > 99 ? "99+" : String(units);
    count.hidden = units === 0;
  }

  const words = document.querySelector("[data-cart-words]");
  if (words) {
    words.textContent = units === 1 ? "1 unit" : `${units} units`;
  }
}

async function refresh() {
  const answer = await fetch("/me/summary", { headers: { accept: "application/json" } });
  if (!answer.ok) {
    return; // The links work without it.
  }

  const visitor = await answer.json();
  showCount(visitor.cartCount ?? 0);
  const name = document.querySelector("[data-account-name]");
  if (name && visitor.name) {
    name.textContent = visitor.name;
    document.querySelector("[data-account]").setAttribute("aria-label", `Account of ${visitor.name}`);
  }
}

document.addEventListener("giggatek:cart", event => showCount(event.detail.count));
addEventListener("pageshow", event => event.persisted && refresh());
await refresh();
