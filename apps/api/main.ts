import { HealthCheck, LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { createApi } from './create-api.js'

const config = new PlatformConfig(process.env)
const app = await createApi(config)
// Draining first: the balancer stops sending, then Nest's own hook closes and what runs is finished.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.prependListener(signal, () => app.get(HealthCheck).startDraining())
await app.listen(config.port, config.host)
app.get<Logger>(LOGGER).info({ address: await app.getUrl() }, 'api listening')
