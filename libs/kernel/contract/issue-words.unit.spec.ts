import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import './fields.js'

const said = (schema: z.ZodType, input: unknown): string[] => schema.safeParse(input).error?.issues.map(({ message }) => message) ?? []

describe('what is said of an input that does not fit', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['missing', z.object({ reason: z.string() }), {}, '不能为空'],
    ['of another kind', z.string(), 3, '应为文字'],
    ['no number', z.number(), '3', '应为数字'],
    ['no whole number', z.int(), 1.5, '应为整数'],
    ['none of the choices', z.enum(['open', 'closed']), 'shut', '应为 open、closed 之一'],
    ['a field nobody knows', z.strictObject({}), { colour: 1 }, '没有 colour 这样的字段'],
    ['too much', z.number().max(5), 6, '不能大于 5'],
    ['too little', z.number().gt(5), 5, '应大于 5'],
    ['too long', z.string().max(2), 'abc', '最多 2 个字'],
    ['too few', z.array(z.string()).min(1), [], '至少 1 项'],
    ['of another form', z.string().regex(/^\d+$/), 'x', '格式不对'],
    ['no address of mail', z.email(), 'x', '无效电子邮件'],
  ])('is in plain Chinese: %s', (_, schema, input, message) => {
    expect(said(schema, input)).toEqual([message])
  })

  it('is what a schema says itself, where it does', () => {
    expect(said(z.string({ error: '理由必须是文字' }), 3)).toEqual(['理由必须是文字'])
  })
})
