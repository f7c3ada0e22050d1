using System.Text;
using CsCheck;
using GigGatek.Catalog.Files;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Unit.Catalog.Files;

/// <summary>What is written is read again as it was, whatever stands in it.</summary>
public sealed class RoundTripTests
{
    /// <summary>What people and spreadsheets stumble over.</summary>
    private static readonly string[] Awkward =
    [
        "=1+1", "+49 30", "-5", "@SUM(A1)", "'=1", "''@x", "'tis", "a,b", "a;b", "\"quoted\"", "24\" screen", "\"", "a:b:c", "Spec:a:b,c", "<b>x</b>",
        "&amp;", "]]>", "<![CDATA[x]]>", "\\", "\\n", "null", "true", "[1,2]", "{\"a\":1}", "7200", "1e5", "2×16", "Größe", "ﬁ", "日本語", "😀", "１２", "＝x", "0", "%00", "Default Title",
    ];

    private static readonly Gen<string> Word = Gen.OneOf(OneOf(Awkward), Gen.Char[' ', '~'].Array[1, 30].Select(letters => new string(letters)));

    private static readonly Gen<string> Line = Word.Select(TextRules.Line).Where(text => text.Length > 0);

    private static readonly Gen<string> Lines =
        Line.Array[1, 3].Select(lines => TextRules.Lines(string.Join('\n', lines))).Where(text => text.Length > 0);

    private static readonly Gen<decimal> Number =
        Gen.Select(Gen.Long[-999_999_999_999, 999_999_999_999], Gen.Int[0, 6], (whole, decimals) => Simplest(whole / (decimal)Math.Pow(10, decimals)));

    private static readonly Gen<AttributeValue> Value = Gen.OneOf(
        Line.Select(text => new AttributeValue(AttributeKind.Text, Text: text)),
        Number.Select(number => new AttributeValue(AttributeKind.Number, Number: number)),
        Gen.Bool.Select(flag => new AttributeValue(AttributeKind.Flag, Flag: flag)),
        Gen.Select(Number, Number, (one, other) => new AttributeValue(AttributeKind.Range, Number: Math.Min(one, other), Second: Math.Max(one, other))),
        Gen.Select(Number, Number, (one, other) => AttributeJson.Two("cpu", "anything", Math.Max(one, other), Math.Min(one, other))));

    private static readonly Gen<NamedValue> Attribute =
        Gen.Select(OneOf("core_count", "type", "color", "rpm2", "x", "socket", "weight_kg", "f1"), Value, (name, value) => new NamedValue(name, value));

    private static readonly Gen<FileVariant> Variant = Gen.Select(
        OneOf(Grade.Excellent, Grade.Good, Grade.Fair), Gen.Long[1, 100_000_000].Nullable(), Gen.Int[0, 1_000_000], Gen.Int[0, 120], Gen.Int[0, 1_000_000],
        (grade, price, stock, months, number) => new FileVariant($"GG-{number}-{grade.ToString()[0]}", grade, price, stock, months));

    private static readonly Gen<FileRow> Row = Gen.Select(
        Line, Lines.Null(), Attribute.Array[0, 6], Variant.Array[0, 3], Gen.Bool, Gen.Long[1, 100_000_000].Nullable(), Gen.Int[1, 1_000_000],
        (name, description, attributes, variants, published, newPrice, number) => new FileRow
        {
            Name = name,
            Slug = "part-" + number,
            Category = "cpu",
            Brand = "Maker, \"Inc\"",
            Description = description,
            Published = published,
            NewPrice = newPrice,
            Attributes = [.. attributes.DistinctBy(attribute => attribute.Name)],
            Variants = [.. variants.DistinctBy(variant => variant.Grade).OrderBy(variant => variant.Grade)],
        });

    public static TheoryData<string> Formats => [.. Enum.GetNames<FileFormat>()];

    [Theory, MemberData(nameof(Formats))]
    public async Task What_is_written_is_read_again_unchanged(string name)
    {
        var format = Enum.Parse<FileFormat>(name);
        await Row.Array[1, 4].SampleAsync(
            async rows =>
            {
                rows = [.. rows.DistinctBy(row => row.Slug)];
                var file = await FileText.Write(format, rows);
                var read = await FileText.Read(format, file);
                read.Select(row => row.Row is null ? row.Reason : Show(row.Row, format)).ShouldBe(rows.Select(row => Show(row, format)), Encoding.UTF8.GetString(file));
            },
            iter: 2000);
    }

    [Fact]
    public void A_cell_never_begins_like_a_formula_and_comes_back_as_it_was() =>
        Word.Sample(cell =>
        {
            var written = Cells.Neutralise(cell);
            "=+-@\t\r\n".ShouldNotContain(written[0]);
            Cells.Restore(written).ShouldBe(cell);
        });

    [Fact]
    public void A_description_survives_html() =>
        Lines.Sample(text => HtmlText.ToText(HtmlText.ToHtml(text)).ShouldBe(text.Trim()));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static decimal Simplest(decimal number) => number / 1.000000000000000000000000000000m;

    /// <summary>All that the format can carry. Google's feeds have no slug, and a new price only beside a variant's facts.</summary>
    private static string Show(FileRow row, FileFormat format)
    {
        var slug = format is FileFormat.GoogleTable or FileFormat.GoogleFeed ? "" : row.Slug;
        var attributes = string.Join(", ", row.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value}").Order(StringComparer.Ordinal));
        return $"{slug}|{row.Name}|{row.Category}|{row.Brand}|{row.Description}|{row.Published}|{row.NewPrice}|{attributes}|{string.Join(", ", row.Variants!)}";
    }
}
