import 'reflect-metadata'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { Clock } from '@tongban/kernel/core'
import { NestLogger, createLogger, type PlatformConfig } from '@tongban/platform/server'
import { WorkerModule } from './worker.module.js'

/** The background process: relay, consumers, alarms, sweepers. Tests call it with a clock of their own and step it by hand. */
export async function createWorker(config: PlatformConfig, options: { clock?: Clock; autonomous: boolean }): Promise<INestApplicationContext> {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, options), {
    logger: new NestLogger(createLogger('worker', config.logLevel)),
    abortOnError: false,
  })
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true })
  return app
}
