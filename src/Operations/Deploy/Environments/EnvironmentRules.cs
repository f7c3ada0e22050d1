using GigGatek.Operations.Deploy.Processes;

namespace GigGatek.Operations.Deploy.Environments;

/// <summary>What an environment must say.</summary>
internal static class EnvironmentRules
{
    private const int MostShops = 16;

    /// <exception cref="OperationRefusedException">With everything that is wrong.</exception>
    public static void Check(ReleaseEnvironment environment)
    {
        var wrong = Find(environment).ToList();
        if (wrong.Count > 0)
        {
            throw new OperationRefusedException($"The environment {environment.Name} is not right: {string.Join(" ", wrong)}");
        }
    }

    private static IEnumerable<string> Find(ReleaseEnvironment environment)
    {
        if (environment.Target != ProcessTarget.Name)
        {
            yield return $"target must be {ProcessTarget.Name}, not “{environment.Target}”.";
        }

        foreach (var (key, path) in new[] { ("state", environment.State), ("programs", environment.Programs), ("data", environment.Data) }.Where(pair => !Path.IsPathFullyQualified(pair.Item2)))
        {
            yield return $"{key} must be a whole path such as /srv/giggatek, not “{path}”.";
        }

        foreach (var (key, address) in new[] { ("gateway.address", environment.Gateway.Address), ("gateway.management", environment.Gateway.Management) }
            .Where(pair => !(Uri.TryCreate(pair.Item2, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")))
        {
            yield return $"{key} must be an address such as http://127.0.0.1:8080, not “{address}”.";
        }

        var rules = environment.Release;
        foreach (var (key, isRight, right) in new[]
        {
            ("shops", environment.Shops is > 0 and <= MostShops, $"from 1 to {MostShops}"),
            ("firstPort", environment.FirstPort is > 1023 and < 65_000, "from 1024 to 64999"),
            ("release.readySeconds", rules.ReadySeconds is > 0 and <= 3_600, "from 1 to 3600"),
            ("release.sample", rules.Sample is >= 20 and <= 100_000, "from 20 to 100000"),
            ("release.sampleSeconds", rules.SampleSeconds is >= 0 and <= 3_600, "from 0 to 3600"),
            ("release.moreErrorsPercent", rules.MoreErrorsPercent is >= 0 and <= 50, "from 0 to 50"),
            ("release.timesSlower", rules.TimesSlower is > 1 and <= 100, "more than 1 and at most 100"),
            ("release.drainSeconds", rules.DrainSeconds is >= 0 and <= 3_600, "from 0 to 3600"),
            ("release.canary", rules.Canary.All(weight => weight is > 0 and < 100) && rules.Canary.SequenceEqual(rules.Canary.Distinct().Order()), "weights from 1 to 99 that grow"),
        }.Where(rule => !rule.Item2))
        {
            yield return $"{key} must be {right}.";
        }
    }
}
