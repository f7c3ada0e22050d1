using System.Text.RegularExpressions;
using GigGatek.Operations.Deploy.Compose;
using GigGatek.Operations.Deploy.Kubernetes;
using GigGatek.Operations.Deploy.Processes;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>What an environment must say.</summary>
internal static partial class EnvironmentRules
{
    private const int MostShops = 16;

    /// <exception cref="OperationRefusedException">With everything that is wrong.</exception>
    public static void Check(ReleaseEnvironment environment)
    {
        var wrong = (environment.Target switch
        {
            ProcessTarget.Name => FindInProcess(environment),
            ComposeTarget.Name => FindInCompose(environment),
            KubernetesTarget.Name => FindInKubernetes(environment),
            _ => [$"target must be {string.Join(", ", ReleaseTargets.Names)}, not “{environment.Target}”."],
        }).Concat(FindInRules(environment.Release)).ToList();
        if (wrong.Count > 0)
        {
            throw new OperationRefusedException($"The environment {environment.Name} is not right: {string.Join(" ", wrong)}");
        }
    }

    private static IEnumerable<string> FindInProcess(ReleaseEnvironment environment) =>
    [
        .. Paths(("state", environment.State), ("programs", environment.Programs), ("data", environment.Data)),
        .. Addresses(environment),
        .. Broken(("shops", environment.Shops is > 0 and <= MostShops, $"from 1 to {MostShops}"), ("firstPort", environment.FirstPort is > 1023 and < 65_000, "from 1024 to 64999")),
        .. Only(environment, ComposeTarget.Name, ("image", environment.Image), ("host", environment.Host)),
    ];

    private static IEnumerable<string> FindInCompose(ReleaseEnvironment environment) =>
    [
        .. Paths(("compose.folder", environment.Compose.Folder)),
        .. Addresses(environment),
        .. Broken(
            ("image", ImageName().IsMatch(environment.Image), "an image without a tag, such as registry.example.com/giggatek"),
            ("host", environment.Host.Length == 0 || HostName().IsMatch(environment.Host), "as ssh takes it, such as deploy@shop.example.com")),
    ];

    private static IEnumerable<string> FindInKubernetes(ReleaseEnvironment environment) =>
    [
        .. Paths([("state", environment.State), ("kubernetes.chart", environment.Kubernetes.Chart), .. environment.Kubernetes.Values.Select(file => ("kubernetes.values", file))]),
        .. Broken(
            ("image", ImageName().IsMatch(environment.Image), "an image without a tag, such as registry.example.com/giggatek"),
            ("kubernetes.namespace", ClusterName().IsMatch(environment.Kubernetes.Namespace), "a name of small letters, digits and hyphens"),
            ("kubernetes.release", ClusterName().IsMatch(environment.Kubernetes.Release), "a name of small letters, digits and hyphens"),
            ("kubernetes.timeoutSeconds", environment.Kubernetes.TimeoutSeconds is >= 10 and <= 7_200, "from 10 to 7200")),
        .. Only(environment, ComposeTarget.Name, ("host", environment.Host)),
    ];

    private static IEnumerable<string> FindInRules(ReleaseRules rules) => Broken(
        ("release.readySeconds", rules.ReadySeconds is > 0 and <= 3_600, "from 1 to 3600"),
        ("release.sample", rules.Sample is >= 20 and <= 100_000, "from 20 to 100000"),
        ("release.sampleSeconds", rules.SampleSeconds is >= 0 and <= 3_600, "from 0 to 3600"),
        ("release.moreErrorsPercent", rules.MoreErrorsPercent is >= 0 and <= 50, "from 0 to 50"),
        ("release.timesSlower", rules.TimesSlower is > 1 and <= 100, "more than 1 and at most 100"),
        ("release.drainSeconds", rules.DrainSeconds is >= 0 and <= 3_600, "from 0 to 3600"),
        ("release.canary", rules.Canary.All(weight => weight is > 0 and < 100) && rules.Canary.SequenceEqual(rules.Canary.Distinct().Order()), "weights from 1 to 99 that grow"));

    private static IEnumerable<string> Paths(params IEnumerable<(string Key, string Path)> paths) =>
        paths.Where(pair => !Path.IsPathFullyQualified(pair.Path)).Select(pair => $"{pair.Key} must be a whole path such as /srv/giggatek, not “{pair.Path}”.");

    private static IEnumerable<string> Addresses(ReleaseEnvironment environment) =>
        from pair in new[] { ("gateway.address", environment.Gateway.Address), ("gateway.management", environment.Gateway.Management) }
        where !(Uri.TryCreate(pair.Item2, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        select $"{pair.Item1} must be an address such as http://127.0.0.1:8080, not “{pair.Item2}”.";

    private static IEnumerable<string> Broken(params IEnumerable<(string Key, bool IsRight, string Right)> rules) =>
        rules.Where(rule => !rule.IsRight).Select(rule => $"{rule.Key} must be {rule.Right}.");

    /// <summary>A word that would count for nothing is refused: whoever wrote it thinks that it does.</summary>
    private static IEnumerable<string> Only(ReleaseEnvironment environment, string target, params (string Key, string Value)[] words) =>
        words.Where(word => word.Value.Length > 0).Select(word => $"{word.Key} counts for the target {target}, not for {environment.Target}; take it out.");

    [GeneratedRegex("^[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5}/[a-z0-9._/-]+|[a-z0-9._/-]*)$")]
    private static partial Regex ImageName();

    [GeneratedRegex("^([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9][A-Za-z0-9.:-]*$")]
    private static partial Regex HostName();

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,51}[a-z0-9])?$")]
    private static partial Regex ClusterName();
}
