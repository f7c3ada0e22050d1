using System.Security.Cryptography;
using System.Text;

namespace GigGatek.Operations.Hosts;

/// <summary>
/// The keys of MariaDB's encryption at rest, as its file_key_management plugin reads them: <c>ID;HEX</c>, encrypted as
/// <c>openssl enc -aes-256-cbc -md sha1</c> does (deploy/database/README.md). The format is OpenSSL's, not a choice.
/// </summary>
internal static class MariaDbKeys
{
    private const int KeySize = 32;
    private const int BlockSize = 16;
    private const int SaltSize = 8;
    private const int PasswordBytes = 128;

    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes)) + "\n";

    /// <summary>One key, number 1, of 256 bits.</summary>
    public static byte[] NewKeys(string password) =>
        Encrypt($"1;{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeySize))}\n", password.Trim(), RandomNumberGenerator.GetBytes(SaltSize));

    internal static byte[] Encrypt(string text, string password, byte[] salt)
    {
        var material = Derive(Encoding.ASCII.GetBytes(password), salt);
        using var aes = Aes.Create();
        aes.Key = material[..KeySize];
        var sealedText = aes.EncryptCbc(Encoding.ASCII.GetBytes(text), material[KeySize..]);
        return [.. "Salted__"u8, .. salt, .. sealedText];
    }

    /// <summary>OpenSSL's EVP_BytesToKey with SHA-1 and one round: key, then initialisation vector.</summary>
    private static byte[] Derive(byte[] password, byte[] salt)
    {
        var material = new List<byte>();
        byte[] last = [];
        while (material.Count < KeySize + BlockSize)
        {
#pragma warning disable CA5350 // the plugin's format; the password has 1,024 random bits, so nothing rests on the hash
            last = SHA1.HashData([.. last, .. password, .. salt]);
#pragma warning restore CA5350
            material.AddRange(last);
        }

        return [.. material.Take(KeySize + BlockSize)];
    }
}
