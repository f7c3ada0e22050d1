using System.Security.Cryptography;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using GigGatek.Platform.Security.Keys;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>Keys change while several processes use them. Nobody's job looks here: each process sees only what it looks for itself.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private static readonly SealedPlace Place = new("accounts_users", "email", 42);
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(61);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private KeysProcess _one = null!;
    private KeysProcess _two = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _one = await new KeysProcess(_folder.Path, _clock).Starts();
        _two = await new KeysProcess(_folder.Path, _clock).Starts();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_key_only_moves_forward() =>
        (from state in Enum.GetValues<DataKeyState>() from next in Enum.GetValues<DataKeyState>() where DataKeyMoves.Allows(state, next) select (state, next))
            .ShouldBe([(DataKeyState.Created, DataKeyState.Current), (DataKeyState.Current, DataKeyState.Old), (DataKeyState.Old, DataKeyState.Retired)]);

    [Fact]
    public async Task A_new_key_becomes_current_when_every_process_knows_it_and_not_before()
    {
        var first = _one.Ring.Current.Id;
        var next = await _one.Keys.CreateAsync(Ct);
        (await _one.Keys.PromoteAsync(next, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("too_early");

        _clock.Advance(Spread);
        (await _one.Keys.PromoteAsync(next, Ct)).Error.ShouldBeNull();

        _clock.Advance(Spread);
        _one.Ring.Current.Id.ShouldBe(next);
        _two.Ring.Current.Id.ShouldBe(next);
        (await _one.Keys.ListAsync(Ct)).Select(key => (key.Name, key.State)).ShouldBe([(next, DataKeyState.Current), (first, DataKeyState.Old)]);
    }

    [Fact]
    public async Task Between_two_looks_processes_write_under_different_keys_and_read_and_find_each_other()
    {
        var next = await Rotate();
        await _one.Get<LookAtKeys>().RunAsync(Ct);
        _one.Ring.Current.Id.ShouldBe(next);
        _two.Ring.Current.Id.ShouldNotBe(next, "it has not looked since");

        _two.Personal.Open(Place, _one.Personal.Seal(Place, "ann")).ShouldBe("ann");
        _one.Personal.Open(Place, _two.Personal.Seal(Place, "bob")).ShouldBe("bob");
        _two.Personal.BlindIndexes("email", "ann").ShouldContain(_one.Personal.BlindIndex("email", "ann"));
        _one.Personal.BlindIndexes("email", "ann").ShouldContain(_two.Personal.BlindIndex("email", "ann"));
    }

    [Fact]
    public async Task A_key_made_since_the_last_look_is_looked_for_when_a_value_names_it()
    {
        var made = await _one.Keys.CreateAsync(Ct);
        _two.Ring.All.ShouldHaveSingleItem();

        _two.Ring.Find(made).ShouldNotBeNull().Id.ShouldBe(made);
    }

    [Fact]
    public async Task Of_those_who_come_across_a_new_key_at_once_each_finds_it()
    {
        using var start = new Barrier(8);
        for (var round = 0; round < 10; round++)
        {
            var made = await _one.Keys.CreateAsync(Ct);
            var found = new DataKey?[start.ParticipantCount];
            Thread[] threads = [.. Enumerable.Range(0, found.Length).Select(i => new Thread(() => { start.SignalAndWait(); found[i] = _two.Ring.Find(made); }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            found.ShouldAllBe(key => key != null && key.Id == made);
        }
    }

    [Fact]
    public async Task A_process_that_slept_looks_before_it_seals_or_looks_up()
    {
        var next = await Rotate();
        _clock.Advance(Spread);

        _two.Personal.Seal(Place, "ann").ShouldStartWith(next + ".");
        _two.Ring.All.Count.ShouldBe(2);
    }

    [Fact]
    public void Rubbish_causes_no_storm_of_queries()
    {
        var statements = StatementCounter.Begin();
        var tokens = _one.Get<SignedTokens>();
        for (var number = 0; number < 1000; number++)
        {
            Should.Throw<CryptographicException>(() => _one.Personal.Open(Place, $"k{number}.AAAA"));
            tokens.Read<object>("quote", $"k{number}.e30.AAAA").ShouldBeNull();
            tokens.Read<object>("quote", $"../{number}.e30.AAAA").ShouldBeNull();
        }

        statements.Count.ShouldBe(32);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _one.Ring.Find("k0").ShouldBeNull();
        statements.Count.ShouldBe(33, "a second later it is looked for again");
    }

    [Fact]
    public async Task Visitors_cannot_use_up_the_looks_that_stored_values_have()
    {
        for (var number = 0; number < 100; number++)
        {
            _two.Ring.FindOffered($"k{number}");
        }

        var made = await _one.Keys.CreateAsync(Ct);
        _two.Ring.Find(made).ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_rotations_at_once_one_wins_and_one_key_is_current()
    {
        var (left, right) = (await _one.Keys.CreateAsync(Ct), await _two.Keys.CreateAsync(Ct));
        _clock.Advance(Spread);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => (number % 2 == 0 ? _one : _two).Keys.PromoteAsync(number % 2 == 0 ? left : right, Ct))));

        answers.Count(answer => answer.Succeeded).ShouldBeInRange(1, 2, "one after the other both may succeed, at once only one");
        (await _one.Keys.ListAsync(Ct)).Count(key => key.State == DataKeyState.Current).ShouldBe(1);
    }

    [Fact]
    public async Task Only_an_old_key_is_retired_and_not_before_everyone_has_stopped_writing_with_it()
    {
        var first = _one.Ring.Current.Id;
        var data = _one.Get<GigGatek.Platform.Security.Sealing.SealedData>();
        (await data.RetireAsync(first, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("state");
        (await data.RetireAsync("k0", Ct)).Error.ShouldNotBeNull().Code.ShouldBe("not_found");
        await Rotate();
        (await data.RetireAsync(first, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("too_early");

        _clock.Advance(TimeSpan.FromMinutes(62));
        (await data.RetireAsync(first, Ct)).Error.ShouldBeNull();

        (await data.RetireAsync(first, Ct)).Error.ShouldNotBeNull().Code.ShouldBe("state");
        await _two.Get<LookAtKeys>().RunAsync(Ct);
        _two.Ring.Find(first).ShouldBeNull();
        await using var later = await new KeysProcess(_folder.Path, _clock).Starts();
        later.Ring.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_signed_before_a_rotation_reads_after_it()
    {
        var token = _two.Get<SignedTokens>().Write("quote", new Offer("A-1"));
        await Rotate();
        _clock.Advance(Spread);

        _one.Get<SignedTokens>().Read<Offer>("quote", token).ShouldBe(new Offer("A-1"));
        _two.Get<SignedTokens>().Read<Offer>("quote", _one.Get<SignedTokens>().Write("quote", new Offer("A-2"))).ShouldBe(new Offer("A-2"));
    }

    private async Task<string> Rotate()
    {
        var next = await _one.Keys.CreateAsync(Ct);
        _clock.Advance(Spread);
        await _one.Get<LookAtKeys>().RunAsync(Ct);
        await _two.Get<LookAtKeys>().RunAsync(Ct);
        (await _one.Keys.PromoteAsync(next, Ct)).Error.ShouldBeNull();
        return next;
    }

    private sealed record Offer(string Sku);
}
