using System.Text.Json;
using GigGatek.Platform;
using GigGatek.Platform.Data;
using GigGatek.Platform.Security;
using LinqToDB;

namespace GigGatek.Api.Idempotency;

/// <summary>What was answered.</summary>
internal sealed record KeptAnswer(int Status, string? ContentType, string? Location, string? ETag, string Body);

/// <summary>What is known of a call: it is ours to answer, was answered, is being answered, or was another request under the same key.</summary>
internal abstract record Claim
{
    public sealed record Ours(long Id) : Claim;

    public sealed record Answered(KeptAnswer Answer) : Claim;

    public sealed record Running : Claim;

    public sealed record Another : Claim;
}

/// <summary>
/// Answers by the key that a caller gave to his call, kept for a day. Of two at once one answers: the row's unique key decides. A process that dies over a
/// call leaves it to the next one after a minute; what it had done already, the use case finds by its own ids.
/// </summary>
internal sealed class KeptAnswers(Sessions<ApiDb> sessions, PersonalData door, Ids ids, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static TimeSpan KeptFor { get; } = TimeSpan.FromDays(1);

    public Task<Claim> Claim(string callHash, string requestHash, CancellationToken ct) => sessions.WriteAsync<Claim>(
        async db =>
        {
            var now = clock.GetUtcNow();
            if (await db.Answers.Where(row => row.CallHash == callHash).ForUpdate().FindAsync(ct) is not { } known)
            {
                var row = new AnswerRow { Id = ids.Next(), CallHash = callHash, RequestHash = requestHash, ClaimedUntil = now + Patience, CreatedAt = now };
                await db.InsertAsync(row, token: ct);    // where another was first, the key refuses ours, and all of this runs again
                return new Claim.Ours(row.Id);
            }

            if (known.RequestHash != requestHash)
            {
                return new Claim.Another();
            }

            if (known is { Status: not null, Content: { } content })
            {
                return new Claim.Answered(JsonSerializer.Deserialize<KeptAnswer>(door.Open(PlaceOf(known.Id), content))!);
            }

            return await db.Answers.Where(row => row.Id == known.Id && row.Status == null && row.ClaimedUntil <= now)
                .Set(row => row.ClaimedUntil, now + Patience).UpdateAsync(ct) == 1
                ? new Claim.Ours(known.Id)
                : new Claim.Running();
        },
        ct);

    public Task Keep(long id, KeptAnswer answer, CancellationToken ct) => sessions.RepeatAsync(
        db => db.Answers.Where(row => row.Id == id && row.Status == null)
            .Set(row => row.Status, answer.Status).Set(row => row.Content, door.Seal(PlaceOf(id), JsonSerializer.Serialize(answer))).UpdateAsync(ct),
        ct);

    /// <summary>It failed on our side, so the next try is another one.</summary>
    public Task Drop(long id, CancellationToken ct) => sessions.RepeatAsync(db => db.Answers.DeleteAsync(row => row.Id == id && row.Status == null, ct), ct);

    private static SealedPlace PlaceOf(long id) => new("api_answers", "content", id);
}
