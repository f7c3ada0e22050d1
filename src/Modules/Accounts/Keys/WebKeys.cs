using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GigGatek.Accounts.Keys;

/// <summary>
/// The keys of session cookies and mailed links: in the database, sealed, so that all processes accept each other's and losing
/// anything else signs nobody out. The framework makes a key two days before it is used and looks for new ones every day.
/// </summary>
internal sealed partial class WebKeys(Sessions<AccountsDb> sessions, PersonalData door, WebKeyFiles files, TimeProvider clock, ILogger<WebKeys> log) : IXmlRepository
{
    /// <summary>The framework asks from a thread, seldom: at the start and once a day.</summary>
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ListAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => StoreAsync(element)).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ListAsync()
    {
        await TakeOverAsync();
        return [.. (await ReadAsync()).Select(Open).OfType<XElement>()];
    }

    /// <summary>From where they were before, once.</summary>
    private async Task TakeOverAsync()
    {
        if (files.Read() is { Count: > 0 } old)
        {
            await sessions.WriteAsync(
                async db =>
                {
                    var taken = await db.WebKeys.Where(key => key.Id <= old.Count).Select(key => key.Id).ToListAsync();
                    foreach (var row in old.Select((key, index) => Seal(index + 1, key)).Where(row => !taken.Contains(row.Id)))
                    {
                        await db.InsertAsync(row);
                    }
                },
                CancellationToken.None);
            files.Delete();
        }
    }

    /// <summary>One a day: of two processes that find none and make one, the second uses the first's.</summary>
    private Task StoreAsync(XElement element)
    {
        var today = long.Parse(clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return sessions.WriteAsync(
            async db =>
            {
                if (!await db.WebKeys.AnyAsync(key => key.Id == today))
                {
                    await db.InsertAsync(Seal(today, element));
                }
            },
            CancellationToken.None);
    }

    /// <summary>As a writer: a reader's database may lack the key that was stored a moment ago, and then another would be made and kept nowhere.</summary>
    private Task<List<WebKeyRow>> ReadAsync() => sessions.WriteAsync(db => db.WebKeys.OrderBy(key => key.Id).ToListAsync(), CancellationToken.None);

    private WebKeyRow Seal(long id, XElement element) =>
        new() { Id = id, Xml = door.Seal(PlaceOf(id), element.ToString(SaveOptions.DisableFormatting)) };

    /// <summary>Null for one that does not open: the others still count, and <c>verify</c> names it.</summary>
    private XElement? Open(WebKeyRow row)
    {
        try
        {
            return XElement.Parse(door.Open(PlaceOf(row.Id), row.Xml));
        }
        catch (CryptographicException)
        {
            LogUnreadable(row.Id);
            return null;
        }
    }

    private static SealedPlace PlaceOf(long id) => new("accounts_web_keys", "xml", id);

    [LoggerMessage(LogLevel.Error, "Web key {Id} does not open; sessions under it have ended")]
    private partial void LogUnreadable(long id);
}

/// <summary>Registration of web keys.</summary>
internal static class WebKeyServices
{
    public static IServiceCollection AddWebKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("giggatek");
        services.AddSingleton<WebKeyFiles>().AddSingleton<WebKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<WebKeys>((keys, repository) =>
        {
            keys.XmlRepository = repository;
            keys.XmlEncryptor = new NullXmlEncryptor();    // the repository seals
        });
        return services;
    }
}
