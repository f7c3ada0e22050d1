using System.Text;
using GigGatek.Catalog.Files;
using GigGatek.Catalog.Products;
using GigGatek.Contracts.Catalog;

namespace GigGatek.Tests.Unit.Catalog.Files;

public sealed class JsonLinesTests
{
    [Fact]
    public async Task Attribute_names_are_data_and_numbers_stay_numbers()
    {
        var row = await One("""{"name":"Noctua NF-A12","price":37.95,"size":120,"color":"Black","rpm":[450,2000],"airflow":60.090,"noise_level":null,"pwm":true,"ports":["HDMI","DP"]}""");
        row.Category.ShouldBe("cpu", "the file's name");
        row.NewPrice.ShouldBe(3795);
        row.Variants.ShouldBeNull();
        row.Attributes.ShouldBe(
        [
            new NamedValue("size", new AttributeValue(AttributeKind.Number, Number: 120)),
            new NamedValue("color", new AttributeValue(AttributeKind.Text, Text: "Black")),
            new NamedValue("rpm", new AttributeValue(AttributeKind.Range, Number: 450, Second: 2000)),
            new NamedValue("airflow", new AttributeValue(AttributeKind.Number, Number: 60.09m)),
            new NamedValue("pwm", new AttributeValue(AttributeKind.Flag, Flag: true)),
            new NamedValue("ports", new AttributeValue(AttributeKind.Text, Text: """["HDMI","DP"]""")),
        ]);
    }

    [Fact]
    public async Task Two_numbers_are_a_pair_where_the_attribute_says_so()
    {
        var row = await One("""{"name":"Corsair Vengeance","price":null,"speed":[5,6000],"modules":[2,16],"category":"memory"}""");
        row.NewPrice.ShouldBeNull();
        row.Attributes.Select(attribute => attribute.Value.Kind).ShouldBe([AttributeKind.Pair, AttributeKind.Pair]);
    }

    [Fact]
    public async Task Html_in_a_name_stays_text_and_invisible_characters_go()
    {
        (await One("""{"name":"<script>alert(1)</script>"}""")).Name.ShouldBe("<script>alert(1)</script>");
        (await One("""{"name":"  A\u0000\u0007 \t B\u202E\u200Bc\uFEFF "}""")).Name.ShouldBe("A Bc");
    }

    [Theory]
    [InlineData("""{"price":1}""", "no name")]
    [InlineData("""{"name":"   "}""", "no name")]
    [InlineData("""{"name":"x","price":-1}""", "A price of -1 cannot be")]
    [InlineData("""{"name":"x","price":0}""", "A price of 0 cannot be")]
    [InlineData("""{"name":"x","price":1000000.01}""", "at most 1,000,000")]
    [InlineData("""{"name":"x","price":1e400}""", "'price' must be a number of at most 1,000,000")]
    [InlineData("""{"name":"x","price":1.005}""", "parts of a cent")]
    [InlineData("""{"name":"x","price":"12"}""", "'price' must be a number")]
    [InlineData("""{"name":"x","name":"y"}""", "'name' stands there twice")]
    [InlineData("""{"name":"x","a":1,"a":2}""", "'a' stands there twice")]
    [InlineData("""{"name":"x","<b>":1}""", "cannot be an attribute's name")]
    [InlineData("""{"name":"x","big":1e20}""", "too large")]
    [InlineData("""{"name":"x","slug":"../../etc"}""", "cannot be part of an address")]
    [InlineData("""{"name":"x","slug":"-x-"}""", "cannot be part of an address")]
    [InlineData("""{"name":"x","variants":[{"grade":"Perfect"}]}""", "The grade must be Excellent, Good or Fair.")]
    [InlineData("""{"name":"x","variants":[{"grade":"Good"},{"grade":"Good"}]}""", "stands there twice")]
    [InlineData("""{"name":"x","variants":[{"grade":"Good","stock":-3}]}""", "A stock of -3 cannot be")]
    [InlineData("""{"name":"x","variants":[{"grade":"Good","price":-3}]}""", "A price of -3 cannot be")]
    [InlineData("""{"name":"x","variants":[{"grade":"Good","sku":"a b"}]}""", "cannot be a SKU")]
    [InlineData("""{"name":"x","variants":5}""", "'variants' must be a list")]
    [InlineData("""{"name":"x","published":"no"}""", "'published' must be true or false")]
    [InlineData("""{"name":"\ud800"}""", "half a character")]
    [InlineData("""["name","x"]""", "not a JSON object")]
    [InlineData("""{"name":"x"} {"name":"y"}""", "not JSON")]
    [InlineData("""{"name":"x""", "not JSON")]
    [InlineData("name,price", "not JSON")]
    public async Task A_bad_row_says_what_is_wrong_and_the_next_one_lands(string line, string reason)
    {
        var rows = await FileText.Read(FileFormat.JsonLines, line + "\n\n{\"name\":\"next\"}");
        rows.Count.ShouldBe(2);
        rows[0].Row.ShouldBeNull();
        rows[0].Line.ShouldBe(1);
        rows[0].Reason.ShouldContain(reason);
        rows[0].Content.ShouldBe(line);
        rows[1].Line.ShouldBe(3);
        rows[1].Row!.Name.ShouldBe("next");
    }

