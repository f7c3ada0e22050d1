using System.Data;
using FluentMigrator.Runner.Generators.MySql;

namespace GigGatek.Platform.Data;

/// <summary>
/// FluentMigrator writes texts as NVARCHAR, which here is the old three-byte UTF-8 with a collation that ignores case.
/// VARCHAR has the character set and the collation of the database.
/// </summary>
internal sealed class MySqlColumnTypes : MySql8TypeMap
{
    protected override void SetupMySqlTypeMaps()
    {
        base.SetupMySqlTypeMaps();
        SetTypeMap(DbType.StringFixedLength, "CHAR(255)");
        SetTypeMap(DbType.StringFixedLength, "CHAR($size)", StringCapacity);
        SetTypeMap(DbType.String, "VARCHAR(255)");
        SetTypeMap(DbType.String, "VARCHAR($size)", VarcharCapacity);
    }
}
