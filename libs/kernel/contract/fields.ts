import { z } from 'zod'
import { wordsOf } from './issue-words.js'

// Every message a person may read is Chinese unless a schema says otherwise.
z.config({ localeError: wordsOf })

/** Half a character, and control characters other than tab and line break: no keyboard makes them, and PostgreSQL refuses some of them. */
const UNWRITABLE = /\p{Surrogate}|(?![\t\n\r])\p{Cc}/u

const isWritable = (text: string): boolean => !UNWRITABLE.test(text)

/** Trims, and measures length in characters as a person counts them (code points, not UTF-16 units). */
export const textField = (name: string, limits: { min?: number; max: number }): z.ZodType<string, string> =>
  z
    .string({ error: `${name}必须是文字` })
    .trim()
    .refine(isWritable, { message: `${name}含有不允许的字符` })
    .superRefine((value, ctx) => {
      const length = [...value].length
      if (length < (limits.min ?? 0)) {
        ctx.addIssue({ code: 'too_small', origin: 'string', minimum: limits.min ?? 0, inclusive: true, input: value, message: (limits.min ?? 0) === 1 ? `请填写${name}` : `${name}至少 ${limits.min} 个字` })
      }
      if (length > limits.max) {
        ctx.addIssue({ code: 'too_big', origin: 'string', maximum: limits.max, inclusive: true, input: value, message: `${name}最多 ${limits.max} 个字，现在是 ${length} 个字` })
      }
    })
    .meta({ minLength: limits.min ?? 0, maxLength: limits.max, title: name })

export const uuidField = z.uuid({ error: '编号格式不对' })

/** ISO 8601 moment with a zone, as it travels on the wire, e.g. `2026-11-21T06:32:08.000Z`. */
export const isoField = z.iso
  .datetime({ offset: true, error: '时间格式不对，应为 ISO 8601 带时区' })
  // No zone on earth is further off, and PostgreSQL knows neither year 0 nor an offset of 16 hours.
  .refine((text) => /^[12]\d{3}/.test(text) && !/[+-](1[5-9]|2\d):\d\d$/.test(text), { message: '时间应在公元 1000 至 2999 年之间，时区不超过 14 小时' })

/** A calendar day in the city, `YYYY-MM-DD`. */
export const dayField = z.iso.date({ error: '日期格式不对，应为 YYYY-MM-DD' })

export const divisionCodeField = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/, { message: '区划代码应为 6、9 或 12 位数字' })
export const categoryCodeField = z.string().regex(/^\d{2}(\d{2}(\d{2})?)?$/, { message: '分类代码应为 2、4 或 6 位数字' })
export const unitIdField = z.string().regex(/^[A-Za-z0-9_-]{2,64}$/, { message: '单位编号格式不对' })

/** Mainland mobile or fixed-line number; spaces and hyphens are dropped before it is checked. */
export const phoneField = z
  .string({ error: '电话必须是文字' })
  .transform((value) => value.replace(/[\s-]/g, ''))
  .refine((value) => /^1[3-9]\d{9}$/.test(value) || /^0\d{2,3}[2-9]\d{6,7}$/.test(value) || /^[2-9]\d{6,7}$/.test(value), {
    message: '电话号码不对：应为 11 位手机号，或带区号的固定电话',
  })
  .meta({ title: '电话', description: '11 位手机号，或固定电话（可带区号）' })

/** The version of the record the caller has seen; a stale one is refused, nothing is changed. */
export const versionField = z.int({ error: '版本号应为整数' }).min(1)
