using System.CommandLine;
using System.Globalization;
using GigGatek.Catalog.Files;
using GigGatek.Composition;
using GigGatek.Platform.Migrations;
using Spectre.Console;

namespace GigGatek.Commands;

/// <summary>Catalogue files into the shop.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "JSON Lines (.jsonl), Shopify products (.csv) or a Google Merchant feed (.tsv, .txt, .xml).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> Category = new("--category") { Description = "For rows that name none. By default the name of a .jsonl file." };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read everything and say what would happen; write nothing." };
    private static readonly Option<bool> Strict = new("--strict") { Description = "When one row is bad, none lands." };
    private static readonly Option<string?> Rejects = new("--rejects") { Description = "Where refused rows go. By default FILE.rejects.jsonl beside each file." };

    public static Command Create()
    {
        var command = new Command(
            "import",
            "Import catalogue files. Importing a file twice changes nothing. Exit code 1 when rows were refused or a file is broken, 2 when nothing was tried.")
        {
            Files, Category, Data, DryRun, Strict, Rejects,
        };
        command.SetAction((args, ct) => Exit.Guard(() => Run(
            new ImportFiles(args.GetValue(Files)!, args.GetValue(Category), args.GetValue(DryRun), args.GetValue(Strict), args.GetValue(Rejects)),
            args.GetValue(Data)!,
            ct)));
        return command;
    }

    private static async Task<int> Run(ImportFiles files, DirectoryInfo data, CancellationToken ct)
    {
        DataFolder.EnsureWritable(data);
        await using var app = ShopHost.Build(new ShopStart(
            "", "all", new Dictionary<string, string?> { ["Database:Directory"] = data.FullName, ["Logging:LogLevel:Default"] = "Warning" }));
        app.Services.GetRequiredService<SchemaMigrator>().Migrate();
        using var progress = new ImportDisplay();
        try
        {
            var result = await app.Services.GetRequiredService<ICatalogFiles>().ImportAsync(files, progress, ct);
            progress.End();
            if (!result.Succeeded)
            {
                throw new StartRefusedException(result.Error.Message);
            }

            return Say(result.Value, files);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            progress.End();
            AnsiConsole.WriteLine("Stopped. What was imported so far is complete; run the same command again for the rest.");
            return Exit.Broken;
        }
    }

    private static int Say(ImportReport report, ImportFiles files)
    {
        var counts = report.Counts;
        AnsiConsole.WriteLine(Line($"Created: {counts.Created:N0}   Updated: {counts.Updated:N0}   Unchanged: {counts.Unchanged:N0}   Rejected: {counts.Rejected:N0}   New categories: {counts.NewCategories:N0}"));
        foreach (var problem in report.Problems)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{problem}[/]");
        }

        foreach (var list in report.Rejects)
        {
            AnsiConsole.WriteLine($"Refused rows, with line and reason: {list}");
        }

        var broken = counts.Rejected > 0 || report.Problems.Count > 0;
        AnsiConsole.WriteLine(
            files.DryRun ? "Dry run: nothing was written."
            : !report.Written ? "Strict: not all rows are good, so nothing was written."
            : counts.Created + counts.Updated == 0 ? "Nothing has changed."
            : "Imported.");
        return broken ? Exit.Broken : Exit.Done;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
