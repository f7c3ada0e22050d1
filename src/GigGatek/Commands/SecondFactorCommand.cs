using System.CommandLine;
using GigGatek.Composition;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Migrations;
using GigGatek.Platform.Security.Keys;

namespace GigGatek.Commands;

/// <summary>The way back in for who has lost phone and recovery codes. docs/operations/second-factor.md is its manual.</summary>
internal static class SecondFactorCommand
{
    private static readonly Option<string> Email = new("--email") { Description = "The mail address of the account.", Required = true };

    public static Command Create() => new("second-factor", "Second factors of accounts. Exit code 2 when refused.")
    {
        BesideShop.Sub("off", "Turn somebody's second factor off. Make sure first who asks for it.", [Email], Prepare, (args, services, ct) =>
            TurnOff(services.GetRequiredService<IAccountsAdmin>(), args.GetValue(Email)!, ct)),
    };

    private static Task Prepare(IServiceProvider services, CancellationToken ct)
    {
        services.GetRequiredService<SchemaMigrator>().RequireCurrent();
        return services.GetRequiredService<OpenKeys>().EnsureAsync(ct);
    }

    private static async Task<int> TurnOff(IAccountsAdmin accounts, string email, CancellationToken ct)
    {
        if ((await accounts.ListAsync(email, null, ct)).Items is not [{ } person])
        {
            throw new StartRefusedException($"There is no account with the mail address {email}. Look for typing errors.");
        }

        if (await accounts.TurnOffSecondFactorAsync(Actor.System, person.UserId, ct) is { Succeeded: false, Error: var refused })
        {
            throw new StartRefusedException(refused.Message);
        }

        Console.WriteLine($"The second factor of {person.Email} is off: the password alone signs in. The sessions of the account end within a minute, and a mail tells its person.");
        return Exit.Done;
    }
}
