using System.CommandLine;
using System.CommandLine.Parsing;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Commands;

/// <summary>Keys of the API from the server's command line: for machines, and for scripts that set shops up. docs/operations/api-keys.md is its manual.</summary>
internal static class ApiKeysCommand
{
    private const int LongestLife = 3650;

    private static readonly Option<string> Account = new("--account") { Description = "The mail address of the account that the key acts for.", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "What it is for, such as \"Warehouse scanner\".", Required = true };
    private static readonly Option<string[]> Scopes = new("--scope") { Description = $"What it may be used for; again for another: {string.Join(", ", ApiScopes.All)}.", Required = true };
    private static readonly Option<int> Days = new("--days") { Description = $"It ends after so many days, 1 to {LongestLife}.", DefaultValueFactory = _ => ApiKeyLimits.UsualLifetime.Days };
    private static readonly Option<bool> NoEnd = new("--no-end") { Description = "It never ends by itself." };
    private static readonly Option<int> Overlap = new("--overlap") { Description = "For so many hours the old key goes on.", DefaultValueFactory = _ => (int)ApiKeyLimits.UsualOverlap.TotalHours };
    private static readonly Option<bool> Json = new("--json") { Description = "For programs." };
    private static readonly Argument<string> Key = new("KEY") { Description = "How it begins, from giggatek apikeys list; never the whole key." };

    public static Command Create()
    {
        Days.Validators.Add(result => Limit(result, LongestLife, 1, "--days is a number from 1 to 3650. A key without an end is made with --no-end."));
        Overlap.Validators.Add(result => Limit(result, (int)ApiKeyLimits.LongestOverlap.TotalHours, 0, "--overlap is a number of hours from 0 to 2160."));
        return new Command("apikeys", "Keys of the API: make, list, rotate and revoke them. Exit code 2 when refused.")
        {
            Sub("create", "Make a key. It alone is printed on standard output, this once.", [Account, Name, Scopes, Days, NoEnd], (args, keys, ct) =>
                keys.Create(args.GetValue(Account)!, args.GetValue(Name)!, args.GetValue(Scopes)!, LifeOf(args), ct)),
            Sub("list", "All keys, newest first, and when they were last used.", [Json], (args, keys, ct) => keys.List(args.GetValue(Json), ct)),
            Sub("rotate", "Make a key in the place of another, which goes on for a while. It alone is printed on standard output, this once.", [Key, Overlap, Days, NoEnd], (args, keys, ct) =>
                keys.Rotate(args.GetValue(Key)!, TimeSpan.FromHours(args.GetValue(Overlap)), LifeOf(args), ct)),
            Sub("revoke", "End a key for good.", [Key], (args, keys, ct) => keys.Revoke(args.GetValue(Key)!, ct)),
        };
    }

    private static TimeSpan? LifeOf(ParseResult args) => args.GetValue(NoEnd) ? null : TimeSpan.FromDays(args.GetValue(Days));

    private static void Limit(OptionResult result, int most, int least, string sentence)
    {
        if (result.GetValueOrDefault<int>() is var number && (number < least || number > most))
        {
            result.AddError(sentence);
        }
    }

    private static Command Sub(string name, string description, Symbol[] symbols, Func<ParseResult, ApiKeysConsole, CancellationToken, Task<int>> run) =>
        BesideShop.Sub(name, description, symbols, Prepare, (args, services, ct) => run(
            args,
            new ApiKeysConsole(services.GetRequiredService<IApiKeysAdmin>(), services.GetRequiredService<IAccountsAdmin>(), services.GetRequiredService<TimeProvider>()),
            ct));

    private static Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<SchemaMigrator>().RequireCurrent();
        return services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
    }
}
