type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const objectAt = (value: Json, name: string): Json => (isObject(value[name]) ? value[name] : {})
const METHODS = ['get', 'put', 'post', 'delete', 'patch']
const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']

/**
 * What keeps a document from being OpenAPI 3.1 (spec.openapis.org/oas/v3.1.1), as far as structure goes: required fields, unique operation
 * ids, path parameters that match their template, references that lead somewhere, schemas of JSON Schema 2020-12.
 */
export function openApiFaults(document: unknown): string[] {
  if (!isObject(document)) return ['not an object']
  const faults: string[] = []
  const check = (isGood: boolean, fault: string): void => void (isGood || faults.push(fault))
  check(/^3\.1\.\d+$/.test(String(document.openapi)), `openapi ${String(document.openapi)}`)
  const info = objectAt(document, 'info')
  check(typeof info.title === 'string' && typeof info.version === 'string', 'info needs title and version')
  check(isObject(document.paths), 'no paths')

  const schemes = Object.keys(objectAt(objectAt(document, 'components'), 'securitySchemes'))
  const tags = new Set(Array.isArray(document.tags) ? document.tags.map((tag: unknown) => (isObject(tag) ? tag.name : undefined)) : [])
  const ids = new Set<unknown>()
  for (const [path, item] of Object.entries(objectAt(document, 'paths'))) {
    check(path.startsWith('/') && !path.includes(':'), `path ${path}`)
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      const where = `${method} ${path}`
      check(METHODS.includes(method), where)
      if (!isObject(operation)) continue
      check(typeof operation.operationId === 'string' && !ids.has(operation.operationId), `${where}: operation id`)
      ids.add(operation.operationId)
      for (const tag of Array.isArray(operation.tags) ? operation.tags : []) check(tags.has(tag), `${where}: tag ${String(tag)}`)
      for (const need of Array.isArray(operation.security) ? operation.security : []) {
        for (const name of Object.keys(isObject(need) ? need : {})) check(schemes.includes(name), `${where}: security ${name}`)
      }
      faults.push(
        ...parameterFaults(path, operation).map((fault) => `${where}: ${fault}`),
        ...contentFaults(operation).map((fault) => `${where}: ${fault}`),
      )
    }
  }
  return [...faults, ...schemaFaults(document, document, '#')]
}

function parameterFaults(path: string, operation: Json): string[] {
  const faults: string[] = []
  const parameters = (Array.isArray(operation.parameters) ? operation.parameters : []).filter(isObject)
  const inPath = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
  if ([...inPath].sort().join() !== wanted.sort().join()) faults.push(`path parameters ${inPath.join()} for ${wanted.join()}`)
  for (const parameter of parameters) {
    if (!['path', 'query', 'header', 'cookie'].includes(String(parameter.in))) faults.push(`parameter in ${String(parameter.in)}`)
    if (parameter.in === 'path' && parameter.required !== true) faults.push(`path parameter ${String(parameter.name)} is not required`)
    if (!isObject(parameter.schema)) faults.push(`parameter ${String(parameter.name)} has no schema`)
  }
  if (new Set(parameters.map((parameter) => `${String(parameter.in)} ${String(parameter.name)}`)).size !== parameters.length)
    faults.push('a parameter twice')
  return faults
}

function contentFaults(operation: Json): string[] {
  const faults: string[] = []
  const responses = Object.entries(objectAt(operation, 'responses'))
  if (!responses.some(([status]) => /^2\d\d$/.test(status))) faults.push('no success')
  for (const [status, response] of responses) {
    if (!/^[1-5]\d\d$/.test(status)) faults.push(`response ${status}`)
    if (!isObject(response) || typeof response.description !== 'string') faults.push(`response ${status} has no description`)
  }
  const bodies = [...responses.map(([, response]) => response), operation.requestBody].filter(isObject)
  for (const body of bodies) {
    for (const [type, media] of Object.entries(objectAt(body, 'content'))) {
      if (!/^[\w*]+\/[\w.+*-]+$/.test(type) || !isObject(media) || !isObject(media.schema)) faults.push(`content ${type}`)
    }
  }
  return faults
}

/** Every schema below `value`, wherever it stands: a known type, required properties that exist, references that resolve. */
function schemaFaults(value: unknown, document: Json, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => schemaFaults(item, document, `${at}/${index}`))
  if (!isObject(value)) return []
  const faults: string[] = []
  if (typeof value.$ref === 'string' && !resolves(value.$ref, document)) faults.push(`${at}: ${value.$ref} leads nowhere`)
  if ('$schema' in value || '$defs' in value) faults.push(`${at}: a schema of its own`)
  const isSchema =
    /\/schema$|\/(properties|anyOf|oneOf|allOf)\/[^/]+$|\/(items|additionalProperties)$/.test(at) && !/\/example(\/|$)/.test(at)
  if (isSchema) {
    for (const type of [value.type ?? []].flat()) if (!TYPES.includes(String(type))) faults.push(`${at}: type ${String(type)}`)
    for (const name of Array.isArray(value.required) ? value.required : []) {
      if (isObject(value.properties) && !(String(name) in value.properties)) faults.push(`${at}: requires ${String(name)}`)
    }
    if (typeof value.pattern === 'string' && !isPattern(value.pattern)) faults.push(`${at}: pattern ${value.pattern}`)
    if ('enum' in value && (!Array.isArray(value.enum) || value.enum.length === 0)) faults.push(`${at}: enum`)
  }
  return [...faults, ...Object.entries(value).flatMap(([name, item]) => schemaFaults(item, document, `${at}/${name}`))]
}

function resolves(ref: string, document: Json): boolean {
  let value: unknown = document
  for (const name of ref.replace(/^#\//, '').split('/')) value = isObject(value) ? value[name] : undefined
  return ref.startsWith('#/') && value !== undefined
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}
