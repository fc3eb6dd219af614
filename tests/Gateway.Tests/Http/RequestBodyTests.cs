using Microsoft.AspNetCore.Http;
using Payouts.Gateway.Http;

namespace Payouts.Gateway.Tests.Http;

public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public async Task A_body_is_read_whole_up_to_the_limit(int length, bool allowed)
    {
        var bytes = Enumerable.Range(0, length).Select(n => (byte)n).ToArray();
        var announced = new DefaultHttpContext { Request = { Body = new MemoryStream(bytes), ContentLength = length } };
        var chunked = new DefaultHttpContext { Request = { Body = new MemoryStream(bytes) } };
        Assert.Equal(allowed ? bytes : null, await RequestBody.ReadAsync(announced.Request, 100, CancellationToken.None));
        Assert.Equal(allowed ? bytes : null, await RequestBody.ReadAsync(chunked.Request, 100, CancellationToken.None));
    }
}
