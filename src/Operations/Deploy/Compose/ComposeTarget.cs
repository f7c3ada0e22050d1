using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>Releases as containers of one host: the services of deploy/compose, a container for each colour.</summary>
internal sealed class ComposeTarget : IReleaseTarget
{
    /// <summary>As environments call it.</summary>
    public const string Name = "compose";

    private const string Worker = "worker";
    private const string Migrate = "migrate";
    private const int Port = 8080;

    private readonly ReleaseEnvironment _environment;
    private readonly ComposeCommands _commands;
    private readonly ComposeEngine _engine;
    private readonly HostSettings _settings;
    private readonly ComposeGateway _gateway;

    public ComposeTarget(ReleaseEnvironment environment, IReleaseSwitch points, Action<string> say)
    {
        _environment = environment;
        _commands = new ComposeCommands(environment.Compose.Folder);
        _engine = new ComposeEngine(_commands, say);
        _settings = new HostSettings(environment.Compose.Folder);
        _gateway = new ComposeGateway(_commands, _engine, _settings, points);
        Switch = new HostSwitch(points, _settings, environment.Image);
    }

    /// <inheritdoc />
    public IReleaseSwitch Switch { get; }

    /// <inheritdoc />
    public bool HasWorker => true;

    /// <summary>The image is fetched here, so that nothing has begun yet when it is not there or the disk is full.</summary>
    public async Task CheckAsync(string version, CancellationToken ct)
    {
        ImageVersion.Parse(version);
        if (!File.Exists(_settings.Path))
        {
            throw new ReleaseFailedException($"{_settings.Path} is missing: run giggatek init-env in {_environment.Compose.Folder}, then docker compose up -d --wait (docs/operations/containers.md)");
        }

        foreach (var service in new[] { "database", "door" })
        {
            if (await _engine.FindAsync(service, ct) is not { IsRunning: true })
            {
                throw new ReleaseFailedException($"the service {service} of {_environment.Compose.Folder} does not run: start the stack there with docker compose up -d --wait");
            }
        }

        var image = ImageOf(version);
        if (await OutsideProgram.RunAsync(_commands.Docker("image", "inspect", image), ct) is { Code: not 0 })
        {
            await _engine.DoAsync(_commands.Docker("pull", "--quiet", image), ct);
        }
    }

    /// <inheritdoc />
    public async Task ExpandAsync(string version, CancellationToken ct)
    {
        if (await MigrateAsync(version, ct, "--phase", "expand") is { } why)
        {
            throw new ReleaseFailedException($"the schema could not be expanded: {why}");
        }
    }

    /// <inheritdoc />
    public Task<string?> FindUnsafeAsync(string version, CancellationToken ct) => MigrateAsync(version, ct, "--lint");

    /// <inheritdoc />
    public async Task<string?> FindWhyNotAsync(string version, CancellationToken ct) =>
        await OutsideProgram.RunAsync(_commands.Docker("image", "inspect", ImageOf(version)), ct) is { Code: not 0 }
            ? $"its image {ImageOf(version)} is not on this host any more; docker pull it, if its registry has it."
            : await MigrateAsync(version, ct, "--plan");

    /// <inheritdoc />
    public Task StartAsync(string colour, string version, int first, int count, CancellationToken ct)
    {
        _settings.Write(ImageOf(version), HostSettings.ImageOf(colour));
        return _engine.DoAsync(_commands.Up(Service(colour)), ct);
    }

    /// <inheritdoc />
    public async Task<int> CountRunningAsync(string colour, string version, CancellationToken ct) =>
        await _engine.FindAsync(Service(colour), ct) is { IsRunning: true } shop && shop.IsOf(ImageOf(version)) ? 1 : 0;

    /// <inheritdoc />
    public async Task<string?> FindEndedAsync(string colour, int first, int count, CancellationToken ct) =>
        await _engine.FindAsync(Service(colour), ct) is { HasEnded: true } ? await _engine.WordsOfAsync(Service(colour), ct) : null;

    /// <inheritdoc />
    public IReadOnlyList<Uri> AddressesOf(string colour, int first, int count) => [new(FormattableString.Invariant($"http://{Service(colour)}:{Port}"))];

