import { Inject, Injectable } from '@nestjs/common'
import { CaseCorpus, CaseLookup, type CorpusCase } from '@tongban/case/contract'
import { Clock, DAY_MS, plus } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { MatterReader } from '../matter-reader.js'
import { BackfillStore } from '../persistence/backfill.store.js'
import { SettingsStore } from '../persistence/settings.store.js'
import { SignatureStore } from '../persistence/signature.store.js'
import { isOnItsWay } from '../on-its-way.js'

const PAGE = 500
/** One run ends after so many pages: the task comes back, and other tasks get their turn. */
const PAGES_A_RUN = 20
const LOOKED_AT = 1_000

/** Sees to it that signatures are there for all cases that count, and for no others. */
@Injectable()
export class TakeInEarlierCases {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BackfillStore) private readonly progress: BackfillStore,
    @Inject(CaseCorpus) private readonly corpus: CaseCorpus,
    @Inject(MatterReader) private readonly reader: MatterReader,
    @Inject(SignatureStore) private readonly signatures: SignatureStore,
    @Inject(SettingsStore) private readonly settings: SettingsStore,
  ) {}

  /** Goes on where it stopped, whoever stopped it. Page and progress are one commit. How many were written. */
  async run(now: number, pages = PAGES_A_RUN): Promise<number> {
    let written = 0
    for (let page = 0; page < pages; page += 1) {
      const step = await this.step(now)
      if (step === null) break
      written += step
    }
    return written
  }

  private async step(now: number): Promise<number | null> {
    const { windowDays } = this.settings.current()
    return this.database.transaction(async (tx) => {
      const open = await this.progress.take(tx)
      if (open === null) return null
      const cases = await this.corpus.page({ before: open.before, limit: PAGE })
      const last = cases.at(-1)
      const counts = ({ filedAt, status }: CorpusCase): boolean => filedAt > now - windowDays * DAY_MS || isOnItsWay(status)
      const written = await this.signatures.write(await this.reader.signaturesOf(cases.filter(counts)), tx)
      await this.progress.move(tx, last === undefined ? null : { filedAt: last.filedAt, id: last.id }, written)
      return written
    })
  }
}

@Injectable()
export class ForgetOldCases {
  constructor(
    @Inject(SignatureStore) private readonly signatures: SignatureStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Past its window a case counts only while it is on its way; it is asked about again a day later. How many were forgotten. */
  async run(): Promise<number> {
    const now = this.clock.now()
    const due = await this.signatures.dueForAnotherLook(now, LOOKED_AT)
    const open = new Set((await this.cases.snapshots(due)).flatMap(({ id, status }) => (isOnItsWay(status) ? [id] : [])))
    await this.signatures.postpone([...open], plus(now, DAY_MS))
    const over = due.filter((id) => !open.has(id))
    await this.signatures.forget(over)
    return over.length
  }
}
