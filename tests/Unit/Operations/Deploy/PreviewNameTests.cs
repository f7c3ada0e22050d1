using CsCheck;
using GigGatek.Operations.Previews;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class PreviewNameTests
{
    [Theory]
    [InlineData("main", "^main$")]
    [InlineData("feature/Cart", "^feature-cart-[0-9a-f]{6}$")]
    [InlineData("übung", "^bung-[0-9a-f]{6}$")]
    [InlineData("///", "^[0-9a-f]{6}$")]
    [InlineData("a-branch-with-a-name-that-is-much-too-long", "^a-branch-with-a-name-th?a?t?-?-[0-9a-f]{6}$")]
    public void It_is_of_the_branch(string branch, string pattern) => Preview.NameOf(branch).ShouldMatch(pattern);

    [Fact]
    public void Any_branch_has_a_name_that_networks_and_folders_may_have_and_no_two_share_one() =>
        Gen.Select(Gen.String[1, 60], Gen.String[1, 60]).Sample((one, other) =>
        {
            Preview.NameOf(one).ShouldMatch("^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$");
            (one == other || Preview.NameOf(one) != Preview.NameOf(other)).ShouldBeTrue();
        });
}
