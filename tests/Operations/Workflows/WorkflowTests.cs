using System.Diagnostics;
using GigGatek.Tests.Operations.Helm;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>The workflows in <c>.github</c>.</summary>
public sealed class WorkflowTests
{
    private const string Sound = """
        name: sound
        on: push
        permissions: { contents: read }
        concurrency: { group: sound }
        jobs:
          one:
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            steps:
              - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
                with: { persist-credentials: false }
              - run: ./giggatek test unit
        """;

    [Fact]
    public void Workflows_are_pinned_confined_and_without_logic()
    {
        WorkflowFile.Workflows.Count.ShouldBeGreaterThan(1);
        WorkflowFile.Workflows.SelectMany(file => WorkflowRules.Check(file, isWorkflow: true)).ShouldBeEmpty();
        WorkflowFile.Actions.SelectMany(file => WorkflowRules.Check(file, isWorkflow: false)).ShouldBeEmpty();
    }

    [Fact]
    public void An_action_has_one_version_everywhere() =>
        WorkflowFile.Workflows.Concat(WorkflowFile.Actions).SelectMany(file => file.Steps).Select(step => step.Text("uses")).OfType<string>().Where(uses => uses.Contains('@', StringComparison.Ordinal))
            .Distinct().GroupBy(uses => uses.Split('@')[0]).Where(versions => versions.Count() > 1).Select(versions => versions.Key).ShouldBeEmpty();

    [Fact]
    public void A_sound_workflow_passes() => WorkflowRules.Check(new WorkflowFile("sound.yml", Sound), isWorkflow: true).ShouldBeEmpty();

    [Theory]
    [InlineData("actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "actions/checkout@v5", "not pinned by a commit")]
    [InlineData(" # v5.0.0", "", "says not which version")]
    [InlineData("persist-credentials: false", "fetch-depth: 0", "leaves its token")]
    [InlineData("./giggatek test unit", "./giggatek teleport", "neither a command")]
    [InlineData("./giggatek test unit", "sh tests/run/no-such.sh", "neither a command")]
    [InlineData("./giggatek test unit", "dotnet test", "neither a command")]
    [InlineData("./giggatek test unit", "./giggatek test unit && ./giggatek bench", "more than one command")]
    [InlineData("./giggatek test unit", "|\n          ./giggatek test unit\n          ./giggatek bench", "more than one command")]
    [InlineData("./giggatek test unit", "./giggatek test ${{ github.head_ref }}", "whose words the shell would obey")]
    [InlineData("permissions: { contents: read }", "permissions: write-all", "which permissions")]
    [InlineData("permissions: { contents: read }", "env: {}", "which permissions")]
    [InlineData("concurrency: { group: sound }", "env: {}", "in each other's way")]
    [InlineData("    timeout-minutes: 5\n", "", "may run for six hours")]
    [InlineData("actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "./.github/actions/none", "there is no action")]
    public void An_unsound_one_is_found(string right, string wrong, string sentence)
    {
        Sound.ShouldContain(right);
        WorkflowRules.Check(new WorkflowFile("unsound.yml", Sound.Replace(right, wrong, StringComparison.Ordinal)), isWorkflow: true).ShouldContain(fault => fault.Contains(sentence));
    }

    [Fact]
    public async Task GitHub_would_take_them()
    {
        using var process = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Checkout.Root, "tests", "run", "lint-workflows.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var said = output + await error;
        Assert.SkipWhen(said.Contains("There is no actionlint on this machine", StringComparison.Ordinal), "There is no actionlint on this machine.");
        process.ExitCode.ShouldBe(0, said);
    }
}
