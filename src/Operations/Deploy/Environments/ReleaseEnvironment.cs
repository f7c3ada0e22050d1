namespace GigGatek.Operations.Deploy.Environments;

/// <summary>A place that releases are put into: <c>deploy/environments/NAME.yaml</c> over <c>base.yaml</c>.</summary>
public sealed class ReleaseEnvironment
{
    /// <summary>The file's name without its end.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it runs. <c>process</c>: as processes of this machine. <c>compose</c>: as containers of one host. <c>kubernetes</c>: in a cluster.</summary>
    public string Target { get; set; } = "process";

    /// <summary>In containers: the image's name with its registry, without a tag. A version is its tag, perhaps with a digest: <c>0.2.0@sha256:…</c>.</summary>
    public string Image { get; set; } = "";

    /// <summary>The host that <c>compose</c> runs on, as ssh takes it: <c>deploy@shop.example.com</c>. Empty: this machine.</summary>
    public string Host { get; set; } = "";

    /// <summary>Of the target <c>compose</c>.</summary>
    public ComposePlace Compose { get; set; } = new();

    /// <summary>Of the target <c>kubernetes</c>.</summary>
    public KubernetesPlace Kubernetes { get; set; } = new();

    /// <summary>The folder of the state file, the journal, the lock, and what the processes write.</summary>
    public string State { get; set; } = "";

    /// <summary>The folder with one folder for each version, in which <c>giggatek.dll</c> is as <c>dotnet publish</c> has written it.</summary>
    public string Programs { get; set; } = "";

    /// <summary>The shop's data folder, shared by all its processes.</summary>
    public string Data { get; set; } = "";

    /// <summary>Processes of a colour. In containers there is one address for each colour; a cluster puts as many pods behind it as the chart's values say.</summary>
    public int Shops { get; set; } = 2;

    /// <summary>The first port that shops listen on, on loopback; each colour takes as many as there are shops.</summary>
    public int FirstPort { get; set; } = 5100;

    /// <summary>The gateway in front.</summary>
    public EnvironmentGateway Gateway { get; set; } = new();

    /// <summary>Settings of the shop, as environment variables: <c>Database__Provider</c>. No secrets: those are files.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    /// <summary>How a release is judged.</summary>
    public ReleaseRules Release { get; set; } = new();

    /// <summary>The file that says which colour gets which visitors.</summary>
    internal string StateFile => Path.Combine(State, "release.json");
}

/// <summary>Where compose runs.</summary>
public sealed class ComposePlace
{
    /// <summary>The folder of compose.yaml, <c>.env</c>, secrets and state: <c>deploy/compose</c> of a checkout on that host.</summary>
    public string Folder { get; set; } = "";
}

/// <summary>Which release of the chart, in which cluster.</summary>
public sealed class KubernetesPlace
{
    /// <summary>Of the kubeconfig; empty: the current one.</summary>
    public string Context { get; set; } = "";

    /// <summary>The namespace.</summary>
    public string Namespace { get; set; } = "";

    /// <summary>What helm calls the release.</summary>
    public string Release { get; set; } = "shop";

    /// <summary>The chart's folder.</summary>
    public string Chart { get; set; } = "";

    /// <summary>Files of values, laid over each other in this order. Images, colours and weights are the release's, not theirs.</summary>
    public List<string> Values { get; set; } = [];

    /// <summary>How long helm waits for a hook or for pods.</summary>
    public int TimeoutSeconds { get; set; } = 600;
}

/// <summary>Where the gateway listens.</summary>
public sealed class EnvironmentGateway
{
    /// <summary>For visitors.</summary>
    public string Address { get; set; } = "http://127.0.0.1:8080";

    /// <summary>For health and status.</summary>
    public string Management { get; set; } = "http://127.0.0.1:8081";
}

/// <summary>How a release is judged: what it takes to go on, and to go back.</summary>
public sealed class ReleaseRules
{
    /// <summary>How long a shop may take until it is ready.</summary>
    public int ReadySeconds { get; set; } = 45;

    /// <summary>Answers that each colour must have given before anything is concluded from them. What visitors do not ask for in time, journeys ask for.</summary>
    public int Sample { get; set; } = 200;

    /// <summary>How long visitors are waited for to make up the sample.</summary>
    public int SampleSeconds { get; set; } = 10;

    /// <summary>How many percent more of the new colour's answers may be errors.</summary>
    public double MoreErrorsPercent { get; set; } = 1;

    /// <summary>How many times slower the new colour may be.</summary>
    public double TimesSlower { get; set; } = 2;

    /// <summary>Weights of a canary, before all of it.</summary>
    public List<int> Canary { get; set; } = [1, 10, 50];

    /// <summary>How long requests to the old colour are waited for.</summary>
    public int DrainSeconds { get; set; } = 30;
}
