namespace GigGatek.Contracts.Notifications;

/// <summary>A mail on the development page.</summary>
public sealed record MailSummary(string Id, string To, string Subject, DateTimeOffset At);

/// <summary>A mail with its text.</summary>
public sealed record MailMessage(string Id, string To, string Subject, DateTimeOffset At, string Text, IReadOnlyList<string> Links);

/// <summary>The mails that were written to files instead of sent. Only there in development, where mails go to the data folder.</summary>
public interface IMailbox
{
    /// <summary>False where mails are really sent; then there is nothing to list.</summary>
    Task<bool> IsOpenAsync(CancellationToken ct);

    /// <summary>The last hundred, newest first.</summary>
    Task<IReadOnlyList<MailSummary>> ListAsync(CancellationToken ct);

    /// <summary>Null when there is none.</summary>
    Task<MailMessage?> FindAsync(string id, CancellationToken ct);
}
