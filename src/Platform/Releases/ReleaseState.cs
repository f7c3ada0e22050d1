namespace GigGatek.Platform.Releases;

/// <summary>Which colours of the shop there are and how much of the traffic each gets: what the gateway follows and a release changes.</summary>
/// <param name="Revision">From 1; each change has the next one.</param>
/// <param name="Colours">At least one, each name once. Their weights sum to 100.</param>
public sealed record ReleaseState(long Revision, IReadOnlyList<ReleaseColour> Colours)
{
    /// <summary>The colour of a name; null when there is none.</summary>
    public ReleaseColour? Find(string name) => Colours.FirstOrDefault(colour => colour.Name == name);

    /// <summary>Whether two say the same, revision included.</summary>
    public bool SaysTheSameAs(ReleaseState other) => ReleaseStateText.Of(this) == ReleaseStateText.Of(other);
}

/// <summary>One of the places that a release is put into, such as <c>blue</c>.</summary>
/// <param name="Name">Up to 20 small letters, digits and hyphens.</param>
/// <param name="Weight">Percent of the traffic, 0 to 100.</param>
/// <param name="Version">Of the release that it runs.</param>
/// <param name="Shops">Its processes. May be empty while the weight is 0; else each module that answers requests has one at least.</param>
public sealed record ReleaseColour(string Name, int Weight, string Version, IReadOnlyList<ReleaseShop> Shops);

/// <summary>A process of the shop.</summary>
/// <param name="Address">Scheme, host, port and nothing else.</param>
/// <param name="Modules">Of which modules it gets the requests; null: of all.</param>
public sealed record ReleaseShop(Uri Address, IReadOnlyList<string>? Modules = null)
{
    /// <summary>Whether it gets the requests of a module.</summary>
    public bool Serves(string module) => Modules is null || Modules.Contains(module);
}

/// <summary>A state of the release was refused: by a reader because the file is wrong, or by the writer because it does not follow.</summary>
/// <param name="line">Of the file, from 1; null when no line is to blame.</param>
/// <param name="reason">What is wrong and what would be right, one sentence.</param>
public sealed class ReleaseStateRefusedException(string path, int? line, string reason)
    : Exception(line is null ? $"{path}: {reason}" : $"{path}, line {line}: {reason}")
{
    /// <summary>Of the file, from 1; null when no line is to blame.</summary>
    public int? Line => line;

    /// <summary>What is wrong and what would be right, one sentence.</summary>
    public string Reason => reason;
}
