using GigGatek.Catalog.Search;

namespace GigGatek.Tests.Unit.Catalog.Search;

/// <summary>What a shopper typed, in the words of each full-text index.</summary>
public sealed class SearchIndexTests
{
    [Theory]
    [InlineData("ryzen 5", "+((+zzryzen* +zz5) (+zzryzen5*))")]
    [InlineData("i5", "+((+zzi5*))")]
    [InlineData("4k the com", "+((+zz4k*)) +((+zzthe*)) +((+zzcom*))")]
    [InlineData("rtx3060", "+((+zzrtx3060*) (+zzrtx* +zz3060*))")]
    [InlineData("+ryzen -(intel) \"x\" @3 >a <b ~c*", "+((+zzryzen*)) +((+zzintel*)) +((+zzx* +zz3) (+zzx3*)) +((+zza*)) +((+zzb*)) +((+zzc*))")]
    public void Mysql_gets_marked_words_and_no_operator_of_the_shopper(string typed, string expression) =>
        MySqlSearchIndex.Expression(SearchQuery.Parse(typed)!).ShouldBe(expression);

    [Fact]
    public void Every_word_of_a_product_is_marked_so_none_is_short_or_left_out() =>
        MySqlSearchIndex.Marked("i5 the 4k ddr5").ShouldBe("zzi5 zzthe zz4k zzddr5");

    [Fact]
    public void Sqlite_gets_quoted_words() =>
        SqliteSearchIndex.Expression(SearchQuery.Parse("corsair rtx3060")!).ShouldBe("((\"corsair\"*)) AND ((\"rtx3060\"*) OR (\"rtx\"* AND \"3060\"*))");
}
