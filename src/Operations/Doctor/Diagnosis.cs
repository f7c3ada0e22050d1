namespace GigGatek.Operations.Doctor;

/// <summary>How bad it is.</summary>
public enum Condition
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>Not in the way of anything, and worth knowing.</summary>
    Advice,

    /// <summary>In the way of a release, or of the shop.</summary>
    Wrong,
}

/// <summary>What one look showed.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Says">What is so: a sentence.</param>
/// <param name="Why">Why it matters; null when all is well.</param>
/// <param name="Remedy">A command that mends it, or as near to one as can be said; null when all is well.</param>
public sealed record Diagnosis(string Check, Condition Condition, string Says, string? Why, string? Remedy)
{
    public static Diagnosis Fine(string check, string says) => new(check, Condition.Fine, says, null, null);

    public static Diagnosis Advice(string check, string says, string why, string remedy) => new(check, Condition.Advice, says, why, remedy);

    public static Diagnosis Wrong(string check, string says, string why, string remedy) => new(check, Condition.Wrong, says, why, remedy);

    /// <summary>One line: what, why it matters, the remedy.</summary>
    public override string ToString()
    {
        var word = Condition switch { Condition.Fine => "ok", Condition.Advice => "advice", _ => "WRONG" };
        return $"{word,-7}{Check,-10}{Says}{(Why is null ? "" : $" {Why} Remedy: {Remedy}")}";
    }
}

/// <summary>Looks at one thing, changing nothing.</summary>
public interface IDoctorCheck
{
    /// <summary>One diagnosis at least: a check that says nothing has not looked.</summary>
    Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct);
}
