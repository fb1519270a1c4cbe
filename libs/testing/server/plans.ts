import type { Database } from '@tongban/platform/server'

/** A statement with its values; its name, if it was sent with one. */
export type Sent = { readonly name?: string; readonly sql: string; readonly values: readonly unknown[] }

/** What PostgreSQL would do with some statements: the indexes read, the tables read from end to end, whether anything is sorted, and the plans in words. */
export type Plans = { readonly indexes: string[]; readonly scanned: string[]; readonly sorted: boolean; readonly text: string }

type Node = { 'Node Type': string; 'Index Name'?: string; 'Relation Name'?: string; Plans?: Node[] }
const within = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(within)]

/** Every statement `work` sends outside transactions; of the named ones only those `wanted` (other contexts look at things by themselves meanwhile). */
export async function sentBy(database: Database, work: () => Promise<unknown>, wanted: (name: string) => boolean = () => true): Promise<Sent[]> {
  const sent: Sent[] = []
  const { run, query } = database
  database.run = (statement, values = []) => {
    if (wanted(statement.name)) sent.push({ name: statement.name, sql: statement.sql, values })
    return run.call(database, statement, values) as never
  }
  database.query = (sql, values = []) => {
    sent.push({ sql, values })
    return query.call(database, sql, values) as never
  }
  await work().finally(() => Object.assign(database, { run, query }))
  if (sent.length === 0) throw new Error('Nothing was sent')
  return sent
}

/** The plans PostgreSQL chooses by itself: for tables filled and analysed by the test. */
export const plansOf = async (database: Database, ...statements: readonly Sent[]): Promise<Plans> => explain(database, statements, [])

/**
 * The plans among which PostgreSQL chooses when it may neither read tables from end to end nor sort: whether an index serves a statement,
 * told on a table of a few rows, where reading everything costs less and the choice changes with every `autovacuum`.
 */
export const plansByIndex = async (database: Database, ...statements: readonly Sent[]): Promise<Plans> =>
  explain(database, statements, ['enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'enable_incremental_sort'])

async function explain(database: Database, statements: readonly Sent[], without: readonly string[]): Promise<Plans> {
  const nodes: Node[] = []
  await database.transaction(async (tx) => {
    for (const setting of without) await tx.query(`SET LOCAL ${setting} = off`)
    for (const { sql, values } of statements) {
      const [row] = await tx.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, values)
      nodes.push(...(row?.['QUERY PLAN'] ?? []).flatMap(({ Plan: plan }) => within(plan)))
    }
  })
  return {
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].sort(),
    scanned: [...new Set(nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? ''))].sort(),
    sorted: nodes.some((node) => node['Node Type'].includes('Sort')),
    text: nodes.map((node) => `${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`).join('\n'),
  }
}
