namespace Payouts.Client.Wire;

/// <summary>A word of the wire: an open set, so that one which a newer service adds is a value and not an error.</summary>
/// <typeparam name="TSelf">The word's own type.</typeparam>
internal interface IWord<TSelf>
    where TSelf : struct, IWord<TSelf>
{
    /// <summary>As it is written on the wire.</summary>
    string Value { get; }

    /// <summary>The word with this text.</summary>
    static abstract TSelf Of(string value);
}
