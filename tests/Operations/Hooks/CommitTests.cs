namespace GigGatek.Tests.Operations.Hooks;

/// <summary>What is staged is what is judged.</summary>
public sealed class CommitTests
{
    private const string Aws = "AKIA" + "IOSFODNN7EXAMPLE";

    /// <summary>File, defect, what is said of it, and how it would be right.</summary>
    public static TheoryData<string, string, string, string> Defects => new()
    {
        { "src/a.css", "a {\n  color: red; \n}\n", "src/a.css:2: there is space at the end", "a {\n  color: red;\n}\n" },
        { "a.txt", "one\ntwo", "a.txt:2: the last line has no end", "one\ntwo\n" },
        { "a.txt", "one\n\n\n", "empty lines are at the end", "one\n" },
        { "a.yaml", "a: 1\nb: [1, 2\n", "a.yaml:", "a: 1\nb: [1, 2]\n" },
        { "a.yml", "a: 1\na: 2\n", "this is not YAML", "a: 1\nb: 2\n" },
        { "a.json", "{\n  \"a\": 1,\n}\n", "a.json:3: this is not JSON", "{\n  \"a\": 1\n}\n" },
        { "a.json", "{ \"a\": 1, \"a\": 2 }\n", "this is not JSON", "{ \"a\": 1, \"b\": 2 }\n" },
        { "a.jsonl", "{}\n{\n", "a.jsonl:2: this is not JSON", "{}\n{}\n" },
        { "big.bin", new string('x', 600 * 1024) + "\n", "big.bin: it has 600 KiB", "small\n" },
        { "a.conf", $"key = {Aws}\n", "a.conf:1: this looks like a key of AWS", "key = from-the-vault\n" },
        { "a.txt", "curl -H 'Authorization: Bearer gg_k3m9xw2p7q4h" + "_" + new string('x', 43) + "'\n", "this looks like a key of this shop's API", "curl -H \"Authorization: Bearer $KEY\"\n" },
        { "a.pem", "-----BEGIN RSA " + "PRIVATE KEY-----\n", "this looks like a private key", "nothing\n" },
        { "a.cs", "var token = \"" + "9fJ2kLm8QxZ4vBn7TyW1\";\n", "this looks like a secret", "var token = vault.Token;\n" },
        { "a.cs", "class A\n{\n  int  B;\n}\n", "a.cs:3: this is not formatted", "class A\n{\n    int B;\n}\n" },
        { "a.cs", "class A {\n}\n", "this is not formatted", "class A\n{\n}\n" },
    };

    [Theory, MemberData(nameof(Defects))]
    public async Task A_defect_is_named_and_stops_the_commit_and_its_remedy_lets_it_through(string name, string defect, string sentence, string remedy)
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync(name, defect);
        var refused = await repository.CommitAsync();
        refused.Code.ShouldNotBe(0);
        refused.Output.ShouldContain(sentence);
        refused.Output.ShouldContain("Nothing was committed.");

        await repository.StageAsync(name, remedy);
        var done = await repository.CommitAsync();
        done.Code.ShouldBe(0, done.Output);
    }

    [Fact]
    public async Task A_secret_is_not_repeated()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.conf", $"key = {Aws}\n");
        (await repository.CommitAsync()).Output.ShouldNotContain(Aws);
    }

    [Fact]
    public async Task A_line_that_says_so_is_no_secret()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.conf", $"key = {Aws}    # not a secret: the one of the manual\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task An_example_that_counts_up_to_ten_is_no_secret()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.conf", "password = 0123456789abcdef0123456789abcdef\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_remedy_that_is_not_staged_hides_no_defect()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.json", "{\n");
        repository.Write("a.json", "{}\n");
        (await repository.CommitAsync()).Output.ShouldContain("a.json:");
    }

    [Fact]
    public async Task A_defect_that_is_not_staged_stops_nothing()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.json", "{}\n");
        repository.Write("a.json", "{\n");
        repository.Write("b.json", "{\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(repository.PathOf("a.json"), TestContext.Current.CancellationToken)).ShouldBe("{\n", "the working tree is left alone");
    }

    [Fact]
    public async Task An_old_defect_in_a_file_that_is_not_staged_stops_nothing()
    {
        using var repository = await StagedRepository.CreateWithoutHookAsync();
        await repository.StageAsync("old.json", "{\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
        (await repository.RunAsync("sh", "giggatek", "hooks", "install")).Code.ShouldBe(0);
        await repository.StageAsync("new.json", "{}\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_partial_commit_is_judged_by_what_it_takes()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("good.json", "{}\n");
        await repository.StageAsync("bad.json", "{\n");
        (await repository.RunAsync("git", "commit", "--quiet", "--message", "Half", "--", "good.json")).Code.ShouldBe(0);
        (await repository.RunAsync("git", "commit", "--quiet", "--message", "Rest")).Output.ShouldContain("bad.json:");
    }

    [Fact]
    public async Task Names_with_spaces_and_letters_of_any_language_are_found()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("my files/größe.json", "{\n");
        (await repository.CommitAsync()).Output.ShouldContain("my files/größe.json:");
    }

    [Fact]
    public async Task A_file_that_goes_or_gets_another_name_stops_nothing()
    {
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("a.json", "{}\n");
        await repository.StageAsync("b.json", "[]\n");
        await repository.CommitAsync();
        await repository.GitAsync("mv", "a.json", "c.json");
        await repository.GitAsync("rm", "--quiet", "b.json");
        var done = await repository.CommitAsync();
        done.Code.ShouldBe(0, done.Output);
    }

    [Fact]
    public async Task A_script_may_use_what_another_that_it_sources_has_set()
    {
        Assert.SkipUnless(Programs.Has("shellcheck"), "There is no shellcheck on this machine.");
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("parts.sh", "# shellcheck shell=sh disable=SC2034\nproblem=none\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
        await repository.StageAsync("run", "#!/bin/sh\n. ./parts.sh\necho \"$problem\"\n");
        var done = await repository.CommitAsync();
        done.Code.ShouldBe(0, done.Output);
    }

    [Fact]
    public async Task A_script_that_the_shell_would_misread_is_found()
    {
        Assert.SkipUnless(Programs.Has("shellcheck"), "There is no shellcheck on this machine.");
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync("run", "#!/bin/sh\ncd $HOME/x\nrm -rf \"$1/\"*\nexit $?;fi\n");
        (await repository.CommitAsync()).Output.ShouldContain("shellcheck says:");
        await repository.StageAsync("run", "#!/bin/sh\nset -eu\necho \"$1\"\n");
        (await repository.CommitAsync()).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_workflow_that_GitHub_would_refuse_is_found()
    {
        Assert.SkipUnless(Programs.Has("actionlint") || File.Exists(Path.Combine(StagedRepository.Tools, "tools", "workflow-lint")), "There is no actionlint on this machine.");
        using var repository = await StagedRepository.CreateAsync();
        await repository.StageAsync(".github/workflows/a.yaml", "on: push\njobs:\n  a:\n    steps: []\n");
        (await repository.CommitAsync()).Output.ShouldContain("workflows says:");
    }
}
