using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using GigGatek.Tests.BrokenBuild;

/// <summary>
/// Makes a build of the real program a bad one: .NET calls this before the program begins
/// (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md). What is bad is said by a file beside it.
/// </summary>
[SuppressMessage("Design", "CA1050", Justification = "The name is .NET's.")]
[SuppressMessage("Naming", "CA1515", Justification = "The name is .NET's.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        var here = Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!;
        var fault = File.ReadAllText(Path.Combine(here, "fault")).Trim();
        var command = Environment.GetCommandLineArgs().Skip(1).FirstOrDefault();
        if ((fault == "crash" && command == "serve") || (fault == "migration" && command == "migrate" && !Environment.GetCommandLineArgs().Any(option => option is "--plan" or "--lint"))
            || (fault == "unsafe" && Environment.GetCommandLineArgs().Contains("--lint")))
        {
            Console.Error.WriteLine("This build is broken.");
            Environment.Exit(1);
        }

        if (command == "serve")
        {
            AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "BrokenBuild" ? typeof(StartupHook).Assembly : null;
            BadMiddleware.Fault = fault;
            Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "BrokenBuild");
        }
    }
}
