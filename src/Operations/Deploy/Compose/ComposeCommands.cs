using GigGatek.Operations.Deploy.Programs;

namespace GigGatek.Operations.Deploy.Compose;

/// <summary>
/// The commands of docker compose that a release takes, each as a person would type it in the folder of the host. One at a time: flock is
/// held by the command itself, so one that outlives a killed tool is waited for by the next.
/// </summary>
internal sealed class ComposeCommands(string folder)
{
    /// <summary>A migration may take long; whoever comes next waits for it.</summary>
    private const string PatienceSeconds = "3600";

    /// <summary>Beside the journal, and like it read by nobody else.</summary>
    private string Turn => Path.Combine(folder, "state", "compose.lock");

    /// <summary>Starts a service, or makes it anew when its image is another one. Nothing that it depends on is touched.</summary>
    public OutsideCommand Up(string service) => Compose("up", "--detach", "--no-deps", "--no-build", service);

    /// <summary>Ends a service as a server is ended.</summary>
    public OutsideCommand Stop(string service) => Compose("stop", service);

    /// <summary>Runs a service once, by another image, in a container of its own that stays.</summary>
    public OutsideCommand Run(string service, string container, string image, params string[] arguments) =>
        Compose(["run", "--no-deps", "-T", "--name", container, service, .. arguments]) with { Settings = ImageSetting(image) };

    /// <summary>The same without waiting for its end.</summary>
    public OutsideCommand RunBeside(string service, string container, string setting, string image) =>
        Compose("run", "--detach", "--no-deps", "--name", container, service) with { Settings = new Dictionary<string, string> { [setting] = image } };

    /// <summary>Ids of a service's containers, running or not.</summary>
    public OutsideCommand List(string service) => Compose("ps", "--all", "--quiet", service);

    /// <summary>What a service has written last.</summary>
    public OutsideCommand Logs(string service) => Compose("logs", "--no-color", "--no-log-prefix", "--tail", "200", service);

    /// <summary>A command of docker itself, which needs no turn.</summary>
    public OutsideCommand Docker(params string[] arguments) => new(["docker", .. arguments]) { Folder = folder };

    private static Dictionary<string, string> ImageSetting(string image) => new() { [HostSettings.Image] = image };

    private OutsideCommand Compose(params string[] arguments) => new(["flock", "--timeout", PatienceSeconds, Turn, "docker", "compose", .. arguments]) { Folder = folder };
}
