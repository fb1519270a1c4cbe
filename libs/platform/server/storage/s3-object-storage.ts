import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { isNativeError } from 'node:util/types'
import { AwsV4Signer } from 'aws4fetch'
import type { Clock } from '@tongban/kernel/core'
import { StoreUnavailable } from '../refused.js'
import { checkedKey, ObjectBroken, ObjectMissing, ObjectStorage, verifying, type ByteRange, type ObjectFacts } from './object-storage.js'

export type S3Settings = {
  /** `https://host[:port]`, without the bucket: it is named in the path. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A store that says nothing for this long is away. */
const SILENCE_MS = 15_000
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

type Call = { readonly method: 'PUT' | 'GET' | 'HEAD' | 'DELETE'; readonly key: string; readonly headers?: Record<string, string>; readonly sha256?: string }

/**
 * Objects in storage that speaks the S3 protocol (MinIO, Ceph, the clouds'). One request an object, signed with Signature Version 4 over
 * the body's own hash, so that neither the body nor its name can be changed on the way. Node's own client carries it: its bodies are
 * streams of a length that is said beforehand, which S3 asks for.
 */
export class S3ObjectStorage extends ObjectStorage {
  constructor(
    private readonly settings: S3Settings,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async put(key: string, body: Readable, facts: ObjectFacts): Promise<void> {
    const headers = { 'content-length': String(facts.bytes), 'content-type': facts.mediaType }
    const { response } = await this.send({ method: 'PUT', key, headers, sha256: facts.sha256 }, body, verifying(facts))
    response.resume()
    if (response.statusCode !== 200) throw refusedBy(response, 'PUT', key)
  }

  override async open(key: string, range?: ByteRange): Promise<Readable> {
    const headers: Record<string, string> = range === undefined ? {} : { range: `bytes=${range.start}-${range.end - 1}` }
    const { response } = await this.send({ method: 'GET', key, headers })
    if (response.statusCode === (range === undefined ? 200 : 206)) return response
    response.resume()
    throw response.statusCode === 404 ? new ObjectMissing(key) : refusedBy(response, 'GET', key)
  }

  override async stat(key: string): Promise<{ bytes: number } | null> {
    const { response } = await this.send({ method: 'HEAD', key })
    response.resume()
    if (response.statusCode === 404) return null
    if (response.statusCode !== 200) throw refusedBy(response, 'HEAD', key)
    return { bytes: Number(response.headers['content-length']) }
  }

  override async remove(key: string): Promise<void> {
    const { response } = await this.send({ method: 'DELETE', key })
    response.resume()
    if (![200, 204, 404].includes(response.statusCode ?? 0)) throw refusedBy(response, 'DELETE', key)
  }

  private async send(call: Call, body?: Readable, check?: ReturnType<typeof verifying>): Promise<{ response: IncomingMessage }> {
    const { url, headers } = await this.signed(call)
    const ask = url.protocol === 'https:' ? httpsRequest : httpRequest
    const options: RequestOptions = { method: call.method, headers: Object.fromEntries(headers), timeout: SILENCE_MS }
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => reject(error instanceof ObjectBroken ? error : away(error))
      const request = ask(url, options, (response) => resolve({ response }))
      request.on('error', fail)
      request.on('timeout', () => request.destroy(new Error('the store says nothing')))
      if (body === undefined || check === undefined) request.end()
      // What breaks here ends the request; S3 keeps nothing of a body that is shorter than was said.
      else
        pipeline(body, check, request, (error) => {
          if (error) fail(error)
        })
    })
  }

  private async signed({ method, key, headers = {}, sha256 = EMPTY_SHA256 }: Call): Promise<{ url: URL; headers: Headers }> {
    const { endpoint, bucket, region, accessKeyId, secretAccessKey } = this.settings
    const datetime = new Date(this.clock.now()).toISOString().replace(/[:-]|\.\d{3}/g, '')
    return new AwsV4Signer({
      method, url: `${endpoint.replace(/\/$/, '')}/${bucket}/${checkedKey(key)}`, headers: { ...headers, 'x-amz-content-sha256': sha256 },
      service: 's3', region, accessKeyId, secretAccessKey, datetime,
    }).sign()
  }
}

/** A wrong key or bucket is a fault of the installation, not of the moment. */
const refusedBy = ({ statusCode = 0 }: IncomingMessage, method: string, key: string): Error =>
  statusCode >= 500 || statusCode === 429
    ? new StoreUnavailable(`Object storage answered ${statusCode} to ${method}`)
    : new Error(`Object storage answered ${statusCode} to ${method} ${key}: check the endpoint, bucket and keys`)

const away = (error: unknown): StoreUnavailable =>
  new StoreUnavailable(`Object storage is away: ${isNativeError(error) ? error.message : String(error)}`, { cause: error })
