import { LOGGER, PlatformConfig } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { createWorker } from './create-worker.js'

const app = await createWorker(new PlatformConfig(process.env), { autonomous: true })
app.get<Logger>(LOGGER).info('worker running')
