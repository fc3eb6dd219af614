namespace Payouts.Harness;

/// <summary>What a proxy does to a call.</summary>
public enum CallFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request never arrives.</summary>
    DropRequest,

    /// <summary>It arrives, and the answer is lost.</summary>
    DropAnswer,

    /// <summary>The answer comes when nobody waits for it any more.</summary>
    DelayAnswer,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    BreakAnswer,

    /// <summary>Half of the answer comes, and seems to be all of it.</summary>
    CutAnswer,

    /// <summary>The request arrives twice.</summary>
    DoubleRequest,

    /// <summary>The answer comes twice.</summary>
    DoubleAnswer,

    /// <summary>The proxy answers by itself, that nobody answered it.</summary>
    BadGateway,
}
