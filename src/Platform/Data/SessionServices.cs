using GigGatek.Platform.Events;

namespace GigGatek.Platform.Data;

/// <summary>What every session needs besides its connection.</summary>
internal sealed record SessionServices(ISqlDialect Dialect, TimeProvider Clock, Ids Ids, OutboxSignal Signal);
