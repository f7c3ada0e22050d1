using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using GigGatek.Composition;

namespace GigGatek.Tests.Unit.Platform;

/// <summary>No pattern of the program takes for ever over a text that was made for that (regular expression denial of service).</summary>
public sealed class PatternTests
{
    private const int Length = 50_000;
    private const BindingFlags Own = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] Pieces = ["a", "A", "1", " ", "\t", "-", "_", ".", "@", "/", "a-", "a.", "a@", "1-", "1.", "0:1-", "https://a", "'a", "'", "(", "a b ", "INSERT ", "é", "<a>"];

    public static TheoryData<string> All => [.. Patterns().Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_done_with_fifty_thousand_letters_at_once(string name)
    {
        var pattern = Patterns()[name];
        foreach (var piece in Pieces)
        {
            foreach (var end in new[] { "", "!", "\n", "\0" })
            {
                var text = string.Concat(Enumerable.Repeat(piece, Length / piece.Length)) + end;
                var begun = Stopwatch.GetTimestamp();
                pattern.Count(text).ShouldBeGreaterThanOrEqualTo(0);
                Stopwatch.GetElapsedTime(begun).TotalSeconds.ShouldBeLessThan(5, $"{name}: {pattern} over {piece}{piece}{piece}…{end}");
            }
        }
    }

    [Fact]
    public void They_are_found() => Patterns().Count.ShouldBeGreaterThan(8);

    private static Dictionary<string, Regex> Patterns() => (
        from assembly in ShopModules.All.Select(module => module.GetType().Assembly).Append(typeof(GigGatek.Platform.PlatformServices).Assembly).Append(typeof(ShopModules).Assembly)
        from type in assembly.GetTypes()
        from method in type.GetMethods(Own)
        where method.ReturnType == typeof(Regex) && method.GetParameters().Length == 0 && method.GetCustomAttribute<GeneratedRegexAttribute>() is not null
        let owner = type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(object)) : type
        select KeyValuePair.Create($"{type.FullName}.{method.Name}", owner.GetMethod(method.Name, Own)!.CreateDelegate<Func<Regex>>()())).DistinctBy(entry => entry.Key).ToDictionary();
}
