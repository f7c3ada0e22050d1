using System.Diagnostics;
using GigGatek.Operations.Deploy.Processes;

namespace GigGatek.Tests.Operations.Releases;

/// <summary>A process that outlives its starter is known for what it is at any moment.</summary>
public sealed class KeptProcessTests : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-kept-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>It becomes its program by exec, and during that the kernel shows its environment as empty.</summary>
    [Fact]
    public async Task None_is_taken_for_ended_while_it_starts()
    {
        for (var i = 0; i < 40; i++)
        {
            var process = new KeptProcess(_folder, $"shop-{i}");
            process.Start(new ProcessWish("0.1.0", ["env", "env", "env", "sleep", "60"], NoSettings));
            var looks = 0;
            var started = Stopwatch.GetTimestamp();
            while (process.FindVersion() is null || Stopwatch.GetElapsedTime(started).TotalMilliseconds < 40)
            {
                process.HasEnded().ShouldBeFalse($"look {++looks} at process {i}");
                Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMinutes(1), "it does not start");
            }

            process.FindVersion().ShouldBe("0.1.0");
            await process.StopAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            process.FindVersion().ShouldBeNull();
        }
    }

    [Fact]
    public async Task One_that_ended_says_so_with_its_last_words()
    {
        var process = new KeptProcess(_folder, "shop");
        process.HasEnded().ShouldBeFalse("it has not begun");
        process.Start(new ProcessWish("0.1.0", ["sh", "-c", "echo no more disk; exit 3"], NoSettings));
        await Wait.Until("its end", process.HasEnded);
        process.TellLastWords().ShouldContain("no more disk");
        process.FindVersion().ShouldBeNull();
    }
}
