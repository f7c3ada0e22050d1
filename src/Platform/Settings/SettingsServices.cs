using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace GigGatek.Platform.Settings;

/// <summary>The one door from configuration to options, so that whatever is wrong in it ends the start with a sentence.</summary>
public static class SettingsServices
{
    /// <summary>
    /// Registers the options of a section. Values that cannot be read are found by <see cref="RefuseUnreadable"/>, those that
    /// break an annotation at the start.
    /// </summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddKnownSection(section, typeof(TOptions));
        services.AddSingleton<IValidateOptions<TOptions>>(new SettingsRules<TOptions>(section));
#pragma warning disable RS0030 // this is the door that the others are sent to
        return services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
#pragma warning restore RS0030
    }

    /// <summary>Has a section read before the start that someone else binds, a framework for example.</summary>
    public static IServiceCollection AddKnownSection(this IServiceCollection services, string section, Type type) =>
        services.AddSingleton(new KnownSection(section, type));

    /// <summary>Reads all sections as their options will be bound, before anything is built from them.</summary>
    /// <exception cref="OptionsValidationException">A sentence for each value that cannot be read: its key, the value, and what would be right.</exception>
    public static void RefuseUnreadable(this IServiceCollection services, IConfiguration configuration)
    {
        var faults = services.ListKnownSections()
            .SelectMany(known => ReadableSettings.FindFaults(known.Type, configuration.GetSection(known.Section))).Distinct().ToList();
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(IConfiguration), faults);
        }
    }

    /// <summary>Which sections this program reads, such as <c>Shop</c>, each with the type of its options.</summary>
    public static IEnumerable<(string Section, Type Type)> ListKnownSections(this IServiceCollection services) =>
        services.Select(service => service.ServiceType == typeof(KnownSection) ? service.ImplementationInstance : null).OfType<KnownSection>()
            .Select(known => (known.Section, known.Type));

    private sealed record KnownSection(string Section, Type Type);
}
