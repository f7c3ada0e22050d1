using GigGatek.Contracts;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Events;
using LinqToDB;

namespace GigGatek.Accounts.Audit;

/// <summary>Writes each announced change into the trail, once.</summary>
internal sealed class KeepTrail(Sessions<AccountsDb> sessions, Ids ids) : IEventHandler<ChangeMade>
{
    public Task HandleAsync(ChangeMade happened, EventContext context, CancellationToken ct) =>
        sessions.WriteAsync(
            async db =>
            {
                if (!await db.TryReceiveAsync(context, nameof(KeepTrail), ct))
                {
                    return;
                }

                await db.InsertAsync(
                    new AuditEntryRow
                    {
                        Id = ids.Next(),
                        At = happened.At,
                        ActorId = happened.Actor.UserId,
                        ActorName = Cut(happened.Actor.Name, 100),
                        Action = Cut(happened.Action, 60),
                        Subject = Cut(happened.Subject, AuditEntryRow.MaxSubject),
                        Details = Cut(happened.Details, AuditEntryRow.MaxDetails),
                    },
                    token: ct);
            },
            ct);

    /// <summary>A change that is described at too great length must still be in the trail.</summary>
    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
