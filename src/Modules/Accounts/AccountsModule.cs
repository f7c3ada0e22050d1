using GigGatek.Accounts.Access;
using GigGatek.Accounts.ApiKeys;
using GigGatek.Accounts.ApiSessions;
using GigGatek.Accounts.Audit;
using GigGatek.Accounts.BrowserSessions;
using GigGatek.Accounts.Invariants;
using GigGatek.Accounts.Keys;
using GigGatek.Accounts.Passwords;
using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Contracts;
using GigGatek.Contracts.Accounts;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using GigGatek.Platform.Jobs;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Security.Sealing;
using GigGatek.Platform.Settings;
using GigGatek.Platform.Verification;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Accounts;

/// <summary>People, sign-in, roles, and the audit trail.</summary>
public sealed class AccountsModule : IModule
{
    public string Name => "accounts";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<AccountsOptions>(configuration, "Accounts");
        services.AddModuleDb(Name, options => new AccountsDb(options));
        services.AddContract<IAccounts, AccountsService>();
        services.AddContract<IAccountsAdmin, AccountsAdminService>();
        services.AddWebKeys();
        AddIdentity(services);
        AddApiKeys(services);
        AddApiSessions(services);
        AddBrowserSessions(services);
        AddSecondFactor(services);

        services.AddSingleton<SealedUsers>().AddSingleton<Register>().AddSingleton<ConfirmEmail>().AddSingleton<ListPeople>();
        services.AddSingleton<Limits>().AddSingleton<Throttles>().AddSingleton<SignIn>().AddSingleton<SignOutEverywhere>().AddSingleton<DisableAccount>().AddSingleton<SignedInPeople>();
        services.AddSingleton<PasswordRule>().AddSingleton<CheckPassword>().AddSingleton<ResetPassword>().AddSingleton<ChangePassword>();
        services.AddSingleton<SetRole>().AddSingleton<EnsureOwner>().AddSingleton<ListTrail>();

        services.AddEventHandler<EmailConfirmed, ClaimGuestOrders>();
        services.AddEventHandler<ChangeMade, KeepTrail>();
        services.AddJob<SweepThrottles>(TimeSpan.FromHours(1));
        services.AddInvariant<RolesAreCounted>();
        AddSealed(services);
    }

    private static void AddApiKeys(IServiceCollection services)
    {
        services.AddSingleton<FindCaller>().AddSingleton<NoteUse>().AddSingleton<ListKeys>();
        services.AddSingleton<NewKeys>().AddSingleton<MakeKey>().AddSingleton<RotateKey>().AddSingleton<RevokeKey>();
        services.AddContract<IApiKeys, ApiKeysService>();
        services.AddContract<IApiKeysAdmin, ApiKeysAdmin>();
    }

    private static void AddApiSessions(IServiceCollection services)
    {
        services.AddSingleton<TokenKeys>().AddSingleton<AccessTokens>().AddSingleton<FindSessionCaller>();
        services.AddSingleton<OpenSession>().AddSingleton<RefreshSession>().AddSingleton<EndSession>();
        services.AddContract<IApiSessions, ApiSessionsService>();
        services.AddContract<ITokenKeysAdmin, TokenKeysAdmin>();
        services.AddJob<KeepTokenKeys>(TimeSpan.FromMinutes(10), first: TimeSpan.FromSeconds(4));
    }

    private static void AddBrowserSessions(IServiceCollection services)
    {
        services.AddSingleton<BeginSession>().AddSingleton<FindSession>().AddSingleton<NoteVisit>().AddSingleton<EndSessions>();
        services.AddContract<IBrowserSessions, BrowserSessionsService>();
        services.AddJob<SweepSessions>(TimeSpan.FromHours(6));
    }

    private static void AddSecondFactor(IServiceCollection services)
    {
        services.AddSingleton<SealedSecrets>().AddSingleton<ProtectedTokens>().AddSingleton<RecoveryCodes>().AddSingleton<CheckCode>().AddSingleton<CheckOwner>();
        services.AddSingleton<ChangeFactor>().AddSingleton<OfferSecret>().AddSingleton<TurnOn>().AddSingleton<RenewCodes>().AddSingleton<TurnOff>().AddSingleton<FinishSignIn>();
        services.AddContract<ISecondFactor, SecondFactorService>();
    }

    private static void AddSealed(IServiceCollection services)
    {
        services.AddSealedColumn<AccountsDb, UserRow>(user => user.Id, user => user.Email);
        services.AddSealedColumn<AccountsDb, UserRow>(user => user.Id, user => user.DisplayName);
        services.AddBlindIndex<AccountsDb, UserRow>(
            user => user.Id, user => user.EmailIndex, user => user.Email, SealedUsers.EmailPurpose, EmailAddress.Canonical);
        services.AddExpiringIndex<AccountsDb, ThrottleRow>(count => count.Key, "accounts.throttle");
        services.AddSealedColumn<AccountsDb, SecondFactorRow>(factor => factor.UserId, factor => factor.Secret);
        services.AddSealedColumn<AccountsDb, WebKeyRow>(key => key.Id, key => key.Xml);
        services.AddSealedColumn<AccountsDb, TokenKeyRow>(key => key.Id, key => key.PrivateKey);
    }

    /// <summary>None: its pages are the storefront's.</summary>
    public void MapEndpoints(IEndpointRouteBuilder app)
    {
    }

    /// <summary>
    /// ASP.NET Core Identity without its web half. Everything here is stateless, so it is made once, not for each request
    /// as <c>AddIdentityCore</c> does. Its own validators stay out: <see cref="PasswordRule"/> and <see cref="EmailAddress"/>
    /// answer with our sentences.
    /// </summary>
    private static void AddIdentity(IServiceCollection services)
    {
        services.AddOptions<IdentityOptions>().Configure(options =>
        {
            options.Tokens.ProviderMap[MailedTokens.Name] = new TokenProviderDescriptor(typeof(MailedTokens));
            options.Tokens.EmailConfirmationTokenProvider = MailedTokens.Name;
            options.Tokens.PasswordResetTokenProvider = MailedTokens.Name;
        });
        services.AddOptions<PasswordHasherOptions>().Configure<IOptions<AccountsOptions>>(
            (hasher, options) => hasher.IterationCount = options.Value.PasswordIterations);
        services.AddSingleton<MailedTokens>().AddSingleton<IdentityErrorDescriber>();
        services.AddSingleton<ILookupNormalizer, CanonicalNames>().AddSingleton<IPasswordHasher<AccountUser>, CountedHasher>();
        services.AddSingleton<UserStore>().AddSingleton<IUserStore<AccountUser>>(provider => provider.GetRequiredService<UserStore>());
        services.AddSingleton<UserManager<AccountUser>>();
    }
}
