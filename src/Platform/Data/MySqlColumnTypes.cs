using System.Data;
using FluentMigrator.Runner.Generators.MySql;

namespace GigGatek.Platform.Data;

/// <summary>
/// FluentMigrator writes texts as national ones, which here are the old three-byte UTF-8 with a collation that ignores case.
/// These have the character set and the collation of the database.
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
        SetTypeMap(DbType.String, "TEXT", TextCapacity);
        SetTypeMap(DbType.String, "MEDIUMTEXT", MediumTextCapacity);
        SetTypeMap(DbType.String, "LONGTEXT", LongTextCapacity);
    }
}
