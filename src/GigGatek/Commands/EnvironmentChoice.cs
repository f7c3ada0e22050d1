using System.CommandLine;
using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Environments;

namespace GigGatek.Commands;

/// <summary>The options that every command about an environment has.</summary>
internal static class EnvironmentChoice
{
    public static Option<string> Environment { get; } = new("--env") { Description = "The environment, such as staging.", Required = true };

    public static Option<DirectoryInfo> Folder { get; } = new("--environments")
    {
        Description = "Where the environments' files are.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(System.Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? System.Environment.CurrentDirectory, "deploy", "environments")),
    };

    public static EnvironmentReleases Open(ParseResult args) =>
        new(new EnvironmentFiles(args.GetValue(Folder)!).Read(args.GetValue(Environment)!), TimeProvider.System, Console.WriteLine);
}
