import { Inject, Injectable } from '@nestjs/common'
import { Clock, type Instant } from '@tongban/kernel/core'
import type { CorpusCase } from '../../contract/case-corpus.js'
import { CaseReadings, type HeardOfCase } from '../../contract/case-readings.js'
import { CASE_EVENT_TYPES } from '../../contract/events.js'
import { CaseLookup, type CaseSnapshot } from '../../contract/ports.js'
import { corpusCaseOf } from '../../domain/index.js'

/** What leaves the outbox together is heard by all within this, unless a consumer lags; that one reads again. */
const KEPT_MS = 2_000
/** Some 5 kB each. */
const MOST_KEPT = 1_000

type Reading = { readonly at: Instant; readonly cases: Promise<ReadonlyMap<string, CaseSnapshot>> }

const CASE_EVENTS: ReadonlySet<string> = new Set(CASE_EVENT_TYPES)

/** The last reading of each case for a moment, also one that is still under way: who asks for no newer version waits for it. */
@Injectable()
export class SharedCaseReadings extends CaseReadings {
  private readonly kept = new Map<string, Reading>()

  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  override async snapshots(events: readonly HeardOfCase[]): Promise<readonly CaseSnapshot[]> {
    const wanted = versionsWanted(events)
    const recent = this.recent([...wanted.keys()])
    // Begun before anything is waited for, so that who asks in the same moment finds it.
    const [found, fresh] = await Promise.all([newEnough(recent, wanted), this.read([...wanted.keys()].filter((id) => !recent.has(id)))])
    const known = new Map([...found, ...fresh])
    const tooOld = [...recent.keys()].filter((id) => !known.has(id))
    return [...known.values(), ...(await this.read(tooOld)).values()]
  }

  override async corpus(events: readonly HeardOfCase[]): Promise<readonly CorpusCase[]> {
    return (await this.snapshots(events)).map(corpusCaseOf)
  }

  private recent(ids: readonly string[]): ReadonlyMap<string, Reading> {
    const oldest = this.clock.now() - KEPT_MS
    return new Map(ids.flatMap((id) => {
      const reading = this.kept.get(id)
      return reading === undefined || reading.at < oldest ? [] : [[id, reading] as const]
    }))
  }

  private read(ids: readonly string[]): Reading['cases'] {
    if (ids.length === 0) return Promise.resolve(new Map())
    const cases = this.cases.snapshots(ids).then((snapshots) => new Map(snapshots.map((snapshot) => [snapshot.id, snapshot])))
    const reading: Reading = { at: this.clock.now(), cases }
    for (const id of ids) {
      // Anew at the end: the first of the map is the one that was read longest ago.
      this.kept.delete(id)
      this.kept.set(id, reading)
    }
    for (const id of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) break
      this.kept.delete(id)
    }
    return cases
  }
}

async function newEnough(readings: ReadonlyMap<string, Reading>, wanted: ReadonlyMap<string, number>): Promise<Map<string, CaseSnapshot>> {
  const found = new Map<string, CaseSnapshot>()
  for (const [id, { cases }] of readings) {
    // Whoever began it is told of its failure; here it is read again.
    const snapshot = (await cases.catch(() => null))?.get(id)
    if (snapshot !== undefined && snapshot.version >= (wanted.get(id) ?? Number.POSITIVE_INFINITY)) found.set(id, snapshot)
  }
  return found
}

/** The newest version the events of each case tell of; another context's event says none and is content with nothing that was read before. */
function versionsWanted(events: readonly HeardOfCase[]): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>()
  for (const { type, subjectId, data } of events) {
    const version = CASE_EVENTS.has(type) && typeof data.version === 'number' ? data.version : Number.POSITIVE_INFINITY
    wanted.set(subjectId, Math.max(version, wanted.get(subjectId) ?? 0))
  }
  return wanted
}
