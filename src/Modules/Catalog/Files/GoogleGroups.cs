using System.Runtime.CompilerServices;

namespace GigGatek.Catalog.Files;

/// <summary>An entry of a feed, or why there is none.</summary>
internal readonly record struct FoundItem(long Line, GoogleItem? Item, string Reason = "", string Content = "", bool EndsFile = false)
{
    public static FoundItem Refused(long line, string reason, string content) => new(line, null, reason, content);

    public static FoundItem Broken(long line, string reason) => new(line, null, reason, "", EndsFile: true);
}

/// <summary>Entries that follow each other and have one group are one product.</summary>
internal static class GoogleGroups
{
    public static async IAsyncEnumerable<ReadRow> ReadAsync(
        IAsyncEnumerable<FoundItem> items, FileContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        GoogleGroup? group = null;
        await foreach (var found in items.WithCancellation(ct))
        {
            if (found.Item is null)
            {
                if (group is not null && found.EndsFile)
                {
                    group.Refuse("The file ends in the middle of this product.");
                    yield return group.Finish();
                    group = null;
                }
                else if (group is not null && found.Content.Contains(group.Key, StringComparison.Ordinal))
                {
                    group.Refuse($"Line {found.Line} of this product cannot be read.");
                }

                yield return new ReadRow(found.Line, null, found.Reason, found.Content, found.EndsFile);
                continue;
            }

            if (group is null || group.Key != found.Item.Group)
            {
                if (group is not null)
                {
                    yield return group.Finish();
                }

                group = new GoogleGroup(found.Item, context);
            }

            group.Add(found.Item);
        }

        if (group is not null)
        {
            yield return group.Finish();
        }
    }
}