    /// <summary>By the container's own address: no port of a shop is published, and on Linux the host sees its containers.</summary>
    public async Task<IReadOnlyList<Uri>> ReachAsync(string colour, int first, int count, CancellationToken ct)
    {
        var addresses = (await _engine.FindAsync(Service(colour), ct))?.Addresses;
        var address = addresses?.FirstOrDefault(network => network.Key.EndsWith("_shops", StringComparison.Ordinal)).Value;
        return string.IsNullOrEmpty(address) ? [] : [new(FormattableString.Invariant($"http://{address}:{Port}"))];
    }

    /// <inheritdoc />
    public Task StopAsync(string colour, int shop, CancellationToken ct) => StopAllAsync(colour, ct);

    /// <summary>A colour that is stopped has the other's image from then on: a stack that is started by hand starts what serves, twice.</summary>
    public async Task StopAllAsync(string colour, CancellationToken ct)
    {
        await _engine.DoAsync(_commands.Stop(Service(colour)), ct);
        if (_settings.Find(HostSettings.ImageOf(Other(colour))) is { } image)
        {
            _settings.Write(image, HostSettings.ImageOf(colour));
        }
    }

    /// <inheritdoc />
    public async Task<string?> FindGatewayVersionAsync(CancellationToken ct) => (await _gateway.FindAsync(ct))?.FindVersion(_environment.Image);

    /// <inheritdoc />
    public Task RenewGatewayAsync(string version, CancellationToken ct) => _gateway.RenewAsync(ImageOf(version), ct);

    /// <summary>It is stopped and made anew: the shops claim what is due meanwhile.</summary>
    public async Task RenewWorkerAsync(string version, CancellationToken ct)
    {
        if (await _engine.FindAsync(Worker, ct) is not { IsRunning: true } worker || !worker.IsOf(ImageOf(version)) || _settings.Find(HostSettings.Image) != ImageOf(version))
        {
            _settings.Write(ImageOf(version), HostSettings.WorkerImage, HostSettings.Image);
            await _engine.DoAsync(_commands.Up(Worker), ct);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> TellCommandsAsync(ReleasePlan plan, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([.. plan.Steps.SelectMany((step, i) => CommandsOf(step).Select(command => FormattableString.Invariant($"{i + 1,3}. {command}")))]);

    private IEnumerable<OutsideCommand> CommandsOf(ReleaseStep step) => step switch
    {
        CheckStep check => [_commands.Docker("pull", "--quiet", ImageOf(check.Version))],
        LintStep lint => [MigrateBy(lint.Version, "PROJECT", "--lint")],
        ExpandStep expand => [MigrateBy(expand.Version, "PROJECT", "--phase", "expand")],
        ClearStep clear => [_commands.Stop(Service(clear.Colour))],
        StartStep start => [_commands.Up(Service(start.Colour))],
        StopStep stop => [_commands.Stop(Service(stop.Colour))],
        GatewayStep gateway => _gateway.Tell(ImageOf(gateway.Version), "PROJECT"),
        WorkerStep => [_commands.Up(Worker)],
        _ => [],
    };

    private string ImageOf(string version) => $"{_environment.Image}:{version}";

    private static string Service(string colour) => $"shop-{colour}";

    private static string Other(string colour) => Standing.Colours.First(other => other != colour);

    /// <summary>Null when it went well, else why not. Its container is removed by hand: what removes itself does not leave its exit code on every engine.</summary>
    private async Task<string?> MigrateAsync(string version, CancellationToken ct, params string[] arguments)
    {
        var project = (await _engine.FindAsync("door", ct))?.Project ?? "";
        await OutsideProgram.RunAsync(_commands.Docker("rm", "--force", ContainerOf(project)), ct);
        var answer = await OutsideProgram.RunAsync(MigrateBy(version, project, arguments), ct);
        await OutsideProgram.RunAsync(_commands.Docker("rm", "--force", ContainerOf(project)), ct);
        return answer.Code == 0 ? null : LastWords.Of((answer.Output + "\n" + answer.Error).Split('\n'));
    }

    private OutsideCommand MigrateBy(string version, string project, params string[] arguments) =>
        _commands.Run(Migrate, ContainerOf(project), ImageOf(version), [Migrate, .. arguments]);

    private static string ContainerOf(string project) => $"{project}-release-migrate";
}
