using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Security.Sealing;

namespace GigGatek.Commands;

/// <summary>The keys of encrypted data, beside a running shop. docs/operations/keys.md is its manual.</summary>
internal static class KeysCommand
{
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<bool> Master = new("--master") { Description = "Make the master key file first, where there is none." };
    private static readonly Option<bool> Json = new("--json") { Description = "For programs." };
    private static readonly Argument<string> Key = new("KEY") { Description = "The name of a data key, from giggatek keys list." };
    private static readonly Option<int> Chunk = new("--chunk") { Description = "Values in one transaction.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Pause = new("--pause") { Description = "Milliseconds between two transactions.", DefaultValueFactory = _ => 20 };

    public static Command Create()
    {
        Chunk.Validators.Add(result => Limit(result, result.GetValueOrDefault<int>() is >= 1 and <= 10_000, "--chunk is a number from 1 to 10000."));
        Pause.Validators.Add(result => Limit(result, result.GetValueOrDefault<int>() is >= 0 and <= 60_000, "--pause is a number from 0 to 60000."));
        return new Command("keys", "Keys of encrypted data: make, list, rotate, retire them, and re-encrypt. Exit code 1 when something does not decrypt, 2 when refused.")
        {
            Sub("create", "Make a data key for the next rotation. The first one is in use at once.", [Data, Master], (args, app, ct) => Keys(app).Create(args.GetValue(Master), ct)),
            Sub("list", "Every data key there ever was, and its state.", [Data, Json], (args, app, ct) => Keys(app).List(args.GetValue(Json), ct)),
            Sub("rotate", "Write new values with another data key: the created one, or a new one. Waits until every running process knows it.", [Data], (_, app, ct) => Keys(app).Rotate(ct)),
            Sub("reencrypt", "Write old values anew with the current data key, beside the running shop. Stop it and start it again as you like.", [Data, Chunk, Pause],
                (args, app, ct) => Keys(app).Reencrypt(new Pace(args.GetValue(Chunk), TimeSpan.FromMilliseconds(args.GetValue(Pause))), ct)),
            Sub("retire", "Destroy an old data key that nothing is left of.", [Key, Data], (args, app, ct) => Keys(app).Retire(args.GetValue(Key)!, ct)),
            Sub("status", "How many values of which data key are where.", [Data, Json], (args, app, ct) => Keys(app).Status(args.GetValue(Json), ct)),
        };
    }

    private static void Limit(System.CommandLine.Parsing.SymbolResult result, bool holds, string sentence)
    {
        if (!holds)
        {
            result.AddError(sentence);
        }
    }

    private static Command Sub(string name, string description, Symbol[] symbols, Func<ParseResult, WebApplication, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            await using var app = Open(args.GetValue(Data)!);
            return await run(args, app, ct);
        }));
        return command;
    }

    /// <summary>The whole shop without starting it: every module's sealed columns are in it.</summary>
    private static WebApplication Open(DirectoryInfo data)
    {
        if (!data.Exists)
        {
            throw new StartRefusedException($"There is no data folder {data.FullName}. Name the shop's with --data DIR.");
        }

        var app = ShopHost.Build(new ShopStart("", "all", new Dictionary<string, string?>
        {
            ["Database:Directory"] = data.FullName,
            ["Logging:LogLevel:Default"] = "Warning",
        }));
        app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        return app;
    }

    private static KeysConsole Keys(WebApplication app) => new(
        app.Services.GetRequiredService<DataKeys>(), app.Services.GetRequiredService<OpenKeys>(), app.Services.GetRequiredService<SealedData>(),
        app.Services.GetRequiredService<TimeProvider>());
}
