import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, IdGen, ok, refuse, type Result } from '@tongban/kernel/core'
import { PlatformConfig, type Tx } from '@tongban/platform/server'
import { DRY_RUN_STATUS_ZH, type DryRunRequest } from '../../contract/dry-run.schema.js'
import { CatalogueDrafts } from '../catalogue-drafts.js'
import { DispatchThreshold } from './dispatch-threshold.js'
import { DryRunStore, type DryRunSide, type NewDryRun } from './dry-run.store.js'

@Injectable()
export class DryRunEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}
}

/** Who asks for a dry run, and who stops one: the row and its audit entry together. */
@Injectable()
export class StartDryRun {
  constructor(
    @Inject(DryRunStore) private readonly store: DryRunStore,
    @Inject(CatalogueDrafts) private readonly drafts: CatalogueDrafts,
    @Inject(DispatchThreshold) private readonly threshold: DispatchThreshold,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(DryRunEdge) private readonly edge: DryRunEdge,
  ) {}

  async start(request: DryRunRequest, actor: Principal): Promise<Result<string>> {
    return this.store.transaction(async (tx) => {
      const inForce = await this.drafts.inForce(tx)
      const automatic = (await this.threshold.read(tx)).automatic
      const before: DryRunSide = { ...inForce, automaticThreshold: automatic }
      const change = await this.changeOf(tx, request, before)
      if (change === null) return refuse('CATALOGUE_DRAFT_UNKNOWN')
      const run: NewDryRun = { id: this.edge.ids.next(), request: change.stored, before, after: change.after, by: actor.userId, at: this.edge.clock.now() }
      if (!(await this.store.add(tx, run))) return refuse('DRY_RUN_UNDER_WAY')
      await this.tell(tx, 'dispatch.start_dry_run', run.id, actor, {
        catalogue: change.stored.catalogue, rows: change.stored.rowCount, newest: request.newest, thresholdAfter: change.after.automaticThreshold, reresolve: request.reresolve,
      })
      return ok(run.id)
    })
  }

  async cancel(id: string, actor: Principal): Promise<Result<string>> {
    const known = await this.store.byId(id)
    if (known === null) return refuse('DRY_RUN_NOT_FOUND')
    return this.store.transaction(async (tx) => {
      if (!(await this.store.cancel(tx, id, this.edge.clock.now()))) {
        const { status } = (await this.store.byId(id)) ?? known
        return refuse('DRY_RUN_FINISHED', { status, statusZh: DRY_RUN_STATUS_ZH[status] })
      }
      await this.tell(tx, 'dispatch.cancel_dry_run', id, actor, {})
      return ok(id)
    })
  }

  /** Null: a draft was asked for and there is none. */
  private async changeOf(tx: Tx, { catalogue, ...rest }: DryRunRequest, before: DryRunSide): Promise<{ after: DryRunSide; stored: NewDryRun['request'] } | null> {
    const draft = catalogue === 'draft' ? await this.drafts.current(tx) : null
    if (catalogue === 'draft' && draft === null) return null
    const rows = draft?.rows ?? (typeof catalogue === 'object' ? catalogue.rows : before.rows)
    const automaticThreshold = rest.automaticThreshold ?? before.automaticThreshold
    return {
      after: { rows, version: catalogue === 'in_force' ? before.version : null, automaticThreshold },
      stored: { ...rest, catalogue: typeof catalogue === 'object' ? 'rows' : catalogue, draftRevision: draft?.revision ?? null, rowCount: rows.length },
    }
  }

  private async tell(tx: Tx, action: string, id: string, actor: Principal, detail: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    const { statement, row } = this.audit.write({
      at: this.edge.clock.now(), actorId: actor.userId, actorUnitId: actor.unitId, action, subjectType: 'configuration', subjectId: `dispatch_dry_run:${id}`, outcome: 'done', detail,
    })
    await tx.run(statement, [JSON.stringify([row]), this.config.cityCode])
  }
}
