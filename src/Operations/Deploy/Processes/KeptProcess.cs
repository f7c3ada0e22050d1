using System.Diagnostics;
using System.Globalization;

namespace GigGatek.Operations.Deploy.Processes;

/// <summary>What to start.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Settings">Environment variables beside this process's own.</param>
internal sealed record ProcessWish(string Version, IReadOnlyList<string> Command, IReadOnlyDictionary<string, string> Settings);

/// <summary>
/// A process that outlives whoever started it, found again by a file that it writes itself before it becomes the program: nothing
/// that runs is unknown, whenever the starter dies.
/// </summary>
internal sealed class KeptProcess(string folder, string name)
{
    private const string Mark = "GIGGATEK_KEPT_PROCESS";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Its last lines are shown when it does not start.</summary>
    public string Log { get; } = Path.Combine(folder, "logs", name + ".log");

    private string Note => Path.Combine(folder, "processes", name);

    /// <summary>What is known under the folder's name, running or not.</summary>
    public static IReadOnlyList<string> List(string folder) =>
        Directory.Exists(Path.Combine(folder, "processes")) ? [.. Directory.GetFiles(Path.Combine(folder, "processes")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)] : [];

    /// <summary>The version that runs; null when it does not.</summary>
    public string? FindVersion() => Read() is { } note && IsAlive(note.Id) ? note.Version : null;

    /// <summary>Whether a process is this one.</summary>
    public bool Is(int id) => Read()?.Id == id;

    /// <summary>Starts it. One of the same version that runs is left as it is.</summary>
    public void Start(ProcessWish wish)
    {
        if (FindVersion() == wish.Version)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Note)!);
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        File.Delete(Note);
        if (File.Exists(Log))
        {
            File.Move(Log, Log + ".before", overwrite: true);
        }

        var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder };
        foreach (var part in (string[])["sh", "-c", """note=$1; log=$2; version=$3; shift 3; echo "$$ $version" >"$note.new" && mv "$note.new" "$note" && exec "$@" >>"$log" 2>&1 </dev/null""", "sh", Note, Log, wish.Version, .. wish.Command])
        {
            start.ArgumentList.Add(part);
        }

        foreach (var (key, value) in wish.Settings)
        {
            start.Environment[key] = value;
        }

        start.Environment[Mark] = Note;
        using var process = Process.Start(start)!;
    }

    /// <summary>Ends it as a server is ended, and by force when that takes too long.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken ct)
    {
        if (Read() is not { } note)
        {
            return;
        }

        var forceAt = Stopwatch.GetTimestamp() + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        await SignalAsync(note.Id, "TERM", ct);
        while (IsAlive(note.Id))
        {
            if (Stopwatch.GetTimestamp() > forceAt)
            {
                await SignalAsync(note.Id, "KILL", ct);
            }

            await Task.Delay(Look, ct);
        }

        File.Delete(Note);
    }

    /// <summary>Whether its start is over and it runs no more. While the file is not there yet, it is starting.</summary>
    public bool HasEnded() => Read() is { } note && !IsAlive(note.Id);

    /// <summary>Why it ended, in its own words.</summary>
    public string TellLastWords() => LastWords.Of(File.Exists(Log) ? File.ReadLines(Log) : []);

    private (int Id, string Version)? Read()
    {
        try
        {
            return File.ReadAllText(Note).Trim().Split(' ', 2) is [var id, var version] ? (int.Parse(id, CultureInfo.InvariantCulture), version) : null;
        }
        catch (Exception missing) when (missing is IOException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Another process may have got the id since; this one carries its mark. While it becomes another program nobody can read its
    /// mark for a moment, as nobody ever can one's that has ended.
    /// </summary>
    private bool IsAlive(int id)
    {
        try
        {
            var marks = File.ReadAllText($"/proc/{id}/environ");
            return marks.Length == 0 ? IsBecomingAnother(id) : marks.Split('\0').Contains($"{Mark}={Note}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Neither ended (zombie, dead) nor a thread of the kernel, which has no marks either. The fields follow the name, which may hold anything: proc_pid_stat(5).</summary>
    private static bool IsBecomingAnother(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ') is [not ("Z" or "X"), not ("0" or "2"), ..];
    }

    private async Task SignalAsync(int id, string signal, CancellationToken ct)
    {
        if (!IsAlive(id))
        {
            return;
        }

        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(ct);
    }
}
