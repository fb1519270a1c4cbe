import fc from 'fast-check'
import type { Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'

type Json = Readonly<Record<string, unknown>>

/** What a request may name that exists, by the property that names it; and sentences for what people write. */
export type Pool = Readonly<Record<string, readonly string[]>> & { readonly sentence: readonly string[] }

export type FuzzedRequest = {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly idempotencyKey: string | null
}

/** Values that have broken somebody's server before. */
export const NASTY: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0,
  1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00\ud800y',
  '\u202e',
  '\u0007\u001b[31m',
  '\ufeff',
  '\uffff',
  '😀'.repeat(50),
  '汉'.repeat(5_001),
  'x'.repeat(20_000),
  [],
  {},
  [[]],
  [null],
  { '': '' },
  { constructor: 1, toString: 2 },
  "'; DROP TABLE case_case; --",
  '%',
  '%_\\',
  '\\',
  '"',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../../etc/passwd',
  'undefined',
  'null',
  'NaN',
  'Infinity',
  '1e9',
  '0x10',
  '-0',
  '١٢٣',
  '1 OR 1=1',
  '$1',
  '::uuid',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+23:59',
  '2026-02-30T00:00:00Z',
  '2026-11-21T00:00:00-23:59',
  '2026-11-21T00:00:00.123456789012Z',
  '2026-11-21 00:00',
  '2026-11-21',
  '00000000-0000-0000-0000-000000000000',
  '------------------------------------',
  '139-4750-0000',
  '+8613947500000',
  '１３９４７５０００００',
  '000000',
  '150500',
  '999999999999',
  Buffer.from(`99999999999999.${'-'.repeat(36)}`).toString('base64url'),
  Buffer.from('999999999999999.00000000-0000-4000-8000-000000000000').toString('base64url'),
  JSON.parse('{"__proto__x":1}'),
  Array.from({ length: 200 }, () => 'x'),
  nested(200),
]

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

type Mutation = { readonly at: number; readonly kind: 'replace' | 'drop' | 'add' | 'double'; readonly value: unknown }

/** A request, or a part of one, that is right as it stands. */
export type SoundRequest = { readonly params?: Json; readonly query?: Json; readonly body?: unknown }

/** Requests shaped as the endpoint says, or sound ones where a shape alone says too little; most of them with one or two things put wrong. */
export function requestArbitrary(endpoint: Endpoint, pool: Pool, sound: readonly SoundRequest[] = []): fc.Arbitrary<FuzzedRequest> {
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    at: fc.nat(1_000),
    kind: fc.constantFrom<Mutation['kind']>('replace', 'replace', 'replace', 'drop', 'add', 'double'),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
      { weight: 1, arbitrary: fc.jsonValue() },
    ),
  })
  return fc
    .record({
      params: shaped(inputSchema(endpoint.params), '', pool),
      query: shaped(inputSchema(endpoint.query), '', pool),
      body:
        endpoint.method === 'GET' || endpoint.method === 'DELETE' ? fc.constant(undefined) : shaped(inputSchema(endpoint.body), '', pool),
      whole: sound.length === 0 ? fc.constant({}) : fc.oneof(fc.constant({}), fc.constantFrom(...sound)),
      idempotencyKey: fc.option(fc.constantFrom('k1', 'k2', '键', 'x'.repeat(201), "k'; --"), { freq: 4 }),
      mutations: fc.array(mutation, { maxLength: 2 }),
    })
    .map(({ idempotencyKey, mutations, whole, ...shape }) => {
      const changed = mutations.reduce<unknown>((value, change) => mutated(value, change), { ...shape, ...whole })
      const { params: p, query: q, body: b } = changed as { params: Json; query: Json; body: unknown }
      return { params: texts(p), query: q ?? {}, body: b, idempotencyKey }
    })
}

const inputSchema = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) as Json

function shaped(schema: Json, name: string, pool: Pool): fc.Arbitrary<unknown> {
  const known = pool[name]
  if (known && known.length > 0 && (schema.type === 'string' || schema.type === undefined) && !('const' in schema))
    return fc.constantFrom(...known)
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice) => shaped(choice as Json, name, pool)))
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => shaped({ ...schema, type: type as unknown }, name, pool)))
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, pool)
    case 'array':
      return fc.array(shaped(schema.items as Json, name, pool), { maxLength: 3 })
    case 'string':
      return typeof schema.pattern === 'string' && name !== 'phone'
        ? fc.stringMatching(new RegExp(schema.pattern))
        : fc.constantFrom(...pool.sentence)
    case 'integer':
      return fc.integer({ min: 1, max: name === 'version' ? 6 : 50 })
    case 'number':
      return fc.double({ noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.constantFrom<unknown>(...pool.sentence, 1, null)
  }
}

function objectOf(schema: Json, pool: Pool): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>)
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : []
  if (properties.length === 0 && typeof schema.additionalProperties === 'object') {
    return fc.dictionary(fc.constantFrom(...pool.sentence), shaped(schema.additionalProperties as Json, '', pool), { maxKeys: 2 })
  }
  return fc.record(Object.fromEntries(properties.map(([key, property]) => [key, shaped(property, key, pool)])), { requiredKeys: required })
}

/** Changes one place somewhere inside the value. */
function mutated(value: unknown, { at, kind, value: nasty }: Mutation): unknown {
  const copy = structuredClone(value)
  const places = placesIn(copy)
  const place = places[at % Math.max(1, places.length)]
  if (place === undefined) return copy
  const { holder, key } = place
  if (kind === 'replace') holder[key] = nasty
  else if (kind === 'drop') Reflect.deleteProperty(holder, key)
  else if (kind === 'add')
    holder[Array.isArray(holder) ? String(holder.length) : typeof nasty === 'string' && nasty.length < 50 ? nasty : 'surplus'] = nasty
  else holder[key] = [holder[key], holder[key]]
  return copy
}

type Holder = Record<string, unknown>

/** Every place below the three parts of a request; the body itself is one, too. */
function placesIn(value: unknown, depth = 0): { holder: Holder; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.keys(holder).flatMap((key) => [
    ...(depth === 0 && key !== 'body' ? [] : [{ holder, key }]),
    ...placesIn(holder[key], depth + 1),
  ])
}

/** What UTF-8 can carry; half a character is written as the replacement sign. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** Longer, and Node itself refuses the request line (431) before there is a request. */
const LONGEST_TEXT = 700

/** A value as an address can carry it: several values of one filter with commas between. */
export function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : Array.isArray(value) ? value.map(textOf).join(',') : (JSON.stringify(value) ?? '')
  return wellFormed(text).slice(0, LONGEST_TEXT)
}

const texts = (params: Json): Record<string, string> =>
  Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, textOf(value)]))
