import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { HealthCheck, Metrics } from '@tongban/platform/server'
import type { FastifyInstance } from 'fastify'

/** `/health/live`: the process runs. `/health/ready`: it can do its work. `/metrics`: for Prometheus; keep it off the public address. */
export function mountHealth(fastify: FastifyInstance, app: NestFastifyApplication): void {
  fastify.get('/health/live', () => ({ status: 'ok' }))
  fastify.get('/health/ready', async (_request, reply) => {
    const health = await app.get(HealthCheck).ready()
    return reply.status(health.status === 'ok' ? 200 : 503).send(health)
  })
  fastify.get('/metrics', async (_request, reply) => {
    const { registry } = app.get(Metrics)
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
}
