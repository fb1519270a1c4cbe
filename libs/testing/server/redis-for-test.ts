/** Each test file lives under its own key prefix in the one Redis, so files can run side by side. */
export function redisForTest(): { url: string; prefix: string } {
  const url = process.env.REDIS_URL
  if (!url) throw new Error('REDIS_URL is not set: run the tests through `npm test`, or start the services first')
  return { url, prefix: `test-${process.pid}-${process.hrtime.bigint()}` }
}
