namespace GigGatek.Operations.Doctor.Checks;

/// <summary>A program of others that is needed, and how one gets it.</summary>
/// <param name="For">What needs it, after “needs it”: <c>to start shops</c>.</param>
/// <param name="Remedy">A command.</param>
/// <param name="IsOptional">What needs it is not a release.</param>
public sealed record NeededTool(string Program, string For, string Remedy, bool IsOptional = false);

/// <summary>Programs of others, on the path.</summary>
public sealed class ToolsCheck(IReadOnlyList<NeededTool> tools, string? path = null) : IDoctorCheck
{
    private const string Name = "tools";

    private readonly IReadOnlyList<string> _folders = (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        var missing = tools.Where(tool => !_folders.Any(folder => File.Exists(Path.Combine(folder, tool.Program)))).ToList();
        var there = tools.Except(missing).Select(tool => tool.Program).ToList();
        return Task.FromResult<IReadOnlyList<Diagnosis>>(
        [
            .. there.Count > 0 ? [Diagnosis.Fine(Name, $"{string.Join(", ", there)}.")] : Array.Empty<Diagnosis>(),
            .. missing.Select(tool => new Diagnosis(
                Name, tool.IsOptional ? Condition.Advice : Condition.Wrong, $"There is no {tool.Program} on the path.", $"It is needed {tool.For}.", tool.Remedy)),
        ]);
    }
}
