import { describe, expect, it } from '@jest/globals'
import { defineEndpoint, pageQueryShape, textField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { InputRefused, checkInput } from './http-endpoint.js'

const ID = '0199a000-0000-7000-8000-000000000001'
const endpoint = defineEndpoint({
  name: 'mendLamp',
  method: 'POST',
  path: '/lamps/:lampId',
  permission: 'lamp.mend',
  tag: 'lamp',
  summary: '修灯',
  params: z.strictObject({ lampId: uuidField }),
  query: z.strictObject(pageQueryShape),
  body: z.strictObject({
    note: textField('说明', { min: 2, max: 10 }),
    lamp: z.strictObject({ watts: z.int().min(1), colours: z.array(z.enum(['warm', 'cold'])) }),
  }),
  response: z.object({}),
})
const BODY = { note: '换灯泡', lamp: { watts: 60, colours: ['warm'] } }

function refusedFields(raw: { params?: unknown; query?: unknown; body?: unknown }): string[] {
  try {
    checkInput(endpoint, { params: { lampId: ID }, query: {}, body: BODY, ...raw })
    return []
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error
    expect(error.refusal).toEqual({ code: 'INPUT_INVALID', params: { count: error.errors.length } })
    return error.errors.map(({ field, rule }) => `${field} ${rule}`)
  }
}

describe('the input of an endpoint', () => {
  it('is handed on checked, with defaults filled in and texts trimmed', () => {
    expect(checkInput(endpoint, { params: { lampId: ID }, query: { limit: '5' }, body: { ...BODY, note: '  换灯泡 ' } })).toEqual({
      params: { lampId: ID },
      query: { limit: 5 },
      body: BODY,
    })
    expect(checkInput(endpoint, { params: { lampId: ID }, query: undefined, body: BODY }).query).toEqual({ limit: 20 })
  })

  it('is refused with every field that is wrong, wherever it stands, at once', () => {
    expect(
      refusedFields({
        params: { lampId: 'x' },
        query: { limit: '1000', colour: 'red' },
        body: { note: '', lamp: { watts: 'many', colours: ['warm', 'green'], age: 3 }, speed: 1 },
      }).sort(),
    ).toEqual([
      'body.lamp.age unrecognized_keys',
      'body.lamp.colours.1 invalid_value',
      'body.lamp.watts invalid_type',
      'body.note too_small',
      'body.speed unrecognized_keys',
      'path.lampId invalid_format',
      'query.colour unrecognized_keys',
      'query.limit too_big',
    ])
  })

  it.each([[null], [undefined], ['text'], [[]], [7]])('is refused when the body is %j', (body) => {
    expect(refusedFields({ body }).length).toBeGreaterThan(0)
  })

  it('is refused with half a character or a control character in a text', () => {
    for (const note of ['坏\u0000了', '坏\ud800了', '坏\u0007了'])
      expect(refusedFields({ body: { ...BODY, note } })).toEqual(['body.note custom'])
  })

  it('says in Chinese what to do', () => {
    try {
      checkInput(endpoint, { params: { lampId: ID }, query: {}, body: { ...BODY, note: '这个说明写得实在太长了吧' } })
    } catch (error) {
      expect((error as InputRefused).errors).toEqual([{ field: 'body.note', rule: 'too_big', message: '说明最多 10 个字，现在是 12 个字' }])
    }
  })

  it('may be nothing where the endpoint names nothing, but nothing else', () => {
    const bare = defineEndpoint({
      name: 'look',
      method: 'POST',
      path: '/look',
      permission: 'public',
      tag: 'lamp',
      summary: '看',
      response: z.object({}),
    })
    for (const body of [undefined, null, {}]) expect(() => checkInput(bare, { params: {}, query: {}, body })).not.toThrow()
    expect(() => checkInput(bare, { params: {}, query: {}, body: { a: 1 } })).toThrow(InputRefused)
    expect(() => checkInput(bare, { params: {}, query: { a: '1' }, body: null })).toThrow(InputRefused)
  })
})