    [Fact]
    public async Task Limits_are_named()
    {
        (await Reason($$"""{"name":"{{new string('n', 201)}}"}""")).ShouldBe("The name has 201 letters; at most 200.");
        (await Reason($$"""{"name":"x","a":"{{new string('v', 501)}}"}""")).ShouldBe("The value of 'a' has 501 letters; at most 500.");
        var many = string.Join(',', Enumerable.Range(0, 101).Select(number => $"\"a{number}\":1"));
        (await Reason($$"""{"name":"x",{{many}}}""")).ShouldBe("The row has 101 attributes; at most 100.");
        (await Reason("{\"name\":\"x\",\"deep\":" + new string('[', 100) + new string(']', 100) + "}")).ShouldContain("not JSON");
    }

    [Fact]
    public async Task A_line_that_is_not_utf8_is_refused_alone()
    {
        byte[] file = [.. "{\"name\":\"Gr\u00f6\u00dfe\"}\n"u8, .. "{\"name\":\""u8, 0xE9, 0xFF, .. "\"}\n"u8, .. "{\"name\":\"after\"}"u8];
        var rows = await FileText.Read(FileFormat.JsonLines, file);
        rows.Select(row => row.Row?.Name).ShouldBe(["Größe", null, "after"]);
        rows[1].Reason.ShouldContain("UTF-8");
    }

    [Fact]
    public async Task A_byte_order_mark_and_windows_line_ends_are_no_part_of_the_rows()
    {
        var rows = await FileText.Read(FileFormat.JsonLines, "\uFEFF{\"name\":\"a\"}\r\n\r\n{\"name\":\"b\"}\r\n");
        rows.Select(row => row.Row?.Name).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Utf16_is_named_as_such()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var marked = await FileText.Read(FileFormat.JsonLines, [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"name\":\"a\"}\n")]);
            marked.Single().ShouldSatisfyAllConditions(row => row.EndsFile.ShouldBeTrue(), row => row.Reason.ShouldContain("UTF-16"));
            var bare = await FileText.Read(FileFormat.Shopify, encoding.GetBytes("Handle,Title\n"));
            bare.Single().ShouldSatisfyAllConditions(row => row.EndsFile.ShouldBeTrue(), row => row.Reason.ShouldContain("UTF-16"));
        }
    }

    [Fact]
    public async Task A_long_line_is_skipped_without_being_collected()
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var rows = await FileText.Read(FileFormat.JsonLines, new LongLine(64 * 1024 * 1024));
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        rows.Select(row => row.Row?.Name).ShouldBe([null, "after"]);
        rows[0].Reason.ShouldBe("The line is longer than 1,048,576 bytes.");
        rows[0].Content.ShouldStartWith("{\"name\":\"xxx");
        rows[0].Content.Length.ShouldBe(2000);
        rows[1].Line.ShouldBe(2);
        allocated.ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public async Task Empty_files_have_no_rows()
    {
        (await FileText.Read(FileFormat.JsonLines, "")).ShouldBeEmpty();
        (await FileText.Read(FileFormat.JsonLines, "\n \r\n\t\n")).ShouldBeEmpty();
    }

    private static async Task<FileRow> One(string line)
    {
        var read = (await FileText.Read(FileFormat.JsonLines, line)).ShouldHaveSingleItem();
        return read.Row.ShouldNotBeNull(read.Reason);
    }

    private static async Task<string> Reason(string line) => (await FileText.Read(FileFormat.JsonLines, line)).ShouldHaveSingleItem().Reason;

    /// <summary>A line of many megabytes that is nowhere whole in memory, and a good one behind it.</summary>
    private sealed class LongLine(long length) : Stream
    {
        private static readonly byte[] Head = "{\"name\":\""u8.ToArray();
        private static readonly byte[] Tail = "\"}\n{\"name\":\"after\"}\n"u8.ToArray();
        private long _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var end = length + Tail.Length;
            var read = (int)Math.Min(count, end - _at);
            for (var i = 0; i < read; i++, _at++)
            {
                buffer[offset + i] = _at < Head.Length ? Head[_at] : _at < length ? (byte)'x' : Tail[_at - length];
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
