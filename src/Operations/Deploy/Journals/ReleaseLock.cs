using System.Globalization;

namespace GigGatek.Operations.Deploy.Journals;

/// <summary>One at a time changes an environment. The operating system lets go of the lock when its holder dies, however he dies.</summary>
public sealed class ReleaseLock : IDisposable
{
    private readonly FileStream _held;

    private ReleaseLock(FileStream held) => _held = held;

    /// <summary>Takes it.</summary>
    /// <param name="folder">Of the environment's state.</param>
    /// <exception cref="OperationRefusedException">Another has it; with who, since when and what for.</exception>
    public static ReleaseLock Take(string folder, string reason, DateTimeOffset now)
    {
        var note = Path.Combine(folder, "lock.txt");
        try
        {
            var held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(note, string.Create(CultureInfo.InvariantCulture, $"{Environment.UserName} on {Environment.MachineName} (process {Environment.ProcessId}) since {now:u}: {reason}"));
            return new ReleaseLock(held);
        }
        catch (IOException)
        {
            var who = File.Exists(note) ? File.ReadAllText(note) : "somebody";
            throw new OperationRefusedException($"This environment is being changed by {who}. Wait for that to end, or stop that process: what it leaves is picked up.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _held.Dispose();
}
