import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { ReferenceSeed, readCsv, type Tx } from '@tongban/platform/server'
import { SHIPPED_WEIGHT } from '../domain/gazetteer.js'
import { GazetteerWriting } from './gazetteer/change-gazetteer.use-case.js'
import type { GazetteerRow } from './gazetteer/gazetteer.store.js'

/** The old names the product ships, as names of the gazetteer. Those that are there already, whatever the city has made of them, are left so. */
@Injectable()
export class PlaceSeed extends ReferenceSeed {
  override readonly name = 'place'
  override readonly order = 65

  constructor(
    @Inject(GazetteerWriting) private readonly writing: GazetteerWriting,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(SystemPrincipal) private readonly system: SystemPrincipal,
  ) {
    super()
  }

  /** Names of a city that is another's are passed over: their successors are not in its tree. */
  override async load(tx: Tx): Promise<number> {
    const { store } = this.writing
    const lines = await readCsv(join(import.meta.dirname, 'data/old-names.csv'))
    await store.lock(tx)
    const added = await store.ship(tx, lines.map((line) => this.rowOf(line)).filter(({ division_code: code }) => this.org.division(idOf(code)) !== null))
    if (added > 0) await store.nextRevision(tx)
    return added
  }

  private rowOf({ name, successor_code: code, year, source }: Readonly<Record<string, string | null>>): GazetteerRow {
    if (name == null || code == null || source == null) throw new Error(`An old name without a successor or a source: ${name ?? code ?? 'an empty line'}`)
    const by = this.system.principal().userId
    const at = this.writing.clock.now()
    return {
      id: idOfText(`old name ${name} ${code}`), name, aliases: [], kind: 'former', division_code: code, weight: SHIPPED_WEIGHT, latitude: null, longitude: null, status: 'confirmed', source: 'reference', agreeing: 0,
      contradicting: 0, case_ids: [], note: `${year == null ? '' : `${year} 年撤并。`}来源 ${source}`, version: 1, created_by: by, created_at: at, changed_by: by, changed_at: at,
    }
  }
}

/** The same line has the same id at every start, so that one a city has retired does not come again. */
function idOfText(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
