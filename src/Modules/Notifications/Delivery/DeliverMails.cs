using GigGatek.Notifications.Queue;
using GigGatek.Platform.Data;
using GigGatek.Platform.Jobs;

namespace GigGatek.Notifications.Delivery;

/// <summary>
/// Sends what is due. Any number of workers may run: each mail is claimed just before it is sent, and one whose worker dies
/// is free again when its claim runs out.
/// </summary>
internal sealed class DeliverMails(Sessions<NotificationsDb> sessions, DeliverMail deliver, TimeProvider clock) : IJob
{
    private const int BatchSize = 50;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var mail in await FindDue(ct))
        {
            // Without a server one mail a round is enough to notice that it is back; the others keep their place.
            if (await deliver.Handle(mail, ct) == Delivered.NoWayOut)
            {
                return;
            }
        }
    }

    private async Task<List<MailRow>> FindDue(CancellationToken ct)
    {
        await using var db = sessions.Read();
        return await db.ListDue(clock.GetUtcNow(), BatchSize, ct);
    }
}
