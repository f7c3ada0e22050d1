using System.Security.Cryptography;
using System.Text;
using GigGatek.Platform.Redis;

namespace GigGatek.Operations.Hosts;

/// <summary>All that <c>deploy/compose</c> asks of a host: its secrets, each for the one container that reads it, and its settings.</summary>
internal static class HostFiles
{
    private const int MasterKeyBytes = 32;

    public static IReadOnlyList<HostFile> All(string version) =>
    [
        Secret("secrets/database/root-password"),
        Secret("secrets/database/giggatek-password"),
        Secret("secrets/database/schema-password"),
        Secret("secrets/database/replication-password"),
        new("secrets/mariadb-keys/password", FileReader.Servers, null, _ => Text(MariaDbKeys.NewPassword())),
        new("secrets/mariadb-keys/keys.enc", FileReader.Servers, "secrets/mariadb-keys/password", MariaDbKeys.NewKeys),
        new("secrets/redis/redis.conf", FileReader.Servers, null, _ => Text($"user default off\n{RedisUser.WriteRule(new RedisOptions().Prefix, NewSecret())}\n")),

        new("secrets/shop/Database__ConnectionString", FileReader.Shop, "secrets/database/giggatek-password",
            password => Text(Connection("giggatek", password))),
        new("secrets/schema/Database__ConnectionString", FileReader.Shop, "secrets/database/schema-password",
            password => Text(Connection("giggatek_schema", password))),
        new("secrets/shop/Redis__Connection", FileReader.Shop, "secrets/redis/redis.conf", conf => Text(ConnectionToRedis(conf))),
        new("secrets/shop/Payments__WebhookSecret", FileReader.Shop, null, _ => Text(NewSecret())),
        new("secrets/shop/master.key", FileReader.Shop, null, _ => Text(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyBytes)) + "\n")),

        new("state/release.json", FileReader.Shop, null, _ => Text(FirstRelease(version))),
        new(".env", FileReader.Host, null, _ => Text(Settings(version))),
    ];

    /// <summary>Folders that a server writes its own keys into: MySQL's keyring, which must not lie beside the data.</summary>
    public static IReadOnlyList<(string Path, FileReader Reader)> Folders { get; } =
        [("secrets/database", FileReader.Servers), ("secrets/mariadb-keys", FileReader.Servers), ("secrets/redis", FileReader.Servers), ("secrets/shop", FileReader.Shop), ("secrets/schema", FileReader.Shop), ("secrets/mysql-keyring", FileReader.Servers), ("state", FileReader.Shop)];

    private static HostFile Secret(string path) => new(path, FileReader.Servers, null, _ => Text(NewSecret()));

    /// <summary>256 bits. Letters and digits only: it stands in connection strings, configuration files and SQL.</summary>
    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Connection(string user, string password) => $"Server=database;Database=giggatek;User ID={user};Password={password};SslMode=Required";

    /// <summary>Hosts of the time before the shop had a user of its own there have a password for everybody.</summary>
    private static string ConnectionToRedis(string configuration) => configuration.Split('>') is [_, var rule]
        ? $"redis:6379,user={RedisUser.Name},password={rule.Split(' ')[0]}"
        : $"redis:6379,password={configuration.Split(' ')[^1]}";

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    private static string FirstRelease(string version) =>
        $$"""
        {
          "revision": 1,
          "colours": {
            "blue": { "weight": 100, "version": "{{version}}", "shops": ["http://shop-blue:8080"] },
            "green": { "weight": 0, "version": "{{version}}", "shops": ["http://shop-green:8080"] }
          }
        }

        """;

    private static string Settings(string version) =>
        $"""
        # Settings of this host, read by docker compose. Written once by giggatek init-env, and yours to change. Secrets are in secrets/.

        # The image of both colours, the gateway and the worker.
        GIGGATEK_IMAGE=giggatek:{version}

        # The address that visitors use, and the port that the gateway answers at on this host.
        GIGGATEK_PUBLIC_URL=http://localhost:8080
        GIGGATEK_PORT=8080

        # Who the shop's mails come from, and the address of its first owner (docker compose run --rm --no-deps tools owner).
        GIGGATEK_MAIL_FROM=shop@giggatek.example
        GIGGATEK_OWNER=owner@giggatek.example

        # file: mails are written into the data volume and not sent. smtp: they are, by the server named here; a password for it belongs
        # into a secret, see docs/operations/containers.md.
        GIGGATEK_MAIL_DELIVERY=file
        GIGGATEK_SMTP_HOST=

        # The bank inside the program moves no real money. A shop that is not for show sets this to false, and a provider.
        GIGGATEK_TEST_PAYMENTS=true

        """;
}
