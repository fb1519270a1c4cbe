import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { Database, Refused, type Tx } from '@tongban/platform/server'
import { decide, evolve, type IncidentCommand, type IncidentState } from '../../domain/index.js'
import { IncidentJournal } from '../incident-journal.js'
import { maySee } from '../incident-scope.js'
import { CallStore } from '../persistence/call.store.js'
import { IncidentStore } from '../persistence/incident.store.js'

export type Held = { readonly tx: Tx; readonly state: IncidentState; readonly at: Instant; /** What the act changed of the incident, in order. */ readonly changes: readonly { readonly type: string; readonly data: object }[] }

/** What every act on an incident stands on: its rows, its journal, and one transaction in which a refusal undoes what was written. */
@Injectable()
export class IncidentDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IncidentStore) readonly incidents: IncidentStore,
    @Inject(CallStore) readonly calls: CallStore,
    @Inject(IncidentJournal) readonly journal: IncidentJournal,
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}

  async transaction<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      const result = await this.database.transaction(async (tx) => {
        const answer = await work(tx)
        if (!answer.ok) throw new Refused(answer.refusal)
        return answer
      })
      this.journal.hint()
      return result
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal }
      throw error
    }
  }

  /** Locks the incident, decides, writes the new state with its log, and hands it to `work`. Refuses INCIDENT_NOT_FOUND for what the person may not see. */
  act<T>(incidentId: string, principal: Principal, command: IncidentCommand, work: (held: Held) => Promise<Result<T>>): Promise<Result<T>> {
    return this.transaction(async (tx) => {
      const before = await this.incidents.lock(tx, incidentId)
      if (before === null || !(maySee(principal, before) || (await this.wasCalled(tx, before, principal)))) return refuse('INCIDENT_NOT_FOUND')
      const decided = decide(before, command)
      if (!decided.ok) return decided
      const at = this.clock.now()
      const state = decided.value.reduce((current, event) => evolve(current, event, at), before)
      if (state !== before) await this.incidents.update(tx, state)
      await this.journal.log(tx, state, principal, at, decided.value)
      return work({ tx, state, at, changes: decided.value })
    })
  }

  private async wasCalled(tx: Tx, state: IncidentState, { scope, userId }: Principal): Promise<boolean> {
    return scope.kind !== 'none' && (await this.incidents.hasCalled(tx, state.id, userId))
  }
}
