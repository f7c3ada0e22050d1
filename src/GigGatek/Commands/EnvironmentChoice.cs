using System.CommandLine;
using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Remote;

namespace GigGatek.Commands;

/// <summary>The options that every command about an environment has, and where it runs.</summary>
internal static class EnvironmentChoice
{
    private static readonly Option<string> Environment = new("--env") { Description = "The environment, such as staging.", Required = true };

    public static Option<DirectoryInfo> Folder { get; } = new("--environments")
    {
        Description = "Where the environments' files are.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(System.Environment.GetEnvironmentVariable("GIGGATEK_HOME") ?? System.Environment.CurrentDirectory, "deploy", "environments")),
    };

    public static Option<bool> Here { get; } = new("--here") { Description = "This machine is the environment's host; else the command runs there, over ssh." };

    public static void AddTo(Command command)
    {
        command.Add(Environment);
        command.Add(Folder);
        command.Add(Here);
    }

    /// <summary>Runs a command here, or has it run on the environment's host.</summary>
    /// <param name="words">The command as it is typed there, without the options about environments.</param>
    public static Task<int> RunAsync(ParseResult args, IReadOnlyList<string> words, Func<EnvironmentReleases, Task<int>> run, CancellationToken ct)
    {
        var (files, name) = (new EnvironmentFiles(args.GetValue(Folder)!), args.GetValue(Environment)!);
        var environment = files.Read(name);
        return environment.Host.Length == 0 || args.GetValue(Here)
            ? run(new EnvironmentReleases(environment, DoctorCommand.Doctor, TimeProvider.System, Console.WriteLine))
            : new OnItsHost(environment, files.ReadText(name), Console.WriteLine).RunAsync(words, ct);
    }
}
