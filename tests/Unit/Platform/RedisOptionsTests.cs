using GigGatek.Platform.Redis;

namespace GigGatek.Tests.Unit.Platform;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("redis.example.com:6379,password=hush,ssl=true")]
    public void A_place_or_none_is_right(string? connection) =>
        new RedisOptionsRules().Validate(null, new RedisOptions { Connection = connection }).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("password=hush")]
    [InlineData("redis.example.com:6379,password=hush,surprise=1")]
    [InlineData("redis.example.com:6379,password=hush,ssl=perhaps")]
    public void What_says_no_place_is_one_sentence_without_the_password(string connection)
    {
        var refused = new RedisOptionsRules().Validate(null, new RedisOptions { Connection = connection });
        refused.FailureMessage.ShouldNotBeNull().ShouldStartWith("Redis:Connection does not say where Redis is; write it such as ");
        refused.FailureMessage.ShouldNotContain("hush");
    }
}
