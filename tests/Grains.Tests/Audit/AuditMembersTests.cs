using System.Collections.Immutable;
using System.Reflection;
using Payouts.Grains.Interfaces;
using Payouts.Grains.Interfaces.Limits;
using Payouts.Grains.Interfaces.Payouts;
using Payouts.Grains.Payouts;
using Payouts.Grains.Tests.Payouts;

namespace Payouts.Grains.Tests.Audit;

/// <summary>
/// Every stored member of a row is bound by its chain: for each there is an altered row here, made by reflection, which is
/// found. A member that is added must be added to <see cref="AuditMembers"/> too, or stated here.
/// </summary>
public sealed class AuditMembersTests
{
    /// <summary>Never stored.</summary>
    private static readonly ImmutableArray<string> NotBound = ["Payout.Standing"];

    private static readonly ImmutableArray<Type> Types =
    [
        typeof(PayoutState), typeof(Payout), typeof(PayoutRequest), typeof(ResponseLog), typeof(Caller), typeof(PayoutChain),
        typeof(LimitHold), typeof(DecidedBy), typeof(PayoutApproval), typeof(NeededApproval), typeof(ApprovalDecision),
    ];

    private static readonly AuditKeys Keys = new(AuditChainTests.AKey(1), []);

    public static TheoryData<Type, string> Members() =>
        [.. Types.SelectMany(type => type.GetProperties().Where(property => property.IsDefined(typeof(IdAttribute))).Select(property => (type, property.Name)))
            .Where(member => !NotBound.Contains($"{member.type.Name}.{member.Name}"))];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_that_is_altered_is_found(Type type, string name)
    {
        var state = AuditChain.Extend(Keys, null, Full()).State;
        var property = type.GetProperty(name)!;

        var altered = Alter(state, type, property);

        Assert.False(AuditChain.Check(Keys, altered)!.IsIntact, $"{type.Name}.{name} can be altered unseen: add it to {nameof(AuditMembers)}.");
    }

    private static PayoutState Alter(PayoutState state, Type type, PropertyInfo property) => type.Name switch
    {
        nameof(PayoutState) when property.Name is nameof(PayoutState.Payout) or nameof(PayoutState.Chain) => state with { Chain = state.Chain! with { Seal = "" } },
        nameof(PayoutState) => With(state, property),
        nameof(Payout) when property.Name == nameof(Payout.Request) => state with { Payout = state.Payout with { Request = Some.Request } },
        nameof(Payout) when property.Name == nameof(Payout.ResponseLogs) => state with { Payout = state.Payout with { ResponseLogs = [] } },
        nameof(Payout) => state with { Payout = With(state.Payout, property) },
        nameof(PayoutRequest) => state with { Payout = state.Payout with { Request = With(state.Payout.Request, property) } },
        nameof(ResponseLog) => WithLine(state, line => property.Name == nameof(ResponseLog.By) ? line with { By = null } : With(line, property)),
        nameof(LimitHold) => state with { Holds = [With(state.Holds!.Value[0], property)] },
        nameof(DecidedBy) => state with { Payout = state.Payout with { Policy = With(state.Payout.Policy!, property) } },
        nameof(PayoutApproval) => WithApproval(state, approval => With(approval, property)),
        nameof(NeededApproval) => WithApproval(state, approval => approval with { Needed = [With(approval.Needed[0], property)] }),
        nameof(ApprovalDecision) => WithApproval(state, approval => approval with { Decisions = [With(approval.Decisions[0], property)] }),
        nameof(Caller) => WithLine(state, line => line with { By = With(line.By!, property) }),
        _ => state with { Chain = With(state.Chain!, property) },
    };

    private static PayoutState WithApproval(PayoutState state, Func<PayoutApproval, PayoutApproval> change) =>
        state with { Payout = state.Payout with { Approval = change(state.Payout.Approval!) } };

    private static PayoutState WithLine(PayoutState state, Func<ResponseLog, ResponseLog> change) =>
        state with { Payout = state.Payout with { ResponseLogs = state.Payout.ResponseLogs.SetItem(0, change(state.Payout.ResponseLogs[0])) } };

    private static T With<T>(T record, PropertyInfo property)
        where T : class
    {
        var copy = (T)typeof(T).GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, Other(property, property.GetValue(record)));
        return copy;
    }

    private static object? Other(PropertyInfo property, object? value) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, value) switch
    {
        (_, string text) => text + "x",
        ({ } type, _) when type == typeof(string) => "x",
        ({ } type, _) when type == typeof(bool) => value is not true,
        ({ } type, _) when type == typeof(int) => (int)(value ?? 0) + 1,
        ({ } type, _) when type == typeof(long) => (long)(value ?? 0L) + 1,
        ({ } type, _) when type == typeof(decimal) => (decimal)(value ?? 0m) + 0.00000001m,
        ({ } type, _) when type == typeof(DateTimeOffset) => ((DateTimeOffset?)value ?? Some.Now).AddMilliseconds(1),
        ({ IsEnum: true } type, _) => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)),
        ({ IsGenericType: true } type, _) when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => type.GetField(nameof(ImmutableArray<>.Empty))!.GetValue(null),
        (_, PayoutApproval or DecidedBy) => null,
        (_, ImmutableSortedDictionary<string, string> pairs) => pairs.SetItem("more", "x"),
        _ => throw new NotSupportedException($"{property.DeclaringType!.Name}.{property.Name}: say here how a row is altered in it, and bind it in {nameof(AuditMembers)}."),
    };

    private static PayoutState Full()
    {
        var state = Some.At("Confirmed");
        return state with
        {
            Holds = [Some.Hold with { IsOver = true }],
            Payout = state.Payout with
            {
                Policy = new(7, "large-usdt"),
                Approval = new PayoutApproval
                {
                    Rule = "large-usdt",
                    PolicyVersion = 7,
                    Needed = [new("finance", 2)],
                    Makers = ["ana@example.com"],
                    Decisions = [Some.Approval(Some.Ben, "finance") with { Reason = "seen" }],
                    OverLimits = ["client-day"],
                },
                Request = state.Payout.Request with { Memo = "memo", Metadata = state.Payout.Request.Metadata.Add("order", "1") },
                ResponseLogs = state.Payout.ResponseLogs.SetItem(0, state.Payout.ResponseLogs[0] with { By = Some.Ana, Repeated = 2, FirstAt = Some.Now }),
            },
        };
    }
}
