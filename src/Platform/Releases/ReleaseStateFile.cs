using System.Text;

namespace GigGatek.Platform.Releases;

/// <summary>
/// The file of the release's state. Whoever reads it sees a whole state, the old one or the new one, whatever happens to the
/// writer. One writer at a time: who changes a release holds its lock.
/// </summary>
public sealed class ReleaseStateFile(string path)
{
    /// <summary>More is no state of a release.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What it says.</summary>
    /// <exception cref="ReleaseStateRefusedException">It is not there, cannot be read, or is wrong; with the line where one is to blame.</exception>
    public ReleaseState Read() => Parse(ReadBytes());

    /// <summary>What it would mean if it held these bytes.</summary>
    /// <exception cref="ReleaseStateRefusedException">They are wrong; with the line where one is to blame.</exception>
    public ReleaseState Parse(ReadOnlySpan<byte> text) => ReleaseStateReader.Read(Path, text);

    /// <summary>The bytes of the file.</summary>
    /// <exception cref="ReleaseStateRefusedException">It is not there, cannot be read, or is too large.</exception>
    public byte[] ReadBytes()
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Largest + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length <= Largest ? bytes[..length] : throw Refused($"the file has more than {Largest / 1024} KiB; it is no state of a release.");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused("there is no such file.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused($"the file cannot be read: {failure.Message}");
        }
    }

    /// <summary>Writes the state that follows the one in the file, or the first one when there is no file. Readers may read meanwhile.</summary>
    /// <exception cref="ReleaseStateRefusedException">It does not follow: another has written in between. Or it breaks a rule. Nothing was changed.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public void Write(ReleaseState state)
    {
        var text = Encoding.UTF8.GetBytes(ReleaseStateText.Of(state));
        Parse(text);
        if (File.Exists(Path) && Read().Revision is var last && state.Revision != last + 1)
        {
            throw Refused($"the file has revision {last}, so revision {state.Revision} does not follow; read it again and decide anew.");
        }

        var temporary = $"{Path}.{Environment.ProcessId}-{Secrets.NewToken()}";    // beside it: a rename is atomic within a file system only
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(text);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, Path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);    // not there any more when all went well
        }
    }

    private ReleaseStateRefusedException Refused(string reason) => new(Path, null, reason);
}
