namespace Payouts.Grains.Payouts;

/// <summary>
/// When a payout is checked, sent again or given up: the settings <c>Payouts__*</c> and how long events stay (docs/operations.md, "Settings").
/// </summary>
public sealed class PayoutsOptions
{
    /// <summary>
    /// The delay before the first poll, lookup or retry; it doubles each time. 00:00:30 by default, 10 ms to
    /// <see cref="MaxPollInterval"/>.
    /// </summary>
    public TimeSpan FirstPollAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The upper limit of the backoff. 00:10:00 by default, 10 ms to 31 days.</summary>
    public TimeSpan MaxPollInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long "not found" must last before a lost create is sent again. 00:01:00 by default, 0 to 1 day. In the first
    /// half, an intent may still be sent; whatever left must be carried out and be found by lookups within the second
    /// half, or never.
    /// </summary>
    public TimeSpan ResubmitGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a payout that Heleket cannot take yet is kept before it fails. 3 days by default, 1 s to 366 days.
    /// </summary>
    public TimeSpan QueueExpiry { get; set; } = TimeSpan.FromDays(3);

    /// <summary>The interval between sweeps for due payouts. 00:00:10 by default, 10 ms to 1 day.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long events are kept (<c>Events__Retention</c>). 30 days by default, 7 to 400 days.
    /// </summary>
    public TimeSpan EventRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Returns one sentence per setting that is out of bounds, beginning with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        var shortest = TimeSpan.FromMilliseconds(10);
        string?[] errors =
        [
            Outside("Payouts__FirstPollAfter", FirstPollAfter, shortest, TimeSpan.FromDays(31)),
            Outside("Payouts__MaxPollInterval", MaxPollInterval, shortest, TimeSpan.FromDays(31)),
            FirstPollAfter <= MaxPollInterval || MaxPollInterval < shortest
                ? null : $"Payouts__FirstPollAfter must not be longer than Payouts__MaxPollInterval; they are {FirstPollAfter:c} and {MaxPollInterval:c}.",
            Outside("Payouts__ResubmitGrace", ResubmitGrace, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Outside("Payouts__QueueExpiry", QueueExpiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(366)),
            Outside("Payouts__SweepInterval", SweepInterval, shortest, TimeSpan.FromDays(1)),
            Outside("Events__Retention", EventRetention, TimeSpan.FromDays(7), TimeSpan.FromDays(400)),
        ];
        return errors.OfType<string>();
    }

    private static string? Outside(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"{name} must be between {least:c} and {most:c}; it is {value:c}.";
}
