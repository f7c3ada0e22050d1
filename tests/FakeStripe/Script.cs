using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Tests.FakeStripe;

/// <summary>
/// In place of Stripe.js: the few calls that the payment page makes, with the same shapes. As there, the fields of the card
/// are in a frame of Stripe's own, so that the page and its scripts never see them.
/// </summary>
internal static class Script
{
    public static void MapScript(this IEndpointRouteBuilder app)
    {
        app.MapGet("/endive/stripe.js", () => Results.Text(Stripe, "text/javascript"));
        app.MapGet("/endive/more.js", () => Results.Text("document.documentElement.dataset.stripe = 'more';", "text/javascript"));
        app.MapGet("/elements/payment", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";
            return Results.Text(Frame, "text/html; charset=utf-8");
        });
        app.MapGet("/elements/payment.js", () => Results.Text(FrameScript, "text/javascript"));
    }

    private const string Stripe = """
        (() => {
          const home = new URL(document.currentScript.src).origin;
          const more = document.createElement('script');    // as Stripe's loads others of its own
          more.src = home + '/endive/more.js';
          document.head.append(more);
          window.Stripe = (key) => ({
            elements: (options) => {
              if (options.mode !== 'payment' || !(options.amount > 0) || !options.currency) throw new Error('IntegrationError: mode, amount and currency are required');
              if (options.paymentMethodTypes) throw new Error('IntegrationError: use allowedPaymentMethodTypes');
              let frame;
              return {
                create: (kind) => {
                  if (kind !== 'payment') throw new Error('IntegrationError: unknown element ' + kind);
                  const heard = {};
                  return {
                    on: (name, tell) => { heard[name] = tell; },
                    mount: (place) => {
                      frame = document.createElement('iframe');
                      frame.title = 'Secure payment input frame';
                      frame.src = home + '/elements/payment';
                      frame.addEventListener('load', () => heard.ready?.());
                      (typeof place === 'string' ? document.querySelector(place) : place).append(frame);
                    },
                  };
                },
                submit: async () => ({}),
                ask: () => new Promise((tell) => {
                  addEventListener('message', function hear(event) {
                    if (event.origin !== home || event.source !== frame.contentWindow) return;
                    removeEventListener('message', hear);
                    tell(event.data);
                  });
                  frame.contentWindow.postMessage({ key }, home);
                }),
              };
            },
            createConfirmationToken: async ({ elements }) => elements.ask(),
          });
        })();
        """;

    private const string Frame = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Card</title></head><body>
        <label>Card number <input id="number" inputmode="numeric" autocomplete="cc-number"></label>
        <script src="/elements/payment.js"></script></body></html>
        """;

    private const string FrameScript = """
        addEventListener('message', async (event) => {
          const body = new URLSearchParams({ 'payment_method_data[type]': 'card', 'payment_method_data[card][number]': document.getElementById('number').value });
          const answer = await fetch('/v1/confirmation_tokens', { method: 'POST', body, headers: { authorization: 'Bearer ' + event.data.key } });
          const json = await answer.json();
          event.source.postMessage(json.error ? { error: json.error } : { confirmationToken: json }, event.origin);
        });
        """;
}
