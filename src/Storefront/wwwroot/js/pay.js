// The card's details go from the provider's own frame to the provider. What comes back, and is sent to the shop, is a token.
const place = document.querySelector("[data-card-fields]");
const form = place?.closest("form");
const problem = form?.querySelector("[data-card-problem]");

function say(text) {
  problem.textContent = "";
  if (text) {
    const line = document.createElement("p");
    line.className = "field-error";
    line.textContent = text;
    problem.append(line);
  }
}

function putFields() {
  const stripe = window.Stripe(place.dataset.key);
  const elements = stripe.elements({
    mode: "payment",
    amount: Number(place.dataset.amount),
    currency: place.dataset.currency,
    allowedPaymentMethodTypes: ["card"],
    appearance: { theme: matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "stripe" },
  });
  place.textContent = "";
  elements.create("payment").mount(place);
  return { stripe, elements };
}

async function findToken({ stripe, elements }) {
  const { error: unfinished } = await elements.submit();
  if (unfinished) {
    return { error: unfinished };
  }

  const { error, confirmationToken } = await stripe.createConfirmationToken({ elements });
  return { error, token: confirmationToken?.id };
}

function start(fields) {
  let isAsking = false;
  form.addEventListener("submit", async event => {
    if (form.elements.method.value) {
      return;    // the token is here: the form goes on its way
    }

    event.preventDefault();
    if (isAsking) {
      return;
    }

    isAsking = true;
    say("");
    event.submitter?.setAttribute("aria-busy", "true");
    try {
      const { error, token } = await findToken(fields);
      if (token) {
        form.elements.method.value = token;
        form.requestSubmit(event.submitter ?? undefined);
      } else {
        say(error?.message ?? "The card's details could not be read. You have not been charged: try again.");
      }
    } catch {
      say("The payment provider could not be reached. You have not been charged, and your order is kept: try again in a minute.");
    } finally {
      isAsking = false;
      if (!form.elements.method.value) {
        event.submitter?.removeAttribute("aria-busy");
      }
    }
  });

  // Back from the order: a token pays once.
  addEventListener("pageshow", () => { form.elements.method.value = ""; });
}

if (form && window.Stripe) {
  start(putFields());
} else if (form) {
  say("The card's fields could not be loaded from the payment provider. Reload this page; if a blocker stops it, let it through here. Your order is kept.");
}
