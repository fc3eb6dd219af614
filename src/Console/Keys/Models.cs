using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.Keys;

/// <summary>All keys.</summary>
/// <param name="Keys">Each.</param>
public sealed record KeysModel(IReadOnlyList<Key> Keys)
{
    /// <summary>How many work.</summary>
    public int Active => Keys.Count(key => key.Status == KeyStatus.Active);

    /// <summary>The people whose keys are configured, by name.</summary>
    public IReadOnlyList<string> People => [.. Keys.Select(key => key.Person).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>A key that is to be made.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Refusal">Why it was not made.</param>
public sealed record MakeKeyModel(KeyForm Form, PayoutsException? Refusal);

/// <summary>A key that is to be revoked.</summary>
/// <param name="Key">It.</param>
/// <param name="Reason">What was typed.</param>
/// <param name="Refusal">Why it was not revoked.</param>
public sealed record RevokeKeyModel(Key Key, string Reason, PayoutsException? Refusal);

/// <summary>A secret, this once.</summary>
/// <param name="Key">The key with it.</param>
/// <param name="IsNew">The key is new too.</param>
public sealed record SecretModel(NewKey Key, bool IsNew);

/// <summary>The form of a new key.</summary>
/// <param name="Name">As typed.</param>
/// <param name="ClientId">As typed.</param>
/// <param name="Scopes">The ticked ones.</param>
/// <param name="Expires">A choice of <see cref="Lives"/>.</param>
public sealed record KeyForm(string Name, string ClientId, IReadOnlySet<string> Scopes, string Expires)
{
    /// <summary>Nothing typed.</summary>
    public static readonly KeyForm Empty = new("", "", new HashSet<string>(), "");

    /// <summary>How long a key may live, in days by the word of the choice; a choice that is not here lives until it is revoked.</summary>
    public static readonly IReadOnlyDictionary<string, int> Lives = new Dictionary<string, int> { ["30"] = 30, ["90"] = 90, ["365"] = 365 };

    /// <summary>How long the old secret may work beside the new one.</summary>
    public static readonly IReadOnlyDictionary<string, TimeSpan> Overlaps = new Dictionary<string, TimeSpan>
    {
        ["day"] = TimeSpan.FromDays(1),
        ["week"] = TimeSpan.FromDays(7),
        ["hour"] = TimeSpan.FromHours(1),
        ["none"] = TimeSpan.Zero
    };

    /// <summary>Reads the form.</summary>
    public static KeyForm Read(IFormCollection form) => new(form["name"].ToString(), form["client_id"].ToString(), form["scopes"].OfType<string>().ToHashSet(), form["expires"].ToString());

    /// <summary>What the API is asked for.</summary>
    /// <param name="now">The time.</param>
    public KeyRequest ToRequest(DateTimeOffset now) => new()
    {
        Name = Name,
        Scopes = [.. Scopes.Select(scope => new Scope(scope))],
        ClientId = ClientId.Length == 0 ? null : ClientId,
        ExpiresAt = Lives.TryGetValue(Expires, out var days) ? now.AddDays(days) : null
    };
}
