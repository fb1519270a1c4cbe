import type { Query } from './check-month.js'

type Told = { readonly type: string; readonly at: number; readonly data: { readonly clockId: string; readonly kind: string; readonly rung?: { readonly code: string } } }
type Adjusted = { readonly id: string; readonly adjustments: readonly { readonly kind: string }[]; readonly limit_unit: string; readonly started_at: number; readonly due_at: number }

/** What a faulty product would have told instead of these rows. */
type Plant = (told: readonly Told[], of: (told: Told) => Adjusted | undefined, holiday: readonly [number, number]) => readonly Told[]

const CLOCKS = 'SELECT id, adjustments, limit_unit, started_at, due_at FROM deadline_clock WHERE city_code = $1'
const MINUTE = 60_000

const has = (clock: Adjusted | undefined, kind: string): boolean => clock?.adjustments.some((each) => each.kind === kind) === true
const without = (told: readonly Told[], out: (each: Told) => boolean): readonly Told[] => told.filter((each) => !out(each))

const PLANTS: Readonly<Record<string, Plant>> = {
  'a rung skipped after a resume': (told, of) => without(told, (each) => each.data.rung !== undefined && has(of(each), 'pause')),
  'an overdue a minute off over a holiday': (told, of, [from, to]) =>
    told.map((each) => {
      const clock = of(each)
      const spans = clock !== undefined && clock.limit_unit === 'work_day' && clock.started_at < to && clock.due_at > from
      return each.type === 'clock.overdue.v1' && spans ? { ...each, at: each.at + MINUTE } : each
    }),
  'a rung repeated after an extension': (told, of) => told.flatMap((each) => (each.data.rung !== undefined && has(of(each), 'extension') ? [each, each] : [each])),
  'an unowned case that does not climb': (told) => without(told, ({ data }) => data.kind === 'dispatch' && data.rung !== undefined && data.rung.code !== 'dispatch_overdue'),
  'a warning told of a clock that had none': (told) => [...told, ...told.filter(({ type, data }) => type === 'clock.overdue.v1' && data.kind === 'review').map((each) => ({ ...each, at: each.at + 1 }))],
}

export type Planted = { readonly name: string; readonly query: Query; /** Rows that were changed, once the month has been checked through `query`. */ readonly changed: () => number }

/**
 * The same month as told by products with one fault each: the proof that the check can fail. The fault is planted in what was told, between the store and
 * the check; `holiday`: a stretch of days off within the month, epoch ms.
 */
export async function plantedFaults(query: Query, cityCode: string, holiday: readonly [number, number]): Promise<readonly Planted[]> {
  const clocks = new Map((await query<Adjusted>(CLOCKS, [cityCode])).map((row) => [row.id, row]))
  return Object.entries(PLANTS).map(([name, plant]) => {
    let changed = 0
    const tampered: Query = async <T extends object>(sql: string, values: readonly unknown[]) => {
      const rows = await query<T>(sql, values)
      if (!sql.includes('clock.warned.v1')) return rows
      const told = rows as unknown as readonly Told[]
      const faulty = plant(told, ({ data }) => clocks.get(data.clockId), holiday)
      changed += Math.abs(faulty.length - told.length) + faulty.filter((each) => !told.includes(each)).length
      return [...faulty] as unknown as T[]
    }
    return { name, query: tampered, changed: () => changed }
  })
}
