using System.Collections.Immutable;
using Payouts.Gateway.OpenApi;
using Payouts.Gateway.Payouts;
using Payouts.Grains.Interfaces.Audit;
using Payouts.Grains.Interfaces.Payouts;
using static Payouts.Gateway.OpenApi.Schemas;

namespace Payouts.Gateway.Audit;

/// <summary>The audit as the contract shows it (docs/http-api.md, "Audit").</summary>
internal static class AuditShape
{
    private static readonly Shape<AuditActor> Actor = new Shape<AuditActor>("AuditActor", "Who did something.")
        .Text("person", Text("The person; null: a key that belongs to nobody.").OrNull(), actor => actor.Person)
        .Text("key_id", Text("The key, if there was one.").OrNull(), actor => actor.KeyId)
        .Text("via", Text("The way, such as key or session; null where it is not known.").OrNull(), actor => actor.Via)
        .Text("address", Text("Where the call came from, if it is known.").OrNull(), actor => actor.Address);

    private static readonly Shape<AuditChange> Change = new Shape<AuditChange>("AuditChange", "One member that a change altered. What is secret is not shown.")
        .Text("path", Text("Where, a JSON pointer."), change => change.Path)
        .Text("before", Text("Its value before as JSON; null: it was not there.").OrNull(), change => change.Before)
        .Text("after", Text("Its value after as JSON; null: it is not there.").OrNull(), change => change.After);

    public static readonly Shape<AuditEntry> Entry = new Shape<AuditEntry>("AuditEntry", "An entry of the control log.")
        .Count("seq", Count("Its number, without gaps.", minimum: 1), entry => entry.Seq)
        .Text("id", Text("Its id."), entry => entry.Draft.Id)
        .Time("at", Time("When it was done."), entry => entry.Draft.At)
        .Object("actor", Actor, entry => entry.Draft.Actor)
        .Text("action", Text("What was done, such as key.made."), entry => entry.Draft.Action)
        .Text("target", Text("To what."), entry => entry.Draft.Target)
        .Text("before", Text("SHA-256 of the target before, base64url; null: it was not there.").OrNull(), entry => entry.Draft.Before)
        .Text("after", Text("SHA-256 of the target after, base64url.").OrNull(), entry => entry.Draft.After)
        .List("changes", "What is different, at most 20.", Change, entry => entry.Draft.Changes, max: 20)
        .Text("reason", Text("Why, if it was said.").OrNull(), entry => entry.Draft.Reason)
        .Text("prev", Text("The hash of the entry before; null for the first.").OrNull(), entry => entry.Prev)
        .Text("hash", Text("Binds this entry and all before it, base64url."), entry => entry.Hash);

    public static readonly Shape<AuditEntriesShown> Entries = new Shape<AuditEntriesShown>("AuditEntryPage", "A page of the control log.")
        .List("data", "The newest first. A page may be short while more follow.", Entry, page => page.Entries)
        .Text("next_cursor", Text("The next page's cursor; null at the end.").OrNull(), page => page.NextCursor)
        .Flag("has_more", "Whether more follow.", page => page.NextCursor is not null);

    private static readonly Shape<AuditFault> Fault = new Shape<AuditFault>("AuditFault", "Something that is not as it was written.")
        .Word<AuditFaultKind>("kind", WordSchemas.Answered<AuditFaultKind>("What was found."), fault => fault.Kind)
        .Text("payout_id", Text("The payout, if it is one's.", PayoutId.Pattern).OrNull(), fault => fault.PayoutId)
        .CountOrNull("seq", Count("The number of the entry or checkpoint, or the version of the event."), fault => fault.Seq)
        .Time("at", Time("When what is at fault happened, as far as can be told.").OrNull(), fault => fault.At);

    private static readonly Shape<AuditReport> Verdict = Report("AuditVerdict", "What was found.");

    public static readonly Shape<AuditVerified> Verified = new Shape<AuditVerified>("AuditReport", "What a verification found so far.")
        .Flag("ok", "Whether nothing was found.", shown => shown.Report.Faults.IsEmpty)
        .Flag("keyed", "Whether whoever altered something would have needed a key to hide it.", shown => shown.Report.Keyed)
        .Count("checked", Count("How many rows, events, checkpoints and entries were looked at."), shown => shown.Report.Checked)
        .Count("unverifiable", Count("How many of them cannot be judged: older than the chain, or than what is kept."), shown => shown.Report.Unverifiable)
        .List("faults", "What is not as it was written.", Fault, shown => shown.Report.Faults)
        .Text("next_cursor", Text("Where to go on; null when all was looked at.").OrNull(), shown => shown.NextCursor);

