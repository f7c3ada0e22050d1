using GigGatek.Accounts.Access;
using GigGatek.Accounts.ApiKeys;
using GigGatek.Accounts.ApiSessions;
using GigGatek.Accounts.Audit;
using GigGatek.Accounts.BrowserSessions;
using GigGatek.Accounts.Keys;
using GigGatek.Accounts.People;
using GigGatek.Accounts.Roles;
using GigGatek.Accounts.SecondFactor;
using GigGatek.Platform.Data;
using LinqToDB;

namespace GigGatek.Accounts;

/// <summary>The tables of accounts.</summary>
internal sealed class AccountsDb(DataOptions options) : ModuleDb(options, "accounts")
{
    public ITable<UserRow> Users => this.GetTable<UserRow>();

    public ITable<RoleRow> Roles => this.GetTable<RoleRow>();

    public ITable<UserRoleRow> UserRoles => this.GetTable<UserRoleRow>();

    public ITable<AuditEntryRow> AuditEntries => this.GetTable<AuditEntryRow>();

    public ITable<TurnRow> Turns => this.GetTable<TurnRow>();

    public ITable<WebKeyRow> WebKeys => this.GetTable<WebKeyRow>();

    public ITable<ApiKeyRow> ApiKeys => this.GetTable<ApiKeyRow>();

    public ITable<ApiSessionRow> ApiSessions => this.GetTable<ApiSessionRow>();

    public ITable<BrowserSessionRow> BrowserSessions => this.GetTable<BrowserSessionRow>();

    public ITable<TokenKeyRow> TokenKeys => this.GetTable<TokenKeyRow>();

    public ITable<SecondFactorRow> SecondFactors => this.GetTable<SecondFactorRow>();

    public ITable<RecoveryCodeRow> RecoveryCodes => this.GetTable<RecoveryCodeRow>();

    public ITable<ThrottleRow> Throttles => this.GetTable<ThrottleRow>();
}
