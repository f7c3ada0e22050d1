namespace GigGatek.Operations.Doctor.Checks;

/// <summary>Room on the disks of folders.</summary>
/// <param name="folders">Those that are not there are passed over: another check says so.</param>
/// <param name="free">Bytes that a user may still write beside a folder.</param>
public sealed class DiskCheck(IEnumerable<string> folders, Func<string, long>? free = null) : IDoctorCheck
{
    /// <summary>A release, the logs of a week, and a copy of a middling database.</summary>
    public const long Least = 2L << 30;

    private const string Name = "disk";

    private readonly Func<string, long> _free = free ?? (folder => new DriveInfo(folder).AvailableFreeSpace);

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Diagnosis>>([.. folders.Where(Directory.Exists).Distinct().Select(Look)]);

    private Diagnosis Look(string folder)
    {
        var bytes = _free(folder);
        var says = FormattableString.Invariant($"{folder} has {bytes / (double)(1 << 30):0.0} GiB free");
        return bytes >= Least
            ? Diagnosis.Fine(Name, says + ".")
            : Diagnosis.Wrong(Name, $"{says}; it takes {Least >> 30}.", "A full disk stops the database and loses orders.", $"du -xh --max-depth=2 {folder} | sort -h | tail");
    }
}
