using GigGatek.Gateway.Visitors;
using GigGatek.Platform.Modules;
using GigGatek.Platform.Web;
using Microsoft.Extensions.Options;

namespace GigGatek.Gateway;

/// <summary>What annotations cannot say.</summary>
internal sealed class GatewayOptionsRules : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        List<string> faults = [.. TrustedProxies.FindFaults("Gateway:TrustedProxies", options.TrustedProxies), .. FindFaults(options), .. options.Routes.SelectMany(route => FindFaults(options, route.Key, route.Value))];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FindFaults(GatewayOptions options)
    {
        if (options.ConnectMilliseconds >= options.AnswerSeconds * 1000)
        {
            yield return $"Gateway:ConnectMilliseconds is “{options.ConnectMilliseconds}”; it must be less than Gateway:AnswerSeconds, or no other shop is tried in time.";
        }

        if (options.AnswerSeconds > options.WholeSeconds)
        {
            yield return $"Gateway:AnswerSeconds is “{options.AnswerSeconds}”; it must be at most Gateway:WholeSeconds, of which it is a part.";
        }

        if (options.FilePaths.FirstOrDefault(path => !path.StartsWith('/')) is { } wrong)
        {
            yield return $"Gateway:FilePaths has “{wrong}”; it must begin with a slash, such as /admin/imports.";
        }

        if ((options.CertificateFile.Length == 0) != (options.CertificateKeyFile.Length == 0))
        {
            yield return "Gateway:CertificateFile and Gateway:CertificateKeyFile belong together; set both or none.";
        }

        else if (options.CertificateFile.Length > 0 && new CertificateFiles(options.CertificateFile, options.CertificateKeyFile).FindFault() is { } fault)
        {
            yield return $"Gateway:CertificateFile: {fault}";
        }

        if (options.Http3 && !QuicSupport.IsThere)
        {
            yield return "Gateway:Http3 is “True”, and this machine has no msquic, which speaks QUIC: install the package libmsquic of Microsoft, or leave it out.";
        }
    }

    private static IEnumerable<string> FindFaults(GatewayOptions options, string module, RouteOptions route)
    {
        if (!ModuleRoutes.Answering.Contains(module, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Gateway:Routes has “{module}”, which answers no requests; it takes {string.Join(", ", ModuleRoutes.Answering)}.";
        }

        if (route.AnswerSeconds > options.WholeSeconds)
        {
            yield return $"Gateway:Routes:{module}:AnswerSeconds is “{route.AnswerSeconds}”; it must be at most Gateway:WholeSeconds, of which it is a part.";
        }

        if (route.AnswerSeconds * 1000 <= options.ConnectMilliseconds)
        {
            yield return $"Gateway:Routes:{module}:AnswerSeconds is “{route.AnswerSeconds}”; it must be more than Gateway:ConnectMilliseconds, or no other shop is tried in time.";
        }

        if (route.RequestsPerShop > options.RequestsPerShop)
        {
            yield return $"Gateway:Routes:{module}:RequestsPerShop is “{route.RequestsPerShop}”; it must be at most Gateway:RequestsPerShop, of which it is a part.";
        }
    }
}
