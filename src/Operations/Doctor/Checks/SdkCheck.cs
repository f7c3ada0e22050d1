using System.Diagnostics;

namespace GigGatek.Operations.Doctor.Checks;

/// <summary>The SDK that the checkout asks for in its global.json.</summary>
public sealed class SdkCheck(string checkout) : IDoctorCheck
{
    private const string Name = "sdk";
    private const string Remedy = "curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0";

    public async Task<IReadOnlyList<Diagnosis>> LookAsync(CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(checkout, "global.json")))
        {
            return [Diagnosis.Fine(Name, $"{checkout} is no checkout, so none is needed.")];
        }

        try
        {
            using var dotnet = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { WorkingDirectory = checkout, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = dotnet.StandardError.ReadToEndAsync(ct);
            var version = (await dotnet.StandardOutput.ReadToEndAsync(ct)).Trim();
            await error;
            await dotnet.WaitForExitAsync(ct);
            return dotnet.ExitCode == 0 ? [Diagnosis.Fine(Name, $"{version}.")] : [Missing("No SDK on this machine is the one of global.json.")];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [Missing("There is no dotnet on the path.")];
        }
    }

    private static Diagnosis Missing(string says) => Diagnosis.Wrong(Name, says, "Nothing can be built.", Remedy);
}
