using Orleans.Runtime;

namespace Payouts.Grains.Interfaces.Audit;

/// <summary>
/// Carries who asks for a change from the gateway to whatever grain logs it, beside the call: so no command has to have
/// it, and none can be made without.
/// </summary>
public static class AuditOrigin
{
    private const string Name = "payouts.actor";

    /// <summary>Says who asks for what is called from here on.</summary>
    public static void Set(AuditActor actor) => RequestContext.Set(Name, actor);

    /// <summary>Who asked for the present call, as far as it was said.</summary>
    /// <param name="otherwise">Whom the command names.</param>
    public static AuditActor Of(Caller? otherwise) =>
        RequestContext.Get(Name) as AuditActor ?? new AuditActor(otherwise?.Person, otherwise?.Key);
}
