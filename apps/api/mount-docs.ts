import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { ALL_ENDPOINTS } from './endpoints.js'
import { openApiDocument } from './openapi.js'

const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

const START = `window.onload = () => { SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, defaultModelsExpandDepth: -1 }) }`

const PAGE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>通办 API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`

/** The contract at `/api/openapi.json`, and a page to read it at `/api/docs`. */
export function mountDocs(fastify: FastifyInstance): void {
  const document = JSON.stringify(openApiDocument(ALL_ENDPOINTS, '0.1.0'))
  const home = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  fastify.get('/api/openapi.json', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(document))
  fastify.get('/api/docs', (_request, reply) => reply.header('content-type', 'text/html; charset=utf-8').send(PAGE))
  fastify.get('/api/docs/start.js', (_request, reply) => reply.header('content-type', 'text/javascript; charset=utf-8').send(START))
  for (const [name, type] of Object.entries(FILES)) {
    fastify.get(`/api/docs/${name}`, async (_request, reply) => reply.header('content-type', type).send(await readFile(join(home, name))))
  }
}
