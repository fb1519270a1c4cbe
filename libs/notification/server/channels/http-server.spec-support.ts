import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }
export type Answer = (heard: Heard, response: ServerResponse) => void

/** A real server on this machine that notes what it is sent and answers as it is told. */
export async function listen(): Promise<{ url: string; heard: Heard[]; answer: (how: Answer) => void; close: () => Promise<void> }> {
  const heard: Heard[] = []
  let how: Answer = (_, response) => void response.end('{}')
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') }
      heard.push(one)
      how(one, response)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (next) => {
      how = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const says = (status: number, body: string, headers: Record<string, string> = {}): Answer => (_, response) => void response.writeHead(status, headers).end(body)
