using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using GigGatek.Platform;
using GigGatek.Storefront.Watching;

[assembly: System.Reflection.Metadata.MetadataUpdateHandler(typeof(SourceChanges))]

namespace GigGatek.Storefront.Watching;

/// <summary>
/// What is shown has a name, and another one after each change: of code and pages that dotnet watch has put into this process, of a
/// style sheet or script, or by a new process. A browser that hears another name loads its page again.
/// </summary>
internal static class SourceChanges
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(300);
    private static readonly Lock Turn = new();

    private static State _now = new();

    /// <summary>Called by the runtime after a hot reload.</summary>
    public static void UpdateApplication(Type[]? _) => Note();

    public static void Note()
    {
        State before;
        lock (Turn)
        {
            (before, _now) = (_now, new State());
        }

        before.Ended.SetResult();
    }

    /// <summary>The name now, and each that follows.</summary>
    public static async IAsyncEnumerable<SseItem<string>> FollowAsync([EnumeratorCancellation] CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var now = Volatile.Read(ref _now);
            yield return new SseItem<string>(now.Name) { ReconnectionInterval = ReconnectAfter };
            await now.Ended.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class State
    {
        public string Name { get; } = Secrets.NewToken();

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
