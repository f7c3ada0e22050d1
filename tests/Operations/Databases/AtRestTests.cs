using System.Diagnostics;
using System.Text;

namespace GigGatek.Tests.Operations.Databases;

/// <summary>With the shipped settings nothing that was stored is on the disk in plain text; without them it is, or the search would prove nothing.</summary>
public sealed class AtRestTests
{
    private const string Marker = "plain-text-that-nobody-may-find-7f3e";

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task What_was_stored_is_in_no_file_of_the_data_folder(ServerKind kind)
    {
        var programs = ServerPrograms.Require(kind);
        using var plain = new ServerFolder();
        (await StoreAndSearch(programs, plain.HandOver(), null, ["--log-bin=binlog", "--server-id=1"])).ShouldNotBeEmpty();

        using var guarded = new ServerFolder();
        var settings = kind == ServerKind.MariaDb ? PrepareMariaDb(guarded) : PrepareMySql(programs, guarded);
        (await StoreAndSearch(programs, guarded.HandOver(), settings, ["--log-bin=binlog", "--server-id=1"])).ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> StoreAndSearch(ServerPrograms programs, ServerFolder folder, string? settings, string[] options)
    {
        await using var server = await DatabaseServer.StartAsync(programs, folder, settings, options);
        await server.ExecuteAsync(
            $"""
            CREATE DATABASE shop;
            CREATE TABLE shop.t (id INT PRIMARY KEY, v VARCHAR(2000), KEY (v(100)));
            INSERT INTO shop.t VALUES (1, '{Marker}'), (2, REPEAT('{Marker}', 20));
            UPDATE shop.t SET v = CONCAT(v, ' changed');
            DELETE FROM shop.t WHERE id = 2;
            FLUSH TABLES; FLUSH BINARY LOGS
            """);
        await server.StopAsync();
        return [.. Directory.EnumerateFiles(folder.Data, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(folder.Temporary)).Where(Holds)];
    }

    /// <summary>The keyring is loaded by a file beside the program, and told by one beside the plugin where its keys are.</summary>
    private static string PrepareMySql(ServerPrograms programs, ServerFolder folder)
    {
        folder.Program = Path.Combine(folder.Programs, "mysqld");
        programs.PlaceAt(folder.Program);
        File.Copy(Checkout.File("deploy", "database", "mysql", "mysqld.my"), Path.Combine(folder.Programs, "mysqld.my"));
        folder.Plugins = Directory.CreateDirectory(Path.Combine(folder.Path, "plugin")).FullName;
        foreach (var plugin in Directory.EnumerateFiles(programs.Plugins, "*.so"))
        {
            File.CreateSymbolicLink(Path.Combine(folder.Plugins, Path.GetFileName(plugin)), plugin);
        }

        Copy(["mysql", "component_keyring_file.cnf"], Path.Combine(folder.Plugins, "component_keyring_file.cnf"), "/var/lib/mysql-keyring", folder.Keys);
        return Checkout.File("deploy", "database", "mysql", "at-rest.cnf");
    }

    private static string PrepareMariaDb(ServerFolder folder)
    {
        using var made = Process.Start("/bin/sh", ["-ec", $"cd '{folder.Keys}'; {KeyCommands()}"]);
        made.WaitForExit();
        made.ExitCode.ShouldBe(0);
        var settings = Path.Combine(folder.Path, "at-rest.cnf");
        Copy(["mariadb", "at-rest.cnf"], settings, "/etc/mysql/encryption", folder.Keys);
        return settings;
    }

    /// <summary>Those of the README, so that what it says is what works.</summary>
    private static string KeyCommands() => string.Join('\n', File.ReadLines(Checkout.File("deploy", "database", "README.md"))
        .Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Trim()).Where(line => !line.StartsWith("cd ", StringComparison.Ordinal)));

    private static void Copy(string[] from, string to, string place, string replacement)
    {
        var text = File.ReadAllText(Checkout.File(["deploy", "database", .. from]));
        text.ShouldContain(place);
        File.WriteAllText(to, text.Replace(place, replacement, StringComparison.Ordinal));
    }

    private static bool Holds(string file) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)) >= 0;
}
