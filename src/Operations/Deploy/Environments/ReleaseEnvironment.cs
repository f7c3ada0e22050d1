using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using GigGatek.Operations.Deploy.Processes;
using YamlDotNet.Serialization;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>A place that releases are put into: <c>deploy/environments/NAME.yaml</c> over <c>base.yaml</c>. Its descriptions and rules are the schema's too.</summary>
public sealed class ReleaseEnvironment
{
    /// <summary>The file's name without its end.</summary>
    [YamlIgnore, JsonIgnore]
    public string Name { get; set; } = "";

    [Description("Where it runs. process: as processes of this machine.")]
    [AllowedValues(ProcessTarget.Name)]
    public string Target { get; set; } = ProcessTarget.Name;

    [Description("The folder of the state file, the journal, the lock, and what the processes write.")]
    [WholePath]
    public string State { get; set; } = "";

    [Description("The folder with one folder for each version, in which giggatek.dll is as dotnet publish has written it.")]
    [WholePath]
    public string Programs { get; set; } = "";

    [Description("The shop's data folder, shared by all its processes.")]
    [WholePath]
    public string Data { get; set; } = "";

    [Description("Processes of a colour.")]
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
