using System.Text;
using System.Text.Unicode;

namespace GigGatek.Catalog.Files;

/// <summary>
/// Lines of a UTF-8 stream in constant memory: a line over the limit is skipped, not collected. A line that cannot be
/// read has a <see cref="Fault"/>; the next one may be good again.
/// </summary>
internal sealed class LineReader(Stream stream, int limit = LineReader.Limit)
{
    /// <summary>The longest line, 1 MiB.</summary>
    public const int Limit = 1 << 20;

    private const int Excerpt = 2000;
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;
    private (int Start, int Length) _line;

    /// <summary>Of the current line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its end. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Line => _buffer.AsMemory(_line.Start, _line.Length);

    /// <summary>Why the current line cannot be used; null when it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Why nothing in the stream can be used; null when it can. Known after the first read.</summary>
    public string? StreamFault { get; private set; }

    /// <summary>The beginning of the current line, to show it.</summary>
    public string Content => Shorten(Encoding.UTF8.GetString(_buffer, _line.Start, Math.Min(_line.Length, Excerpt)));

    public static string Shorten(string text, int length = Excerpt) => text.Length <= length ? text : text[..length];

    /// <summary>False at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        Fault = null;
        var scanned = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                Take(scanned + at, scanned + at + 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned > limit)
            {
                await SkipAsync(ct);
                return true;
            }

            if (_ended)
            {
                Take(scanned, scanned);
                return scanned > 0;
            }

            await FillAsync(ct);
            if (StreamFault is not null)
            {
                return false;
            }
        }
    }

    private void Take(int length, int consumed)
    {
        _line = (_start, length > 0 && _buffer[_start + length - 1] == '\r' ? length - 1 : length);
        _start += consumed;
        Number++;
        if (length > limit)
        {
            Fault = TooLong;
        }
        else if (!Utf8.IsValid(Line.Span))
        {
            Fault = "The line is not valid UTF-8. Save the file as UTF-8.";
        }
    }

    private string TooLong => $"The line is longer than {limit:N0} bytes.";

    /// <summary>Drops the rest of a line that is too long; its beginning stays to be shown.</summary>
    private async ValueTask SkipAsync(CancellationToken ct)
    {
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, Excerpt);
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(Excerpt), ct);
            var at = _buffer.AsSpan(Excerpt, read).IndexOf((byte)'\n');
            if (at >= 0 || read == 0)
            {
                _ended = read == 0;
                _start = Excerpt + at + 1;
                _end = Excerpt + read;
                break;
            }
        }

        _line = (0, Excerpt);
        Number++;
        Fault = TooLong;
    }

    private async ValueTask FillAsync(CancellationToken ct)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var atBegin = Number == 0 && _end == 0;
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
        _ended = read == 0;
        _end += read;
        if (atBegin)
        {
            SkipMark();
        }
    }

    private void SkipMark()
    {
        var begin = _buffer.AsSpan(0, Math.Min(_end, Excerpt));
        if (begin.StartsWith(Utf8Mark))
        {
            _start = Utf8Mark.Length;
        }
        else if (begin is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || begin.Contains((byte)0))
        {
            StreamFault = "The file is not UTF-8 but UTF-16 or binary. Save it as UTF-8 and import it again.";
        }
    }
}
