namespace GigGatek.Tests.Operations.Containers;

/// <summary>Whole stacks beside the production shape: the tests have no time for them.</summary>
internal static class LongStacks
{
    /// <summary>Ends the test as skipped, by name, where <c>./giggatek soak</c> does not run it.</summary>
    public static void Require() => Assert.SkipUnless(Environment.GetEnvironmentVariable("GIGGATEK_STACKS") == "all", "A whole stack takes minutes: ./giggatek soak runs it.");
}
