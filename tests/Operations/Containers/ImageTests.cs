using System.Formats.Tar;
using System.IO.Compression;
using System.Xml.Linq;

namespace GigGatek.Tests.Operations.Containers;

/// <summary>The image itself: what is in it, who it runs as, and what it says of itself.</summary>
[Collection(ContainersCollection.Name)]
public sealed class ImageTests(ShopImage image)
{
    private const long LargestCompressed = 150 * 1000 * 1000;

    private static string Version { get; } = XDocument.Load(Checkout.File("Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public async Task It_says_its_version_and_commit_and_its_labels_say_the_same()
    {
        var labels = (await image.RequireAsync()).GetProperty("Config").GetProperty("Labels");
        var (version, commit) = (labels.GetProperty("org.opencontainers.image.version").GetString(), labels.GetProperty("org.opencontainers.image.revision").GetString()!);
        version.ShouldBe(Version);
        commit.ShouldMatch("^[0-9a-f]{40}(-changed)?$|^unknown$");
        commit.ShouldStartWith(await HeadAsync());
        foreach (var label in new[] { "title", "description", "licenses", "created", "base.name" })
        {
            labels.GetProperty($"org.opencontainers.image.{label}").GetString().ShouldNotBeNullOrWhiteSpace(label);
        }

        var said = await Docker.RunContainerAsync(ShopImage.Tag, "--version");
        said.Output.Trim().ShouldBe($"{version}+{commit}");
    }

    [Fact]
    public async Task It_runs_as_a_user_without_rights_and_has_no_shell()
    {
        var config = (await image.RequireAsync()).GetProperty("Config");
        config.GetProperty("User").GetString().ShouldBe("1654:1654");
        foreach (var shell in new[] { "/bin/sh", "/bin/bash", "/usr/bin/apt-get" })
        {
            (await Docker.RunContainerAsync("--entrypoint", shell, ShopImage.Tag, "-c", "true")).ExitCode.ShouldNotBe(0, shell);
        }

        config.GetProperty("Healthcheck").GetProperty("Test").EnumerateArray().Select(word => word.GetString()).ShouldBe(["CMD", "/app/giggatek", "health"]);
    }

    [Fact]
    public async Task It_works_with_a_read_only_root_and_writes_into_the_data_folder_alone()
    {
        await image.RequireAsync();
        var migrated = await Docker.RunContainerAsync("--read-only", "--cap-drop", "ALL", "--tmpfs", "/tmp", ShopImage.Tag, "migrate");
        migrated.ExitCode.ShouldBe(0, migrated.All);
        migrated.Output.ShouldContain("schema changes applied", customMessage: "SQLite's own library is there too");
        var refused = await Docker.RunContainerAsync("--read-only", "--tmpfs", "/tmp", ShopImage.Tag, "migrate", "--data", "/elsewhere");
        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldContain("cannot be written to");
    }

    [Fact]
    public async Task A_health_check_answers_with_one_sentence_and_its_exit_code()
    {
        await image.RequireAsync();
        var asked = await Docker.RunContainerAsync("--read-only", ShopImage.Tag, "health");
        asked.ExitCode.ShouldBe(1);
        asked.Output.Trim().ShouldStartWith("http://localhost:8080/health/ready does not answer:");
        asked.Output.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task It_is_small_when_it_is_sent_and_holds_only_the_program_and_what_that_runs_on()
    {
        await image.RequireAsync();
        var archive = Path.GetTempFileName();
        try
        {
            await Docker.RunAsync("save", "--output", archive, ShopImage.Tag);
            (await CompressedSizeAsync(archive)).ShouldBeLessThan(LargestCompressed);
        }
        finally
        {
            File.Delete(archive);
        }

        var files = await ListAsync(ShopImage.Tag, "/app");
        files.ShouldContain("app/libe_sqlite3.so");
        files.Select(Path.GetExtension).Distinct().Except([".dll", ".pdb", ".json", ".so", ""]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_but_sources_gets_to_the_builder()
    {
        Docker.Require();
        var planted = Checkout.File("deploy", "compose", "secrets", "planted-by-a-test");
        Directory.CreateDirectory(Path.GetDirectoryName(planted)!);
        await File.WriteAllTextAsync(planted, "a secret", TestContext.Current.CancellationToken);
        var recipe = Path.GetTempFileName();
        await File.WriteAllTextAsync(recipe, "FROM scratch\nCOPY . /context\nCMD [\"none\"]\n", TestContext.Current.CancellationToken);
        try
        {
            await Docker.RunAsync("build", "--quiet", "--tag", "giggatek:context", "--file", recipe, Checkout.Root);
            var files = await ListAsync("giggatek:context", "/context");
            files.ShouldContain("context/src/GigGatek/Program.cs");
            files.Where(file => !file.StartsWith("context/src/", StringComparison.Ordinal)).ShouldBe(
                ["context/.editorconfig", "context/BannedSymbols.txt", "context/Directory.Build.props", "context/Directory.Packages.props", "context/global.json"], ignoreOrder: true);
            files.Where(file => file.Contains("/bin/", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal)).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(planted);
            File.Delete(recipe);
            await Docker.TryAsync(null, "rmi", "giggatek:context");
        }
    }

    [Theory]
    [InlineData("Database:ConnectionString must say where the database is", "Database__Provider=mysql")]
    [InlineData("Payments:WebhookSecret is missing", "Payments__AllowTestProvider=true", "Notifications__Delivery=file")]
    [InlineData("There is no master key file", "Payments__AllowTestProvider=true", "Notifications__Delivery=file", "Payments__WebhookSecret=0123456789abcdef0123456789abcdef", "Keys__MasterKeyFile=/run/secrets/master.key")]
    public async Task Without_a_secret_it_refuses_to_start_and_says_which(string sentence, params string[] settings)
    {
        await image.RequireAsync();
        var volume = $"giggatek-test-{Platform.Secrets.NewToken().ToLowerInvariant()}";
        string[] options = ["--read-only", "--tmpfs", "/tmp", "--volume", $"{volume}:/data", .. settings.SelectMany(setting => new[] { "--env", setting })];
        try
        {
            if (!settings.Contains("Database__Provider=mysql"))
            {
                (await Docker.RunContainerAsync([.. options, ShopImage.Tag, "migrate"])).ExitCode.ShouldBe(0);
            }

            var refused = await Docker.RunContainerAsync([.. options, ShopImage.Tag]);
            refused.ExitCode.ShouldBe(2, refused.All);
            refused.Error.ShouldContain(sentence);
            refused.All.ShouldNotContain("   at ", customMessage: "a sentence, no stack trace");
        }
        finally
        {
            await Docker.TryAsync(null, "volume", "rm", "--force", volume);
        }
    }

    private static async Task<string> HeadAsync()
    {
        var head = await CommandResult.OfAsync("git", Checkout.Root, ["rev-parse", "HEAD"]);
        return head.ExitCode == 0 ? head.Output.Trim() : "unknown";
    }

    private static async Task<long> CompressedSizeAsync(string archive)
    {
        using var counted = new MemoryStream();
        await using (var compressed = new GZipStream(counted, CompressionLevel.Fastest, leaveOpen: true))
        {
            await using var file = File.OpenRead(archive);
            await file.CopyToAsync(compressed, TestContext.Current.CancellationToken);
        }

        return counted.Length;
    }

    /// <summary>The files below a folder of an image, which has no program to list them by.</summary>
    private static async Task<IReadOnlyList<string>> ListAsync(string tag, string folder)
    {
        var container = (await Docker.RunAsync("create", tag)).Trim();
        var archive = Path.GetTempFileName();
        try
        {
            var copied = await CommandResult.OfAsync("/bin/sh", null, ["-c", "docker cp \"$1:$2\" - >\"$3\"", "sh", container, folder, archive]);
            copied.ExitCode.ShouldBe(0, copied.Error);
            var files = new List<string>();
            await using var reader = new TarReader(File.OpenRead(archive));
            while (await reader.GetNextEntryAsync() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    files.Add(entry.Name.TrimStart('.', '/'));
                }
            }

            return files;
        }
        finally
        {
            File.Delete(archive);
            await Docker.RunAsync("rm", container);
        }
    }
}
