import type { PlatformConfig } from '@tongban/platform/server'
import { Redis } from 'ioredis'
import pg from 'pg'

/** Where one of the words stands in clear: `table.column` for every column of the whole database, whatever its type, bytes included. */
export async function findInDatabase(config: PlatformConfig, words: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: config.databaseUrl })
  await client.connect()
  try {
    const columns = await client.query<{ table_name: string; column_name: string; data_type: string }>(
      `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`,
    )
    if (columns.rows.length < 100) throw new Error('The tables were not found')
    const found: string[] = []
    for (const { table_name: table, column_name: column, data_type: type } of columns.rows) {
      const text = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`
      // Bytes are shown with everything beyond ASCII escaped: the words have to be, too.
      const wanted = words.map((word) =>
        type === 'bytea' ? `encode(convert_to($${words.indexOf(word) + 1}, 'UTF8'), 'escape')` : `$${words.indexOf(word) + 1}`,
      )
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM "${table}" WHERE ${wanted.map((word) => `position(${word} IN ${text}) > 0`).join(' OR ')}`,
        [...words],
      )
      if ((rows[0]?.count ?? 0) > 0) found.push(`${table}.${column}`)
    }
    return found
  } finally {
    await client.end()
  }
}

/** Keys of this installation in Redis that hold one of the words, of every type of value there is in it. */
export async function findInRedis(config: PlatformConfig, words: readonly string[]): Promise<{ looked: number; found: string[] }> {
  const redis = new Redis(config.redisUrl)
  try {
    const found: string[] = []
    let looked = 0
    for await (const keys of redis.scanStream({ match: `*${config.redisPrefix}*`, count: 500 })) {
      for (const key of keys as string[]) {
        looked += 1
        const value = `${key} ${JSON.stringify(await valueOf(redis, key))}`
        if (words.some((word) => value.includes(word))) found.push(key)
      }
    }
    return { looked, found }
  } finally {
    redis.disconnect()
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key)
  switch (type) {
    case 'string':
      return redis.get(key)
    case 'hash':
      return redis.hgetall(key)
    case 'list':
      return redis.lrange(key, 0, -1)
    case 'set':
      return redis.smembers(key)
    case 'zset':
      return redis.zrange(key, '0', '-1')
    case 'stream':
      return redis.xrange(key, '-', '+')
    case 'none':
      return null
    default:
      throw new Error(`A ${type} in Redis that is not searched`)
  }
}
