using System.Diagnostics;

namespace GigGatek.Tests.Operations.Workflows;

/// <summary>
/// What the scripts of <c>deploy.yml</c> ask of others. Registry, signing service and vault exist only on the internet, so the programs that
/// speak to them are stand-ins that write down what they were told.
/// </summary>
public sealed class DeployScriptTests : IDisposable
{
    private const string Digest = "sha256:00000000000000000000000000000000000000000000000000000000000000aa";
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly string _folder = Directory.CreateTempSubdirectory("giggatek-deploy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_is_released_by_its_digest_after_its_signature_was_looked_at()
    {
        StandIn("bin/docker", $"echo {Digest}");
        StandIn("bin/cosign", "");
        StandIn("giggatek", "");
        var (code, output) = await Run("release.sh", "production", "ghcr.io/GigGatek/GigGatek", Commit, "--strategy", "canary");
        code.ShouldBe(0, output);
        Told().ShouldBe(
        [
            $"docker buildx imagetools inspect --format {{{{.Manifest.Digest}}}} ghcr.io/giggatek/giggatek:commit-{Commit}",
            $@"cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com --certificate-identity-regexp ^https://github\.com/Owner/Repository/\.github/workflows/images\.yml@refs/heads/main$ ghcr.io/giggatek/giggatek@{Digest}",
            $"giggatek deploy --env production --version commit-{Commit}@{Digest} --reason commit {Commit} --strategy canary",
        ]);
    }

    [Theory]
    [InlineData("echo sha256:aa", "exit 1", Commit)]
    [InlineData("echo unknown", "", Commit)]
    [InlineData("exit 1", "", Commit)]
    [InlineData("echo sha256:aa", "", "main")]
    public async Task One_that_is_not_signed_or_not_there_is_not_released(string docker, string cosign, string commit)
    {
        StandIn("bin/docker", docker);
        StandIn("bin/cosign", cosign);
        StandIn("giggatek", "");
        (await Run("release.sh", "production", "ghcr.io/giggatek/giggatek", commit)).Code.ShouldNotBe(0);
        Told().ShouldNotContain(line => line.StartsWith("giggatek", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ssh_is_used_with_a_key_of_the_job_that_a_vault_has_signed_and_no_secret_is_an_argument_or_printed()
    {
        RequirePrograms();
        StandIn("bin/curl", """
            config='' url=''
            while [ $# -gt 0 ]; do case $1 in --config) config=$2; shift ;; --data) cat "${2#@}" >>"$TOLD"; shift ;; http*) url=$1 ;; esac; shift; done
            cat "$config" >>"$TOLD"
            case $url in
              https://actions.example/token*audience=https://vault.example) echo '{"value":"of-github"}' ;;
              https://vault.example/v1/auth/jwt/login) echo '{"auth":{"client_token":"of-the-vault"}}' ;;
              https://vault.example/v1/ssh/sign/deploy-staging) echo '{"data":{"signed_key":"ssh-ed25519-cert-v01@openssh.com AAAA"}}' ;;
              *) exit 22 ;;
            esac
            """);
        var (code, output) = await Run("ssh-certificate.sh");
        code.ShouldBe(0, output);
        var told = string.Join('\n', Told());
        told.ShouldContain("Authorization: bearer of-the-job");
        told.ShouldContain("\"jwt\": \"of-github\"");
        told.ShouldContain("X-Vault-Token: of-the-vault");
        told.ShouldContain("\"public_key\": \"ssh-ed25519 ");
        foreach (var line in Told().Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).Append(output))
        {
            foreach (var secret in new[] { "of-the-job", "of-github", "of-the-vault" })
            {
                line.ShouldNotContain(secret);
            }
        }

        var ssh = Path.Combine(_folder, "home", ".ssh");
        (await File.ReadAllTextAsync(Path.Combine(ssh, "id_ed25519-cert.pub"), TestContext.Current.CancellationToken)).ShouldStartWith("ssh-ed25519-cert-v01@openssh.com");
        (await File.ReadAllTextAsync(Path.Combine(ssh, "known_hosts"), TestContext.Current.CancellationToken)).ShouldBe("shop.example ssh-ed25519 AAAA\n");
        if (!OperatingSystem.IsWindows())
        {
            (File.GetUnixFileMode(Path.Combine(ssh, "id_ed25519")) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)).ShouldBe(UnixFileMode.None);
        }
    }

    [Theory]
    [InlineData("VAULT_ADDR", "http://vault.example", "it must begin with https://")]
    [InlineData("KNOWN_HOSTS", "", "KNOWN_HOSTS is not set")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "", "ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set")]
    public async Task What_is_missing_is_said_before_anything_is_asked(string name, string value, string sentence)
    {
        StandIn("bin/curl", "");
        var (code, output) = await Run("ssh-certificate.sh", name, value);
        code.ShouldBe(2);
        output.ShouldContain(sentence);
        Told().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vault_that_refuses_ends_it_and_leaves_no_key()
    {
        RequirePrograms();
        StandIn("bin/curl", "echo '{}'; exit 22");
        (await Run("ssh-certificate.sh")).Code.ShouldNotBe(0);
        File.Exists(Path.Combine(_folder, "home", ".ssh", "id_ed25519")).ShouldBeFalse();
    }

    private static void RequirePrograms()
    {
        foreach (var program in new[] { "jq", "ssh-keygen" })
        {
            Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program))), $"There is no {program} on this machine.");
        }
    }

    private string[] Told() => File.Exists(Path.Combine(_folder, "told")) ? File.ReadAllLines(Path.Combine(_folder, "told")) : [];

    private void StandIn(string program, string script)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, program))!);
        ShellScript.Write(Path.Combine(_folder, program), $"echo \"$(basename \"$0\") $*\" >>\"$TOLD\"\n{script}");
    }

    /// <summary>In a tree of its own, where <c>./giggatek</c> is a stand-in too.</summary>
    private async Task<(int Code, string Output)> Run(string script, params string[] arguments)
    {
        var scripts = Directory.CreateDirectory(Path.Combine(_folder, "deploy", "ci")).FullName;
        File.Copy(Path.Combine(Checkout.Root, "deploy", "ci", script), Path.Combine(scripts, script), overwrite: true);
        var isCertificate = script == "ssh-certificate.sh";
        var start = new ProcessStartInfo("sh", [Path.Combine(scripts, script), .. isCertificate ? [] : arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.Combine(_folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["TOLD"] = Path.Combine(_folder, "told"), ["HOME"] = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName,
            ["GITHUB_REPOSITORY"] = "Owner/Repository", ["VAULT_ADDR"] = "https://vault.example", ["SSH_ROLE"] = "deploy-staging", ["KNOWN_HOSTS"] = "shop.example ssh-ed25519 AAAA",
            ["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://actions.example/token?api-version=2.0", ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "of-the-job",
        })
        {
            start.Environment[key] = value;
        }

        if (isCertificate && arguments is [var name, var instead])
        {
            start.Environment[name] = instead;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
