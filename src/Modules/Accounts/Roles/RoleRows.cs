using LinqToDB.Mapping;

namespace GigGatek.Accounts.Roles;

/// <summary>How many hold a role. Taking the last owner's away fails on this number, whoever else does the same at the moment.</summary>
[Table("accounts_roles")]
internal sealed class RoleRow
{
    [Column("name"), PrimaryKey] public string Name { get; init; } = "";
    [Column("holders")] public int Holders { get; init; }
}

/// <summary>Someone holds a role.</summary>
[Table("accounts_user_roles")]
internal sealed class UserRoleRow
{
    [Column("user_id"), PrimaryKey(0)] public long UserId { get; init; }
    [Column("role"), PrimaryKey(1)] public string Role { get; init; } = "";
}
