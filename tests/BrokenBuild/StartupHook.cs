using System.Diagnostics.CodeAnalysis;
using System.Runtime.Loader;
using GigGatek.Tests.BrokenBuild;
using Microsoft.Data.Sqlite;

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

        if (fault == "expands" && command == "migrate" && Environment.GetCommandLineArgs() is [.., "--phase", "expand", "--data", var data])
        {
            Expand(data);
        }

        if (command == "serve")
        {
            AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "BrokenBuild" ? typeof(StartupHook).Assembly : null;
            BadMiddleware.Fault = fault;
            Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", "BrokenBuild");
        }
    }

    /// <summary>Not bad at all: the next release, with a change of the schema that this one does not know.</summary>
    private static void Expand(string data)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "giggatek.db")};Default Timeout=30");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT COUNT(*) FROM schema_versions WHERE version = 209901010000";
        if ((long)command.ExecuteScalar()! == 0)
        {
            command.CommandText =
                """
                ALTER TABLE ordering_orders ADD COLUMN next_release BIGINT NULL;
                CREATE INDEX ordering_orders_next_release ON ordering_orders (next_release);
                INSERT INTO schema_versions (version, applied_on, description) VALUES (209901010000, '2099-01-01', 'Of the next release');
                """;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
