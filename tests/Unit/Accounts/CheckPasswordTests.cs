using GigGatek.Accounts.Passwords;
using GigGatek.Accounts.People;
using Microsoft.AspNetCore.Identity;

namespace GigGatek.Tests.Unit.Accounts;

/// <summary>Known or not, right or wrong, possible or not: one hash is compared, or the time would tell.</summary>
public sealed class CheckPasswordTests : IDisposable
{
    private static readonly AccountUser Ann = new() { Id = 7, Email = "ann@example.com", DisplayName = "Ann", RegisteredAt = default, PasswordHash = "kite marble tuesday", Stamp = "s" };

    private readonly RecordedHasher _hasher = new();
    private readonly UserManager<AccountUser> _users;
    private readonly CheckPassword _check;

    public CheckPasswordTests()
    {
        _users = new UserManager<AccountUser>(new NoStore(), null!, _hasher, [], [], new CanonicalNames(), new IdentityErrorDescriber(), null!, Microsoft.Extensions.Logging.Abstractions.NullLogger<UserManager<AccountUser>>.Instance);
        _check = new CheckPassword(_users);
    }

    [Fact]
    public async Task The_right_password_is_right()
    {
        (await _check.Handle(Ann, "kite marble tuesday")).ShouldBeTrue();
        _hasher.Compared.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_password_takes_one_comparison()
    {
        (await _check.Handle(Ann, "kite marble friday")).ShouldBeFalse();
        _hasher.Compared.ShouldBe(1);
    }

    [Fact]
    public async Task Nobodys_password_takes_one_comparison_too()
    {
        (await _check.Handle(null, "kite marble tuesday")).ShouldBeFalse();
        _hasher.Compared.ShouldBe(1);
    }

    [Fact]
    public async Task A_password_that_is_too_long_to_be_one_takes_one_comparison_too()
    {
        (await _check.Handle(Ann, new string('x', 100_000))).ShouldBeFalse();
        _hasher.Compared.ShouldBe(1);
        _hasher.Longest.ShouldBeLessThanOrEqualTo(PasswordRule.MaxLength);
    }

    public void Dispose() => _users.Dispose();

    /// <summary>Hashes by not hashing, and counts.</summary>
    private sealed class RecordedHasher : IPasswordHasher<AccountUser>
    {
        public int Compared { get; private set; }

        public int Longest { get; private set; }

        public string HashPassword(AccountUser user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(AccountUser user, string hashedPassword, string providedPassword)
        {
            Compared++;
            Longest = Math.Max(Longest, providedPassword.Length);
            return hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }
    }

    /// <summary>A store that can only say the hash of whom it is handed.</summary>
    private sealed class NoStore : IUserPasswordStore<AccountUser>
    {
        public Task<string?> GetPasswordHashAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.PasswordHash);

        public Task<bool> HasPasswordAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task SetPasswordHashAsync(AccountUser user, string? passwordHash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> GetUserIdAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult("7");

        public Task<string?> GetUserNameAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

        public Task SetUserNameAsync(AccountUser user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> GetNormalizedUserNameAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

        public Task SetNormalizedUserNameAsync(AccountUser user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> CreateAsync(AccountUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> UpdateAsync(AccountUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IdentityResult> DeleteAsync(AccountUser user, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AccountUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AccountUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
