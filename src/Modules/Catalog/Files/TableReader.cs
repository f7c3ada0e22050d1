using System.Runtime.CompilerServices;
using System.Text;

namespace GigGatek.Catalog.Files;

/// <summary>A record of a table with a heading, or the reason why it cannot be used.</summary>
/// <param name="Cells">One for each column of the heading.</param>
internal readonly record struct TableRecord(long Line, IReadOnlyList<string>? Cells, string Reason, string Content);

/// <summary>
/// Records of comma- or tab-separated text in constant memory. A quote that nobody closes would swallow the rest of the
/// file: then only the line where it stands is refused, and reading goes on behind that line.
/// </summary>
internal static class TableReader
{
    private const int LongestRecord = LineReader.Limit;
    private const int MostLines = 500;

    /// <summary>The first record is the heading.</summary>
    public static async IAsyncEnumerable<TableRecord> ReadAsync(Stream stream, char separator, [EnumeratorCancellation] CancellationToken ct)
    {
        var source = new LineSource(new LineReader(stream));
        var columns = 0;
        while (await source.NextAsync(ct) is { } line)
        {
            if (line.Fault is not null)
            {
                yield return new TableRecord(line.Number, null, line.Fault, line.Text);
                continue;
            }

            if (line.Text.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            var (record, reason) = await JoinAsync(source, line, separator, columns, ct);
            columns = columns == 0 && record is not null ? record.Count : columns;
            yield return new TableRecord(line.Number, record, reason, LineReader.Shorten(line.Text));
        }

        if (source.StreamFault is { } fault)
        {
            yield return new TableRecord(0, null, fault, "");
        }
    }

    /// <summary>Adds lines while a quoted cell is open. Gives them back when that does not lead to a good record.</summary>
    private static async Task<(List<string>? Cells, string Reason)> JoinAsync(
        LineSource source, SourceLine first, char separator, int columns, CancellationToken ct)
    {
        var more = new List<SourceLine>();
        var text = first.Text;
        var open = Cells.IsOpen(text, separator, open: false);
        if (open)
        {
            var joined = new StringBuilder(text);
            while (open && more.Count < MostLines && joined.Length < LongestRecord && await source.NextAsync(ct) is { } next)
            {
                more.Add(next);
                if (next.Fault is not null)
                {
                    break;
                }

                joined.Append('\n').Append(next.Text);
                open = Cells.IsOpen(next.Text, separator, open: true);
            }

            text = joined.ToString();
        }

        if (open)
        {
            source.Return(more);
            return (null, "A quote that opens in this line is not closed.");
        }

        if (Cells.Split(text, separator) is not { } cells)
        {
            return (null, $"The row has more than {FileLimits.Columns:N0} columns.");
        }

        if (columns > 0 && cells.Count != columns)
        {
            source.Return(more);
            return (null, $"The row has {cells.Count:N0} columns, the heading {columns:N0}.");
        }

        return (cells, "");
    }

    private sealed record SourceLine(long Number, string Text, string? Fault);

    /// <summary>Lines that can be given back.</summary>
    private sealed class LineSource(LineReader lines)
    {
        private readonly Stack<SourceLine> _returned = new();

        public string? StreamFault => lines.StreamFault;

        public async ValueTask<SourceLine?> NextAsync(CancellationToken ct)
        {
            if (_returned.TryPop(out var line))
            {
                return line;
            }

            return await lines.ReadAsync(ct)
                ? new SourceLine(lines.Number, lines.Fault is null ? Encoding.UTF8.GetString(lines.Line.Span) : lines.Content, lines.Fault)
                : null;
        }

        public void Return(List<SourceLine> unused)
        {
            for (var at = unused.Count - 1; at >= 0; at--)
            {
                _returned.Push(unused[at]);
            }
        }
    }
}
