
namespace GigGatek.Tests.Integration.CommandLine;

/// <summary>A wrong setting ends the start with one sentence, before anything is written.</summary>
[Trait("Database", "any")]
public sealed class SettingsTests : IDisposable
{
    private readonly Workplace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("Notifications__Smtp__Security", "sometimes", "Notifications:Smtp:Security is “sometimes”; it must be StartTls, Tls or None.")]
    [InlineData("Shop__ShowStatements", "perhaps", "Shop:ShowStatements is “perhaps”; it must be true or false.")]
    [InlineData("Contracts__ThroughSerializer", "2", "Contracts:ThroughSerializer is “2”; it must be true or false.")]
    [InlineData("Jobs__PauseAtMost", "soon", "Jobs:PauseAtMost is “soon”; it must be a time such as")]
    [InlineData("Notifications__Delivery", "pigeon", "Notifications:Delivery is “pigeon”; it must be file or smtp.")]
    [InlineData("Payments__Test__SilenceMilliseconds", "0", "Payments:Test:SilenceMilliseconds is “0”; it must be a number from 1 to 60000.")]
    public async Task Up_names_the_key_the_value_and_what_would_be_right(string variable, string value, string sentence)
    {
        (await Run("up", (variable, value), "--demo", "none", "--port", $"{FreePorts.Next()}")).ShouldRefuse("The configuration is not right: " + sentence);
        File.Exists(Path.Combine(_work.PathOf("shop"), "giggatek.db")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("migrate")]
    [InlineData("export", "--format", "jsonl", "--output", "nowhere.jsonl")]
    public async Task Every_command_refuses_what_it_cannot_read(string command, params string[] more) =>
        (await Run(command, ("Payments__TimeoutSeconds", "long"), more)).ShouldRefuse("Payments:TimeoutSeconds is “long”; it must be a whole number.");

    [Fact]
    public async Task What_the_framework_binds_is_read_too() =>
        (await Run("serve", ("Logging__LogLevel__Default", "loud")))
            .ShouldRefuse("Logging:LogLevel:Default is “loud”; it must be Trace, Debug, Information, Warning, Error, Critical or None.");

    [Fact]
    public async Task A_server_with_wrong_settings_of_several_modules_names_them_all_in_one_line()
    {
        var refused = await Run("serve", ("Accounts__LockMinutes", "0"), "--urls", $"http://localhost:{FreePorts.Next()}");
        refused.ShouldRefuse("Accounts:LockMinutes is “0”; it must be a number from 1 to 1440.");
        refused.Error.ShouldContain("Notifications:Delivery is missing.");
        refused.Error.ShouldContain("Payments:AllowTestProvider");
    }

    [Fact]
    public async Task An_address_to_listen_on_that_is_none_is_refused()
    {
        var refused = await Run("serve", ("X", ""), "--urls", "http://localhost:1;nonsense");
        refused.ExitCode.ShouldNotBe(0);
        refused.Error.ShouldContain("--urls has “nonsense”");
        refused.Error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("up", "[default: full]")]
    [InlineData("export", "<google|jsonl|shopify>")]
    public async Task The_help_shows_words_as_one_types_them(string command, string words) =>
        (await Workplace.End(Workplace.Start([command, "--help"]))).Output.ShouldContain(words, Case.Sensitive);

    private async Task<Ended> Run(string command, (string Name, string Value) setting, params string[] more)
    {
        using var process = Workplace.Start([command, .. more, "--data", _work.PathOf("shop")], new() { [setting.Name] = setting.Value });
        return await Workplace.End(process);
    }
}
