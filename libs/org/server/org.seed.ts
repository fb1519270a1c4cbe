import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, readCsv, statement, type Tx } from '@tongban/platform/server'
import { OrgDirectoryProvider } from './persistence/org-directory-provider.js'

// Foreign keys are checked at the end of a statement, so one statement may bring a tree in any order.
const ADD_DIVISIONS = statement<{ code: string }>(
  'org.add_divisions',
  `INSERT INTO org_division (city_code, code, parent_code, level, kind, name)
   SELECT $2, code, parent_code, level, kind, name
   FROM jsonb_to_recordset($1::jsonb) AS r(code text, parent_code text, level text, kind text, name text)
   ON CONFLICT DO NOTHING RETURNING code`,
)
const ADD_UNITS = statement<{ id: string }>(
  'org.add_units',
  `INSERT INTO org_unit (city_code, id, name, short_name, kind, level, division_code, function_code, parent_id, peer_class)
   SELECT $2, id, name, short_name, kind, level, division_code, function_code, parent_id, peer_class
   FROM jsonb_to_recordset($1::jsonb) AS r(
     id text, name text, short_name text, kind text, level text, division_code text, function_code text, parent_id text, peer_class text)
   ON CONFLICT DO NOTHING RETURNING id`,
)

/** Divisions and units of the city. Rows that are there already are left as administrators made them. */
@Injectable()
export class OrgSeed extends ReferenceSeed {
  override readonly name = 'org'
  override readonly order = 10

  constructor(@Inject(OrgDirectoryProvider) private readonly directory: OrgDirectoryProvider) {
    super()
  }

  /** Ends with a reading of the tables in the same transaction: rows that make no directory are never committed, later seeds see them. */
  override async load(tx: Tx, cityCode: string): Promise<number> {
    const data = join(import.meta.dirname, 'data')
    const divisions = await tx.run(ADD_DIVISIONS, [JSON.stringify(await readCsv(join(data, 'divisions.csv'))), cityCode])
    const units = await tx.run(ADD_UNITS, [JSON.stringify(await readCsv(join(data, 'units.csv'))), cityCode])
    await this.directory.reload(tx)
    return divisions.length + units.length
  }
}
