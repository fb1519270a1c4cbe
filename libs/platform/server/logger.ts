import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'
import { currentTraceId } from './trace.js'

export const LOGGER = Symbol('pino logger')

/** JSON lines on stdout, every one with the trace id of the request, event or job it belongs to. Personal data is never passed to it. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ traceId: currentTraceId() }),
    redact: { paths: ['phone', 'name', 'password', '*.phone', '*.name', '*.password', 'req.headers.cookie', 'req.headers.authorization'], censor: '[hidden]' },
  })
}

/** Lets Nest speak through the same stream. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message))
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ rest }, String(message))
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message))
  }
  debug(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message))
  }
  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ context }, String(message))
  }
}
