import { isNativeError } from 'node:util/types'
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { Refusal } from '@tongban/kernel/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { Refused, RefusedAsStale, StoreUnavailable } from '../refused.js'
import { currentTraceId } from '../trace.js'
import { InputRefused } from './http-endpoint.js'
import { problemOf } from './problem-of.js'

const RETRY_AFTER_SECONDS = 2

/** Everything that is not an answer becomes problem+json here. No stack, no SQL, no personal data leaves. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>())
  }

  /** Also used for errors Fastify meets before Nest does (bad JSON, too large). */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const refusal = this.refusalOf(error)
    const language = String(request.headers['accept-language'] ?? '').toLowerCase().startsWith('en') ? 'en' : 'zh'
    const plain = problemOf(refusal, language, currentTraceId(), error instanceof InputRefused ? error.errors : undefined)
    const problem = error instanceof RefusedAsStale ? { ...plain, changes: error.changes } : plain
    if (problem.status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS))
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))
  }

  private refusalOf(error: unknown): Refusal {
    if (error instanceof Refused) return error.refusal
    if (error instanceof StoreUnavailable) {
      this.logger.warn({ reason: error.message }, 'store unavailable')
      return { code: 'STORE_UNAVAILABLE', params: {} }
    }
    const status = error instanceof HttpException ? error.getStatus() : statusOf(error)
    if (isRedisAway(error)) return { code: 'STORE_UNAVAILABLE', params: {} }
    if (status === 400) return { code: 'INPUT_NOT_JSON', params: {} }
    if (status === 404) return { code: 'NOT_FOUND', params: {} }
    if (status === 413) return { code: 'INPUT_TOO_LARGE', params: { limitMb: 10 } }
    if (status === 415) return { code: 'MEDIA_TYPE_UNSUPPORTED', params: {} }
    if (status === 429) return { code: 'TOO_MANY_REQUESTS', params: {} }
    this.logger.error({ err: error }, 'unexpected failure')
    return { code: 'UNEXPECTED', params: { traceId: currentTraceId() } }
  }
}

const statusOf = (error: unknown): number => {
  if (error === null || typeof error !== 'object' || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}

/** ioredis names its ways of not answering in the message only. */
const isRedisAway = (error: unknown): boolean =>
  isNativeError(error) &&
  (/MaxRetriesPerRequest|Stream isn't writeable|Command timed out|Connection is closed|ECONNREFUSED|ECONNRESET|LOADING/.test(`${error.name} ${error.message}`))
