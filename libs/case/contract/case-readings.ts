import type { CorpusCase } from './case-corpus.js'
import type { CaseSnapshot } from './ports.js'

/** Who asks for a reading: the event of a case, as it was delivered. */
export type HeardOfCase = { readonly type: string; readonly subjectId: string; readonly data: Readonly<Record<string, unknown>> }

/**
 * Cases for listeners that keep rows by version: read once for all of them in this process, however many hear of the same change. Never older
 * than the events that ask; perhaps a moment older than now, of which a later event tells. What leaves the house (notices, messages) must not
 * go by it: that asks `CaseLookup`, which says what is true now.
 */
export abstract class CaseReadings {
  /** The cases the events are about, each once, at most 1,000; what is not found is left out. One query, or two where some were read a moment too early. */
  abstract snapshots(events: readonly HeardOfCase[]): Promise<readonly CaseSnapshot[]>
  /** The same, as something to learn from. */
  abstract corpus(events: readonly HeardOfCase[]): Promise<readonly CorpusCase[]>
}
