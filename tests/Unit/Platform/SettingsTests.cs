using System.ComponentModel.DataAnnotations;
using GigGatek.Platform.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>A wrong setting is named by its key, with its value and what would be right.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Oven:Heat", "warm", "Oven:Heat is “warm”; it must be Low, Middle or High.")]
    [InlineData("Oven:Heat", "7", "Oven:Heat is “7”; it must be Low, Middle or High.")]
    [InlineData("Oven:Fan", "perhaps", "Oven:Fan is “perhaps”; it must be true or false.")]
    [InlineData("Oven:Minutes", "1.5", "Oven:Minutes is “1.5”; it must be a whole number.")]
    [InlineData("Oven:Minutes", "99999999999", "Oven:Minutes is “99999999999”; it must be a whole number.")]
    [InlineData("Oven:Minutes", "", "Oven:Minutes is “”; it must be a whole number.")]
    [InlineData("Oven:Weight", "much", "Oven:Weight is “much”; it must be a number.")]
    [InlineData("Oven:Pause", "soon", "Oven:Pause is “soon”; it must be a time such as 00:00:30 (hours, minutes, seconds).")]
    [InlineData("Oven:Inner:Later", "x", "Oven:Inner:Later is “x”; it must be a whole number.")]
    [InlineData("Oven:Programs:Bread", "warm", "Oven:Programs:Bread is “warm”; it must be Low, Middle or High.")]
    [InlineData("Oven:Steps:1", "x", "Oven:Steps:1 is “x”; it must be a whole number.")]
    public void What_cannot_be_read_is_a_sentence_before_anything_is_built(string key, string value, string sentence) =>
        Should.Throw<OptionsValidationException>(() => Services((key, value))).Failures.ShouldBe([sentence]);

    [Fact]
    public void All_that_cannot_be_read_is_named_at_once() =>
        Should.Throw<OptionsValidationException>(() => Services(("Oven:Heat", "warm"), ("Oven:Inner:Later", "x"), ("Oven:Fan", "false"))).Failures.Count().ShouldBe(2);

    [Fact]
    public void What_the_binder_reads_is_not_refused()
    {
        var oven = Services(
            ("Oven:Heat", "high"), ("Oven:Fan", "TRUE"), ("Oven:Minutes", " 12 "), ("Oven:Weight", "2.5"), ("Oven:Pause", "00:00:02"), ("Oven:Inner:Later", ""),
            ("Oven:Programs:Bread", "Low"), ("Oven:Steps:0", "4"), ("Oven:Unknown", "x")).GetRequiredService<IOptions<Oven>>().Value;
        (oven.Heat, oven.Fan, oven.Minutes, oven.Weight, oven.Pause, oven.Inner.Later).ShouldBe((Heat.High, true, 12, 2.5m, TimeSpan.FromSeconds(2), null));
        oven.Programs["Bread"].ShouldBe(Heat.Low);
        oven.Steps.ShouldBe([4]);
    }

    [Theory]
    [InlineData("Oven:Minutes", "0", "Oven:Minutes is “0”; it must be a number from 1 to 600.")]
    [InlineData("Oven:Fuel", "coal", "Oven:Fuel is “coal”; it must be gas or wood.")]
    [InlineData("Oven:Name", "", "Oven:Name is missing.")]
    [InlineData("Oven:Door", "left", "Oven:Door is “left”; it must be one capital letter.")]
    [InlineData("Oven:Inner:Link", "nowhere", "Oven:Inner:Link is “nowhere”; it must be an address such as https://shop.example.com.")]
    [InlineData("Oven:Trays:Top:Link", "nowhere", "Oven:Trays:Top:Link is “nowhere”; it must be an address such as https://shop.example.com.")]
    public void What_breaks_a_rule_is_a_sentence_at_the_start(string key, string value, string sentence) =>
        Should.Throw<OptionsValidationException>(() => Services((key, value)).GetRequiredService<IOptions<Oven>>().Value).Failures.ShouldBe([sentence]);

    [Fact]
    public void A_secret_that_is_too_short_is_not_repeated() =>
        Should.Throw<OptionsValidationException>(() => Services(("Oven:Secret", "hush")).GetRequiredService<IOptions<Oven>>().Value).Failures
            .ShouldBe(["Oven:Secret is too short: it must have at least 32 characters."]);

    private static ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        services.AddSettings<Oven>(configuration, "Oven");
        services.RefuseUnreadable(configuration);
        return services.BuildServiceProvider();
    }

    public enum Heat
    {
        Low,
        Middle,
        High,
    }

    public sealed class Oven
    {
        public Heat Heat { get; init; }

        public bool Fan { get; init; }

        [Range(1, 600)]
        public int Minutes { get; init; } = 10;

        public decimal Weight { get; init; }

        public TimeSpan Pause { get; init; }

        [AllowedValues("gas", "wood", null)]
        public string? Fuel { get; init; }

        [Required]
        public string Name { get; init; } = "oven";

        [RegularExpression("^[A-Z]$", ErrorMessage = "one capital letter")]
        public string Door { get; init; } = "A";

        [MinLength(32)]
        public string? Secret { get; init; }

        public Nested Inner { get; init; } = new();

        public Dictionary<string, Heat> Programs { get; init; } = [];

        public Dictionary<string, Nested> Trays { get; init; } = [];

        public List<int> Steps { get; init; } = [];
    }

    public sealed class Nested
    {
        public int? Later { get; init; }

        [Url]
        public string? Link { get; init; }
    }
}
