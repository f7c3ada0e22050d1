using System.Text.Encodings.Web;
using GigGatek.Contracts;

namespace GigGatek.Payments.Providers.Test;

/// <summary>The bank's pages: one small document and one style sheet, so that they need nothing of the shop.</summary>
internal static class TestBankHtml
{
    public const string Style = """
        :root { color-scheme: light dark; --paper: #faf9f6; --card: #fff; --ink: #16181d; --quiet: #5a616b; --line: #e3e1da; --go: #0b6e4f; --on-go: #fff; }
        @media (prefers-color-scheme: dark) { :root { --paper: #0f1214; --card: #171b1f; --ink: #e9edf0; --quiet: #9aa5b0; --line: #2a3036; --go: #4cc79a; --on-go: #0f1214; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 64px 16px; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 432px; margin: 0 auto; padding: 32px; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
        h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.2; }
        p { margin: 0 0 16px; }
        .quiet { color: var(--quiet); font-size: 14px; margin: 0; }
        dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin: 0 0 24px; padding: 16px 0; border: solid var(--line); border-width: 1px 0; }
        dt { color: var(--quiet); }
        dd { margin: 0; text-align: right; font-family: ui-monospace, monospace; }
        form { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; margin: 0 0 24px; }
        button { padding: 12px 16px; border: 1px solid var(--go); border-radius: 6px; background: transparent; color: var(--go); font: inherit; font-weight: 600; cursor: pointer; }
        button[value="approve"] { background: var(--go); color: var(--on-go); }
        a { color: var(--go); }
        :focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
        """;

    public static string NotFound { get; } = Page("No such payment", "<p>The bank does not know this payment. Nothing was charged. Go back to the shop and pay from your order's page.</p>");

    public static string NotUnderstood { get; } = Page("Approve or decline?", "<p>The bank did not understand the answer. Nothing was charged. Go back and press one of the two buttons.</p>");

    public static string Question(TestIntentRow intent) =>
        intent.Status == TestIntentStatus.RequiresAction
            ? Page("Is this payment yours?", Facts(intent) + """
                <form method="post">
                <button name="answer" value="approve">Approve</button>
                <button name="answer" value="decline">Decline</button>
                </form>
                """)
            : Page("Nothing to approve", Facts(intent) + $"""
                <p>The bank asks nothing about this payment any more. <a href="{HtmlEncoder.Default.Encode(intent.ReturnUrl!)}">Go back to your order</a></p>
                """);

    private static string Facts(TestIntentRow intent) => $"""
        <dl>
        <dt>Order</dt><dd>{HtmlEncoder.Default.Encode(intent.Reference)}</dd>
        <dt>Amount</dt><dd>{HtmlEncoder.Default.Encode(new Money(intent.Amount, intent.Currency).ToString())}</dd>
        </dl>
        """;

    private static string Page(string title, string content) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{title} - Test Bank</title>
        <link rel="stylesheet" href="/test-bank/bank.css">
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {content}
        <p class="quiet">This is the test bank that comes with the shop. No money moves.</p>
        </main>
        </body>
        </html>
        """;
}
