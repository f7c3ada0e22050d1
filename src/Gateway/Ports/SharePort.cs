using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GigGatek.Gateway.Ports;

/// <summary>Two options of Linux's sockets that .NET has no names for: socket(7).</summary>
internal static class SharePort
{
    private const int SolSocket = 1;
    private const int SoReusePort = 15;
    private const int SoAttachReusePortCbpf = 51;
    private const ushort ReturnConstant = 0x06;    // BPF_RET | BPF_K

    /// <summary>Lets other sockets of this user listen where this one does. Before it is bound.</summary>
    public static void Allow(Socket socket) => socket.SetRawSocketOption(SolSocket, SoReusePort, [1, 0, 0, 0]);

    /// <summary>
    /// Has the kernel give all new connections to one of the sockets that share a port: a filter of one instruction, "return its
    /// place". Places are in the order of listening. When the place is empty, the older ones having gone, the kernel falls back to
    /// dealing out, and there is one left. No privilege is needed.
    /// </summary>
    public static void TakeAll(Socket socket, int newest)
    {
        var instruction = new byte[8];    // struct sock_filter { u16 code; u8 jt; u8 jf; u32 k; }
        MemoryMarshal.Write(instruction, ReturnConstant);
        MemoryMarshal.Write(instruction.AsSpan(4), newest);
        var pinned = GCHandle.Alloc(instruction, GCHandleType.Pinned);
        try
        {
            var program = new byte[2 * nint.Size];    // struct sock_fprog { u16 len; struct sock_filter *filter; }, padded to the pointer
            MemoryMarshal.Write(program, (ushort)1);
            MemoryMarshal.Write(program.AsSpan(nint.Size), pinned.AddrOfPinnedObject());
            socket.SetRawSocketOption(SolSocket, SoAttachReusePortCbpf, program);
        }
        finally
        {
            pinned.Free();
        }
    }
}
