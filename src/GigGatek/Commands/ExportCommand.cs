using System.CommandLine;
using System.Globalization;
using GigGatek.Catalog.Files;
using GigGatek.Composition;
using GigGatek.Platform.Data;
using GigGatek.Platform.Migrations;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace GigGatek.Commands;

/// <summary>The catalogue into a file.</summary>
internal static class ExportCommand
{
    private static readonly Option<ExportFormat> Format = new("--format")
    {
        Description = "jsonl, shopify, or google (XML where the output ends in .xml, else tab-separated).",
        Required = true,
    };

    private static readonly Option<FileInfo> Output = new("--output") { Description = "The file to write.", Required = true };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("jsonl", "shopify", "google");
        var command = new Command("export", "Write the whole catalogue to a file. What is exported imports again unchanged.") { Format, Output, Data };
        command.SetAction((args, ct) => Exit.Guard(() => Run(args.GetValue(Format), args.GetValue(Output)!, args.GetValue(Data)!, ct)));
        return command;
    }

    private static async Task<int> Run(ExportFormat format, FileInfo output, DirectoryInfo data, CancellationToken ct)
    {
        await using var app = ShopHost.Build(new ShopStart(
            "", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName, ["Logging:LogLevel:Default"] = "Warning" }));
        var database = app.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        if (database.Provider == DatabaseOptions.Sqlite ? !File.Exists(database.FileOf("catalog")) : IsEmpty(app.Services.GetRequiredService<ISqlDialect>()))
        {
            throw new StartRefusedException($"There is no shop in {data.FullName}. Name its data folder with --data DIR.");
        }

        app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        var result = await app.Services.GetRequiredService<ICatalogFiles>().ExportAsync(format, output.FullName, new Display(), ct);
        Console.Write(Console.IsOutputRedirected ? "" : "\r");
        if (!result.Succeeded)
        {
            throw new StartRefusedException(result.Error.Message);
        }

        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Exported {result.Value.Products:N0} products to {output.FullName}."));
        return Exit.Done;
    }

    private static bool IsEmpty(ISqlDialect dialect) => dialect.FindFault("catalog") is null && dialect.ListVersions("catalog").Count == 0;

    /// <summary>The number of products so far, rewritten in place. A table is not counted first: that would be a second walk.</summary>
    private sealed class Display : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value)
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value.Products:N0} products"));
            }
        }
    }
}
