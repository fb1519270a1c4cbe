import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { CSRF_HEADER } from '@tongban/access/contract'
import { fileCase, suggestFiling } from '@tongban/intake/contract'
import type { Answer, SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { ask, FILING } from './support/calls.js'
import { expectBadField, expectRefused } from './support/problems.js'
import { storedCases } from './support/stored.js'

let system: System
let operator: SignedIn

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  operator = await system.signIn('operator1')
})
afterAll(() => system.stop())

let before: Awaited<ReturnType<typeof storedCases>>
beforeEach(async () => {
  before = await storedCases(system)
})

const filing = (changes: Record<string, unknown>): Promise<Answer<unknown>> =>
  operator.send('POST', fileCase.path, { body: { ...FILING, ...changes } })
const raw = (body: string, headers: Record<string, string> = {}): Promise<Answer<unknown>> =>
  operator.send('POST', fileCase.path, { body, headers })

async function unchanged(): Promise<void> {
  expect(await storedCases(system)).toEqual(before)
}

describe('a filing', () => {
  it('without anything wrong is accepted, so that what follows is about what is wrong', async () => {
    expect((await filing({})).status).toBe(201)
    const after = await storedCases(system)
    expect({ cases: after.cases, callers: after.callers }).toEqual({ cases: before.cases + 1, callers: before.callers + 1 })
    for (const name of ['timeline', 'assignments', 'outbox', 'audit', 'versions'] as const)
      expect(after[name]).toBeGreaterThan(before[name])
  })

  it('that names an unknown division is refused', async () => {
    const answer = await filing({ divisionCode: '150525999' })
    expectRefused(answer, 422, 'DIVISION_UNKNOWN')
    expect(answer.problem.detail).toContain('150525999')
    await unchanged()
  })

  it.each(['110101', '110101001', '150402', '150402001001'])(
    'that names a township outside the city (%s) is refused',
    async (divisionCode) => {
      expectRefused(await filing({ divisionCode }), 422, 'DIVISION_UNKNOWN')
      await unchanged()
    },
  )

  it('that names an unknown category is refused', async () => {
    const answer = await filing({ categoryCode: '999999' })
    expectRefused(answer, 422, 'CATEGORY_UNKNOWN')
    expect(answer.problem.detail).toContain('999999')
    await unchanged()
  })

  it('that names an unknown unit as the one complained of is refused', async () => {
    expectRefused(await filing({ subjectUnitIds: ['no-such-unit'] }), 422, 'UNIT_UNKNOWN')
    await unchanged()
  })

  it.each(['12345678901', '1394750000', '139475000011', '0000', '12345', '+1 202 555 0100', 'abc', '', '１３９４７５０００００'])(
    'with the impossible phone “%s” is refused',
    async (phone) => {
      const answer = await filing({ caller: { phone } })
      expectBadField(answer, 'body.caller.phone')
      expect(answer.problem.detail).toContain('电话号码不对')
      await unchanged()
    },
  )

  it('of 5,000 characters is accepted, of 5,001 refused, and a character is what a person counts as one', async () => {
    expect((await filing({ description: '😀'.repeat(5_000) })).status).toBe(201)
    before = await storedCases(system)
    const answer = await filing({ description: '汉'.repeat(5_001) })
    expectBadField(answer, 'body.description', 'too_big')
    expect(answer.problem.detail).toContain('最多 5000 个字，现在是 5001 个字')
    await unchanged()
  })

  it('with more answered questions than any catalogue asks is refused', async () => {
    expectBadField(
      await filing({ requiredFacts: Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`问题${index}`, '答'])) }),
      'body.requiredFacts',
    )
    await unchanged()
  })

  it.each([
    [{ description: 5 }, 'body.description'],
    [{ description: null }, 'body.description'],
    [{ caller: '张女士' }, 'body.caller'],
    [{ caller: { phone: 13_947_500_001 } }, 'body.caller.phone'],
    [{ caseType: ['help'] }, 'body.caseType'],
    [{ caseType: 'wish' }, 'body.caseType'],
    [{ attachmentIds: 'none' }, 'body.attachmentIds'],
    [{ attachmentIds: ['1'] }, 'body.attachmentIds.0'],
    [{ urgency: 1 }, 'body.urgency'],
    [{ placeAsked: 'yes' }, 'body.placeAsked'],
    [{ disposition: { kind: 'forget' } }, 'body.disposition.kind'],
    [{ disposition: { kind: 'decline', reason: 'busy', explanation: '没有时间' } }, 'body.disposition.reason'],
    [{ originLine: 12_319 }, 'body.originLine'],
    [{ divisionCode: 150_525 }, 'body.divisionCode'],
  ] as const)('with a wrong type is refused at its field: %j', async (changes, field) => {
    expectBadField(await filing(changes), field)
    await unchanged()
  })

  it('names every field that is wrong at once', async () => {
    const answer = await filing({ description: '短', caseType: 'wish', caller: { phone: '1' }, categoryCode: 'x' })
    expect(answer.problem.errors?.map((error) => error.field).sort()).toEqual([
      'body.caller.phone',
      'body.caseType',
      'body.categoryCode',
      'body.description',
    ])
    await unchanged()
  })

  it('with a field nobody knows is refused, wherever it stands', async () => {
    expectBadField(await filing({ priority: 1 }), 'body.priority', 'unrecognized_keys')
    expectBadField(await filing({ caller: { phone: '13947500001', wechat: 'x' } }), 'body.caller.wechat', 'unrecognized_keys')
    expectBadField(await operator.send('POST', fileCase.path, { body: FILING, query: { dry: true } }), 'query.dry', 'unrecognized_keys')
    await unchanged()
  })

  it('with a field name as long as a book is told no more of it than its beginning', async () => {
    const answer = await filing(Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`${index}${'x'.repeat(2_000)}`, 1])))
    expectRefused(answer, 400, 'INPUT_INVALID')
    expect(answer.problem.params).toEqual({ count: 100 })
    expect(JSON.stringify(answer.body).length).toBeLessThan(8_000)
    await unchanged()
  })

  it.each(['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\ud800', '\udfff'])(
    'with the character %j in a text is refused',
    async (character) => {
      const text = `路灯${character}不亮三天了`
      for (const [changes, field] of [
        [{ description: text }, 'body.description'],
        [{ title: text }, 'body.title'],
        [{ placeText: text }, 'body.placeText'],
        [{ caller: { name: text } }, 'body.caller.name'],
        [{ requiredFacts: { 灯杆编号: text } }, 'body.requiredFacts.灯杆编号'],
        [{ disposition: { kind: 'answer', answer: text } }, 'body.disposition.answer'],
      ] as const)
        expectBadField(await filing(changes), field)
      expectRefused(await filing({ requiredFacts: { [text]: '12' } }), 400, 'INPUT_INVALID')
      await unchanged()
    },
  )

  it('keeps line breaks, tabs, emoji and rare characters as they were written', async () => {
    const description = '第一行\n第二行\t𠮷野家 👨‍👩‍👧 ᠮᠣᠩᠭᠣᠯ 路灯不亮'
    const filed = await operator.call(fileCase, { body: { ...FILING, description } })
    const supervisor = await system.signIn('supervisor1')
    expect((await supervisor.send<{ description: string }>('GET', `/cases/${filed.body.caseId}`)).body.description).toBe(description)
  })
})

