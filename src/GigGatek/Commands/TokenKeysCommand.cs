using System.CommandLine;
using System.Globalization;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Commands;

/// <summary>The keys that sign access tokens, beside a running shop. docs/operations/sessions.md is its manual.</summary>
internal static class TokenKeysCommand
{
    private static readonly Option<bool> Withdraw = new("--withdraw")
    {
        Description = "Refuse within a minute what the others have signed, as when a key has become known. Programs get new tokens by themselves.",
    };

    public static Command Create() => new("token-keys", "Keys that sign the access tokens of the API: list and rotate them. They change by themselves each month.")
    {
        Sub("list", "The keys whose tokens are good now, and the next one when it is made already.", [], (_, keys, ct) => List(keys, ct)),
        Sub("rotate", "Make a key that signs from now on.", [Withdraw], (args, keys, ct) => Rotate(keys, args.GetValue(Withdraw), ct)),
    };

    private static async Task<int> List(ITokenKeysAdmin keys, CancellationToken ct)
    {
        foreach (var key in await keys.ListAsync(ct))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key.Id}  signs from {key.SignsFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(key.IsSigning ? ", now" : "")}"));
        }

        return 0;
    }

    private static async Task<int> Rotate(ITokenKeysAdmin keys, bool withdraw, CancellationToken ct)
    {
        var made = await keys.RotateAsync(Actor.System, withdraw, ct);
        Console.WriteLine(withdraw
            ? $"{made.Id} signs from now on. What the others signed is refused within a minute by every running process."
            : $"{made.Id} signs from now on; every running process uses it within a minute. What the one before signed stays good until it ends.");
        return 0;
    }

    private static Command Sub(string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, ITokenKeysAdmin, CancellationToken, Task<int>> run) =>
        BesideShop.Sub(name, description, symbols, Prepare, (args, services, ct) => run(args, services.GetRequiredService<ITokenKeysAdmin>(), ct));

    private static Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<SchemaMigrator>().RequireCurrent();
        return services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
    }
}
