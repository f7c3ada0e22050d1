using System.Text.Json;
using GigGatek.Operations.MigrationLint;

namespace GigGatek.Commands;

/// <summary>Findings for a person, a program, or the page of a pull request.</summary>
internal static class LintPrinter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(LintReport report, string format)
    {
        switch (format)
        {
            case "json":
                Console.WriteLine(JsonSerializer.Serialize(report, Json));
                break;

            case "github":
                PrintAnnotations(report);
                break;

            default:
                PrintText(report);
                break;
        }
    }

    private static void PrintText(LintReport report)
    {
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Rule} {finding.Title}: {finding.Subject} ({finding.Severity.ToLowerInvariant()})");
            Console.WriteLine($"    in      {finding.Version} {finding.Migration}");
            PrintPart("does", finding.Statement);
            PrintPart(finding.Engine, finding.Facts);
            PrintPart("why", finding.Why);
            PrintPart("instead", finding.Instead);
            Console.WriteLine();
        }

        PrintSum(report);
    }

    private static void PrintSum(LintReport report)
    {
        var engines = report.Statements.Select(statement => statement.Engine).Distinct().ToList();
        Console.WriteLine(
            $"{report.Findings.Count} findings in {report.Statements.Select(statement => statement.Version).Distinct().Count()} pending schema changes"
            + (engines.Count == 0 ? "." : $", run on {string.Join(" and ", engines)}."));
    }

    private static void PrintPart(string what, string words)
    {
        if (words.Length > 0)
        {
            Console.WriteLine($"    {what,-7} {string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
        }
    }

    /// <summary>https://docs.github.com/actions/reference/workflow-commands-for-github-actions</summary>
    private static void PrintAnnotations(LintReport report)
    {
        foreach (var finding in report.Findings)
        {
            var words = $"{finding.Version} {finding.Migration}: {finding.Subject}\n{finding.Engine} {finding.Facts}\n{finding.Why}\n{finding.Instead}";
            Console.WriteLine($"::{(finding.Severity == "Breaks" ? "error" : "warning")} title={Escape(finding.Rule + " " + finding.Title).Replace(",", "%2C", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal)}::{Escape(words)}");
        }

        PrintSum(report);
    }

    private static string Escape(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
}
