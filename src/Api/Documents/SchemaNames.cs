namespace GigGatek.Api.Documents;

/// <summary>How the document calls a model: by its type, a page by what is on it.</summary>
internal static class SchemaNames
{
    /// <summary>Null: as the framework would.</summary>
    public static string? Of(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Page<>) ? type.GetGenericArguments()[0].Name + "Page" : null;
}
