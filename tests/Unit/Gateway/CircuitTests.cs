using GigGatek.Gateway;
using GigGatek.Gateway.Shops;
using Microsoft.Extensions.Time.Testing;

namespace GigGatek.Tests.Unit.Gateway;

/// <summary>When a shop gets no more, and how it comes back.</summary>
public sealed class CircuitTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit(new GatewayOptions { BreakerRequests = 10, BreakerPercent = 50, BreakerSeconds = 5 }, _clock);

    [Fact]
    public void It_opens_when_half_of_enough_answers_have_failed_and_not_before()
    {
        Notes(5, Verdict.Served);
        Notes(4, Verdict.Failed);
        _circuit.State.ShouldBe(CircuitState.Closed);
        _circuit.Note(Verdict.Failed).ShouldBeTrue("that is news");
        _circuit.State.ShouldBe(CircuitState.Open);
        _circuit.LetsPass(mayTry: true).ShouldBeFalse();
    }

    [Fact]
    public void A_few_failures_of_few_requests_or_of_many_open_nothing()
    {
        Notes(9, Verdict.Failed);
        _circuit.State.ShouldBe(CircuitState.Closed);
        Notes(20, Verdict.Served);
        Notes(10, Verdict.Failed);
        _circuit.State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public void Failures_are_forgotten_after_ten_seconds()
    {
        Notes(9, Verdict.Failed);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Notes(9, Verdict.Failed);
        _circuit.State.ShouldBe(CircuitState.Closed);
    }

    [Fact]
    public void After_its_rest_one_request_tries_it_and_a_form_is_not_the_one()
    {
        Notes(10, Verdict.Failed);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _circuit.State.ShouldBe(CircuitState.HalfOpen);
        _circuit.LetsPass(mayTry: false).ShouldBeFalse();
        _circuit.LetsPass(mayTry: true).ShouldBeTrue();
        _circuit.LetsPass(mayTry: true).ShouldBeFalse("one is enough");
        _circuit.Note(Verdict.Served).ShouldBeFalse();
        _circuit.State.ShouldBe(CircuitState.Closed);
        _circuit.LetsPass(mayTry: false).ShouldBeTrue();
    }

    [Fact]
    public void A_try_that_fails_opens_it_for_as_long_again_and_one_that_says_nothing_is_done_anew()
    {
        Notes(10, Verdict.Failed);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _circuit.LetsPass(mayTry: true).ShouldBeTrue();
        _circuit.Note(Verdict.None).ShouldBeFalse();
        _circuit.LetsPass(mayTry: true).ShouldBeTrue();
        _circuit.Note(Verdict.Failed).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _circuit.State.ShouldBe(CircuitState.Open);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _circuit.State.ShouldBe(CircuitState.HalfOpen);
    }

    [Fact]
    public void What_began_before_it_opened_does_not_close_it()
    {
        Notes(10, Verdict.Failed);
        Notes(3, Verdict.Served);
        _circuit.State.ShouldBe(CircuitState.Open);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Notes(1, Verdict.Served);
        _circuit.State.ShouldBe(CircuitState.HalfOpen);
    }

    private void Notes(int count, Verdict verdict)
    {
        for (var i = 0; i < count; i++)
        {
            _circuit.Note(verdict);
        }
    }
}
