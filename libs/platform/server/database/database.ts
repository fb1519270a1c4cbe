import { isNativeError } from 'node:util/types'
import pg from 'pg'
import type { DataSource } from 'typeorm'
import { StoreUnavailable } from '../refused.js'
import type { Metrics } from '../metrics.js'
import type { Statement } from './statement.js'

/** Where statements run: the pool, or one transaction. Statements on one transaction are awaited one after another. */
export interface Tx {
  run<Row extends object>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>
  /** Ad hoc SQL, for filters built at run time; not prepared. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/** Types as the product reads them: timestamptz → epoch ms (Instant), int8 and numeric → number, date → `YYYY-MM-DD`. */
export const pgTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
    if (format !== 'binary') {
      if (oid === 1184) return (text: string) => Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'))
      if (oid === 20 || oid === 1700) return Number
      if (oid === 1082) return (text: string) => text
    }
    return pg.types.getTypeParser(oid, format)
  },
}

/**
 * The store. Named statements over TypeORM's own pool: `DataSource.query` cannot name them, and unnamed ones cost a parse each time
 * (measured: 0.3 against 0.5 of the server's limit). Forms and reference tables may use TypeORM repositories.
 */
export class Database implements Tx {
  constructor(
    readonly dataSource: DataSource,
    private readonly metrics: Metrics,
  ) {}

  async run<Row extends object>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>(this.pool, { name: statement.name, text: statement.sql, values: [...values] })
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.send<Row>(this.pool, { text: sql, values: [...values] })
  }

  /** One transaction, or nothing. Never nest, never share between concurrent promises. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.connect()
    let broken = false
    // The statement under way fails too, and tells why; the event alone, unheard, would end the process.
    const heard = (): void => {
      broken = true
    }
    client.on('error', heard)
    const tx: Tx = {
      run: async (statement, values = []) => this.send(client, { name: statement.name, text: statement.sql, values: [...values] }),
      query: async (sql, values = []) => this.send(client, { text: sql, values: [...values] }),
    }
    try {
      await tx.query('BEGIN')
      const result = await work(tx)
      await tx.query('COMMIT')
      return result
    } catch (error) {
      // Who does not answer is not asked to roll back; the server does so itself when the connection goes.
      if (error instanceof StoreUnavailable) broken = true
      else await client.query('ROLLBACK').catch(heard)
      throw error
    } finally {
      client.off('error', heard)
      client.release(broken)
    }
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1')
  }

  private get pool(): pg.Pool {
    // TypeORM keeps its pool in `driver.master`; it is the documented place to reach the native pool.
    return (this.dataSource.driver as unknown as { master: pg.Pool }).master
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw asUnavailable(error)
    }
  }

  private async send<Row extends object>(target: pg.Pool | pg.PoolClient, query: pg.QueryConfig): Promise<Row[]> {
    this.metrics.roundTrips.inc()
    try {
      const result = await target.query<Row & pg.QueryResultRow>(query)
      return result.rows
    } catch (error) {
      throw asUnavailable(error)
    }
  }
}

/** Classes 08 (connection), 53 (resources), 57P (shutdown), 25006 (read-only during fail-over), statement and lock time-outs. */
function asUnavailable(error: unknown): unknown {
  // Errors of the network are made outside any sandbox this may run in, where they are no `instanceof Error`.
  if (!isNativeError(error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const away =
    /^(08|53|57P)/.test(code) ||
    ['25006', '57014', '55P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Client has encountered a connection error/.test(error.message)
  return away ? new StoreUnavailable(error.message, { cause: error }) : error
}
