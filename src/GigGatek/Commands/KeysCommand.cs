using System.CommandLine;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Security.Sealing;

namespace GigGatek.Commands;

/// <summary>The keys of encrypted data, beside a running shop. docs/operations/keys.md is its manual.</summary>
internal static class KeysCommand
{
    private static readonly Option<bool> Master = new("--master") { Description = "Make the master key file first, where there is none." };
    private static readonly Option<bool> Json = new("--json") { Description = "For programs." };
    private static readonly Argument<string> Key = new("KEY") { Description = "The name of a data key, from giggatek keys list." };
    private static readonly Option<int> Chunk = new("--chunk") { Description = "Values in one transaction.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Pause = new("--pause") { Description = "Milliseconds between two transactions.", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        Chunk.Validators.Add(result => Limit(result, result.GetValueOrDefault<int>() is >= 1 and <= 10_000, "--chunk is a number from 1 to 10000."));
        Pause.Validators.Add(result => Limit(result, result.GetValueOrDefault<int>() is >= 0 and <= 60_000, "--pause is a number from 0 to 60000."));
        return new Command("keys", "Keys of encrypted data: make, list, rotate, retire them, re-encrypt, and change the master key. Exit code 1 when something does not decrypt, 2 when refused.")
        {
            Sub("create", "Make a data key for the next rotation. The first one is in use at once.", [Master], (args, keys, ct) => keys.Create(args.GetValue(Master), ct)),
            Sub("list", "Every data key there ever was, and its state.", [Json], (args, keys, ct) => keys.List(args.GetValue(Json), ct)),
            Sub("rotate", "Write new values with another data key: the created one, or a new one. Waits until every running process knows it.", [], (_, keys, ct) => keys.Rotate(ct)),
            Sub("reencrypt", "Write old values anew with the current data key, beside the running shop. Stop it and start it again as you like.", [Chunk, Pause],
                (args, keys, ct) => keys.Reencrypt(new Pace(args.GetValue(Chunk), TimeSpan.FromMilliseconds(args.GetValue(Pause))), ct)),
            Sub("retire", "Destroy an old data key that nothing is left of.", [Key], (args, keys, ct) => keys.Retire(args.GetValue(Key)!, ct)),
            Sub("rewrap", "Wrap every data key with a new master key: the first line of its file, with the one before below it.", [], (_, keys, ct) => keys.Rewrap(ct)),
            Sub("status", "How many values of which data key are where.", [Json], (args, keys, ct) => keys.Status(args.GetValue(Json), ct)),
        };
    }

    private static void Limit(System.CommandLine.Parsing.SymbolResult result, bool holds, string sentence)
    {
        if (!holds)
        {
            result.AddError(sentence);
        }
    }

    /// <summary>Every module's sealed columns are in the shop that it opens.</summary>
    private static Command Sub(string name, string description, Symbol[] symbols, Func<ParseResult, KeysConsole, CancellationToken, Task<int>> run) =>
        BesideShop.Sub(name, description, symbols, Prepare, (args, services, ct) => run(
            args,
            new KeysConsole(
                services.GetRequiredService<DataKeys>(), services.GetRequiredService<OpenKeys>(), services.GetRequiredService<SealedData>(), services.GetRequiredService<TimeProvider>()),
            ct));

    private static Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<SchemaMigrator>().Migrate();
        return Task.CompletedTask;
    }
}
