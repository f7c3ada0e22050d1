using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Operations.Deploy.Processes;
using YamlDotNet.Serialization;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>A place that releases are put into: <c>deploy/environments/NAME.yaml</c> over <c>base.yaml</c>. Its descriptions and rules are the schema's too.</summary>
public sealed class ReleaseEnvironment
{
    /// <summary>The file's name without its end.</summary>
    [YamlIgnore, JsonIgnore]
    public string Name { get; set; } = "";

    [Description("Where it runs. process: as processes of this machine. compose: as containers of one host. kubernetes: in a cluster.")]
    [AllowedValues(ProcessTarget.Name, ComposeTarget.Name, KubernetesTarget.Name)]
    public string Target { get; set; } = ProcessTarget.Name;

    [Description("In containers: the image's name with its registry, without a tag. A version is its tag, perhaps with a digest: 0.2.0@sha256:…")]
    [ImageName]
    public string Image { get; set; } = "";

    [Description("The host that compose runs on, as ssh takes it: deploy@shop.example.com. Empty: this machine.")]
    [HostName]
    public string Host { get; set; } = "";

    [Description("Of the target compose.")]
    public ComposePlace Compose { get; set; } = new();

    [Description("Of the target kubernetes.")]
    public KubernetesPlace Kubernetes { get; set; } = new();

    [Description("The folder of the state file, the journal, the lock, and what the processes write.")]
    [WholePath]
    public string State { get; set; } = "";

    [Description("The folder with one folder for each version, in which giggatek.dll is as dotnet publish has written it.")]
    [WholePath]
    public string Programs { get; set; } = "";

    [Description("The shop's data folder, shared by all its processes.")]
    [WholePath]
    public string Data { get; set; } = "";

    [Description("Processes of a colour. In containers there is one address for each colour; a cluster puts as many pods behind it as the chart's values say.")]
    [Range(1, 16)]
    public int Shops { get; set; } = 2;

    [Description("The first port that shops listen on, on loopback; each colour takes as many as there are shops.")]
    [Range(1024, 64_999)]
    public int FirstPort { get; set; } = 5100;

    [Description("The gateway in front.")]
    public EnvironmentGateway Gateway { get; set; } = new();

    [Description("Settings of the shop, as environment variables: Database__Provider. No secrets: those are files.")]
    [Variables]
    public Dictionary<string, string> Settings { get; set; } = [];

    [Description("How a release is judged.")]
    public ReleaseRules Release { get; set; } = new();

    [Description("Commands that are run beside a release, by sh on the machine that deploys. They get its facts as GIGGATEK_VERSION, GIGGATEK_OLD_VERSION, GIGGATEK_COLOUR, GIGGATEK_WHY and others.")]
    public EnvironmentHooks Hooks { get; set; } = new();

    [Description("Where people are told that a release has begun, was released, or went back and why.")]
    public EnvironmentNotices Notices { get; set; } = new();

    [Description("Previews of branches: giggatek preview. Only of an environment that has them.")]
    public PreviewPlace Preview { get; set; } = new();

    /// <summary>The file that says which colour gets which visitors.</summary>
    internal string StateFile => Path.Combine(State, "release.json");
}

/// <summary>Where compose runs.</summary>
public sealed class ComposePlace
{
    [Description("The folder of compose.yaml, .env, secrets and state: deploy/compose of a checkout on that host.")]
    [WholePath]
    public string Folder { get; set; } = "";
}

/// <summary>Which release of the chart, in which cluster.</summary>
public sealed class KubernetesPlace
{
    [Description("Of the kubeconfig; empty: the current one.")]
    public string Context { get; set; } = "";

    [Description("The namespace.")]
    [ClusterName]
    public string Namespace { get; set; } = "";

    [Description("What helm calls the release.")]
    [ClusterName]
    public string Release { get; set; } = "shop";

    [Description("The chart's folder.")]
    [WholePath]
    public string Chart { get; set; } = "";

    [Description("Files of values, laid over each other in this order. Images, colours and weights are the release's, not theirs.")]
    [WholePaths]
    public List<string> Values { get; set; } = [];

    [Description("How long helm waits for a hook or for pods.")]
    [Range(10, 7_200)]
    public int TimeoutSeconds { get; set; } = 600;
}

/// <summary>Where the gateway listens.</summary>
public sealed class EnvironmentGateway
{
    [Description("For visitors.")]
    [Address]
    public string Address { get; set; } = "http://127.0.0.1:8080";

    [Description("For health and status.")]
    [Address]
    public string Management { get; set; } = "http://127.0.0.1:8081";
}

/// <summary>Where previews of branches are made, and how many for how long.</summary>
public sealed class PreviewPlace
{
    [Description("The folder with a folder for each preview; empty: this environment has none.")]
    [WholePath]
    public string Folder { get; set; } = "";

    [Description("How long one stays after it was made, or renewed.")]
    [Range(1, 720)]
    public int Hours { get; set; } = 72;

    [Description("How many there may be at a time.")]
    [Range(1, 50)]
    public int Most { get; set; } = 5;

    [Description("The first port that a preview is reached at; each takes two.")]
    [Range(1024, 64_999)]
    public int FirstPort { get; set; } = 20_000;

    [Description("Where visitors reach the host, without a port.")]
    [Address]
    public string Address { get; set; } = "http://localhost";
}

/// <summary>Commands beside a release.</summary>
public sealed class EnvironmentHooks
{
    [Description("Before anything is changed. One that fails refuses the release.")]
    [Commands]
    public List<string> Before { get; set; } = [];

    [Description("When visitors have the new version. One that fails is only said.")]
    [Commands]
    public List<string> After { get; set; } = [];

    [Description("When a release went back. One that fails is only said.")]
    [Commands]
    public List<string> Failed { get; set; } = [];

    [Description("How long one of them may take.")]
    [Range(1, 3_600)]
    public int Seconds { get; set; } = 120;
}

/// <summary>Webhooks of chats. Their addresses are secrets: files.</summary>
public sealed class EnvironmentNotices
{
    [Description("The file that holds the address of an incoming webhook of Slack.")]
    [WholePath]
    public string Slack { get; set; } = "";

    [Description("The file that holds the address of a webhook of Teams' Workflows.")]
    [WholePath]
    public string Teams { get; set; } = "";
}

/// <summary>How a release is judged: what it takes to go on, and to go back.</summary>
public sealed class ReleaseRules
{
    [Description("How long a shop may take until it is ready.")]
    [Range(1, 3_600)]
    public int ReadySeconds { get; set; } = 45;

    [Description("Answers that each colour must have given before anything is concluded from them. What visitors do not ask for in time, journeys ask for.")]
    [Range(20, 100_000)]
    public int Sample { get; set; } = 200;

    [Description("How long visitors are waited for to make up the sample.")]
    [Range(0, 3_600)]
    public int SampleSeconds { get; set; } = 10;

    [Description("How many percent more of the new colour's answers may be errors.")]
    [Range(0.0, 50.0)]
    public double MoreErrorsPercent { get; set; } = 1;

    [Description("How many times slower the new colour may be.")]
    [Range(1.0, 100.0, MinimumIsExclusive = true)]
    public double TimesSlower { get; set; } = 2;

    [Description("Weights of a canary, before all of it.")]
    [Weights]
    public List<int> Canary { get; set; } = [1, 10, 50];

    [Description("How long requests to the old colour are waited for.")]
    [Range(0, 3_600)]
    public int DrainSeconds { get; set; } = 30;
}
