import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { refuse, type Result } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import { cancelDryRun, listDryRuns, readDryRun, startDryRun, type DryRun, type DryRunDetail } from '../../contract/dry-run.schema.js'
import { DryRunQueue } from './dry-run-queue.js'
import { DryRunStore, type DryRunRow } from './dry-run.store.js'
import { DryRunViews } from './dry-run-views.js'
import { StartDryRun } from './start-dry-run.use-case.js'

@Controller()
export class DryRunController {
  constructor(
    @Inject(StartDryRun) private readonly useCase: StartDryRun,
    @Inject(DryRunStore) private readonly store: DryRunStore,
    @Inject(DryRunViews) private readonly views: DryRunViews,
    @Inject(DryRunQueue) private readonly queue: DryRunQueue,
  ) {}

  @HttpEndpoint(startDryRun)
  async start(@Input() { body }: InputOf<typeof startDryRun>, @Caller() { principal }: RequestContext<Principal>): Promise<DryRun> {
    const id = given(await this.useCase.start(body, principal))
    await this.queue.hint(id)
    return this.one(id)
  }

  @HttpEndpoint(listDryRuns)
  async list(@Input() { query }: InputOf<typeof listDryRuns>): Promise<z.output<typeof listDryRuns.response>> {
    const { items, nextCursor } = await this.store.list(query)
    return { items: await this.views.list(items), nextCursor }
  }

  @HttpEndpoint(readDryRun)
  async read(@Input() { params }: InputOf<typeof readDryRun>, @Caller() { principal }: RequestContext<Principal>): Promise<DryRunDetail> {
    return this.views.detail(await this.row(params.dryRunId), principal)
  }

  @HttpEndpoint(cancelDryRun)
  async cancel(@Input() { params }: InputOf<typeof cancelDryRun>, @Caller() { principal }: RequestContext<Principal>): Promise<DryRun> {
    return this.one(given(await this.useCase.cancel(params.dryRunId, principal)))
  }

  private async one(id: string): Promise<DryRun> {
    const [view] = await this.views.list([await this.row(id)])
    if (view === undefined) throw new Error(`Dry run ${id} has no view`)
    return view
  }

  private async row(id: string): Promise<DryRunRow> {
    return (await this.store.byId(id)) ?? given(refuse('DRY_RUN_NOT_FOUND'))
  }
}

function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
