namespace GigGatek.Contracts;

/// <summary>
/// Something that has happened in a module and that others may want to know. It is written to the outbox in the
/// transaction that made it true, and arrives at least once. It carries ids and amounts, never personal data.
/// </summary>
public interface IEvent;
