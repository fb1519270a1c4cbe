import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const HASHED = /\/assets\//

/** The built console, served beside the API. Addresses of its pages all give `index.html`; a missing file or API path stays a 404. */
export async function mountConsole(
  fastify: FastifyInstance,
  directory: string | null,
  notFound: (request: FastifyRequest, reply: FastifyReply) => void,
): Promise<void> {
  if (directory === null || !existsSync(join(directory, 'index.html'))) return
  await fastify.register(fastifyStatic, {
    root: directory,
    wildcard: false,
    setHeaders: (response, path) => void response.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
  fastify.get('/*', (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (path.startsWith('/api/') || /\.[a-z0-9]+$/i.test(path)) {
      notFound(request, reply)
      return
    }
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
