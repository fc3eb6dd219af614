namespace Payouts.Silo;

/// <summary>A setting is missing or bad. The message is one sentence that names it; the host stops with it.</summary>
public sealed class SettingException(string message) : Exception(message);
