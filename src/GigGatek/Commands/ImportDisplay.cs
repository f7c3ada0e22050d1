using System.Diagnostics;
using System.Globalization;
using GigGatek.Catalog.Files;

namespace GigGatek.Commands;

/// <summary>
/// A line that shows how far an import is: a bar, rows a second, time left. In a terminal it is rewritten in place; in a
/// log there is one line a file.
/// </summary>
internal sealed class ImportDisplay : IProgress<ImportProgress>, IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private ImportProgress? _last;
    private long _started;
    private long _shown;

    public void Report(ImportProgress value)
    {
        if (_last?.Path != value.Path || _last.Checking != value.Checking)
        {
            End();
            _started = Stopwatch.GetTimestamp();
            _shown = 0;
        }

        _last = value;
        if (_isTerminal && (_shown == 0 || Stopwatch.GetElapsedTime(_shown) > Pause))
        {
            _shown = Stopwatch.GetTimestamp();
            Console.Write("\r" + Line(value, Stopwatch.GetElapsedTime(_started)).PadRight(Math.Max(Console.WindowWidth - 1, 0)));
        }
    }

    /// <summary>Closes the line of the file that was shown last.</summary>
    public void End()
    {
        if (_last is not null)
        {
            Console.WriteLine((_isTerminal ? "\r" : "") + Line(_last, Stopwatch.GetElapsedTime(_started)));
            _last = null;
        }
    }

    public void Dispose() => End();

    /// <summary><c>cpu.jsonl  ██████░░  62 %  12,400 rows  8,300 rows/s  2 s left</c></summary>
    internal static string Line(ImportProgress progress, TimeSpan took)
    {
        var share = progress.BytesTotal == 0 ? 1 : Math.Min(1, progress.BytesRead / (double)progress.BytesTotal);
        var filled = (int)(share * Width);
        var rate = took > TimeSpan.Zero ? progress.Counts.Read / took.TotalSeconds : 0;
        var left = share is > 0 and < 1 ? string.Create(CultureInfo.InvariantCulture, $"  {Math.Ceiling(took.TotalSeconds * (1 - share) / share):N0} s left") : "";
        var name = Path.GetFileName(progress.Path);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(progress.Checking ? "checking " : "")}{name,-28} {new string('█', filled)}{new string('░', Width - filled)} {share * 100,3:N0} %  {progress.Counts.Read:N0} rows  {rate:N0} rows/s{left}");
    }
}
