using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GigGatek.Composition;
using GigGatek.Operations;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Remote;
using GigGatek.Operations.Doctor;

namespace GigGatek.Commands;

/// <summary>What is missing or wrong here. docs/operations/environments.md is its manual.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string?> Environment = new("--env") { Description = "An environment, such as staging; else this machine, for developing and giggatek up." };
    private static readonly Option<string?> Version = new("--version") { Description = "A version that is to be released there." };
    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The data folder, where no environment is named.", DefaultValueFactory = _ => DataFolder.Default };
    private static readonly Option<bool> AsJson = new("--json") { Description = "Everything that was looked at, as JSON." };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Of this program: it asks the shop that it is.</summary>
    public static EnvironmentDoctor Doctor { get; } = new(TimeProvider.System, ShopLooks.LookAsync);

    public static Command Create()
    {
        var command = new Command("doctor", "Explain what is missing or wrong on this machine or environment: what, why it matters, and the remedy. Exit code 0 nothing, 1 something.")
        {
            Environment, EnvironmentChoice.Folder, EnvironmentChoice.Here, Version, Data, AsJson,
        };
        command.SetAction((args, ct) => Exit.Guard(async () =>
        {
            if (FindElsewhere(args) is { } there)
            {
                return await there.RunAsync(["doctor", .. args.GetValue(Version) is { } version ? (string[])["--version", version] : [], .. args.GetValue(AsJson) ? ["--json"] : Array.Empty<string>()], ct);
            }

            var report = await LookAsync(args, ct);
            Console.WriteLine(args.GetValue(AsJson) ? JsonSerializer.Serialize(new { report.IsHealthy, report.Diagnoses }, Json) : Tell(report));
            return report.IsHealthy ? Exit.Done : Exit.Broken;
        }));
        return command;
    }

    /// <summary>The environment's own host, where it looks; null: this machine.</summary>
    private static OnItsHost? FindElsewhere(ParseResult args)
    {
        if (args.GetValue(Environment) is not { } name || args.GetValue(EnvironmentChoice.Here))
        {
            return null;
        }

        try
        {
            var files = new EnvironmentFiles(args.GetValue(EnvironmentChoice.Folder)!);
            return files.Read(name) is { Host.Length: > 0 } environment ? new OnItsHost(environment, files.ReadText(name), Console.WriteLine) : null;
        }
        catch (OperationRefusedException)
        {
            return null;    // the look itself says what is wrong with the file
        }
    }

    private static async Task<DoctorReport> LookAsync(ParseResult args, CancellationToken ct)
    {
        if (args.GetValue(Environment) is not { } name)
        {
            var checkout = System.Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? System.Environment.CurrentDirectory;
            return await DoctorReport.OfAsync(EnvironmentDoctor.ChecksOfMachine(checkout, args.GetValue(Data)!.FullName), ct);
        }

        try
        {
            var environment = new EnvironmentFiles(args.GetValue(EnvironmentChoice.Folder)!).Read(name);
            return await DoctorReport.OfAsync(Doctor.ChecksOf(environment, args.GetValue(Version)), ct);
        }
        catch (OperationRefusedException refusal)
        {
            return new DoctorReport([Diagnosis.Wrong("file", refusal.Message, "Nothing can be released with it.", "mend that line; docs/operations/environments.md and deploy/environments/schema.json say what there is")]);
        }
    }

    private static string Tell(DoctorReport report)
    {
        var wrong = report.Wrong.Count();
        return string.Join('\n', [.. report.Diagnoses, (object)(wrong == 0 ? "Nothing is in the way." : $"{wrong} in the way.")]);
    }
}
