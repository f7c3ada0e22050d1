using System.Text.Json;

namespace GigGatek.Tests.Performance;

/// <summary>A figure of one run.</summary>
/// <param name="Ratio">Ours to the limit of the same run; more is better.</param>
internal sealed record TrendPoint(DateTimeOffset At, string Commit, string Name, double Ratio);

/// <summary>
/// The figures of earlier runs, a line of JSON each. One run may be unlucky: a figure is compared with the median of the last
/// twenty, and not before there are five.
/// </summary>
internal sealed class Trend(string path, IReadOnlyList<TrendPoint> points)
{
    private const int Last = 20;
    private const int Least = 5;
    private const double Tolerated = 0.75;

    public static Trend Load(string path) =>
        new(path, File.Exists(path) ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<TrendPoint>(line)!)] : []);

    /// <summary>A sentence when it is far below its past; else null.</summary>
    public string? FindRegression(TrendPoint now)
    {
        var past = points.Where(point => point.Name == now.Name).OrderBy(point => point.At).TakeLast(Last).Select(point => point.Ratio).Order().ToList();
        if (past.Count < Least)
        {
            return null;
        }

        var usual = past[past.Count / 2];
        return now.Ratio >= usual * Tolerated ? null
            : FormattableString.Invariant($"{now.Name} is at {now.Ratio:N2} of its limit; in the last {past.Count} runs it was at {usual:N2}, and down to {usual * Tolerated:N2} is noise.");
    }

    /// <summary>Adds a run to the file.</summary>
    public void Add(IEnumerable<TrendPoint> run)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.AppendAllLines(path, run.Select(point => JsonSerializer.Serialize(point)));
    }
}
