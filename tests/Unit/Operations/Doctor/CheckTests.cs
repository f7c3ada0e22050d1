using GigGatek.Operations.Deploy;
using GigGatek.Operations.Deploy.Journals;
using GigGatek.Operations.Deploy.Judging;
using GigGatek.Operations.Doctor;
using GigGatek.Operations.Doctor.Checks;
using GigGatek.Tests.Unit.Platform;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Operations.Doctor;

/// <summary>Each check, with what it looks for there, missing and wrong.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    private ReleaseHistory History => new(new ReleaseJournal(Path.Combine(_folder.Path, "journal.jsonl")), _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_that_is_not_there_is_answered_with_the_command_that_makes_it()
    {
        var diagnoses = await Look(new FoldersCheck([new("data", _folder.Path, true), new("state", _folder.Path + "/none", true)]));
        diagnoses[0].Condition.ShouldBe(Condition.Fine);
        diagnoses[1].ShouldSatisfyAllConditions(
            wrong => wrong.Condition.ShouldBe(Condition.Wrong),
            wrong => wrong.ToString().ShouldStartWith($"WRONG  folders   state is {_folder.Path}/none, which is not there."),
            wrong => wrong.Remedy!.ShouldBe($"sudo install -d -m 700 -o {Environment.UserName} {_folder.Path}/none"));
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty("a look changes nothing");
    }

    [Fact]
    public async Task A_disk_with_too_little_room_is_said_with_how_much_it_has()
    {
        (await Look(new DiskCheck([_folder.Path], _ => DiskCheck.Least)))[0].Condition.ShouldBe(Condition.Fine);
        var full = (await Look(new DiskCheck([_folder.Path], _ => DiskCheck.Least - 1)))[0];
        full.Condition.ShouldBe(Condition.Wrong);
        full.Says.ShouldBe($"{_folder.Path} has 2.0 GiB free; it takes 2.");
        (await Look(new DiskCheck([_folder.Path]))).Count.ShouldBe(1, "of this machine's own disk");
    }

    [Fact]
    public async Task A_port_is_free_or_ours()
    {
        NeededPort[] ports = [new("blue-1", 5200, true), new("green-1", 5201, false)];
        (await Look(new PortsCheck(ports, () => [5200, 22]))).Single().Condition.ShouldBe(Condition.Fine);
        var taken = (await Look(new PortsCheck(ports, () => [5200, 5201]))).Single();
        taken.Condition.ShouldBe(Condition.Wrong);
        taken.Says.ShouldBe("Port 5201 of green-1 is taken by another program.");
    }

    [Fact]
    public async Task A_version_that_is_to_be_released_must_be_there()
    {
        (await Look(new ProgramsCheck(_folder.Path, null)))[0].Condition.ShouldBe(Condition.Wrong);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "0.1.0"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "0.1.0", "giggatek.dll"), "", TestContext.Current.CancellationToken);
        (await Look(new ProgramsCheck(_folder.Path, null)))[0].Condition.ShouldBe(Condition.Fine);
        (await Look(new ProgramsCheck(_folder.Path, "0.1.0")))[0].Condition.ShouldBe(Condition.Fine);
        var missing = (await Look(new ProgramsCheck(_folder.Path, "0.2.0")))[0];
        missing.Says.ShouldBe($"{_folder.Path} has no 0.2.0 (it has 0.1.0).");
        missing.Remedy!.ShouldContain("dotnet publish");
    }

    [Fact]
    public async Task A_tool_that_is_missing_is_wrong_where_a_release_needs_it_and_advice_where_not()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "docker"), "", TestContext.Current.CancellationToken);
        var diagnoses = await Look(new ToolsCheck([new("docker", "for containers", "install docker"), new("helm", "for charts", "install helm"), new("redis-server", "for tests", "install redis", IsOptional: true)], _folder.Path));
        diagnoses.Select(one => one.Condition).ShouldBe([Condition.Fine, Condition.Wrong, Condition.Advice]);
        diagnoses[1].ToString().ShouldBe("WRONG  tools     There is no helm on the path. It is needed for charts. Remedy: install helm");
    }

    [Fact]
    public async Task A_secret_is_there_and_for_its_owner_alone()
    {
        var (key, open) = (Path.Combine(_folder.Path, "keys", "master.key"), Path.Combine(_folder.Path, "secrets", "Payments__WebhookSecret"));
        (await Look(new SecretsCheck([key], [], Nothing)))[0].Remedy!.ShouldContain($"giggatek keys create --master --data {_folder.Path}");
        await Write(key, UnixFileMode.UserRead);
        (await Look(new SecretsCheck([key], [], Nothing)))[0].Condition.ShouldBe(Condition.Fine);
        await Write(open, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (await Look(new SecretsCheck([key], [Path.GetDirectoryName(open)!], Nothing)))[0].ShouldSatisfyAllConditions(
            wrong => wrong.Condition.ShouldBe(Condition.Wrong),
            wrong => wrong.Remedy.ShouldBe($"chmod 600 {open}"));
    }

    [Theory]
    [InlineData("Payments__WebhookSecret", "0123456789")]
    [InlineData("Notifications__Smtp__Password", "x")]
    [InlineData("Database__ConnectionString", "Server=db;Password=x")]
    public async Task A_secret_in_the_file_of_an_environment_is_found_and_not_repeated(string key, string value)
    {
        var wrong = (await Look(new SecretsCheck([], [], new Dictionary<string, string> { ["Shop__PublicUrl"] = "http://localhost", [key] = value }))).Single();
        wrong.Condition.ShouldBe(Condition.Wrong);
        wrong.Says.ShouldBe($"settings has {key}, a secret.");
        wrong.ToString().ShouldNotContain(value + " ");
    }

    [Fact]
    public async Task A_shop_that_would_not_start_and_a_database_that_does_not_answer_are_said_in_their_own_words()
    {
        var look = new ShopLook(["Notifications:Delivery is missing."], [new("a", "The database a does not answer.", null, 0), new("b", null, null, 7), new("c", null, 202611250500, 2), new("d", null, 202611250500, 0)]);
        var diagnoses = await Look(new ShopCheck(_ => Task.FromResult(look), "giggatek migrate"));
        diagnoses.Select(one => one.Condition).ShouldBe([Condition.Wrong, Condition.Wrong, Condition.Advice, Condition.Advice, Condition.Fine]);
        diagnoses[3].Says.ShouldBe("c has schema 202611250500, and waits for 2 schema changes of this program.");
        diagnoses[3].Remedy.ShouldBe("giggatek migrate");
    }

    [Fact]
    public async Task A_gateway_is_needed_once_something_was_released()
    {
        static Task<GatewayReport?> Nobody(CancellationToken ct) => Task.FromResult<GatewayReport?>(null);
        (await Look(new GatewayCheck(Nobody, History, "deploy"))).ShouldAllBe(one => one.Condition == Condition.Fine);
        Journal(JournalEvent.Begun);
        (await Look(new GatewayCheck(Nobody, History, "deploy")))[0].ShouldSatisfyAllConditions(
            one => one.Condition.ShouldBe(Condition.Advice),
            one => one.Says.ShouldBe("Release 1 (0.2.0) was cut off in its step doctor, or is under way."));
        Journal(JournalEvent.Released);
        (await Look(new GatewayCheck(Nobody, History, "deploy")))[1].Condition.ShouldBe(Condition.Wrong);
    }

    [Fact]
    public async Task A_clock_that_went_back_or_differs_from_the_gateways_is_found()
    {
        var now = _clock.GetUtcNow();
        (await Look(Clock(now + ClockCheck.Most)))[0].Condition.ShouldBe(Condition.Fine);
        (await Look(Clock(null)))[0].Condition.ShouldBe(Condition.Fine);
        (await Look(Clock(now - ClockCheck.Most - TimeSpan.FromSeconds(1))))[0].Says.ShouldContain("the gateway says");
        Journal(JournalEvent.Released);
        _clock.SetUtcNow(now.AddSeconds(1));
        (await Look(Clock(null)))[0].Condition.ShouldBe(Condition.Fine);
        (await Look(new ClockCheck(new FakeTimeProvider(now.AddMinutes(-5)), History, _ => Task.FromResult<DateTimeOffset?>(null))))[0].Says.ShouldContain("the journal has something of");
    }

    [Fact]
    public async Task A_report_is_healthy_unless_something_is_in_the_way()
    {
        (await DoctorReport.OfAsync([new ToolsCheck([new("none", "for nothing", "-", IsOptional: true)], "")], TestContext.Current.CancellationToken)).IsHealthy.ShouldBeTrue();
        (await DoctorReport.OfAsync([new ToolsCheck([new("none", "for a release", "-")], "")], TestContext.Current.CancellationToken)).IsHealthy.ShouldBeFalse();
    }

    private static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private ClockCheck Clock(DateTimeOffset? theirs) => new(_clock, History, _ => Task.FromResult(theirs));

    private void Journal(JournalEvent what) =>
        new ReleaseJournal(Path.Combine(_folder.Path, "journal.jsonl")).Add(new JournalEntry(1, _clock.GetUtcNow(), what, "0.2.0", "blue", null, null, null, null, null));

    private static async Task Write(string file, UnixFileMode mode)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "x");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private static Task<IReadOnlyList<Diagnosis>> Look(IDoctorCheck check) => check.LookAsync(TestContext.Current.CancellationToken);
}
