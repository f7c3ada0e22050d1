using System.Net.NetworkInformation;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>A port that is to be listened on.</summary>
/// <param name="Owner">What listens there, such as <c>blue-1</c>.</param>
/// <param name="IsOurs">That runs now, so a taken port is taken by it.</param>
public sealed record NeededPort(string Owner, int Port, bool IsOurs);

/// <summary>Ports that are free, or ours.</summary>
/// <param name="listeners">Ports that programs of this machine listen on.</param>
public sealed class PortsCheck(IReadOnlyList<NeededPort> ports, Func<IEnumerable<int>>? listeners = null) : IDoctorCheck
{
    private const string Name = "ports";

    private readonly Func<IEnumerable<int>> _listeners = listeners ?? (() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(one => one.Port));

    public Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        var taken = _listeners().ToHashSet();
        var wrong = ports.Where(port => taken.Contains(port.Port) && !port.IsOurs).Select(port => Diagnosis.Wrong(
            Name, $"Port {port.Port} of {port.Owner} is taken by another program.", "It could not start there.", $"ss -ltnp 'sport = :{port.Port}'")).ToList();
        return Task.FromResult<IReadOnlyList<Diagnosis>>(wrong.Count > 0 ? wrong : [Diagnosis.Fine(Name, $"{string.Join(", ", ports.Select(port => port.Port))} are free, or ours.")]);
    }
}
