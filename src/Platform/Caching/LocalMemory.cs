namespace GigGatek.Platform.Caching;

/// <summary>All that this process remembers of what others may change.</summary>
internal sealed class LocalMemory(Generations values, LocalPages pages)
{
    public void ForgetValue(string name) => values.Forget(name);

    public ValueTask ForgetPagesAsync(string tag) => pages.EvictByTagAsync(tag, CancellationToken.None);

    public ValueTask ForgetEverythingAsync()
    {
        values.ForgetAll();
        return pages.EvictByTagAsync(PublicPages.CatalogTag, CancellationToken.None);
    }
}
