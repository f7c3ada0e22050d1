using System.Text;
using GigGatek.Platform.Security;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>A file that many want to make is made by one, whole, and stays what it is.</summary>
public sealed class PrivateFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_those_who_write_a_new_file_at_once_one_does()
    {
        using var start = new Barrier(8);
        for (var round = 0; round < 100; round++)
        {
            var path = Path.Combine(_folder.Path, $"{round}");
            var wrote = new bool[start.ParticipantCount];
            Thread[] threads = [.. Enumerable.Range(0, wrote.Length).Select(i => new Thread(() => { start.SignalAndWait(); wrote[i] = PrivateFiles.TryWriteNew(path, [(byte)i]); }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            wrote.Count(one => one).ShouldBe(1);
            File.ReadAllBytes(path).ShouldBe([(byte)Array.IndexOf(wrote, true)]);
        }

        Directory.GetFiles(_folder.Path).Length.ShouldBe(100, "nobody leaves anything");
    }

    [Fact]
    public void It_is_its_owners_alone_and_one_that_is_there_stays()
    {
        var path = Path.Combine(_folder.Path, "file");
        PrivateFiles.TryWriteNew(path, "first"u8).ShouldBeTrue();
        PrivateFiles.TryWriteNew(path, "second"u8).ShouldBeFalse();

        File.ReadAllText(path, Encoding.ASCII).ShouldBe("first");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Where_it_cannot_be_written_that_is_said() =>
        Should.Throw<IOException>(() => PrivateFiles.TryWriteNew(Path.Combine(_folder.Path, "nowhere", "file"), "text"u8));
}
