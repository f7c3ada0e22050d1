namespace GigGatek.Tests.Operations.Helm;

/// <summary>Each rule with something planted that breaks it.</summary>
public sealed class ChartRuleTests
{
    [Theory]
    [InlineData("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "readOnlyRootFilesystem is not true")]
    [InlineData("runAsUser: 1654", "runAsUser: 0", "runAsUser is not 1654")]
    [InlineData("capabilities: { drop: [ALL] }", "capabilities: { drop: [ALL], add: [NET_ADMIN] }", "keeps capabilities")]
    [InlineData("seccompProfile: { type: RuntimeDefault }", "seccompProfile: { type: Unconfined }", "RuntimeDefault")]
    [InlineData("automountServiceAccountToken: false", "automountServiceAccountToken: true", "token")]
    [InlineData("terminationGracePeriodSeconds: 50", "terminationGracePeriodSeconds: 40", "killed while it drains")]
    [InlineData("emptyDir: { sizeLimit: 1Gi }", "hostPath: { path: / }", "a folder of the node")]
    [InlineData("mountPath: /etc/giggatek/release,", "mountPath: /etc/giggatek/release, subPath: release.json,", "subPath")]
    [InlineData("serviceAccountName: shop-giggatek-worker", "serviceAccountName: nobody", "no account nobody")]
    [InlineData("path: Payments__WebhookSecret", "path: Database__ConnectionString", "two secrets are one file")]
    public async Task A_pod_that_is_less_than_confined_is_found(string right, string wrong, string sentence) =>
        PodRules.Check(await Planted(right, wrong)).ShouldContain(fault => fault.Contains(sentence));

    [Theory]
    [InlineData("targetPort: http", "targetPort: web", "no pod has the port web")]
    [InlineData("maxUnavailable: 0", "maxUnavailable: 1", "fewer pods than asked for")]
    [InlineData("\"weight\": 100", "\"weight\": 99", "state of the release is not one")]
    [InlineData("http://shop-giggatek-shop-blue:8080", "http://shop-giggatek-gateway:80", "not its Service")]
    [InlineData("\"version\": \"0.1.0\"", "\"version\": \"0.1.1\"", "not what the state of the release says")]
    [InlineData("kind: PodDisruptionBudget", "kind: Forgotten", "disruption budget")]
    [InlineData("  replicas: 2\n", "", "said twice, or never")]
    [InlineData("helm.sh/hook-weight: \"-10\"", "helm.sh/hook-weight: \"10\"", "comes before the ServiceAccount")]
    public async Task A_manifest_that_names_what_is_not_there_is_found(string right, string wrong, string sentence) =>
        WiringRules.Check(await Planted(right, wrong)).ShouldContain(fault => fault.Contains(sentence));

    [Theory]
    [InlineData("name: shop-giggatek-deny-by-default", "no policy denies by default")]
    [InlineData("name: shop-giggatek-worker", "no policy says what it may reach")]
    public async Task A_pod_without_its_policy_is_found(string policy, string sentence)
    {
        var rendered = (await ChartFolder.RenderAsync([])).Manifests;
        var left = rendered.Where(manifest => manifest.Kind != "NetworkPolicy" || $"name: {manifest.Name}" != policy).ToList();
        left.Count.ShouldBe(rendered.Count - 1);
        WiringRules.CheckNetwork(left).ShouldContain(fault => fault.Contains(sentence));
    }

    [Fact]
    public async Task A_policy_that_leaves_a_way_open_is_found() =>
        WiringRules.CheckNetwork(await Planted("policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]")).ShouldContain(fault => fault.Contains("one way open"));

    private static async Task<IReadOnlyList<Manifest>> Planted(string right, string wrong)
    {
        var text = (await ChartFolder.RenderAsync([])).Text!;
        text.ShouldContain(right);
        return Manifest.Parse(text.Replace(right, wrong, StringComparison.Ordinal));
    }
}
