import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Settings } from './s3-object-storage.js'

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

export type S3Server = {
  readonly settings: S3Settings
  readonly objects: Map<string, Buffer>
  /** How each request was answered, `PUT /bucket/key 200`. */
  readonly log: string[]
  readonly stop: () => Promise<void>
}

/**
 * A small store that speaks as much of S3 as the adapter uses, over real HTTP. It computes each signature anew from the secret, as the
 * documents of Signature Version 4 say, and from nothing of the adapter's: a wrong one is answered 403, a body that is not what was
 * signed 400. Objects live in memory.
 */
export async function startS3Server(secretAccessKey = 'a secret of the test'): Promise<S3Server> {
  const objects = new Map<string, Buffer>()
  const log: string[] = []
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const status = answer(request, Buffer.concat(chunks), response)
      log.push(`${request.method} ${request.url} ${status}`)
    })
  })
  const answer = (request: IncomingMessage, body: Buffer, response: ServerResponse): number => {
    const end = (status: number, content: Buffer = Buffer.alloc(0), headers: Record<string, string> = {}): number => {
      response.writeHead(status, { 'content-length': String(content.length), ...headers })
      response.end(request.method === 'HEAD' ? undefined : content)
      return status
    }
    const path = request.url ?? ''
    if (!isSigned(request, secretAccessKey)) return end(403)
    if (!path.startsWith('/papers/')) return end(404)
    const object = objects.get(path)
    switch (request.method) {
      case 'PUT':
        if (request.headers['content-length'] === undefined) return end(411)
        if (sha256(body) !== request.headers['x-amz-content-sha256']) return end(400)
        objects.set(path, body)
        return end(200)
      case 'DELETE':
        objects.delete(path)
        return end(204)
      default: {
        if (object === undefined) return end(404)
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
        return range === null ? end(200, object) : end(206, object.subarray(Number(range[1]), Number(range[2]) + 1))
      }
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    settings: { endpoint: `http://127.0.0.1:${port}`, region: 'cn-north-1', bucket: 'papers', accessKeyId: 'key-of-the-test', secretAccessKey },
    objects,
    log,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Signature Version 4, step by step: canonical request, string to sign, derived key. */
function isSigned(request: IncomingMessage, secret: string): boolean {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  )
  if (match === null) return false
  const [, keyId, day = '', region = '', names = '', signature] = match
  const moment = String(request.headers['x-amz-date'])
  const headers = names.split(';')
  if (keyId !== 'key-of-the-test' || !moment.startsWith(day) || !['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => headers.includes(name))) return false
  const canonical = [
    request.method, request.url, '', ...headers.map((name) => `${name}:${String(request.headers[name]).trim()}`), '', names, request.headers['x-amz-content-sha256'],
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', moment, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n')
  const key = ['s3', 'aws4_request'].reduce((derived, part) => hmac(derived, part), hmac(hmac(`AWS4${secret}`, day), region))
  return hmac(key, toSign).toString('hex') === signature
}
