/**
 * One SQL statement under a name, as data. PostgreSQL parses and plans it once a connection; the name also stands in docs and benches.
 * `Row` is what it returns; timestamps come back as Instants (epoch ms), int8 as numbers, dates as text.
 */
export type Statement<Row extends object = object> = { readonly name: string; readonly sql: string; readonly row?: Row }

export const statement = <Row extends object = object>(name: string, sql: string): Statement<Row> => ({ name, sql })

/**
 * A write that takes many rows at once as one JSON parameter (`$1`), with the city as `$2`: commits that share a transaction
 * share its round trip. Its SQL reads `jsonb_populate_recordset(null::<table>, $1::jsonb)` or `jsonb_to_recordset`.
 * Moments in `row` are ISO text, bytes are `\\x` hex. Contexts hand such writes to each other through ports, so that what must
 * be true together is committed together while each context keeps its own SQL.
 */
export type BatchWrite = {
  readonly statement: Statement
  readonly row: Readonly<Record<string, unknown>>
  /** Among the statements of one context in one commit, 0 (the default) to 9: a lower one runs before a higher one, whatever else shares the commit. */
  readonly order?: number
  /**
   * Set when this row may lose a race that no version guards: the statement then returns one row `{key}` for each row it changed, and a
   * commit whose key is not among them is refused whole (`refused`), alone.
   */
  readonly mustAffect?: string
}
