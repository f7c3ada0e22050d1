using CsCheck;
using GigGatek.Platform.Data.Replicas;

namespace GigGatek.Tests.Unit.Platform.Replicas;

/// <summary>Comparing what two servers have.</summary>
public sealed class GtidSetTests
{
    private const string One = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private const string Two = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    private static readonly Gen<List<(int Source, int Number)>> Transactions = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 12]).List[0, 30];

    [Theory]
    [InlineData("", "")]
    [InlineData($"{One}:1-5", $"{One}:1-5")]
    [InlineData($"{One}:1-5:7:9-10", $"{One}:1-5:7-7:9-10")]
    [InlineData($"{One}:6-9:1-5", $"{One}:1-9")]
    [InlineData($"{One}:1-9:2-3", $"{One}:1-9")]
    [InlineData($"{Two}:1-3,\n{One}:1", $"{One}:1-1,{Two}:1-3")]
    [InlineData($"{One}:1-3:shop:1-2:5", $"{One}:1-3,{One}:shop:1-2:5-5")]
    [InlineData("0-1-57", "0:1-57")]
    [InlineData("0-1-57,3-2-9", "0:1-57,3:1-9")]
    [InlineData("0-1-57,0-2-60", "0:1-60")]
    [InlineData("0-1-0", "")]
    public void What_a_server_says_is_read(string said, string meant)
    {
        var set = GtidSet.TryParse(said).ShouldNotBeNull();
        set.ToString().ShouldBe(meant);
        GtidSet.TryParse(meant).ShouldNotBeNull().ToString().ShouldBe(meant);
        set.IsEmpty.ShouldBe(meant.Length == 0);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0-1")]
    [InlineData("0-1-2-3")]
    [InlineData("0-1--2")]
    [InlineData("0-1-99999999999999999999")]
    [InlineData($"{One}")]
    [InlineData($"{One}:")]
    [InlineData($"{One}:0")]
    [InlineData($"{One}:5-3")]
    [InlineData($"{One}:1-")]
    [InlineData($"{One}:9223372036854775807")]
    [InlineData($"{One}:1-5;DROP")]
    [InlineData("not-a-uuid:1-5")]
    public void Anything_else_is_refused(string said) => GtidSet.TryParse(said).ShouldBeNull();

    [Theory]
    [InlineData($"{One}:1-9", $"{One}:1-9", true)]
    [InlineData($"{One}:1-9", $"{One}:7", true)]
    [InlineData($"{One}:1-9", $"{One}:7-10", false)]
    [InlineData($"{One}:1-4:6-9", $"{One}:3-7", false)]
    [InlineData($"{One}:1-9", $"{Two}:1", false)]
    [InlineData($"{One}:1-9", $"{One}:shop:1", false)]
    [InlineData("0-2-60", "0-1-57", true)]
    [InlineData("0-1-56", "0-1-57", false)]
    [InlineData("0-1-57", "1-1-1", false)]
    [InlineData("0-1-57", "", true)]
    public void One_has_all_of_the_other_or_has_not(string one, string other, bool hasAll) =>
        GtidSet.TryParse(one)!.Contains(GtidSet.TryParse(other)!).ShouldBe(hasAll);

    [Fact]
    public void It_answers_as_plain_sets_of_transactions_do() =>
        Gen.Select(Transactions, Transactions).Sample((one, other) =>
        {
            var (left, right) = (Of(one), Of(other));
            left.Contains(right).ShouldBe(other.TrueForAll(one.Contains));
            left.Union(right).ToString().ShouldBe(Of([.. one, .. other]).ToString());
            left.Union(right).Contains(right).ShouldBeTrue();
        });

    private static GtidSet Of(List<(int Source, int Number)> transactions) =>
        GtidSet.TryParse(string.Join(',', transactions.Select(transaction => $"{transaction.Source}e11fa47-71ca-11e1-9e33-c80aa9429562:{transaction.Number}")))!;
}
