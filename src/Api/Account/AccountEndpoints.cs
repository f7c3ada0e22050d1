using GigGatek.Api.Answers;
using GigGatek.Api.Callers;
using GigGatek.Api.Documents;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GigGatek.Api.Account;

/// <summary>Who the caller is to the shop.</summary>
internal static class AccountEndpoints
{
    private static readonly Account Example = new("ada@partner.example", "Ada Lovelace", true, [ApiScopes.Shop], new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static void MapAccount(this IEndpointRouteBuilder api) =>
        api.MapGet("/account", Find).WithTags("Account").RequireCaller().ReadFromPrimary()
            .Describe("findAccount", "The account that your key acts for", "And what the key may be used for. The first call to try a new key with.").Answers(Example).Refuses(404);

    private static async Task<IResult> Find(HttpContext context, IAccounts accounts, CancellationToken ct) =>
        await accounts.FindAsync(context.CallerId(), ct) is { } account
            ? new OwnAnswer<Account>(Account.Of(account, [.. context.User.FindAll(BearerAuthentication.ScopeClaim).Select(scope => scope.Value)]))
            : Error.NotFound("This account is gone.").ToProblem(context);
}
