// The only personal thing on public pages: the visitor's name and the number of things in the cart, from one small call.
// Elements: [data-cart-count], [data-account-name], [data-account]. Others may ask for a refresh: the event "giggatek:cart".
const count = document.querySelector("[data-cart-count]");

function showCount(units) {
  if (count) {
    count.textContent = units > 99 ? "99+" : String(units);
    count.hidden = units === 0;
  }

  document.querySelector("[data-cart-link]")?.setAttribute("aria-label", units === 1 ? "Cart, 1 unit" : `Cart, ${units} units`);
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
