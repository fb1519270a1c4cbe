import { Redis } from 'ioredis'

/** Redis forgets everything: sessions it kept, running jobs, alarms. */
export async function emptyRedis(url) {
  const redis = new Redis(url, { maxRetriesPerRequest: 3, lazyConnect: true })
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.flushall()
  } finally {
    redis.disconnect()
  }
}
