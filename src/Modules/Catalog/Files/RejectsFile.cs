using System.Text.Encodings.Web;
using System.Text.Json;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Catalog.Files;

/// <summary>Refused rows as JSON Lines, with line, reason and content. There is no file while no row is refused.</summary>
internal sealed class RejectsFile(string path) : IAsyncDisposable
{
    public const string Ending = ".rejects.jsonl";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private FileStream? _file;
    private Utf8JsonWriter? _json;

    public string Path => path;

    public bool IsEmpty => _file is null;

    public async Task Add(string file, RejectedRow row)
    {
        _file ??= Create();
        _json ??= new Utf8JsonWriter(_file, Options);
        _json.WriteStartObject();
        _json.WriteString("file", file);
        _json.WriteNumber("line", row.Line);
        _json.WriteString("reason", row.Reason);
        _json.WriteString("content", row.Content);
        _json.WriteEndObject();
        await _json.FlushAsync();
        _json.Reset();
        _file.WriteByte((byte)'\n');
    }

    private FileStream Create()
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RejectsUnwritableException(path, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_json is not null)
        {
            await _json.DisposeAsync();
        }

        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }
}
