namespace GigGatek.Operations.Doctor.Checks;

/// <summary>The program is there, in a version to be released or in any.</summary>
/// <param name="folder">With a folder for each version.</param>
/// <param name="version">Null: any will do.</param>
public sealed class ProgramsCheck(string folder, string? version) : IDoctorCheck
{
    private const string Name = "program";

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        List<string> there = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Where(one => File.Exists(Path.Combine(one, "giggatek.dll"))).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
        var known = there.Count == 0 ? "none" : string.Join(", ", there);
        var diagnosis = (version is null ? there.Count > 0 : there.Contains(version))
            ? Diagnosis.Fine(Name, $"{folder} has {known}.")
            : Diagnosis.Wrong(
                Name, $"{folder} has no {version ?? "version"} (it has {known}).", "There is nothing to release.",
                $"dotnet publish src/GigGatek -c Release -o {Path.Combine(folder, version ?? "VERSION")}");
        return Task.FromResult<IReadOnlyList<Diagnosis>>([diagnosis]);
    }
}
