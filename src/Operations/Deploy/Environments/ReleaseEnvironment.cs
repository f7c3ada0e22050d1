namespace GigGatek.Operations.Deploy.Environments;

/// <summary>A place that releases are put into: <c>deploy/environments/NAME.yaml</c> over <c>base.yaml</c>.</summary>
public sealed class ReleaseEnvironment
{
    /// <summary>The file's name without its end.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where it runs. <c>process</c>: as processes of this machine.</summary>
    public string Target { get; set; } = "process";

    /// <summary>The folder of the state file, the journal, the lock, and what the processes write.</summary>
    public string State { get; set; } = "";

    /// <summary>The folder with one folder for each version, in which <c>giggatek.dll</c> is as <c>dotnet publish</c> has written it.</summary>
    public string Programs { get; set; } = "";

    /// <summary>The shop's data folder, shared by all its processes.</summary>
    public string Data { get; set; } = "";

    /// <summary>Processes of a colour.</summary>
    public int Shops { get; set; } = 2;

    /// <summary>The first port that shops listen on, on loopback; each colour takes as many as there are shops.</summary>
    public int FirstPort { get; set; } = 5100;

    /// <summary>The gateway in front.</summary>
    public EnvironmentGateway Gateway { get; set; } = new();

    /// <summary>Settings of the shop, as environment variables: <c>Database__Provider</c>. No secrets: those are files.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    /// <summary>How a release is judged.</summary>
    public ReleaseRules Release { get; set; } = new();
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
