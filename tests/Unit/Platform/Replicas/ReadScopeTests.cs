using GigGatek.Platform.Data.Replicas;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace GigGatek.Tests.Unit.Platform.Replicas;

/// <summary>What a flow of calls, and the visitor's next request, must be shown.</summary>
public sealed class ReadScopeTests
{
    private static readonly PositionCookie Cookie = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void What_was_written_must_be_shown_and_what_nobody_knows_only_the_primary_shows()
    {
        using var scope = ReadScope.Begin(mayUseReplicas: true);
        scope.PinOf("shared").IsMetBy(GtidSet.Empty).ShouldBeTrue();
        scope.NoteCommit("shared", At(5));
        scope.NoteCommit("shared", At(7));
        scope.PinOf("shared").IsMetBy(At(6)).ShouldBeFalse();
        scope.PinOf("shared").IsMetBy(At(7)).ShouldBeTrue();
        scope.PinOf("catalog").IsMetBy(GtidSet.Empty).ShouldBeTrue();
        scope.NoteCommit("shared", null);
        scope.PinOf("shared").IsMetBy(At(900)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_reaches_into_what_is_called_and_ends_with_it()
    {
        ReadScope.Current.ShouldBeNull();
        using (var outer = ReadScope.Begin(mayUseReplicas: true))
        {
            await Task.Yield();
            using (var inner = ReadScope.Begin(mayUseReplicas: false))
            {
                ReadScope.Current.ShouldBe(inner);
            }

            ReadScope.Current.ShouldBe(outer);
        }

        ReadScope.Current.ShouldBeNull();
    }

    [Fact]
    public void The_next_request_knows_what_this_one_has_written()
    {
        using var written = ReadScope.Begin(mayUseReplicas: false);
        written.NoteCommit("shared", At(7));
        written.NoteCommit("catalog", null);
        var cookie = Send(written);

        var next = Receive(cookie);
        next.PinOf("shared").Position.ShouldNotBeNull().ToString().ShouldBe("0:1-7");
        next.PinOf("catalog").Position.ShouldBeNull();
        next.HasWritten.ShouldBeFalse();    // so it is not sent again
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("shared=0:1-7")]
    public void One_that_was_made_up_leads_to_the_primary(string cookie) => Receive(cookie).PinOf("shared").Position.ShouldBeNull();

    [Fact]
    public void One_that_is_too_long_leads_to_the_primary() => Receive(new string('a', 100_000)).PinOf("shared").Position.ShouldBeNull();

    [Fact]
    public void A_position_that_is_too_long_for_a_cookie_becomes_the_primary()
    {
        using var written = ReadScope.Begin(mayUseReplicas: false);
        written.NoteCommit("shared", GtidSet.TryParse("3e11fa47-71ca-11e1-9e33-c80aa9429562:" + string.Join(':', Enumerable.Range(1, 1000).Select(i => 2 * i))));
        var cookie = Send(written);
        cookie.Length.ShouldBeLessThan(2048);
        Receive(cookie).PinOf("shared").Position.ShouldBeNull();
    }

    private static GtidSet At(int number) => GtidSet.TryParse($"0-1-{number}")!;

    private static string Send(ReadScope scope)
    {
        var context = new DefaultHttpContext();
        Cookie.Write(context, scope);
        return context.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2)[1];
    }

    private static ReadScope Receive(string cookie)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = $"{PositionCookie.Name}={cookie}";
        using var scope = ReadScope.Begin(mayUseReplicas: true);
        Cookie.Read(context.Request, scope, ["shared", "catalog"]);
        return scope;
    }
}
