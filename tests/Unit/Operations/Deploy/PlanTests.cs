using GigGatek.Operations.Deploy.Environments;
using GigGatek.Operations.Deploy.Plans;
using GigGatek.Platform.Releases;

namespace GigGatek.Tests.Unit.Operations.Deploy;

public sealed class PlanTests
{
    private static readonly ReleaseEnvironment Staging = new() { Name = "staging", Shops = 2 };
    private static readonly Standing Blue = new(new ReleaseState(4, [new ReleaseColour("blue", 100, "0.1.0", [new ReleaseShop(new Uri("http://127.0.0.1:5100"))]), new ReleaseColour("green", 0, "0.0.9", [])]), "0.1.0");

    [Fact]
    public void The_first_release_has_nothing_to_be_compared_with() =>
        Plan(ReleaseStrategy.BlueGreen, new Standing(null, null)).ShouldBe(
            """
            Release 0.2.0 to staging, for the first time, as blue:
              1. Ask the doctor what is in the way
              2. Look whether 0.2.0 can be released here: its program or image, and what it needs around it
              3. Judge the schema changes that 0.2.0 brings
              4. Expand the schema with what 0.2.0 needs
              5. Stop what is still there as blue
              6. Start 2 shops of 0.2.0 as blue
              7. Wait until blue is ready, 45 s at most
              8. Buy a part from blue, and look at 200 of its pages
              9. Give blue 100 % of the visitors
             10. Start the gateway
            """);

    [Fact]
    public void Blue_green_proves_unseen_and_then_gives_everybody() =>
        Plan(ReleaseStrategy.BlueGreen, Blue).ShouldBe(
            """
            Release 0.2.0 to staging as green, after 0.1.0 as blue:
              1. Ask the doctor what is in the way
              2. Look whether 0.2.0 can be released here: its program or image, and what it needs around it
              3. Judge the schema changes that 0.2.0 brings
              4. Expand the schema with what 0.2.0 needs
              5. Stop what is still there as green
              6. Start 2 shops of 0.2.0 as green
              7. Wait until green is ready, 45 s at most
              8. Buy a part from green, and look at 200 pages of blue and of green in turns: at most 1 % more errors, at most 2 times slower
              9. Give green 100 % of the visitors
             10. Compare green with blue on 200 answers each
             11. Wait until blue's last requests have ended, 30 s at most, and keep it for giggatek rollback
             12. Let a gateway of 0.2.0 follow the one of 0.1.0
            """);

    [Fact]
    public void A_canary_gets_more_visitors_step_by_step() =>
        Keys(ReleaseStrategy.Canary, Blue).ShouldBe(
            ["doctor", "check", "lint", "expand", "clear", "start-1", "ready-1", "prove-1", "shift-1", "compare-1", "shift-10", "compare-10", "shift-50", "compare-50", "shift-100", "compare-100", "drain", "gateway"]);

    [Fact]
    public void A_rolling_release_takes_the_place_of_one_shop_after_the_other() =>
        Keys(ReleaseStrategy.Rolling, Blue).ShouldBe(
            ["doctor", "check", "lint", "expand", "clear", "start-1", "ready-1", "prove-1", "shift-50", "compare-50", "stop-1", "start-2", "ready-2", "prove-2", "shift-100", "compare-100", "stop-2", "gateway"]);

    [Fact]
    public void A_gateway_of_the_same_version_stays() =>
        Keys(ReleaseStrategy.BlueGreen, Blue with { GatewayVersion = "0.2.0" }).ShouldNotContain("gateway");

    [Fact]
    public void Hooks_come_before_anything_is_changed_and_when_visitors_have_the_release()
    {
        var staging = new ReleaseEnvironment { Name = "staging", Hooks = new EnvironmentHooks { Before = ["sh backup.sh"], After = ["sh warm-cdn.sh", "true"], Seconds = 60 } };
        var steps = ReleasePlan.Make(staging, "0.2.0", ReleaseStrategy.BlueGreen, Blue).Steps;
        steps.Select(step => step.Key).ShouldBe(["doctor", "check", "lint", "before-1", "expand", "clear", "start-1", "ready-1", "prove-1", "shift-100", "compare-100", "drain", "gateway", "after-1", "after-2"]);
        steps[3].Text.ShouldBe("Run “sh backup.sh”, 60 s at most");
        steps.TakeWhile(step => step.IsLook).Select(step => step.Key).ShouldBe(["doctor", "check", "lint", "before-1"]);
        steps.Where(step => step.IsLook).ShouldAllBe(step => ReleasePlan.IsLook(step.Key));
        steps.Where(step => !step.IsLook).ShouldAllBe(step => !ReleasePlan.IsLook(step.Key));
        steps.Where(step => step.IsAfterwards).Select(step => step.Key).ShouldBe(["after-1", "after-2"]);
    }

    [Fact]
    public void Every_step_of_a_plan_has_a_name_of_its_own()
    {
        foreach (var strategy in Enum.GetValues<ReleaseStrategy>())
        {
            Keys(strategy, Blue).ShouldBeUnique();
        }
    }

    private static string Plan(ReleaseStrategy strategy, Standing standing) => ReleasePlan.Make(Staging, "0.2.0", strategy, standing).ToString();

    private static IReadOnlyList<string> Keys(ReleaseStrategy strategy, Standing standing) =>
        [.. ReleasePlan.Make(Staging, "0.2.0", strategy, standing).Steps.Select(step => step.Key)];
}
