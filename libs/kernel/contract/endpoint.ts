import { z } from 'zod'

const nothing = z.strictObject({})
const noBody = z.union([z.undefined(), z.null(), z.strictObject({})])

/**
 * One HTTP endpoint as data: the server mounts it, the browser calls it, OpenAPI describes it, the guard protects it.
 * Paths are relative to `/api/v1` and name their parameters `:likeThis`.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> = {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Permission the caller needs; `public` for nobody in particular, `signed_in` for anyone with a session. */
  readonly permission: string
  readonly summary: string
  readonly tag: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly response: Response
  readonly status: number
  /** Refusal codes this endpoint can answer with, beside bad input. */
  readonly refusals: readonly string[]
  /** True when the request honours an `Idempotency-Key` header. */
  readonly idempotent: boolean
  readonly example?: unknown
}

type Draft<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = {
  name: string
  method: Endpoint['method']
  path: string
  permission: string
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  response: R
  status?: number
  refusals?: readonly string[]
  idempotent?: boolean
  example?: unknown
}

/** An absent shape refuses every field: unknown input is never silently dropped. */
export function defineEndpoint<
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
  R extends z.ZodType = z.ZodType,
>(draft: Draft<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...draft,
    params: draft.params ?? (nothing as unknown as P),
    query: draft.query ?? (nothing as unknown as Q),
    body: draft.body ?? (noBody as unknown as B),
    status: draft.status ?? (draft.method === 'POST' ? 201 : 200),
    refusals: draft.refusals ?? [],
    idempotent: draft.idempotent ?? false,
  }
}

export type ParamsOf<E extends Endpoint> = z.output<E['params']>
export type QueryOf<E extends Endpoint> = z.output<E['query']>
export type BodyOf<E extends Endpoint> = z.output<E['body']>
export type ResponseOf<E extends Endpoint> = z.output<E['response']>
/** What a caller writes before defaults and transforms are applied. */
export type BodyInputOf<E extends Endpoint> = z.input<E['body']>
export type QueryInputOf<E extends Endpoint> = z.input<E['query']>
