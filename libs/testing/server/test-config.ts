import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlatformConfig } from '@tongban/platform/server'
import { redisForTest } from './redis-for-test.js'

/** Configuration of a process under test. The data key is fixed: what is encrypted in one file can be read in it. */
export async function testConfig(databaseUrl: string, overrides: Record<string, string> = {}): Promise<PlatformConfig> {
  const redis = redisForTest()
  return new PlatformConfig({
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    TONGBAN_REDIS_PREFIX: redis.prefix,
    TONGBAN_DATA_DIR: await mkdtemp(join(tmpdir(), 'tongban-test-')),
    TONGBAN_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    TONGBAN_PORT: '0',
    TONGBAN_LOG_LEVEL: process.env.TONGBAN_TEST_LOG ?? 'silent',
    TONGBAN_POOL_SIZE: '8',
    ...overrides,
  })
}
