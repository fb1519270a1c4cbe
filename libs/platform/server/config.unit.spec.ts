import { describe, expect, it } from '@jest/globals'
import { PlatformConfig } from './config.js'

const ENV = {
  DATABASE_URL: 'postgres://localhost/tongban',
  REDIS_URL: 'redis://localhost',
  TONGBAN_DATA_DIR: '/var/lib/tongban',
  TONGBAN_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
}

describe('the configuration of a process', () => {
  it('needs two addresses, a directory and a key, and has a default for the rest', () => {
    const config = new PlatformConfig(ENV)
    expect(config).toMatchObject({
      cityCode: '150500',
      port: 8012,
      host: '127.0.0.1',
      publicOrigin: null,
      consoleDir: null,
      logLevel: 'info',
      redisPrefix: 'tongban',
    })
    expect(config.dataKey).toEqual(Buffer.alloc(32, 7))
  })

  it.each([
    ['DATABASE_URL', undefined],
    ['REDIS_URL', ''],
    ['TONGBAN_DATA_DIR', ''],
    ['TONGBAN_DATA_KEY', Buffer.alloc(16).toString('base64')],
    ['TONGBAN_DATA_KEY', 'not base64 at all'],
    ['TONGBAN_CITY', '1505'],
    ['TONGBAN_PORT', '70000'],
    ['TONGBAN_PORT', 'eight'],
    ['TONGBAN_PUBLIC_ORIGIN', 'tongban'],
    ['TONGBAN_LOG_LEVEL', 'loud'],
    ['TONGBAN_REDIS_PREFIX', 'a b'],
    ['TONGBAN_POOL_SIZE', '1'],
  ])('stops the start when %s is %j, and names it', (name, value) => {
    expect(() => new PlatformConfig({ ...ENV, [name]: value })).toThrow(name)
  })

  const S3 = {
    TONGBAN_S3_ENDPOINT: 'https://storage.example.org',
    TONGBAN_S3_BUCKET: 'tongban-files',
    TONGBAN_S3_ACCESS_KEY_ID: 'key',
    TONGBAN_S3_SECRET_ACCESS_KEY: 'c2VjcmV0LXNlY3JldA',
  }

  it('keeps files in the data directory, or in S3 when all of it is named', () => {
    expect(new PlatformConfig(ENV).s3).toBeNull()
    expect(new PlatformConfig({ ...ENV, ...Object.fromEntries(Object.keys(S3).map((name) => [name, ''])) }).s3).toBeNull()
    const wanted = { endpoint: 'https://storage.example.org', bucket: 'tongban-files', accessKeyId: 'key', secretAccessKey: 'c2VjcmV0LXNlY3JldA' }
    expect(new PlatformConfig({ ...ENV, ...S3 }).s3).toEqual({ ...wanted, region: 'us-east-1' })
    expect(new PlatformConfig({ ...ENV, ...S3, TONGBAN_S3_REGION: 'cn-north-1' }).s3).toEqual({ ...wanted, region: 'cn-north-1' })
  })

  it.each([...Object.keys(S3).map((name) => [name, ''] as const), ['TONGBAN_S3_ENDPOINT', 'ftp://storage'], ['TONGBAN_S3_BUCKET', 'Not A Bucket']])(
    'stops the start when S3 is half named: %s is %j',
    (name, value) => {
      const start = (): unknown => new PlatformConfig({ ...ENV, ...S3, [name]: value })
      expect(start).toThrow(name)
      expect(start).toThrow(expect.not.stringContaining('c2VjcmV0') as unknown as string)
    },
  )

  it('does not repeat a secret in what it says', () => {
    expect(() => new PlatformConfig({ ...ENV, TONGBAN_DATA_KEY: 'c2VjcmV0LXNlY3JldA==' })).toThrow(
      expect.not.stringContaining('c2VjcmV0') as unknown as string,
    )
  })
})
