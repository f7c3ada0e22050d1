using System.CommandLine;
using GigGatek.Composition;

namespace GigGatek.Commands;

/// <summary>Commands that work on a shop's data, beside it while it runs: they have the whole shop without starting it.</summary>
internal static class BesideShop
{
    /// <summary>Where the data are. Every command of this kind takes it.</summary>
    public static Option<DirectoryInfo> Data { get; } = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };

    /// <summary>A subcommand.</summary>
    /// <param name="symbols">Its arguments and options, besides <see cref="Data"/>.</param>
    /// <param name="prepare">What must be so before it runs: the schema, the keys.</param>
    public static Command Sub(
        string name, string description, IEnumerable<Symbol> symbols, Func<IServiceProvider, CancellationToken, Task> prepare, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols.Append(Data))
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
            await prepare(app.Services, ct);
            return await run(args, app.Services, ct);
        }));
        return command;
    }

    private static WebApplication Open(DirectoryInfo data)
    {
        if (!data.Exists)
        {
            throw new StartRefusedException($"There is no data folder {data.FullName}. Name the shop's with --data DIR.");
        }

        return ShopHost.Build(new ShopStart(
            "", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName, ["Logging:LogLevel:Default"] = "Warning" }));
    }
}
