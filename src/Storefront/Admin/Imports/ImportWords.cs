using GigGatek.Contracts.Catalog;

namespace GigGatek.Storefront.Admin.Imports;

/// <summary>Where an import stands, in words.</summary>
internal static class ImportWords
{
    public static string State(ImportState state) => state switch
    {
        ImportState.Uploading => "Uploading",
        ImportState.Previewing => "Being read",
        ImportState.Previewed => "Waits for you",
        ImportState.Running => "Being written",
        ImportState.Finished => "Done",
        ImportState.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static bool IsBusy(ImportState state) => state is ImportState.Uploading or ImportState.Previewing or ImportState.Running;
}
