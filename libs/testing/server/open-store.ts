import { Database, Metrics, pgTypes } from '@tongban/platform/server'
import { DataSource } from 'typeorm'
import { cloneDatabase } from './clone-database.js'

export type OpenStore = {
  readonly url: string
  readonly database: Database
  readonly metrics: Metrics
  readonly close: () => Promise<void>
}

/** A private database and the product's own way into it, without any module around. */
export async function openStore(poolSize = 8): Promise<OpenStore> {
  const clone = await cloneDatabase()
  const source = new DataSource({
    type: 'postgres',
    url: clone.url,
    poolSize,
    extra: { types: pgTypes, options: '-c timezone=UTC' },
    poolErrorHandler: () => undefined,
  })
  await source.initialize()
  const metrics = new Metrics()
  const close = async (): Promise<void> => {
    await source.destroy()
    await clone.drop()
  }
  return { url: clone.url, database: new Database(source, metrics), metrics, close }
}
