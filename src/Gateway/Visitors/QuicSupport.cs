using System.Net.Quic;

namespace GigGatek.Gateway.Visitors;

/// <summary>Whether this machine can speak QUIC: .NET brings no library of its own for it.</summary>
internal static class QuicSupport
{
    public static bool IsThere => (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicListener.IsSupported;
}
