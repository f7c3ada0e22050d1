using System.Net;
using System.Net.Http.Headers;
using System.Text;
using GigGatek.Tests.Integration.Accounts;

namespace GigGatek.Tests.Integration.Attacks;

/// <summary>Files that a member of the staff, or whoever has his session, uploads: wherever their names point and whatever is in them, they are catalogue files or nothing.</summary>
[Trait("Database", "any")]
public sealed class UploadTests : IAsyncLifetime
{
    private const string Marker = "the-shops-own-secret-4711";

    private readonly TestShop _shop = new();
    private HttpClient _owner = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _shop.InitializeAsync();
        (_, _owner) = await _shop.HasStaff("Owner");
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData("../../../escaped.jsonl")]
    [InlineData("..\\..\\escaped.jsonl")]
    [InlineData("/escaped.jsonl")]
    [InlineData("C:\\escaped.jsonl")]
    [InlineData("%2e%2e%2fescaped.jsonl")]
    [InlineData("escaped.jsonl\0.png")]
    [InlineData("<img src=x onerror=alert(1)>.jsonl")]
    public async Task A_name_leads_nowhere_and_is_shown_as_text(string name)
    {
        var before = Files();
        using var answer = await Uploads(name, """{"name":"Part","category":"widget","price":2,"variants":[{"grade":"Good","price":1,"stock":1}]}""");
        ((int)answer.StatusCode).ShouldBeLessThan(500, name);
        var page = await _owner.Read(answer.Headers.Location?.OriginalString ?? "/admin/imports");
        page.ShouldNotContain("<img src=x");
        Files().Except(before).ShouldNotContain(file => Path.GetFileName(file).Contains("escaped", StringComparison.Ordinal) && !file.StartsWith(_shop.Folder, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shell.php", "<?php system($_GET['c']); ?>")]
    [InlineData("page.html", "<script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("program.exe", "MZ")]
    public async Task Other_kinds_of_files_are_refused(string name, string content)
    {
        using var answer = await Uploads(name, content);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await answer.Body());
        using var asked = await _owner.GetAsync("/" + name, Ct);
        asked.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Xml_reads_no_file_and_swells_to_nothing()
    {
        var secret = Path.Combine(_shop.Folder, "secret.txt");
        await File.WriteAllTextAsync(secret, Marker, Ct);
        foreach (var document in new[]
        {
            $"<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://{secret}\">]>",
            $"<!DOCTYPE rss [<!ENTITY % x SYSTEM \"http://localhost:{_shop.Address.Port}/health/live\"> %x;]>",
            "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY x \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>",
        })
        {
            using var answer = await Uploads(
                "feed.xml", $"<?xml version=\"1.0\"?>{document}<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel><item><g:id>1</g:id><g:title>&x;</g:title></item></channel></rss>");
            ((int)answer.StatusCode).ShouldBeLessThan(500);
            var page = await Settled(answer.Headers.Location?.OriginalString ?? "/admin/imports");
            page.ShouldNotContain(Marker);
            page.ShouldNotContain(new string('a', 100));
        }

        _shop.Database.Count("catalog_products").ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_else_may_upload_whatever_his_form_says()
    {
        var (_, customer) = await _shop.HasCustomer("ann@example.com");
        foreach (var browser in new[] { customer, _shop.NewBrowser() })
        {
            using var answer = await Uploads("part.jsonl", "{}", browser);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.SeeOther);
            answer.Headers.Location?.OriginalString.ShouldStartWith("/account/sign-in");
        }
    }

    private async Task<string> Settled(string path)
    {
        var page = "";
        await TestShop.Until(
            async () =>
            {
                using var answer = await _owner.GetAsync(path, Ct);
                page = await answer.Body();
                return !answer.Headers.Contains("Refresh");
            },
            "the import to be read");
        return page;
    }

    private static List<string> Files() => [.. Directory.EnumerateFiles(Path.GetTempPath()).Concat(Directory.EnumerateFiles(Directory.GetCurrentDirectory())).Concat(Directory.EnumerateFiles("/"))];

    private async Task<HttpResponseMessage> Uploads(string name, string content, HttpClient? browser = null)
    {
        var bytes = Encoding.UTF8.GetBytes(
            $"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"\r\nContent-Type: application/octet-stream\r\n\r\n{content}\r\n--edge--\r\n");
        using var form = new ByteArrayContent(bytes);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=edge");
        return await (browser ?? _owner).PostAsync("/admin/imports", form, Ct);
    }
}