    private static readonly Shape<AuditCheckpoint> Checkpoint = new Shape<AuditCheckpoint>("AuditCheckpoint", "A checkpoint: it holds the events up to it, and the control log.")
        .Count("n", Count("Its number.", minimum: 1), checkpoint => checkpoint.N)
        .Time("at", Time("When it was made."), checkpoint => checkpoint.At)
        .Text("from", Text("It holds the events after this place."), checkpoint => Place(checkpoint.From))
        .Text("to", Text("The place of its last event."), checkpoint => Place(checkpoint.To))
        .Count("leaves", Count("How many events it holds."), checkpoint => checkpoint.Leaves)
        .Text("root", Text("The root of the RFC 6962 tree over them, base64url."), checkpoint => checkpoint.Root)
        .Count("control_seq", Count("The last entry of the control log then; 0: none."), checkpoint => checkpoint.ControlSeq)
        .Text("control_head", Text("That entry's hash.").OrNull(), checkpoint => checkpoint.ControlHead)
        .Text("prev", Text("The digest of the checkpoint before; null for the first.").OrNull(), checkpoint => checkpoint.Prev)
        .Text("key_id", Text("The key that signed it; null: none.").OrNull(), checkpoint => checkpoint.KeyId)
        .Text("signature", Text("ECDSA P-256 with SHA-256 in DER, base64.").OrNull(), checkpoint => checkpoint.Signature);

    private static readonly Shape<AuditProof> Proof = new Shape<AuditProof>("AuditProof", "How an event of the payout leads to a checkpoint's root (RFC 6962, section 2.1.1).")
        .Object("checkpoint", Checkpoint, proof => proof.Checkpoint)
        .Count("version", Count("The payout's version in the leaf.", minimum: 1), proof => proof.Version)
        .Text("head", Text("The head in the leaf; null: the event has none.").OrNull(), proof => proof.Head)
        .Count("index", Count("The leaf's place in the tree, from 0."), proof => proof.Index)
        .List("path", "Hashes from the leaf upwards, base64url.", proof => proof.Path);

    private static readonly Shape<AuditStep> Step = new Shape<AuditStep>("AuditStep", "A line of the payout's history in its chain.")
        .Count("seq", Count("Its number in the chain."), step => step.Seq)
        .Time("at", Time("When we learned it."), step => step.Line.At)
        .Word<LogSource>("source", PayoutWords.SourceWord, step => step.Line.Source)
        .Word<PayoutStatus>("status", PayoutWords.StatusWord, step => step.Line.Status, "The status after it.")
        .Word<PayoutDetail>("detail", PayoutWords.DetailWord, step => step.Line.Detail, "The detail after it; null: final.")
        .CountOrNull("version", Count("The payout's version with it.", minimum: 1), step => step.Line.Version)
        .Text("head", Text("The head after it, made anew from what is stored; null: no chain yet.").OrNull(), step => step.Head);

    public static readonly Shape<PayoutAudit> Payout = new Shape<PayoutAudit>("PayoutAudit", "A payout's chain, and what proves it.")
        .Text("payout_id", Text("The payout.", PayoutId.Pattern), audit => audit.Id)
        .CountOrNull("seq", Count("The number of the last line; null: the payout has no chain yet."), audit => audit.Seq)
        .Text("head", Text("The head after it, base64url; null: no chain yet.").OrNull(), audit => audit.Head)
        .List("entries", "The lines of the history that are kept.", Step, audit => audit.Steps)
        .Object("verdict", Verdict, audit => audit.Report)
        .List("checkpoints", "Those that hold the payout's newest events, the newest last.", Proof, audit => audit.Proofs);

    private static Shape<AuditReport> Report(string name, string description) => new Shape<AuditReport>(name, description)
        .Flag("ok", "Whether nothing was found.", report => report.Faults.IsEmpty)
        .Flag("keyed", "Whether whoever altered something would have needed a key to hide it.", report => report.Keyed)
        .List("faults", "What is not as it was written.", Fault, report => report.Faults);

    private static string Place(Grains.Interfaces.Events.EventPosition place) => FormattableString.Invariant($"{place.Epoch}.{place.Transaction}.{place.Number}");
}

/// <summary>A page of entries as it is shown.</summary>
internal sealed record AuditEntriesShown(ImmutableArray<AuditEntry> Entries, string? NextCursor);

/// <summary>A report as it is shown.</summary>
internal sealed record AuditVerified(AuditReport Report, string? NextCursor);
