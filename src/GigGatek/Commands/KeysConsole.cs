using System.Globalization;
using System.Text.Json;
using GigGatek.Composition;
using GigGatek.Platform.Security.Keys;
using GigGatek.Platform.Security.Sealing;

namespace GigGatek.Commands;

/// <summary>What the subcommands of <c>keys</c> do, and say.</summary>
internal sealed class KeysConsole(DataKeys keys, OpenKeys open, SealedData data, TimeProvider clock)
{
    private static readonly JsonSerializerOptions ForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public async Task<int> Create(bool master, CancellationToken ct)
    {
        if (master)
        {
            Say(open.TryCreateMaster() is { } file
                ? $"Made the master key {file}. Keep a copy apart from the database's backups: without it they cannot be read."
                : "There is a master key already; it stays.");
        }

        var before = (await keys.ListAsync(ct)).Count;
        await open.EnsureAsync(ct);
        Say(before == 0 && (await keys.ListAsync(ct)) is [{ } first]
            ? $"Made {first.Name}, the first data key. New values are written with it."
            : $"Made {await keys.CreateAsync(ct)}. It opens, and writes nothing until: giggatek keys rotate.");
        return Exit.Done;
    }

    public async Task<int> List(bool json, CancellationToken ct)
    {
        var all = await keys.ListAsync(ct);
        if (json)
        {
            Say(JsonSerializer.Serialize(all.Select(key => new { key.Name, State = Word(key.State), key.MasterKey, key.CreatedAt, key.ChangedAt }), ForPrograms));
            return Exit.Done;
        }

        foreach (var key in all)
        {
            Say($"{key.Name,-10} {Word(key.State),-8} since {key.ChangedAt:u}  made {key.CreatedAt:u}, wrapped by {key.MasterKey}");
        }

        Say(all.Count == 0 ? "There is no data key yet. The shop makes one at its first start." : $"{all.Count} data keys.");
        return Exit.Done;
    }

    public async Task<int> Rotate(CancellationToken ct)
    {
        await open.EnsureAsync(ct);
        var next = await NextKey(ct);
        if (keys.WaitFor(next) is { Ticks: > 0 } wait)
        {
            Say($"The running processes learn of {next.Name} within {Math.Ceiling(wait.TotalSeconds):0} seconds ...");
            await Task.Delay(wait, clock, ct);
        }

        var promoted = await keys.PromoteAsync(next.Name, ct);
        if (!promoted.Succeeded)
        {
            throw new StartRefusedException(promoted.Error.Message);
        }

        Say($"New values are written with {next.Name}. Older ones stay readable; write them anew with: giggatek keys reencrypt.");
        return Exit.Done;
    }

    /// <summary>The oldest that waits, or a new one.</summary>
    private async Task<DataKeyInfo> NextKey(CancellationToken ct)
    {
        if ((await keys.ListAsync(ct)).LastOrDefault(key => key.State == DataKeyState.Created) is { } waiting)
        {
            return waiting;
        }

        var name = await keys.CreateAsync(ct);
        Say($"Made {name}.");
        return (await keys.ListAsync(ct)).Single(key => key.Name == name);
    }

    public async Task<int> Reencrypt(Pace pace, CancellationToken ct)
    {
        await open.EnsureAsync(ct);
        var current = (await keys.ListAsync(ct)).Single(key => key.State == DataKeyState.Current).Name;
        Say($"Writing values anew with {current}, beside the running shop ...");
        var report = await data.ReencryptAsync(pace, new Display(), ct);
        Console.Write(Console.IsOutputRedirected ? "" : "\r");
        foreach (var column in report.Columns.Where(column => column.Changed > 0))
        {
            Say($"{column.Column,-40} {column.Changed,12:N0} written anew");
        }

        foreach (var fault in report.Faults)
        {
            Say("BROKEN  " + fault);
        }

        Say(report.Faults.Count == 0 ? "Every value is of the current data key." : $"{report.Faults.Count} do not open and were left as they are.");
        return report.Faults.Count == 0 ? Exit.Done : Exit.Broken;
    }

    public async Task<int> Retire(string name, CancellationToken ct)
    {
        await open.EnsureAsync(ct);
        var retired = await data.RetireAsync(name, ct);
        if (!retired.Succeeded)
        {
            throw new StartRefusedException(retired.Error.Message);
        }

        Say($"{name} is retired: its material is destroyed. Backups that hold its values can be read with the key that is in the same backup.");
        return Exit.Done;
    }

    public async Task<int> Rewrap(CancellationToken ct)
    {
        await open.EnsureAsync(ct);
        var rewrapped = await keys.RewrapAsync(ct);
        var master = (await keys.ListAsync(ct)).First(key => key.State == DataKeyState.Current).MasterKey;
        Say(rewrapped == 0
            ? $"Every data key is wrapped by the master key {master} already."
            : $"Wrapped {rewrapped} data keys with the master key {master}. No other is needed to read this database; backups from before still need it.");
        return Exit.Done;
    }

    public async Task<int> Status(bool json, CancellationToken ct)
    {
        await open.EnsureAsync(ct);
        var status = await data.StatusAsync(ct);
        var unknown = status.Sum(column => column.Unknown);
        if (json)
        {
            Say(JsonSerializer.Serialize(
                status.Select(column => new { column.Column.Table, column.Column.Column, column.Column.Purpose, Keys = column.ByKey, column.Unknown }), ForPrograms));
            return unknown == 0 ? Exit.Done : Exit.Broken;
        }

        foreach (var column in status)
        {
            var counts = column.ByKey.Select(count => $"{count.Key}: {count.Value.ToString("N0", CultureInfo.InvariantCulture)}")
                .Concat(column.Unknown == 0 ? [] : [$"of no key here: {column.Unknown.ToString("N0", CultureInfo.InvariantCulture)}"]);
            Say($"{column.Column,-40} {string.Join(", ", counts)}");
        }

        Say(unknown == 0 ? "Every value has its key." : $"{unknown} values have no key here: they cannot be read. Restore the database with the keys that wrote them.");
        return unknown == 0 ? Exit.Done : Exit.Broken;
    }

    private static string Word(DataKeyState state) => state.ToString().ToLowerInvariant();

    private static void Say(FormattableString words) => Console.WriteLine(FormattableString.Invariant(words));

    private static void Say(string words) => Console.WriteLine(words);

    /// <summary>The number so far, rewritten in place.</summary>
    private sealed class Display : IProgress<ColumnProgress>
    {
        public void Report(ColumnProgress value)
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value.Column,-40} {value.Changed,12:N0}"));
            }
        }
    }
}
