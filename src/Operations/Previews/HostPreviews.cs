using System.Net.NetworkInformation;
using System.Text.Json;
using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Previews;

/// <summary>
/// Previews of branches on this host: each a compose project of its own, with networks, volumes, a database and secrets that no other has, until
/// its time has run out.
/// </summary>
/// <param name="version">Of this program.</param>
/// <param name="say">Hears what is done.</param>
public sealed class HostPreviews(ReleaseEnvironment environment, string version, TimeProvider clock, Action<string> say)
{
    private static readonly string[] Kinds = ["container", "network", "volume"];    // in the order in which they let go of each other

    private readonly PreviewRecords _records = new(environment.Preview);
    private readonly PreviewCommands _commands = new(environment.Preview.Folder);

    /// <summary>By name.</summary>
    public IReadOnlyList<Preview> List() => _records.List();

    /// <summary>Makes the preview of a branch, or puts another image into the one that is there, which keeps its data.</summary>
    /// <param name="image">Whole, with its tag or digest.</param>
    /// <exception cref="OperationRefusedException">There are too many, or it does not come up.</exception>
    public async Task<Preview> CreateAsync(string branch, string image, CancellationToken ct)
    {
        using var _ = Lock($"the preview of {branch}");
        var preview = Plan(branch, image);
        _records.Write(preview);    // first: what is begun and cut off is known to the reaper
        var folder = _records.ComposeFolderOf(preview.Name);
        var files = new PreviewFolder(environment.Compose.Folder, folder);
        files.Prepare(version);
        files.Say(SettingsOf(preview));
        say($"Starting {PreviewCommands.ProjectOf(preview.Name)} of {image}");
        try
        {
            await OutsideProgram.AskAsync(PreviewCommands.Up(folder), ct);
        }
        catch (ReleaseFailedException failure)
        {
            throw new OperationRefusedException(
                $"The preview of {branch} did not come up: {failure.Message}. Its containers are left to be looked at; giggatek preview remove --branch {branch} takes them away.");
        }

        return preview;
    }

    /// <summary>Takes a preview away with all that it has. False when there is none.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken ct)
    {
        using var _ = Lock($"the end of {name}");
        return await TakeAwayAsync(name, ct);
    }

    /// <summary>Takes away what has run out, and what carries our labels and is known no more. Answers their names.</summary>
    public async Task<IReadOnlyList<string>> ReapAsync(CancellationToken ct)
    {
        using var _ = Lock("the reaper");
        var known = List();
        var now = clock.GetUtcNow();
        List<string> over =
            [.. known.Where(preview => preview.Until <= now).Select(preview => preview.Name), .. (await ListLabelledAsync(ct)).Except(known.Select(preview => preview.Name))];
        foreach (var name in over)
        {
            await TakeAwayAsync(name, ct);
        }

        return over;
    }

    private Preview Plan(string branch, string image)
    {
        var (place, now) = (environment.Preview, clock.GetUtcNow());
        var (name, others) = (Preview.NameOf(branch), List());
        var until = now.AddHours(place.Hours);
        if (_records.Find(name) is { } there)
        {
            return there with { Image = image, Until = until };
        }

        if (others.Count >= place.Most)
        {
            throw new OperationRefusedException(FormattableString.Invariant(
                $"There are {others.Count} previews already, and preview.most allows {place.Most}: {string.Join(", ", others.Select(other => other.Branch))}. Remove one with giggatek preview remove --branch BRANCH."));
        }

        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port);
        var taken = listeners.Concat(others.SelectMany(other => new[] { other.Port, other.Port + 1 })).ToHashSet();
        var port = Enumerable.Range(0, place.Most * 10).Select(i => place.FirstPort + (2 * i)).First(port => !taken.Contains(port) && !taken.Contains(port + 1));
        return new Preview(name, branch, image, new UriBuilder(place.Address) { Port = port }.Uri, port, now, until);
    }

    private Dictionary<string, string> SettingsOf(Preview preview) => new()
    {
        ["COMPOSE_PROJECT_NAME"] = PreviewCommands.ProjectOf(preview.Name),
        ["COMPOSE_FILE"] = "compose.yaml:compose.preview.yaml",
        ["GIGGATEK_IMAGE"] = preview.Image,
        ["GIGGATEK_PUBLIC_URL"] = preview.Address.GetLeftPart(UriPartial.Authority),
        ["GIGGATEK_PORT"] = FormattableString.Invariant($"{preview.Port}"),
        ["GIGGATEK_MANAGEMENT_PORT"] = FormattableString.Invariant($"{preview.Port + 1}"),
        ["GIGGATEK_PREVIEW"] = preview.Name,
        ["GIGGATEK_PREVIEWS"] = environment.Preview.Folder,
    };

    private async Task<bool> TakeAwayAsync(string name, CancellationToken ct)
    {
        var (folder, isThere) = (_records.ComposeFolderOf(name), Directory.Exists(_records.FolderOf(name)));
        if (File.Exists(Path.Combine(folder, ".env")) && await OutsideProgram.RunAsync(PreviewCommands.Down(folder), ct) is { Code: not 0 } answer)
        {
            say($"    {answer.Why}");    // what it left has our labels
        }

        foreach (var kind in Kinds)
        {
            var left = (await ListAsync(kind, ct)).Where(one => one.Preview == name).Select(one => one.Id).ToList();
            if (left.Count > 0)
            {
                isThere = true;
                await OutsideProgram.AskAsync(PreviewCommands.Remove(kind, left), ct);
            }
        }

        if (Directory.Exists(_records.FolderOf(name)))
        {
            Directory.Delete(_records.FolderOf(name), recursive: true);
        }

        return isThere;
    }

    /// <summary>Names of previews of which something is there.</summary>
    private async Task<IReadOnlyList<string>> ListLabelledAsync(CancellationToken ct)
    {
        var names = new HashSet<string>();
        foreach (var kind in Kinds)
        {
            names.UnionWith((await ListAsync(kind, ct)).Select(one => one.Preview));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<(string Id, string Preview)>> ListAsync(string kind, CancellationToken ct)
    {
        var ids = (await OutsideProgram.AskAsync(_commands.List(kind), ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length == 0)
        {
            return [];
        }

        using var described = JsonDocument.Parse(await OutsideProgram.AskAsync(PreviewCommands.Inspect(kind, ids), ct));
        return [.. described.RootElement.EnumerateArray().Select(one => Read(kind, one))];
    }

    private static (string Id, string Preview) Read(string kind, JsonElement one)
    {
        var labels = (kind == "container" ? one.GetProperty("Config") : one).GetProperty("Labels");
        return (one.GetProperty(kind == "volume" ? "Name" : "Id").GetString()!, labels.GetProperty(PreviewCommands.Name).GetString()!);
    }

    private ReleaseLock Lock(string reason)
    {
        try
        {
            Directory.CreateDirectory(environment.Preview.Folder);
            return ReleaseLock.Take(environment.Preview.Folder, reason, clock.GetUtcNow());
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new OperationRefusedException(
                $"{environment.Preview.Folder} keeps the previews of this host, and this user may not write there ({failure.Message}). Run this as its owner, or as root.");
        }
    }
}
