namespace Payouts.Grains.Payouts;

/// <summary>When a payout is looked at, sent again and given up: the settings <c>Payouts__*</c> (docs/operations.md, "Settings").</summary>
public sealed class PayoutsOptions
{
    /// <summary>The first poll, look-up or retry comes after this; each next one after twice as long. 00:00:30 by default, 10 ms to <see cref="MaxPollInterval"/>.</summary>
    public TimeSpan FirstPollAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The back-off stays at this. 00:10:00 by default, 10 ms to 31 days.</summary>
    public TimeSpan MaxPollInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long "not found" must last before a lost submission is sent again. 00:01:00 by default, 0 to 1 day. In its first half what was decided to be sent may
    /// still leave; whatever left must be carried out, and be found by look-ups, within its second half, or never.
    /// </summary>
    public TimeSpan ResubmitGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a payout that Heleket cannot take yet is kept before it fails. 3 days by default, 1 s to 366 days.</summary>
    public TimeSpan QueueExpiry { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How often due payouts are looked for. 00:00:10 by default, 10 ms to 1 day.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A sentence on each setting that is out of its bounds; it begins with the setting's name.</summary>
    public IEnumerable<string> Validate()
    {
        var shortest = TimeSpan.FromMilliseconds(10);
        string?[] errors =
        [
            Outside(nameof(FirstPollAfter), FirstPollAfter, shortest, TimeSpan.FromDays(31)),
            Outside(nameof(MaxPollInterval), MaxPollInterval, shortest, TimeSpan.FromDays(31)),
            FirstPollAfter <= MaxPollInterval || MaxPollInterval < shortest
                ? null : $"Payouts__FirstPollAfter must not be longer than Payouts__MaxPollInterval; they are {FirstPollAfter:c} and {MaxPollInterval:c}.",
            Outside(nameof(ResubmitGrace), ResubmitGrace, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Outside(nameof(QueueExpiry), QueueExpiry, TimeSpan.FromSeconds(1), TimeSpan.FromDays(366)),
            Outside(nameof(SweepInterval), SweepInterval, shortest, TimeSpan.FromDays(1)),
        ];
        return errors.OfType<string>();
    }

    private static string? Outside(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null : $"Payouts__{name} must be between {least:c} and {most:c}; it is {value:c}.";
}
