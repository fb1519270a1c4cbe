import { ATTACHMENT_TYPES, attachmentClaimSchema, openFile, readAttachment } from '@tongban/case/contract'
import { allRefusals, type Endpoint, problemSchema } from '@tongban/kernel/contract'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made from the contracts' endpoints: what is checked is what is described. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = `/api/v1${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: '通办 Tongban API', version, description: '12345 接诉即办派单平台。每次拒绝都是 application/problem+json，说明字段和规则。' },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tongban_session' },
        csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
      },
    },
    'x-refusals': Object.fromEntries([...allRefusals()].map(([code, text]) => [code, { ...text }])),
  }
}

function operationOf(endpoint: Endpoint): Json {
  const isUpload = endpoint.name === 'uploadAttachment'
  const body = jsonSchema(endpoint.body, 'input')
  const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && !isEmptyBody(body)
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    description: endpoint.permission === 'public' ? '不需要登录' : endpoint.permission === 'signed_in' ? '需要登录' : `需要权限 \`${endpoint.permission}\``,
    security: endpoint.permission === 'public' ? [] : [endpoint.method === 'GET' ? { session: [] } : { session: [], csrf: [] }],
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(endpoint.idempotent ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 }, description: '同一编号重复提交只生效一次' }] : []),
    ],
    ...(isUpload
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' }, ...(jsonSchema(attachmentClaimSchema, 'input').properties as Json) }, required: ['file'] } } } } }
      : hasBody
        ? { requestBody: { required: true, content: { 'application/json': { schema: body, ...(endpoint.example === undefined ? {} : { example: endpoint.example }) } } } }
        : {}),
    responses: responsesOf(endpoint),
  }
}

/** Every refusal code an endpoint may answer with: those of the door that everybody passes, and its own. */
export function refusalsOf({ method, permission, refusals, idempotent }: Endpoint): string[] {
  const changes = method !== 'GET'
  const signedIn = permission !== 'public'
  return [...new Set([
    'INPUT_INVALID', 'STORE_UNAVAILABLE',
    ...(signedIn ? ['NOT_SIGNED_IN'] : []),
    ...(signedIn && permission !== 'signed_in' ? ['PERMISSION_MISSING'] : []),
    ...(changes ? ['ORIGIN_FORBIDDEN', 'INPUT_NOT_JSON', 'INPUT_TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED'] : []),
    ...(changes && signedIn ? ['CSRF_TOKEN_WRONG'] : []),
    ...(idempotent ? ['IDEMPOTENCY_KEY_REUSED'] : []),
    ...refusals,
  ])]
}

const FILE_TYPES = Object.keys(ATTACHMENT_TYPES)
const GIVES_FILES: readonly string[] = [readAttachment.name, openFile.name]
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function successOf(endpoint: Endpoint): Json {
  if (endpoint.path.endsWith('.xlsx')) return { [WORKBOOK]: { schema: { type: 'string', format: 'binary' } } }
  if (!GIVES_FILES.includes(endpoint.name)) return { 'application/json': { schema: jsonSchema(endpoint.response, 'output') } }
  return Object.fromEntries(FILE_TYPES.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
}

function responsesOf(endpoint: Endpoint): Json {
  const problems = new Map<number, string[]>()
  for (const code of refusalsOf(endpoint)) {
    const status = allRefusals().get(code)?.status
    if (status !== undefined) problems.set(status, [...(problems.get(status) ?? []), code])
  }
  return {
    [endpoint.status]: { description: '成功', content: successOf(endpoint) },
    ...Object.fromEntries(
      [...problems].map(([status, list]) => [
        status,
        { description: list.map((code) => `${code}：${allRefusals().get(code)?.zh ?? ''}`).join('\n'), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      ]),
    ),
  }
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json
  return rest
}

const isEmptyBody = (schema: Json): boolean => Array.isArray(schema.anyOf) && schema.anyOf.some((item: Json) => item.type === 'null')

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): Json[] {
  const json = jsonSchema(schema, 'input')
  const properties = (json.properties ?? {}) as Record<string, Json>
  const required = new Set((json.required as string[] | undefined) ?? [])
  return Object.entries(properties).map(([name, property]) => ({
    name, in: where, required: where === 'path' || required.has(name), schema: property, ...(property.description === undefined ? {} : { description: property.description }),
  }))
}
