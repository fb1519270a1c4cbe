import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { allMigrations } from '@tongban/migrations'

const LOCK = 12_345_001

/** What puts reference data into the template: the app's own seed, handed in by the caller so that this library stays below it. */
export type TemplateSeed = { readonly name: string; readonly run: (databaseUrl: string) => Promise<void> }

/**
 * A private, migrated database for one test file: a copy of a template that is made once a run (about 0.1 s a copy).
 * With a `seed`, the template also holds what the seed loads. `drop` ends its connections and removes it.
 */
export async function cloneDatabase(seed: TemplateSeed | null = null): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = adminUrl()
  const template = `tongban_template_${await fingerprint(seed)}`
  const name = `tongban_test_${process.pid}_${(counter += 1)}_${process.hrtime.bigint()}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    const exists = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
    if (exists.rowCount === 0) {
      const building = `${template}_building`
      await client.query(`DROP DATABASE IF EXISTS "${building}" WITH (FORCE)`)
      await client.query(`CREATE DATABASE "${building}"`)
      await migrate(withDatabase(admin, building))
      if (seed) await seed.run(withDatabase(admin, building))
      await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [building])
      await client.query(`ALTER DATABASE "${building}" RENAME TO "${template}"`)
    }
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`)
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
  } finally {
    await client.end()
  }
  return { url: withDatabase(admin, name), drop: () => drop(admin, name) }
}

let counter = 0

async function migrate(url: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url, migrations: await allMigrations(), migrationsTableName: 'platform_migration', logging: false })
  await source.initialize()
  try {
    await source.runMigrations({ transaction: 'each' })
  } finally {
    await source.destroy()
  }
}

async function drop(admin: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  await client.end()
}

/** Templates of other migrations or other data never mix. */
async function fingerprint(seed: TemplateSeed | null): Promise<string> {
  const hash = createHash('sha256')
  const root = join(import.meta.dirname, '../../..')
  for (const file of (await readdir(join(root, 'migrations'))).sort()) {
    if (file.endsWith('.ts')) hash.update(file).update(await readFile(join(root, 'migrations', file)))
  }
  if (seed) {
    hash.update(seed.name)
    for (const context of (await readdir(join(root, 'libs'))).sort()) {
      const data = join(root, 'libs', context, 'server/data')
      const files = await readdir(data).catch(() => [])
      for (const file of files.sort()) hash.update(file).update(await readFile(join(data, file)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function adminUrl(): string {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set: run the tests through `npm test`, or start the services first')
  return url
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
