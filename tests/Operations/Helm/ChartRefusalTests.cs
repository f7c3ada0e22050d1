namespace GigGatek.Tests.Operations.Helm;

/// <summary>Wrong values end the rendering with what is wrong.</summary>
public sealed class ChartRefusalTests
{
    [Theory]
    [InlineData("gatway.replicas=3", "gatway")]
    [InlineData("gateway.replica=3", "replica")]
    [InlineData("shop.colours.red.weight=1", "red")]
    [InlineData("gateway.from[0].namespace=x", "namespace")]
    [InlineData("shop.resources.limits.cpus=1", "cpus")]
    [InlineData("settings.Shopp__Name=x", "Shopp__Name")]
    [InlineData("secrets.databasePassword=x", "databasePassword")]
    public async Task A_key_that_is_not_there_is_named(string set, string key) =>
        (await Refusal(set)).ShouldContain(key);

    [Theory]
    [InlineData("gateway.replicas=two", "gateway.replicas", "integer")]
    [InlineData("ingress.enabled=perhaps", "ingress.enabled", "boolean")]
    [InlineData("publicUrl=shop.example.com", "publicUrl", "https?")]
    [InlineData("mail.security=Ssl", "mail.security", "StartTls")]
    [InlineData("database.port=70000", "database.port", "65535")]
    [InlineData("shop.colours.blue.digest=sha256:12", "shop.colours.blue.digest", "sha256")]
    public async Task A_value_of_the_wrong_kind_is_named_with_what_would_be_right(string set, string key, string right)
    {
        var refusal = await Refusal(set);
        refusal.Replace('/', '.').ShouldContain(key);
        refusal.ShouldContain(right);
    }

    [Theory]
    [InlineData("publicUrl is empty; set it to the shop's address as visitors see it", "publicUrl=")]
    [InlineData("The weights of the enabled colours sum to 90; shop.colours.*.weight must sum to 100.", "shop.colours.blue.weight=90")]
    [InlineData("shop.colours.green is not enabled, but has weight 10; set it to 0.", "shop.colours.blue.weight=90", "shop.colours.green.weight=10")]
    [InlineData("shop.autoscaling.minReplicas is 20, more than maxReplicas, 10.", "shop.autoscaling.minReplicas=20")]
    [InlineData("database.network is empty, so nothing could reach the database; name its NetworkPolicy peers", "database.network=null")]
    [InlineData("redis.network is empty, so nothing could reach Redis", "redis.enabled=true")]
    [InlineData("mail.network is empty, so nothing could reach the mail server", "mail.network=null")]
    [InlineData("gateway.from is empty, so no visitor could reach the gateway", "ingress.enabled=true", "gateway.trustedProxies[0]=10.244.0.0/16")]
    [InlineData("gateway.trustedProxies is empty, so all visitors would look like one", "ingress.enabled=true")]
    [InlineData("mail.delivery is smtp, but mail.host is empty", "mail.host=")]
    [InlineData("payments.publishableKey is empty", "payments.provider=stripe")]
    [InlineData("payments.network is empty, so nothing could reach Stripe", "payments.provider=stripe", "payments.publishableKey=pk_live_1")]
    [InlineData("settings.Payments__Stripe__SecretKey is a secret", "settings.Payments__Stripe__SecretKey=sk_live_1")]
    [InlineData("gatewayApi.parentRefs names no Gateway", "gatewayApi.enabled=true", "gateway.trustedProxies[0]=10.244.0.0/16")]
    [InlineData("secrets.external.store.name names no store", "secrets.external.enabled=true")]
    [InlineData("secrets.masterKey.remoteKey is empty; say where the store keeps it.", "secrets.external.enabled=true", "secrets.external.store.name=vault", "secrets.databaseConnection.remoteKey=x")]
    [InlineData("secrets.masterKey.name is empty; name the Secret that holds it", "secrets.masterKey.name=")]
    [InlineData("settings.Redis__Connection is a secret", "settings.Redis__Connection=redis")]
    [InlineData("settings.Shop__PublicUrl is what the chart itself sets", "settings.Shop__PublicUrl=https://other.example.com")]
    [InlineData("migrations.contract.confirm is 0.0.9, but this release runs 0.1.0", "migrations.contract.confirm=0.0.9")]
    [InlineData("migrations.contract.confirm is set while shop.colours.blue runs 0.0.9", "migrations.contract.confirm=0.1.0", "shop.colours.blue.tag=0.0.9")]
    public async Task What_cannot_work_is_refused_with_the_remedy(string sentence, params string[] sets) =>
        (await Refusal(sets)).ShouldContain(sentence);

    private static async Task<string> Refusal(params string[] sets)
    {
        var rendering = await ChartFolder.RenderAsync([], sets);
        rendering.Text.ShouldBeNull("it was accepted");
        return rendering.Refusal;
    }
}
