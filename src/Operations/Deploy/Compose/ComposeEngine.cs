using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>Runs commands of docker and compose, and says those that change something.</summary>
internal sealed class ComposeEngine(ComposeCommands commands, Action<string> say)
{
    /// <summary>Changes something. What it printed.</summary>
    /// <exception cref="ReleaseFailedException">It failed; with its words.</exception>
    public async Task<string> DoAsync(OutsideCommand command, CancellationToken ct)
    {
        say($"    $ {command}");
        return await OutsideProgram.AskAsync(command, ct);
    }

    /// <summary>The container of a service; null when it has none.</summary>
    public async Task<ComposeContainer?> FindAsync(string service, CancellationToken ct)
    {
        var ids = (await OutsideProgram.AskAsync(commands.List(service), ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ids.Length == 0 ? null : await InspectAsync(ids[0], ct);
    }

    /// <summary>A container by its name; null when there is none.</summary>
    public async Task<ComposeContainer?> InspectAsync(string name, CancellationToken ct) =>
        await OutsideProgram.RunAsync(commands.Docker("container", "inspect", name), ct) is { Code: 0 } told ? ComposeContainer.Parse(told.Output)[0] : null;

    /// <summary>Why the container of a service ended.</summary>
    public async Task<string> WordsOfAsync(string service, CancellationToken ct) => LastWords.Of((await OutsideProgram.AskAsync(commands.Logs(service), ct)).Split('\n'));
}
