using GigGatek.Platform.Verification;

namespace GigGatek.Platform.Security.Sealing;

/// <summary>A lost key, or a row put together from two, shows here and not when a parcel must be addressed.</summary>
internal sealed class SealedDataOpens(IEnumerable<ISealedColumn> columns) : IInvariant
{
    private const int Batch = 500;
    private const int MaxFindings = 20;

    public string Sentence => "Everything that is encrypted decrypts in its place, and is found by its index.";

    public async Task<InvariantReport> CheckAsync(CancellationToken ct)
    {
        var findings = new List<string>();
        long seen = 0;
        foreach (var column in columns)
        {
            for (long? after = long.MinValue; after is not null && findings.Count < MaxFindings;)
            {
                var chunk = await column.CheckAsync(after.Value, Batch, ct);
                (after, seen) = (chunk.Last, seen + chunk.Checked);
                findings.AddRange(chunk.Findings);
            }
        }

        return new InvariantReport(seen, [.. findings.Take(MaxFindings)]);
    }
}
