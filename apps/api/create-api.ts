import 'reflect-metadata'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Clock } from '@tongban/kernel/core'
import {
  LOGGER, Metrics, NestLogger, ProblemFilter, createLogger, currentTraceId, traceIdOf, withTrace, type PlatformConfig,
} from '@tongban/platform/server'
import { RealtimeIoAdapter } from '@tongban/realtime/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { ApiModule } from './app.module.js'
import { mountConsole } from './mount-console.js'
import { mountDocs } from './mount-docs.js'
import { mountHealth } from './mount-health.js'

const MAX_JSON_BYTES = 256 * 1024
/** The largest that any kind of attachment may be; the handler knows each kind's own. */
const MAX_FILE_BYTES = 200 * 1024 * 1024

/** The HTTP and socket process, composed and ready to listen. Tests call it with a clock of their own. */
export async function createApi(config: PlatformConfig, clock?: Clock): Promise<NestFastifyApplication> {
  const logger = createLogger('api', config.logLevel)
  const problems = new ProblemFilter(logger)
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_JSON_BYTES,
    // One balancer in front, where there is one: more would let a caller choose its own address.
    trustProxy: config.publicOrigin === null ? false : (_address: string, hop: number) => hop === 0,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    // An address that cannot be read never reaches a hook or a filter: it is an address we do not have.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
      withRequestTrace(request, reply, () => problems.answer({ statusCode: 404 }, request, reply)),
  })
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(config, clock), adapter, {
    logger: new NestLogger(logger),
    abortOnError: false,
    // Fastify's own reads JSON; Nest's would take HTML forms, too, which another site may send without asking.
    bodyParser: false,
  })
  app.setGlobalPrefix('api/v1')
  app.useGlobalFilters(problems)
  app.useWebSocketAdapter(new RealtimeIoAdapter(app))
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true })

  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance
  traceRequests(fastify, app.get<Logger>(LOGGER), app.get(Metrics))
  fastify.removeContentTypeParser('text/plain')
  await fastify.register(cookie)
  await fastify.register(multipart, { limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 0, parts: 2 } })
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // antd writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: config.publicOrigin?.startsWith('https:') ?? false,
  })
  mountHealth(fastify, app)
  mountDocs(fastify)
  await mountConsole(fastify, config.consoleDir, (request, reply) => problems.answer({ statusCode: 404 }, request, reply))
  await app.init()
  await fastify.ready()
  return app
}

function withRequestTrace(request: FastifyRequest, reply: FastifyReply, run: () => void): void {
  withTrace(traceIdOf(String(request.headers.traceparent ?? '')), () => {
    void reply.header('x-trace-id', currentTraceId())
    run()
  })
}

/** One trace id from here through the outbox to the job; told back to the caller, and on every log line. */
function traceRequests(fastify: FastifyInstance, logger: Logger, metrics: Metrics): void {
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    // What the API answers is for this person and this moment; a handler that knows better says so.
    if (request.url.startsWith('/api/v1')) void reply.header('cache-control', 'no-store')
    withRequestTrace(request, reply, done)
  })
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const line = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    metrics.requests.observe({ endpoint: `${line.method} ${line.route}`, status: line.status }, reply.elapsedTime / 1_000)
    if (reply.statusCode >= 500) logger.warn(line, 'request failed')
    else logger.debug(line, 'request')
    done()
  })
}

