import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, readCsv, statement, type Tx } from '@tongban/platform/server'
import { catalogueRowSchema } from '../contract/catalogue.schema.js'
import { catalogueRowIdOf } from '../domain/index.js'
import { InMemoryDispatchPlanner } from './in-memory-dispatch-planner.js'

const ADD_ROWS = statement<{ id: string }>(
  'dispatch.add_catalogue_rows',
  `INSERT INTO dispatch_catalogue_row
   SELECT $2, r.id, r."categoryCode", r."placeCode", r.scope, r."functionCode", r."assistFunctions", r."copyCounty", r."forbidTownship", r."legalBasis", r."requiredFacts"
   FROM jsonb_to_recordset($1::jsonb) AS r(id text, "categoryCode" text, "placeCode" text, scope text, "functionCode" text, "assistFunctions" text[],
     "copyCounty" boolean, "forbidTownship" boolean, "legalBasis" text, "requiredFacts" text[])
   ON CONFLICT DO NOTHING RETURNING id`,
)

const listOf = (text: string | null): string[] => (text === null || text === '' ? [] : text.split('|'))
const orNull = (text: string | null): string | null => (text === '' ? null : text)

/** The shipped dispatch catalogue. Rows that are there already stay as the city has made them. */
@Injectable()
export class DispatchSeed extends ReferenceSeed {
  override readonly name = 'dispatch catalogue'
  override readonly order = 60

  constructor(@Inject(InMemoryDispatchPlanner) private readonly planner: InMemoryDispatchPlanner) {
    super()
  }

  override async load(tx: Tx, cityCode: string): Promise<number> {
    const lines = await readCsv(join(import.meta.dirname, 'data/catalogue.csv'))
    const rows = lines.map((line) =>
      catalogueRowSchema.parse({
        id: catalogueRowIdOf(line.category_code ?? '', orNull(line.place_code ?? null)),
        categoryCode: line.category_code,
        placeCode: orNull(line.place_code ?? null),
        scope: line.scope,
        functionCode: orNull(line.function_code ?? null),
        assistFunctions: listOf(line.assist_functions ?? null),
        copyCounty: line.copy_county === 'true',
        forbidTownship: line.forbid_township === 'true',
        legalBasis: line.legal_basis ?? '',
        requiredFacts: listOf(line.required_facts ?? null),
      }),
    )
    const added = await tx.run(ADD_ROWS, [JSON.stringify(rows), cityCode])
    await this.planner.reload(tx)
    return added.length
  }
}
