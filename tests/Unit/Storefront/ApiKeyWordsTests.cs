using GigGatek.Contracts.Accounts;
using GigGatek.Storefront.Admin.ApiKeys;

namespace GigGatek.Tests.Unit.Storefront;

public sealed class ApiKeyWordsTests
{
    [Fact]
    public void Every_scope_has_words_and_a_box_of_its_own()
    {
        var unknown = ApiKeyWords.Allows("of.tomorrow");
        unknown.ShouldStartWith("Nothing in this version");

        string[] words = [unknown, .. ApiScopes.All.Select(ApiKeyWords.Allows)];
        words.ShouldBeUnique();
        ApiScopes.All.Select(ApiKeyForm.FieldOf).ShouldBeUnique();
    }

    [Fact]
    public void What_is_usual_is_among_what_is_offered()
    {
        var form = ApiKeyForm.Empty();
        ApiKeyForm.OverlapOf(form).ShouldBe(ApiKeyLimits.UsualOverlap);
        ApiKeyForm.EndOf(form, DateTimeOffset.UnixEpoch).ShouldBe(DateTimeOffset.UnixEpoch + ApiKeyLimits.UsualLifetime);
        form.IsValid.ShouldBeTrue();
    }
}
