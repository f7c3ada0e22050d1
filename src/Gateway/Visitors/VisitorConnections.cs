using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway.Visitors;

/// <summary>
/// Counts the connections of visitors. Kestrel's own limit counts those of operators too, who would find no gateway while it is flooded.
/// </summary>
internal sealed class VisitorConnections(IOptions<GatewayOptions> options)
{
    private int _open;

    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= options.Value.MaxConnections)
            {
                await next(connection);
            }
            else
            {
                connection.Abort();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
