using System.Buffers.Text;
using System.Text;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;
using Microsoft.Data.Sqlite;

namespace GigGatek.Tests.Unit.Platform;

public sealed class MasterKeyTests : IDisposable
{
    private static readonly SealedPlace Place = new("accounts_users", "email", 42);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string MasterFile => Path.Combine(_folder.Path, "keys", "master.key");

    private string OldFile => Path.Combine(_folder.Path, "keys", "data-keys.json");

    public void Dispose() => _folder.Dispose();

    private KeysProcess Process(bool local = true, string? masterKeyFile = null) => new(_folder.Path, TimeProvider.System, local, masterKeyFile);

    [Fact]
    public async Task A_local_shop_makes_a_master_key_for_itself_alone_and_stores_its_data_key_wrapped()
    {
        await using var process = await Process().Starts();

        var key = process.Ring.Current;
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        foreach (var part in new[] { key.Encryption, key.Index, key.Signing }.Select(part => part.ToArray()))
        {
            byte[][] spellings = [part, Encoding.ASCII.GetBytes(Base64Url.EncodeToString(part)), Encoding.ASCII.GetBytes(Convert.ToBase64String(part))];
            files.Count(file => spellings.Any(spelling => file.AsSpan().IndexOf(spelling) >= 0)).ShouldBe(0);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(MasterFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Elsewhere_a_missing_master_key_is_one_sentence_and_nothing_is_made()
    {
        await using var process = Process(local: false);

        (await Should.ThrowAsync<KeysRefusedException>(process.Starts)).Message.ShouldStartWith($"There is no master key file {MasterFile}.");

        File.Exists(MasterFile).ShouldBeFalse();
        (await process.Keys.ListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_data_keys_are_not_even_a_local_shop_makes_another_master_key()
    {
        await using (await Process().Starts())
        {
        }

        File.Delete(MasterFile);
        await using var later = Process();

        (await Should.ThrowAsync<KeysRefusedException>(later.Starts)).Message.ShouldContain("Put it there from its safe place");
        File.Exists(MasterFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_master_key_is_refused_by_name()
    {
        await using (await Process().Starts())
        {
        }

        await File.WriteAllTextAsync(MasterFile, Convert.ToBase64String(new byte[32]), Ct);
        await using var later = Process();

        (await Should.ThrowAsync<KeysRefusedException>(later.Starts)).Message.ShouldContain("Put the right master key in place");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nc2hvcnQ=")]
    public async Task A_file_that_is_no_key_is_refused(string content)
    {
        var file = Path.Combine(_folder.Path, "secret");
        await File.WriteAllTextAsync(file, content, Ct);
        await using var process = Process(local: false, file);

        (await Should.ThrowAsync<KeysRefusedException>(process.Starts)).Message.ShouldContain("is not a master key");
    }

    [Fact]
    public async Task A_new_master_key_wraps_all_that_the_one_before_had_wrapped_and_then_is_enough()
    {
        string before;
        await using (var process = await Process().Starts())
        {
            before = process.Personal.Seal(Place, "ann@example.com");
            await process.Keys.CreateAsync(Ct);
        }

        var old = await File.ReadAllTextAsync(MasterFile, Ct);
        var next = NewMasterKey();
        await File.WriteAllTextAsync(MasterFile, next + old, Ct);
        await using (var process = await Process().Starts())
        {
            (await process.Keys.RewrapAsync(Ct)).ShouldBe(2);
            (await process.Keys.RewrapAsync(Ct)).ShouldBe(0, "all are done");
        }

        await File.WriteAllTextAsync(MasterFile, next, Ct);
        await using (var process = await Process().Starts())
        {
            process.Personal.Open(Place, before).ShouldBe("ann@example.com");
        }

        await File.WriteAllTextAsync(MasterFile, old, Ct);
        await using var thief = Process();
        (await Should.ThrowAsync<KeysRefusedException>(thief.Starts)).Message.ShouldContain("was wrapped by the master key m-");
    }

    [Fact]
    public async Task A_change_of_the_master_key_that_was_killed_in_the_middle_is_gone_on_with()
    {
        await using var process = await Process().Starts();
        await process.Keys.CreateAsync(Ct);
        await File.WriteAllTextAsync(MasterFile, NewMasterKey() + await File.ReadAllTextAsync(MasterFile, Ct), Ct);
        await using (var killed = await Process().Starts())
        {
            Execute("CREATE TRIGGER killed BEFORE UPDATE ON platform_data_keys WHEN (SELECT COUNT(DISTINCT master_key) FROM platform_data_keys) > 1 BEGIN SELECT RAISE(ABORT, 'killed'); END", changes: 0);
            await Should.ThrowAsync<SqliteException>(() => killed.Keys.RewrapAsync(Ct));
            Execute("DROP TRIGGER killed", changes: 0);
        }

        await using var again = await Process().Starts();
        (await again.Keys.ListAsync(Ct)).Select(key => key.MasterKey).Distinct().Count().ShouldBe(2, "one is done, one is not, and both open");
        (await again.Keys.RewrapAsync(Ct)).ShouldBe(1);
        (await again.Keys.ListAsync(Ct)).Select(key => key.MasterKey).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_process_that_runs_while_the_master_key_is_changed_opens_what_the_new_one_wrapped()
    {
        await using var running = await Process().Starts();
        await File.WriteAllTextAsync(MasterFile, NewMasterKey() + await File.ReadAllTextAsync(MasterFile, Ct), Ct);
        await using var command = await Process().Starts();
        await command.Keys.RewrapAsync(Ct);
        var next = await command.Keys.CreateAsync(Ct);

        await running.Get<LookAtKeys>().RunAsync(Ct);

        running.Ring.Find(next).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_made_by_openssl_in_a_secret_file_is_enough_elsewhere()
    {
        var file = Path.Combine(_folder.Path, "secret");
        await File.WriteAllTextAsync(file, NewMasterKey(), Ct);
        await using var process = await Process(local: false, file).Starts();

        process.Personal.Open(Place, process.Personal.Seal(Place, "ann@example.com")).ShouldBe("ann@example.com");
    }

    [Fact]
    public async Task A_wrapped_key_under_anothers_name_does_not_unwrap()
    {
        await using (var process = await Process().Starts())
        {
            var other = await process.Keys.CreateAsync(Ct);
            Execute($"UPDATE platform_data_keys SET wrapped = (SELECT wrapped FROM platform_data_keys WHERE name = '{other}') WHERE name <> '{other}'");
        }

        await using var later = Process();
        (await Should.ThrowAsync<KeysRefusedException>(later.Starts)).Message.ShouldContain("does not unwrap it");
    }

    [Fact]
    public async Task Unwrapped_keys_of_the_first_shops_are_taken_over_and_what_they_sealed_stays_readable()
    {
        var before = new PersonalData(new Keys("k2", "k1"));
        var (older, newer) = (new PersonalData(new Keys("k1")).Seal(Place, "older"), before.Seal(Place, "newer"));
        await WriteOldFile("k1", "k2");

        await using var process = await Process().Starts();

        process.Personal.Open(Place, older).ShouldBe("older");
        process.Personal.Open(Place, newer).ShouldBe("newer");
        process.Personal.BlindIndex("email", "ann").ShouldBe(before.BlindIndex("email", "ann"), "the last one is current");
        File.Exists(OldFile).ShouldBeFalse();
        (await process.Keys.ListAsync(Ct)).Select(key => (key.Name, key.State)).ShouldBe([("k2", DataKeyState.Current), ("k1", DataKeyState.Old)]);
    }

    [Fact]
    public async Task A_take_over_that_was_killed_before_the_file_went_is_finished()
    {
        await WriteOldFile("k1");
        await using (await Process().Starts())
        {
        }

        await WriteOldFile("k1");
        await using var again = await Process().Starts();

        File.Exists(OldFile).ShouldBeFalse();
        (await again.Keys.ListAsync(Ct)).ShouldHaveSingleItem().State.ShouldBe(DataKeyState.Current);
    }

    [Fact]
    public async Task An_old_file_with_another_key_of_the_same_name_stays_and_is_refused()
    {
        await WriteOldFile("k1");
        await using (await Process().Starts())
        {
        }

        await File.WriteAllTextAsync(OldFile, OldKeys([("k1", new Keys("other").Current)]), Ct);
        await using var again = Process();

        (await Should.ThrowAsync<KeysRefusedException>(again.Starts)).Message.ShouldContain("is not the one of that name");
        File.Exists(OldFile).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_makes_the_first_key()
    {
        var processes = Enumerable.Range(0, 8).Select(_ => Process()).ToList();

        await Task.WhenAll(processes.Select(process => Task.Run(process.Starts)));

        var key = (await processes[0].Keys.ListAsync(Ct)).ShouldHaveSingleItem().Name;
        processes.ShouldAllBe(process => process.Ring.Current.Id == key);
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }

    private async Task WriteOldFile(params string[] names)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(OldFile)!);
        await File.WriteAllTextAsync(OldFile, OldKeys(names.Select(name => (name, new Keys(name).Current))), Ct);
    }

    /// <summary>As the first version wrote them.</summary>
    private static string OldKeys(IEnumerable<(string Name, DataKey Key)> keys) => System.Text.Json.JsonSerializer.Serialize(keys.Select(key => new
    {
        Id = key.Name, Encryption = key.Key.Encryption.ToArray(), Index = key.Key.Index.ToArray(), Signing = key.Key.Signing.ToArray(),
    }));

    /// <summary>As openssl rand -base64 32 writes it.</summary>
    private static string NewMasterKey() => Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)) + "\n";

    private void Execute(string sql, int changes = 1)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "giggatek.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBe(changes);
    }
}
