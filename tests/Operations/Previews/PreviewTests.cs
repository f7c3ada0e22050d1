namespace GigGatek.Tests.Operations.Previews;

/// <summary>What previews are made of and what docker is told, with a stand-in for docker; the real one has its turn in <see cref="SeparationTests"/>.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly PreviewHost _host = new(most: 2);

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Each_branch_has_a_project_ports_and_secrets_of_its_own_and_leaves_nothing()
    {
        _host.StandIn("");
        var (code, output) = await _host.RunAsync("create", "--branch", "feature/Cart", "--image", "giggatek:one");
        code.ShouldBe(0, output);
        var one = Path.GetFileName(Directory.GetDirectories(_host.Records).Single());
        one.ShouldMatch("^feature-cart-[0-9a-f]{6}$");
        _host.Told.ShouldBe([$"{_host.FolderOf(one)} docker compose up --detach --wait --quiet-pull --remove-orphans"]);
        output.ShouldContain($"feature/Cart is at {_host.Setting(one, "GIGGATEK_PUBLIC_URL")}/ until ");
        _host.Setting(one, "COMPOSE_PROJECT_NAME").ShouldBe($"giggatek-preview-{one}");
        _host.Setting(one, "GIGGATEK_IMAGE").ShouldBe("giggatek:one");

        (await _host.RunAsync("create", "--branch", "main", "--image", "giggatek:two")).Code.ShouldBe(0);
        foreach (var setting in new[] { "COMPOSE_PROJECT_NAME", "GIGGATEK_PORT", "GIGGATEK_MANAGEMENT_PORT", "GIGGATEK_PREVIEW" })
        {
            _host.Setting("main", setting).ShouldNotBe(_host.Setting(one, setting));
        }

        foreach (var secret in new[] { "database/root-password", "shop/master.key", "shop/Database__ConnectionString", "redis/redis.conf" })
        {
            Secret("main", secret).ShouldNotBe(Secret(one, secret));
        }

        (code, output) = await _host.RunAsync("create", "--branch", "third", "--image", "giggatek:one");
        code.ShouldBe(2, output);
        output.ShouldContain("There are 2 previews already, and preview.most allows 2: feature/Cart, main.");

        var key = Secret(one, "shop/master.key");
        (await _host.RunAsync("create", "--branch", "feature/Cart", "--image", "giggatek:three")).Code.ShouldBe(0);
        _host.Setting(one, "GIGGATEK_IMAGE").ShouldBe("giggatek:three");
        Secret(one, "shop/master.key").ShouldBe(key, "another image of the same branch finds its data again");

        (code, output) = await _host.RunAsync("remove", "--branch", "feature/Cart");
        code.ShouldBe(0, output);
        _host.Told.ShouldContain($"{_host.FolderOf(one)} docker compose --profile tools down --volumes --remove-orphans --timeout 10");
        Directory.Exists(Path.Combine(_host.Records, one)).ShouldBeFalse();
        (await _host.RunAsync("remove", "--branch", "feature/Cart")).Code.ShouldBe(1);
        (await _host.RunAsync("list")).Output.ShouldContain("main ");
    }

    [Fact]
    public async Task The_reaper_takes_what_has_run_out_or_is_known_no_more_and_asks_only_for_what_is_ours()
    {
        _host.StandIn("""
            case "$*" in
              "container inspect 0a1b 0c2d") echo '[{"Id":"0a1b","Config":{"Labels":{"dev.giggatek.preview":"lost"}}},{"Id":"0c2d","Config":{"Labels":{"dev.giggatek.preview":"young"}}}]' ;;
              "container ls"*) echo 0a1b; echo 0c2d ;;
            esac
            """);
        (await _host.RunAsync("create", "--branch", "old", "--image", "giggatek:one")).Code.ShouldBe(0);
        (await _host.RunAsync("create", "--branch", "young", "--image", "giggatek:one")).Code.ShouldBe(0);
        _host.RunOut("old");
        var (code, output) = await _host.RunAsync("reap");
        code.ShouldBe(0, output);
        output.ShouldContain("Gone: old, lost.");
        Directory.GetDirectories(_host.Records).Select(Path.GetFileName).ShouldBe(["young"]);
        var told = _host.Told.Select(line => line[(line.IndexOf(" docker ", StringComparison.Ordinal) + 8)..]).ToList();
        told.ShouldContain("container rm --force --volumes 0a1b");
        told.Count(line => line.Contains(" rm ", StringComparison.Ordinal)).ShouldBe(1);
        told.Where(line => line.Contains(" ls ", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains($"--filter label=dev.giggatek.previews={_host.Records}"));
    }

    [Fact]
    public async Task One_that_does_not_come_up_is_refused_with_why_and_is_there_to_be_removed()
    {
        _host.StandIn("""case "$*" in *" up "*) echo "the image cannot be pulled" >&2; exit 1 ;; esac""");
        var (code, output) = await _host.RunAsync("create", "--branch", "bad", "--image", "giggatek:none");
        code.ShouldBe(2, output);
        output.ShouldContain("The preview of bad did not come up: ");
        output.ShouldContain("the image cannot be pulled");
        (await _host.RunAsync("remove", "--branch", "bad")).Code.ShouldBe(0);
    }

    private string Secret(string name, string file) => File.ReadAllText(Path.Combine(_host.FolderOf(name), "secrets", file));
}
