import { lookup as dnsLookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { isNativeError } from 'node:util/types'
import { ChannelFailure, SEND_LIMIT_MS } from './delivery-channel.js'

export type HttpAsked = {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly limitMs?: number
  /** False: an address inside the house or the machine is refused, whatever name leads there. */
  readonly allowPrivate?: boolean
}
export type HttpAnswer = { readonly status: number; readonly body: string; readonly retryAfterMs: number | null }

const LONGEST_ANSWER = 64 * 1024

/** Not for the world: RFC 6890 and its likes. */
const PRIVATE = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16],
  ['198.18.0.0', 15], ['198.51.100.0', 24], ['192.88.99.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) PRIVATE.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 96], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) {
  PRIVATE.addSubnet(net, bits, 'ipv6')
}

/** Whether an address is inside the house. An IPv4 address written as IPv6 is judged as what it is. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return isPrivateAddress(mapped)
  const version = isIP(address)
  // ::ffff:7f00:1 and what is no address at all
  if (version === 0 || /^::ffff:/i.test(address)) return true
  return PRIVATE.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/** Judges the very address that is then connected to: a name that answers differently the second time gains nothing. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? []
    if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '', 0)
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new ChannelFailure('the address lies inside the house', { permanent: true }), '', 0)
    if (options.all === true) return (callback as unknown as (error: null, found: typeof addresses) => void)(null, addresses)
    return callback(null, first.address, first.family)
  })
}

/** One request: no redirects, a bounded answer, a bounded time from beginning to end. Throws ChannelFailure when there is no answer. */
export function httpRequest({ url, method, headers = {}, body, limitMs = SEND_LIMIT_MS, allowPrivate = true }: HttpAsked): Promise<HttpAnswer> {
  const target = new URL(url)
  const literal = target.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(literal) !== 0 && isPrivateAddress(literal)) return Promise.reject(new ChannelFailure('the address lies inside the house', { permanent: true }))
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(limitMs)
    const fail = (error: unknown): void => reject(failureOf(error, signal, limitMs))
    const request = (target.protocol === 'https:' ? https : http).request(
      target,
      {
        method, signal, agent: false, ...(allowPrivate ? {} : { lookup: publicOnly }),
        headers: { 'user-agent': 'tongban', ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      },
      (response) => {
        const parts: Buffer[] = []
        let size = 0
        response.on('data', (part: Buffer) => {
          size += part.length
          if (size > LONGEST_ANSWER) return void response.destroy(new ChannelFailure('the answer is too long'))
          parts.push(part)
        })
        response.on('error', fail)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), retryAfterMs: retryAfterOf(response.headers['retry-after']) }),
        )
      },
    )
    request.on('error', fail)
    request.end(body)
  })
}

function failureOf(error: unknown, signal: AbortSignal, limitMs: number): ChannelFailure {
  if (error instanceof ChannelFailure) return error
  if (signal.aborted) return new ChannelFailure(`no answer in ${limitMs} ms`)
  const code = isNativeError(error) && 'code' in error ? String(error.code) : 'unknown'
  return new ChannelFailure(`no connection (${code})`)
}

/** Seconds only: a date would be measured by a clock that is not ours. */
const retryAfterOf = (header: string | undefined): number | null => (header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null)

/** A status in words; throws ChannelFailure unless it is 2xx. 408, 425, 429 and 5xx may be better later, the rest will not. */
export function checkStatus({ status, retryAfterMs }: HttpAnswer): void {
  if (status >= 200 && status < 300) return
  const later = status === 408 || status === 425 || status === 429 || status >= 500
  throw new ChannelFailure(`answered ${status}`, { permanent: !later, retryAfterMs })
}
