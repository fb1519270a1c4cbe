import { DataSource } from 'typeorm'
import { PlatformConfig } from '@tongban/platform/server'
import { allMigrations } from '@tongban/migrations'

const config = new PlatformConfig(process.env)
const source = new DataSource({ type: 'postgres', url: config.databaseUrl, migrations: await allMigrations(), migrationsTableName: 'platform_migration', logging: false })
await source.initialize()
try {
  // One process at a time; the others find nothing left to do.
  await source.query('SELECT pg_advisory_lock(12345000)')
  const done = await source.runMigrations({ transaction: 'each' })
  console.log(JSON.stringify({ message: 'migrations', done: done.length }))
} finally {
  await source.destroy()
}
