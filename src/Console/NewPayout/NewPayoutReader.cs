using Payouts.Client;
using Payouts.Console.Shell;
using Payouts.Console.Words;

namespace Payouts.Console.NewPayout;

/// <summary>What the API says round a new payout.</summary>
internal static class NewPayoutReader
{
    /// <summary>How many payouts of a client are looked at.</summary>
    public const int Newest = Standing.LookedAt;

    private const int MostOfBook = 100;

    /// <summary>Where the client was paid before, the pairs that can be paid, and the client's book.</summary>
    public static async Task<Surroundings> AroundAsync(PayoutsClient api, string client, CancellationToken cancellation)
    {
        var newest = NewestAsync(api, client, cancellation);
        var catalog = api.CatalogAsync(cancellation);
        var book = api.Addresses.PageAsync(client, new AddressFilter { Status = AddressStatus.Active, Limit = MostOfBook }, cancellationToken: cancellation).OrUnknownAsync();
        await Task.WhenAll(newest, catalog, book);
        return new(PaidBefore.Rows((await newest).Data), (await catalog).Services, (await book)?.Data ?? []);
    }

    /// <summary>The same, or nothing: a form whose client is mistyped is shown all the same.</summary>
    public static async Task<Surroundings> TryAroundAsync(PayoutsClient api, string client, CancellationToken cancellation)
    {
        try
        {
            return await AroundAsync(api, client, cancellation);
        }
        catch (PayoutsException)
        {
            // The page tells what is wrong with the form itself; this only helps to fill it.
            return Surroundings.None;
        }
    }

    /// <summary>What the API makes of a form, beside the client's newest payouts.</summary>
    public static async Task<ReviewModel> ReviewAsync(PayoutsClient api, NewPayoutForm form, TimeProvider clock, CancellationToken cancellation)
    {
        var valid = await api.ValidateAsync(form.ToJson(), form.Key, cancellation);
        var newest = await NewestAsync(api, valid.Request.ClientId, cancellation);
        var isUnpaid = form.Again is null || Receivers.IsUnpaid(await api.GetAsync(form.Again, cancellation));
        return new ReviewModel(form, valid, Review.Of(valid.Id, valid.Request, newest.Data, clock.GetUtcNow())) { NotAgain = isUnpaid ? null : NewPayoutWords.NotUnpaid };
    }

    private static Task<PayoutPage> NewestAsync(PayoutsClient api, string client, CancellationToken cancellation) =>
        api.PageAsync(new PayoutFilter { ClientId = client, Limit = Newest }, cancellationToken: cancellation);
}
