using GigGatek.Platform.Web;

namespace GigGatek.Tests.Unit.Platform.Web;

public sealed class PageHostsTests
{
    [Fact]
    public void Only_what_a_page_needs_is_let_in_and_nothing_else_is_loosened()
    {
        var hosts = new PageHosts(["https://js.example"], ["https://js.example", "https://hooks.example"], ["https://api.example"]);
        hosts.AddTo("default-src 'none'; script-src 'self'; connect-src 'self'; script-src-elem 'none'; base-uri 'none'").ShouldBe(
            "default-src 'none'; script-src 'self' https://js.example; connect-src 'self' https://api.example; script-src-elem 'none'; base-uri 'none'; frame-src https://js.example https://hooks.example");
    }
}
