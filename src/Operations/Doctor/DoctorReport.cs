namespace GigGatek.Operations.Doctor;

/// <summary>What <c>giggatek doctor</c> found, in the order of its checks.</summary>
public sealed record DoctorReport(IReadOnlyList<Diagnosis> Diagnoses)
{
    /// <summary>Whether nothing is in the way.</summary>
    public bool IsHealthy => Diagnoses.All(one => one.Condition != Condition.Wrong);

    public IEnumerable<Diagnosis> Wrong => Diagnoses.Where(one => one.Condition == Condition.Wrong);

    /// <summary>Does the checks, one after the other: none is long, and their lines stay in order.</summary>
    public static async Task<DoctorReport> OfAsync(IEnumerable<IDoctorCheck> checks, CancellationToken ct)
    {
        var diagnoses = new List<Diagnosis>();
        foreach (var check in checks)
        {
            diagnoses.AddRange(await check.LookAsync(ct));
        }

        return new DoctorReport(diagnoses);
    }
}