describe('a body', () => {
  it.each(['{', '{"caseType":}', 'nonsense', '', '{"a":1}{"b":2}', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}'])(
    'that is not JSON we read (%s) is refused',
    async (body) => {
      expectRefused(await raw(body), 400, 'INPUT_NOT_JSON')
      await unchanged()
    },
  )

  it.each(['[]', '"text"', '5', 'null', 'true'])('that is JSON but no object (%s) is refused', async (body) => {
    expectBadField(await raw(body), 'body')
    await unchanged()
  })

  it('larger than any filing is refused before it is read', async () => {
    expectRefused(await filing({ description: 'x'.repeat(300_000) }), 413, 'INPUT_TOO_LARGE')
    await unchanged()
  })

  it('nested a hundred thousand deep is refused like any other', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expectBadField(await raw(`{"caseType":"help","caller":{},"description":${deep}}`), 'body.description')
    expectBadField(
      await raw(`{"caseType":"help","caller":{},"description":"路灯不亮","requiredFacts":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`),
      'body.requiredFacts.a',
    )
    await unchanged()
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/jsonx', 'nonsense'])(
    'sent as %s is refused',
    async (type) => {
      const answer = await raw('a=1', { 'content-type': type })
      expectRefused(answer, 415, 'MEDIA_TYPE_UNSUPPORTED')
      await unchanged()
    },
  )

  it('sent as an upload is no filing', async () => {
    const form = new FormData()
    form.set('file', JSON.stringify(FILING))
    expectBadField(await operator.send('POST', fileCase.path, { body: form }), 'body')
    await unchanged()
  })

  it('where none belongs is refused', async () => {
    expectBadField(await operator.send('DELETE', '/session', { body: { all: true } }), 'body.all', 'unrecognized_keys')
  })
})

describe('the rest of the door', () => {
  it('a suggestion stores nothing, good or bad', async () => {
    expect((await operator.call(suggestFiling, { body: { description: FILING.description } })).status).toBe(200)
    expectBadField(
      await operator.send('POST', suggestFiling.path, { body: { description: '汉'.repeat(5_001) } }),
      'body.description',
      'too_big',
    )
    await unchanged()
  })

  it('an idempotency key of no or of 201 characters is refused', async () => {
    for (const key of ['x'.repeat(201), '']) {
      expectBadField(
        await operator.send('POST', fileCase.path, { body: FILING, headers: { 'idempotency-key': key } }),
        'header.idempotency-key',
      )
    }
    await unchanged()
  })

  it('a person who asks in English is answered in English, with the same code', async () => {
    const answer = await operator.send('POST', fileCase.path, {
      body: { ...FILING, divisionCode: '150525999' },
      headers: { 'accept-language': 'en-GB,en;q=0.9' },
    })
    expect([answer.status, answer.problem.code, answer.problem.detail]).toEqual([
      422,
      'DIVISION_UNKNOWN',
      'No division 150525999 in this city',
    ])
  })

  it('a request too wrong to be one still gets an answer, and the next one is served', async () => {
    const long = await ask(`${system.address}/api/v1/cases?q=${'x'.repeat(20_000)}`, {
      headers: { cookie: operator.cookie, [CSRF_HEADER]: operator.csrfToken },
    })
    expect(long.status).toBe(431)
    expect((await operator.send('GET', '/session')).status).toBe(200)
  })
})
