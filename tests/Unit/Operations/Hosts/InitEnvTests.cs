using System.Text;
using System.Text.RegularExpressions;
using GigGatek.Operations;
using GigGatek.Operations.Hosts;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Unit.Operations.Hosts;

public sealed class InitEnvTests : IDisposable
{
    private readonly DirectoryInfo _host = Directory.CreateTempSubdirectory("giggatek-host-");

    [Fact]
    public void It_makes_what_is_missing_once_and_for_one_reader_each()
    {
        var first = Run();
        first.Files.ShouldAllBe(file => file.IsNew);
        foreach (var file in first.Files.Where(file => file.Path != ".env" && !OperatingSystem.IsWindows()))
        {
            ModeOf(file.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Path);
        }

        var before = first.Files.ToDictionary(file => file.Path, file => File.ReadAllBytes(Full(file.Path)));
        Run().Files.ShouldAllBe(file => !file.IsNew);
        first.Files.ShouldAllBe(file => before[file.Path].SequenceEqual(File.ReadAllBytes(Full(file.Path))));
    }

    [Fact]
    public void What_stands_in_two_files_is_the_same_in_both()
    {
        Run();
        File.ReadAllText(Full("secrets/shop/Database__ConnectionString")).ShouldContain($"Password={File.ReadAllText(Full("secrets/database/giggatek-password"))};");
        File.ReadAllText(Full("secrets/schema/Database__ConnectionString")).ShouldContain($"User ID=giggatek_schema;Password={File.ReadAllText(Full("secrets/database/schema-password"))};");
        var redis = Regex.Match(File.ReadAllText(Full("secrets/redis/redis.conf")), "^user default off\nuser giggatek on >([0-9a-f]{64}) ~\\{giggatek\\}:\\* &\\{giggatek\\}:\\* -@all [^\n]+\n$").Groups[1].Value;
        File.ReadAllText(Full("secrets/shop/Redis__Connection")).ShouldBe($"redis:6379,user=giggatek,password={redis}");
    }

    [Fact]
    public void No_two_hosts_share_a_secret()
    {
        Run();
        var one = File.ReadAllText(Full("secrets/shop/master.key"));
        var other = Directory.CreateTempSubdirectory("giggatek-host-");
        try
        {
            new InitEnv(other, "0.1.0").Run();
            File.ReadAllText(Path.Combine(other.FullName, "secrets/shop/master.key")).ShouldNotBe(one);
        }
        finally
        {
            other.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_gateway_takes_the_first_state_of_the_release()
    {
        Run();
        var state = new ReleaseStateFile(Full("state/release.json")).Read();
        state.Find("blue").ShouldNotBeNull().Weight.ShouldBe(100);
        state.Find("green").ShouldNotBeNull().Shops.ShouldBe([new ReleaseShop(new Uri("http://shop-green:8080"))]);
    }

    [Fact]
    public void It_refuses_to_make_one_half_of_a_pair_anew()
    {
        Run();
        File.Delete(Full("secrets/database/giggatek-password"));
        var refusal = Should.Throw<OperationRefusedException>(Run);
        refusal.Message.ShouldStartWith("secrets/database/giggatek-password is missing, and secrets/shop/Database__ConnectionString was made from it");
        File.Exists(Full("secrets/database/giggatek-password")).ShouldBeFalse();
    }

    /// <summary>As <c>openssl enc -aes-256-cbc -md sha1 -pass pass:secret -S 0102030405060708</c> writes it.</summary>
    [Fact]
    public void Keys_of_MariaDB_are_encrypted_as_openssl_does() =>
        MariaDbKeys.Encrypt("1;00112233\n", "secret", [1, 2, 3, 4, 5, 6, 7, 8])
            .ShouldBe([.. Encoding.ASCII.GetBytes("Salted__"), 1, 2, 3, 4, 5, 6, 7, 8, .. Convert.FromHexString("249922fb5389af00b1ac3a31398b1440")]);

    public void Dispose() => _host.Delete(recursive: true);

    private InitEnvReport Run() => new InitEnv(_host, "0.1.0").Run();

    private UnixFileMode? ModeOf(string path) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(Full(path));

    private string Full(string path) => Path.Combine(_host.FullName, path);
}
