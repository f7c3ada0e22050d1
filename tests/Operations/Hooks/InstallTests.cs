using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace GigGatek.Tests.Operations.Hooks;

/// <summary><c>./giggatek hooks</c>, with and without the pre-commit program.</summary>
public sealed class InstallTests
{
    [Fact]
    public async Task Installing_twice_changes_nothing()
    {
        using var repository = await StagedRepository.CreateAsync();
        var hook = await File.ReadAllTextAsync(repository.PathOf(".git/hooks/pre-commit"), TestContext.Current.CancellationToken);
        (await repository.RunAsync("sh", "giggatek", "hooks", "install")).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(repository.PathOf(".git/hooks/pre-commit"), TestContext.Current.CancellationToken)).ShouldBe(hook);
    }

    [Fact]
    public async Task A_hook_of_another_hand_is_left_alone()
    {
        using var repository = await StagedRepository.CreateWithoutHookAsync();
        repository.Write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
        var refused = await repository.RunAsync("sh", "giggatek", "hooks", "install");
        refused.Code.ShouldBe(2);
        refused.Output.ShouldContain("There is a hook of another hand at");
        (await File.ReadAllTextAsync(repository.PathOf(".git/hooks/pre-commit"), TestContext.Current.CancellationToken)).ShouldBe("#!/bin/sh\nexit 0\n");
    }

    [Fact]
    public async Task It_runs_without_a_commit_too()
    {
        using var repository = await StagedRepository.CreateWithoutHookAsync();
        (await repository.RunAsync("sh", "giggatek", "hooks", "run")).Code.ShouldBe(0);
        await repository.StageAsync("a.json", "{\n");
        var found = await repository.RunAsync("sh", "giggatek", "hooks", "run");
        found.Code.ShouldBe(1);
        found.Output.ShouldContain("a.json:");
    }

    [Fact]
    public async Task One_check_looks_at_the_files_it_is_given()
    {
        using var repository = await StagedRepository.CreateWithoutHookAsync();
        repository.Write("a.json", "{ \n");
        (await repository.RunAsync("sh", "giggatek", "hooks", "check", "json", "a.json")).Output.ShouldContain("a.json:");
        (await repository.RunAsync("sh", "giggatek", "hooks", "check", "end-of-file", "a.json")).Code.ShouldBe(0);
        var refused = await repository.RunAsync("sh", "giggatek", "hooks", "check", "spelling", "a.json");
        refused.Code.ShouldBe(2);
        refused.Output.ShouldContain("Say which check");
    }

    [Fact]
    public async Task The_pre_commit_program_is_told_of_every_check()
    {
        using var repository = await StagedRepository.CreateWithoutHookAsync();
        var names = (await repository.RunAsync("sh", "giggatek", "hooks", "check", "no-such")).Output.Split("all, ")[1].Split('.')[0].Split(", ");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, ".pre-commit-config.yaml"), TestContext.Current.CancellationToken)));
        var hooks = yaml.Documents[0].RootNode["repos"][0]["hooks"].ShouldBeOfType<YamlSequenceNode>().Children;
        hooks.Select(hook => hook["id"].ToString()).ShouldBe(names);
        hooks.ShouldAllBe(hook => hook["entry"].ToString() == $"./giggatek hooks check {hook["id"]}" && hook["language"].ToString() == "system");
    }

    [Fact]
    public async Task Every_file_of_this_repository_passes()
    {
        using var process = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Checkout.Root, "giggatek"), "hooks", "run", "--all"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, output + await error);
    }
}
