using System.Text;
using CsCheck;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Unit.Platform.Releases;

/// <summary>The file that a release changes and the gateway follows.</summary>
public sealed class ReleaseStateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("giggatek-release-");
    private readonly ReleaseStateFile _file;

    public ReleaseStateFileTests() => _file = new ReleaseStateFile(Path.Combine(_folder.FullName, "release.json"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_written_is_read()
    {
        var state = State(1, ("blue", 90, "http://127.0.0.1:5001"), ("green", 10, "https://green.example.com"));
        _file.Write(state);
        _file.Read().SaysTheSameAs(state).ShouldBeTrue();
        _folder.GetFiles().Length.ShouldBe(1, "nothing else is left beside it");
    }

    [Fact]
    public void A_state_that_does_not_follow_is_refused_and_the_file_stays()
    {
        _file.Write(State(7, ("blue", 100, "http://a")));
        foreach (var revision in new[] { 6, 7, 9 })
        {
            Should.Throw<ReleaseStateRefusedException>(() => _file.Write(State(revision, ("green", 100, "http://b"))))
                .Reason.ShouldBe($"the file has revision 7, so revision {revision} does not follow; read it again and decide anew.");
        }

        _file.Read().Colours.Single().Name.ShouldBe("blue");
        _file.Write(State(8, ("green", 100, "http://b")));
        _file.Read().Colours.Single().Name.ShouldBe("green");
    }

    [Fact]
    public void A_state_that_breaks_a_rule_is_not_written()
    {
        Should.Throw<ReleaseStateRefusedException>(() => _file.Write(State(1, ("blue", 50, "http://a"))));
        _folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_reads_while_it_is_written_sees_a_whole_state()
    {
        _file.Write(State(1, ("blue", 100, "http://a")));
        var writing = Task.Run(() =>
        {
            for (var revision = 2; revision <= 200; revision++)
            {
                _file.Write(State(revision, ("blue", revision % 100, "http://a"), ("green", 100 - (revision % 100), "http://b")));
            }
        }, TestContext.Current.CancellationToken);
        var last = 0L;
        while (!writing.IsCompleted)
        {
            var seen = _file.Read().Revision;
            seen.ShouldBeGreaterThanOrEqualTo(last);
            last = seen;
        }

        await writing;
        _file.Read().Revision.ShouldBe(200);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_sentence() =>
        Should.Throw<ReleaseStateRefusedException>(() => _file.Read()).Message.ShouldBe($"{_file.Path}: there is no such file.");

    [Fact]
    public void A_file_that_is_far_too_large_is_not_read_whole()
    {
        File.WriteAllText(_file.Path, new string(' ', ReleaseStateFile.Largest + 1));
        Should.Throw<ReleaseStateRefusedException>(() => _file.Read()).Reason.ShouldBe("the file has more than 64 KiB; it is no state of a release.");
    }

    [Theory]
    [InlineData(2, "“revison”", "\"revision\"", "\"revison\"", "the file has “revison”; it takes revision and colours.")]
    [InlineData(2, "a revision of 0", "7", "0", "revision must be a whole number from 1.")]
    [InlineData(2, "a fraction", "7", "7.5", "revision must be a whole number from 1.")]
    [InlineData(3, "weights that do not sum", "90", "91", "the weights of blue (91) and green (10) sum to 101; they must sum to 100.")]
    [InlineData(5, "a weight above 100", "90", "900", "the weight of blue must be a whole number from 0 to 100.")]
    [InlineData(5, "a weight in quotes", "90", "\"90\"", "the weight of blue must be a whole number from 0 to 100.")]
    [InlineData(5, "an unknown word", "\"weight\": 90", "\"weigth\": 90", "blue has “weigth”; it takes weight, version and shops.")]
    [InlineData(6, "a word twice", "\"version\": \"0.1.0\"", "\"weight\": 90", "weight is there twice.")]
    [InlineData(6, "an empty version", "0.1.0", "", "the version of blue must be a text of 1 to 100 characters.")]
    [InlineData(7, "an address without a scheme", "http://127.0.0.1:5001", "127.0.0.1:5001", "“127.0.0.1:5001” is no address of a shop; it must be one such as http://127.0.0.1:5001, without a path.")]
    [InlineData(7, "an address with a path", "http://127.0.0.1:5001", "http://127.0.0.1:5001/x", "“http://127.0.0.1:5001/x” is no address of a shop; it must be one such as http://127.0.0.1:5001, without a path.")]
    [InlineData(7, "an address with a password", "http://127.0.0.1:5001", "http://a:b@127.0.0.1:5001", "“http://a:b@127.0.0.1:5001” is no address of a shop; it must be one such as http://127.0.0.1:5001, without a path.")]
    [InlineData(7, "a list that is none", "[\"http://127.0.0.1:5001\"]", "\"http://127.0.0.1:5001\"", "the shops of blue must be a list of addresses such as [\"http://127.0.0.1:5001\"].")]
    [InlineData(12, "a shop of two colours", "http://127.0.0.1:5002", "http://127.0.0.1:5001", "http://127.0.0.1:5001 is there twice; a shop is of one colour.")]
    [InlineData(9, "a colour twice", "\"green\"", "\"blue\"", "blue is there twice.")]
    [InlineData(9, "a colour's strange name", "\"green\"", "\"Dark Green\"", "“Dark Green” is no name for a colour; it must be up to 20 small letters, digits and hyphens.")]
    [InlineData(9, "weight without shops", "[\"http://127.0.0.1:5002\"]", "[]", "green has the weight 10 and no shops; give it some, or the weight 0.")]
    [InlineData(9, "no shops at all", ",\n      \"shops\": [\"http://127.0.0.1:5002\"]", "", "green has no shops.")]
    [InlineData(6, "half a character", "0.1.0", "\\ud800", "this text has half a character in it.")]
    [InlineData(15, "an unclosed brace", "\n}\n", "\n", "this is not JSON: Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.")]
    [InlineData(16, "more than one object", "\n}\n", "\n}\n{}", "this is not JSON: '{' is invalid after a single JSON value. Expected end of data.")]
    public void What_is_wrong_is_named_with_its_line(int line, string what, string right, string wrong, string reason) =>
        ShouldRefuse(Right, right, wrong, line, what, reason);

    [Fact]
    public void Whatever_a_file_holds_it_is_taken_or_refused() => Gen.Select(Gen.Int[0, Right.Length - 1], Gen.Int[0, 12], Gen.Byte.Array[0, 6]).Sample((place, length, put) =>
    {
        var text = Encoding.UTF8.GetBytes(Right);
        byte[] wrong = [.. text.AsSpan(0, place), .. put, .. text.AsSpan(Math.Min(place + length, text.Length))];
        try
        {
            _file.Parse(wrong).Colours.Sum(colour => colour.Weight).ShouldBe(100);
        }
        catch (ReleaseStateRefusedException refusal)
        {
            refusal.Reason.ShouldNotBeEmpty();
        }
    }, iter: 5_000);

    [Fact]
    public void The_right_one_is_taken() => _file.Parse(Encoding.UTF8.GetBytes(Right)).Find("green")!.Weight.ShouldBe(10);

    [Fact]
    public void A_shop_may_get_the_requests_of_some_modules_and_an_address_alone_is_one_of_all()
    {
        ReleaseShop[] shops = [new(new Uri("http://a"), ["catalog", "storefront"]), new(new Uri("http://b"), ["api", "payments"]), new(new Uri("http://c"))];
        var state = new ReleaseState(1, [new ReleaseColour("blue", 100, "0.1.0", shops)]);
        _file.Write(state);
        _file.Read().SaysTheSameAs(state).ShouldBeTrue();
        var read = _file.Read().Colours.Single().Shops;
        read.Select(shop => string.Join(' ', shop.Modules ?? [])).ShouldBe(["catalog storefront", "api payments", ""]);
        read.Select(shop => shop.Serves("api")).ShouldBe([false, true, true]);
        state.SaysTheSameAs(state with { Colours = [state.Colours[0] with { Shops = [.. shops.Select(shop => new ReleaseShop(shop.Address))] }] }).ShouldBeFalse();
    }

    [Theory]
    [InlineData(7, "a module's name in capitals", "\"catalog\"", "\"Catalog\"", "“Catalog” is no module; it must be catalog, ordering, payments, accounts, notifications, storefront or api.")]
    [InlineData(8, "a name that is a number", "\"api\"", "7", "“” is no module; it must be catalog, ordering, payments, accounts, notifications, storefront or api.")]
    [InlineData(7, "a module twice", "\"catalog\"", "\"storefront\"", "storefront is there twice.")]
    [InlineData(8, "a list that is none", "[\"api\", \"payments\"]", "\"api\"", "the modules of a shop must be a list of names such as [\"catalog\", \"storefront\"].")]
    [InlineData(8, "modules that nobody asks", "\"api\", \"payments\"", "\"ordering\"", "none of these modules answers requests; name storefront, api or payments too, or leave the shop out.")]
    [InlineData(8, "no modules", "\"api\", \"payments\"", "", "none of these modules answers requests; name storefront, api or payments too, or leave the shop out.")]
    [InlineData(8, "no list of modules", ", \"modules\": [\"api\", \"payments\"]", "", "a shop has no modules; name those whose requests it gets, or write its address alone for all.")]
    [InlineData(8, "no address", "\"address\": \"http://127.0.0.1:5002\", ", "", "a shop has no address.")]
    [InlineData(8, "an unknown word", "\"modules\": [\"api\"", "\"serves\": [\"api\"", "a shop has “serves”; it takes address and modules.")]
    [InlineData(8, "an address twice", "5002", "5001", "http://127.0.0.1:5001 is there twice; a shop is of one colour.")]
    [InlineData(8, "no address but a list", "\"http://127.0.0.1:5002\"", "[]", "“” is no address of a shop; it must be one such as http://127.0.0.1:5001, without a path.")]
    [InlineData(4, "a module with traffic and without a shop", ", \"payments\"", "", "blue has the weight 100 and no shop for the requests of payments; give payments to one of its shops, or the colour the weight 0.")]
    public void What_is_wrong_about_modules_is_named_with_its_line(int line, string what, string right, string wrong, string reason) =>
        ShouldRefuse(RightModules, right, wrong, line, what, reason);

    [Fact]
    public void A_colour_without_weight_needs_no_shop_for_each_module()
    {
        var text = RightModules.Replace("\"green\": { \"weight\": 0, \"version\": \"0.1.0\", \"shops\": [] }", "\"green\": { \"weight\": 0, \"version\": \"0.1.0\", \"shops\": [{ \"address\": \"http://g\", \"modules\": [\"api\"] }] }", StringComparison.Ordinal);
        _file.Parse(Encoding.UTF8.GetBytes(text)).Find("green")!.Shops.Single().Serves("storefront").ShouldBeFalse();
    }

    private const string RightModules =
        """
        {
          "revision": 7,
          "colours": {
            "blue": {
              "weight": 100, "version": "0.2.0",
              "shops": [
                { "address": "http://127.0.0.1:5001", "modules": ["catalog", "storefront"] },
                { "address": "http://127.0.0.1:5002", "modules": ["api", "payments"] }
              ]
            },
            "green": { "weight": 0, "version": "0.1.0", "shops": [] }
          }
        }

        """;

    private const string Right =
        """
        {
          "revision": 7,
          "colours": {
            "blue": {
              "weight": 90,
              "version": "0.1.0",
              "shops": ["http://127.0.0.1:5001"]
            },
            "green": {
              "weight": 10,
              "version": "0.2.0",
              "shops": ["http://127.0.0.1:5002"]
            }
          }
        }

        """;

    private static ReleaseState State(long revision, params (string Name, int Weight, string Shop)[] colours) =>
        new(revision, [.. colours.Select(colour => new ReleaseColour(colour.Name, colour.Weight, "0.1.0", [new ReleaseShop(new Uri(colour.Shop))]))]);

    private void ShouldRefuse(string file, string right, string wrong, int line, string what, string reason)
    {
        var text = file.Replace(right, wrong, StringComparison.Ordinal);
        text.ShouldNotBe(file, what);
        var refusal = Should.Throw<ReleaseStateRefusedException>(() => _file.Parse(Encoding.UTF8.GetBytes(text)), what);
        refusal.Reason.ShouldBe(reason);
        refusal.Line.ShouldBe(line, what);
        refusal.Message.ShouldBe($"{_file.Path}, line {line}: {reason}");
    }
}
