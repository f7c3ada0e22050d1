using System.Security.Cryptography;

namespace GigGatek.Platform.Web;

/// <summary>Entity tags of answers (RFC 9110, 8.8.3).</summary>
public static class EntityTags
{
    /// <summary>Of an answer's bytes before they are compressed. Weak, because the same answer is sent compressed in more than one way.</summary>
    public static string WeakOf(byte[] answer) => "W/" + StrongOf(answer);

    /// <summary>Of an answer that is compared before something is changed: <c>If-Match</c> takes strong ones only (13.1.1).</summary>
    public static string StrongOf(byte[] answer) => $"\"{Convert.ToHexStringLower(SHA256.HashData(answer))[..16]}\"";
}
