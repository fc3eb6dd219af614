using System.Globalization;
using Microsoft.AspNetCore.Http;
using Payouts.Client;

namespace Payouts.Console.AddressBook;

/// <summary>A page of a client's book.</summary>
/// <param name="Client">Whose it is.</param>
/// <param name="Page">The entries.</param>
/// <param name="Status">Of this status only; <see langword="null"/>: all.</param>
/// <param name="Cursor">Where the page begins; <see langword="null"/>: at the newest.</param>
public sealed record BookModel(string Client, AddressPage Page, string? Status, string? Cursor)
{
    /// <summary>The path of a book.</summary>
    public static string PathOf(string client) => $"/console/clients/{Uri.EscapeDataString(client)}/addresses";

    /// <summary>The path of something to do with an entry.</summary>
    public static string PathOf(AddressEntry entry, string step) => $"{PathOf(entry.ClientId)}/{entry.Id}/{step}";

    /// <summary>The book with another status, or from another place.</summary>
    public string Link(string? status, string? cursor = null) =>
        PathOf(Client) + QueryString.Create([.. new[] { ("status", status), ("cursor", cursor) }.Where(one => one.Item2 is not null).Select(one => KeyValuePair.Create(one.Item1, one.Item2))]);
}

/// <summary>An address that is to be added.</summary>
/// <param name="Client">To whose book.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Refusal">Why it was not added.</param>
/// <param name="Alike">What it looks like.</param>
/// <param name="IsEndWrong">Its end was to be typed, and something else was.</param>
public sealed record AddModel(string Client, AddressForm Form, PayoutsException? Refusal, IReadOnlyList<AddressEntry> Alike, bool IsEndWrong = false);

/// <summary>An entry that is to be activated.</summary>
/// <param name="Entry">It.</param>
/// <param name="Alike">What it looks like.</param>
/// <param name="IsEndWrong">Its end was to be typed, and something else was.</param>
public sealed record ActivateModel(AddressEntry Entry, IReadOnlyList<AddressEntry> Alike, bool IsEndWrong = false)
{
    /// <summary>Whether its end is to be typed: the address would not have found a slip of its own.</summary>
    public bool AsksForEnd => Entry.Strength != AddressStrength.Strong && Entry.Strength != AddressStrength.Conditional;
}

/// <summary>An entry that is to be revoked.</summary>
/// <param name="Entry">It.</param>
/// <param name="Reason">What was typed.</param>
/// <param name="Refusal">Why it was not revoked.</param>
public sealed record RevokeModel(AddressEntry Entry, string Reason, PayoutsException? Refusal);

/// <summary>The form of a new address; each as typed.</summary>
/// <param name="Network">The network.</param>
/// <param name="Asset">Empty: any.</param>
/// <param name="Address">The address.</param>
/// <param name="Memo">Empty: none.</param>
/// <param name="Label">Its name.</param>
/// <param name="LastSix">The end of the address once more.</param>
/// <param name="Acknowledges">Whether it is meant although it looks like another one.</param>
public sealed record AddressForm(string Network, string Asset, string Address, string Memo, string Label, string LastSix, bool Acknowledges)
{
    private const int Typed = 6;

    /// <summary>Nothing typed.</summary>
    public static readonly AddressForm Empty = new("", "", "", "", "", "", false);

    /// <summary>Reads the form. Blanks round a code or an address come from copying.</summary>
    public static AddressForm Read(IFormCollection form) => new(
        form["network"].ToString().Trim(), form["asset"].ToString().Trim(), form["address"].ToString().Trim(), form["memo"].ToString(), form["label"].ToString().Trim(),
        form["last_six"].ToString(), form.ContainsKey("acknowledge_similar"));

    /// <summary>Whether somebody typed the end of an address.</summary>
    public static bool IsEndOf(string address, string typed) => address[^Math.Min(Typed, address.Length)..] == typed.Trim();

    /// <summary>What the API is asked for.</summary>
    public AddressRequest ToRequest() => new()
    {
        Network = Network,
        Asset = Asset.Length == 0 ? null : Asset,
        Address = Address,
        Memo = Memo.Length == 0 ? null : Memo,
        Label = Label,
        AcknowledgeSimilar = Acknowledges ? true : null
    };
}
