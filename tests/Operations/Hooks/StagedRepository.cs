using System.Diagnostics;

namespace GigGatek.Tests.Operations.Hooks;

/// <summary>A git repository of its own, with the scripts and the built checks of this one, and the hook installed.</summary>
internal sealed class StagedRepository : IDisposable
{
    private static readonly string[] Scripts = ["giggatek", "tests/run/hooks.sh", ".githooks/pre-commit", ".editorconfig"];

    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-hooks-").FullName;

    private StagedRepository()
    {
        Directory.CreateDirectory(Root);
        if (Directory.Exists(Tools))
        {
            Directory.CreateSymbolicLink(Path.Combine(_folder, "shared"), Tools);
        }
    }

    /// <summary>Tools beside the checkout, on machines that have them.</summary>
    public static string Tools { get; } = Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared"));

    public string Root => Path.Combine(_folder, "checkout");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>With the hook, and one commit.</summary>
    public static async Task<StagedRepository> CreateAsync()
    {
        var repository = await CreateWithoutHookAsync();
        (await repository.RunAsync("sh", "giggatek", "hooks", "install")).Code.ShouldBe(0);
        return repository;
    }

    public static async Task<StagedRepository> CreateWithoutHookAsync()
    {
        var repository = new StagedRepository();
        foreach (var script in Scripts)
        {
            var copy = repository.PathOf(script);
            File.Copy(Path.Combine(Checkout.Root, script), copy);
        }

        Directory.CreateSymbolicLink(repository.PathOf("artifacts"), Path.Combine(Checkout.Root, "artifacts"));
        repository.Write(".gitignore", "artifacts\n");
        await repository.GitAsync("init", "--quiet");
        await repository.GitAsync("add", "--all");
        await repository.GitAsync("commit", "--quiet", "--message", "Begin");
        return repository;
    }

    /// <summary>Writes a file, and its folders, without staging it.</summary>
    public void Write(string name, string content) => File.WriteAllText(PathOf(name), content);

    public Task StageAsync(string name) => GitAsync("add", "--", name);

    public async Task StageAsync(string name, string content)
    {
        Write(name, content);
        await StageAsync(name);
    }

    public Task<Ended> CommitAsync() => RunAsync("git", "commit", "--quiet", "--message", "Change");

    public async Task GitAsync(params string[] arguments)
    {
        var ended = await RunAsync("git", arguments);
        ended.Code.ShouldBe(0, ended.Output);
    }

    public async Task<Ended> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("GIT_AUTHOR_NAME", "Ann"), ("GIT_AUTHOR_EMAIL", "ann@example.com"), ("GIT_COMMITTER_NAME", "Ann"), ("GIT_COMMITTER_EMAIL", "ann@example.com"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null") })
        {
            start.Environment[name] = value;
        }

        foreach (var name in start.Environment.Keys.Where(name => name is "GIGGATEK_HOME" or "GIT_DIR" or "GIT_INDEX_FILE" or "GIT_WORK_TREE").ToList())
        {
            start.Environment.Remove(name);    // these tests may themselves run in a hook
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Ct);
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return new Ended(process.ExitCode, output + await error);
    }

    public void Dispose()
    {
        Directory.Delete(PathOf("artifacts"));    // the links
        if (Directory.Exists(Tools))
        {
            Directory.Delete(Path.Combine(_folder, "shared"));
        }

        Directory.Delete(_folder, recursive: true);
    }

    public string PathOf(string name)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Ended(int Code, string Output);
