using System.Diagnostics;
using GigGatek.Platform.Logging;
using GigGatek.Platform.Releases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GigGatek.Tests.Unit.Platform.Logging;

public sealed class OneLineLogTests
{
    [Theory]
    [InlineData("0.1.0+0803ef937be49f458f5805f0609980d372f9aef9", "0.1.0", "0803ef937be49f458f5805f0609980d372f9aef9", "0.1.0+0803ef9")]
    [InlineData("0.1.0+unknown", "0.1.0", "unknown", "0.1.0+unknown")]
    [InlineData("0.1.0", "0.1.0", "unknown", "0.1.0+unknown")]
    public void A_build_is_a_version_and_a_commit(string written, string version, string commit, string shown)
    {
        var build = ProgramVersion.Parse(written);
        build.ShouldBe(new ProgramVersion(version, commit));
        build.ToString().ShouldBe(shown);
    }

    [Fact]
    public void The_program_knows_its_own_version() =>
        ProgramVersion.Of(typeof(Composition.ShopHost).Assembly).Version.ShouldMatch("^[0-9]+\\.[0-9]+\\.[0-9]+$");

    [Fact]
    public void An_entry_is_one_line_that_names_the_build_whatever_is_in_it()
    {
        var written = Write(LogLevel.Error, "the mail to ann\r\nfail: 9.9.9 Forged[0] nothing", new InvalidOperationException("first\nsecond"));
        written.ShouldBe("fail: 0.1.0+0803ef9 GigGatek.Jobs[7] the mail to ann fail: 9.9.9 Forged[0] nothing System.InvalidOperationException: first second" + Environment.NewLine);
    }

    [Fact]
    public void An_entry_of_a_request_says_which_as_error_pages_do()
    {
        using var request = new Activity("a request").Start();
        Write(LogLevel.Warning, "slow", null).ShouldEndWith($" slow (request {request.TraceId.ToHexString()}){Environment.NewLine}");
    }

    private static string Write(LogLevel level, string message, Exception? failure)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(level, "GigGatek.Jobs", new EventId(7), message, failure, (state, _) => state);
        new OneLineFormatter(new ProgramVersion("0.1.0", "0803ef937be49f458f5805f0609980d372f9aef9"), mayBreak: false).Write(entry, null, writer);
        return writer.ToString();
    }
}
