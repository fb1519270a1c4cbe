import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { AuditEntry } from '@tongban/audit/contract'
import { Database, Metrics, pgTypes, withTrace } from '@tongban/platform/server'
import { cloneDatabase } from '@tongban/testing/server'
import { DataSource } from 'typeorm'
import { AuditSealer } from './audit-sealer.js'
import { AuditTrailStore } from './audit-trail.store.js'
import { verifyAudit, type AuditVerification } from './verify-audit.js'

const CITY = '150500'
const clones: { drop: () => Promise<void>; source: DataSource }[] = []

type Log = { database: Database; trail: AuditTrailStore; sealer: AuditSealer; verify: () => Promise<AuditVerification> }

async function emptyLog(): Promise<Log> {
  const clone = await cloneDatabase()
  const source = await new DataSource({ type: 'postgres', url: clone.url, poolSize: 8, extra: { types: pgTypes } }).initialize()
  clones.push({ drop: clone.drop, source })
  const database = new Database(source, new Metrics())
  return {
    database,
    trail: new AuditTrailStore(database, CITY),
    sealer: new AuditSealer(database, CITY),
    verify: () => verifyAudit(database, CITY),
  }
}

const entry = (subjectId: string): AuditEntry => ({
  at: Date.UTC(2026, 10, 16, 1, 0, 0, 123),
  actorId: 'user-1',
  actorUnitId: 'township-150502003',
  action: 'case.reply',
  subjectType: 'case',
  subjectId,
  outcome: 'done',
  detail: { round: 1, forced: false, reason: null, note: '编号' },
})

async function sealedLog(count: number): Promise<Log> {
  const log = await emptyLog()
  for (let index = 0; index < count; index += 1) await log.trail.record(entry(`case-${index}`))
  await log.sealer.seal()
  return log
}

/** What somebody with the owner's rights could do: the triggers off, one change, the triggers on again. */
async function tamper({ database }: Log, sql: string): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('ALTER TABLE audit_entry DISABLE TRIGGER USER')
    await tx.query('ALTER TABLE audit_link DISABLE TRIGGER USER')
    await tx.query(sql)
    await tx.query('ALTER TABLE audit_entry ENABLE TRIGGER USER')
    await tx.query('ALTER TABLE audit_link ENABLE TRIGGER USER')
  })
}

afterAll(async () => {
  for (const { source, drop } of clones) {
    await source.destroy()
    await drop()
  }
})

describe('the audit trail', () => {
  let log: Log
  beforeAll(async () => {
    log = await emptyLog()
  })

  it('keeps an entry whole, with the trace of the request it belongs to', async () => {
    await withTrace('0123456789abcdef0123456789abcdef', () => log.trail.record(entry('case-whole')))
    const rows = await log.database.query('SELECT * FROM audit_entry WHERE subject_id = $1', ['case-whole'])
    expect(rows).toEqual([
      {
        city_code: CITY, id: expect.any(Number), at: Date.UTC(2026, 10, 16, 1, 0, 0, 123),
        actor_id: 'user-1', actor_unit_id: 'township-150502003',
        action: 'case.reply', subject_type: 'case', subject_id: 'case-whole', outcome: 'done',
        detail: { round: 1, forced: false, reason: null, note: '编号' }, trace_id: '0123456789abcdef0123456789abcdef',
      },
    ])
  })

  it('forgets an entry whose transaction is rolled back', async () => {
    const write = log.trail.write(entry('case-undone'))
    const attempt = log.database.transaction(async (tx) => {
      await tx.run(write.statement, [JSON.stringify([write.row]), CITY])
      throw new Error('undone')
    })
    await expect(attempt).rejects.toThrow('undone')
    expect(await log.database.query('SELECT 1 FROM audit_entry WHERE subject_id = $1', ['case-undone'])).toEqual([])
  })

  it.each([
    `UPDATE audit_entry SET outcome = 'refused'`,
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
    `UPDATE audit_link SET hash = ''`,
    'DELETE FROM audit_link',
    'TRUNCATE audit_link',
  ])('refuses %s', async (sql) => {
    await expect(log.database.query(sql)).rejects.toThrow('append-only')
  })
})

describe('sealing', () => {
  it('chains every entry once, and finds nothing to do the second time', async () => {
    const log = await sealedLog(5)
    expect(await log.sealer.seal()).toBe(0)
    expect(await log.verify()).toMatchObject({ ok: true, links: 5, waiting: 0, head: { seq: 5 } })
  })

  it('proves an empty log', async () => {
    expect(await (await emptyLog()).verify()).toEqual({ ok: true, links: 0, waiting: 0, head: null })
  })

  it('seals an entry that commits late although later ones are sealed already', async () => {
    const log = await emptyLog()
    const write = log.trail.write(entry('case-late'))
    await log.database.transaction(async (tx) => {
      await tx.run(write.statement, [JSON.stringify([write.row]), CITY])
      await log.trail.record(entry('case-early'))
      expect(await log.sealer.seal()).toBe(1)
    })
    expect(await log.sealer.seal()).toBe(1)
    const order = await log.database.query<{ subject_id: string }>(
      'SELECT e.subject_id FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id ORDER BY l.seq',
    )
    expect(order.map((row) => row.subject_id)).toEqual(['case-early', 'case-late'])
    expect(await log.verify()).toMatchObject({ ok: true, links: 2 })
  })

  it('leaves one chain when several sealers run at once under load', async () => {
    const log = await emptyLog()
    const others = [log.sealer, new AuditSealer(log.database, CITY), new AuditSealer(log.database, CITY)]
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([
        ...Array.from({ length: 20 }, (_, index) => log.trail.record(entry(`case-${round}-${index}`))),
        ...others.map((sealer) => sealer.seal()),
      ])
    }
    await log.sealer.seal()
    expect(await log.verify()).toMatchObject({ ok: true, links: 200, waiting: 0 })
  })

  it('carries on through more entries than one batch', async () => {
    const log = await emptyLog()
    const write = log.trail.write(entry('case-many'))
    const rows = JSON.stringify(Array.from({ length: 2_500 }, () => write.row))
    await log.database.run(write.statement, [rows, CITY])
    expect(await log.verify()).toMatchObject({ ok: true, links: 0, waiting: 2_500 })
    expect(await log.sealer.seal()).toBe(2_500)
    expect(await log.verify()).toMatchObject({ ok: true, links: 2_500, waiting: 0 })
  })
})

describe('verifying', () => {
  const change = (set: string, subjectId: string): string => `UPDATE audit_entry SET ${set} WHERE subject_id = '${subjectId}'`
  it.each([
    ['an entry was changed', change(`actor_id = 'somebody-else'`, 'case-2'), { seq: 3, reason: 'hash_wrong' }],
    ['a moment was shifted by a millisecond', change(`at = at + interval '1 ms'`, 'case-4'), { seq: 5, reason: 'hash_wrong' }],
    ['a detail was added', change(`detail = detail || '{"x":1}'`, 'case-0'), { seq: 1, reason: 'hash_wrong' }],
    ['an entry was removed', `DELETE FROM audit_entry WHERE subject_id = 'case-1'`, { seq: 2, reason: 'entry_missing' }],
    ['a link was removed', `DELETE FROM audit_link WHERE seq = 4`, { seq: 4, reason: 'link_missing' }],
    ['the end was cut off', `DELETE FROM audit_link WHERE seq > 3`, { seq: 4, reason: 'link_missing' }],
    ['a link was rewritten', `UPDATE audit_link SET hash = repeat('a', 64) WHERE seq = 2`, { seq: 2, reason: 'hash_wrong' }],
    ['the head was moved back', `UPDATE audit_seal SET seq = 3`, { reason: 'head_differs' }],
    [
      'an entry came in beside the door',
      `INSERT INTO audit_entry (city_code, at, actor_id, action, subject_type, subject_id, outcome, detail, trace_id)
       VALUES ('150500', now(), 'x', 'case.reply', 'case', 'case-forged', 'done', '{}', 'none')`,
      { seq: null, reason: 'entry_unsealed' },
    ],
  ])('names the first broken place when %s', async (_, sql, broken) => {
    const log = await sealedLog(5)
    expect(await log.verify()).toMatchObject({ ok: true, links: 5 })
    await tamper(log, sql)
    expect(await log.verify()).toMatchObject({ ok: false, broken })
  })

  it('shows an entry that was removed before it could be sealed', async () => {
    const log = await sealedLog(1)
    await log.trail.record(entry('case-gone'))
    await tamper(log, `DELETE FROM audit_entry WHERE subject_id = 'case-gone'`)
    await log.sealer.seal()
    expect(await log.verify()).toMatchObject({ ok: false, broken: { seq: 2, reason: 'entry_missing' } })
  })

  it('shows by an anchor kept elsewhere that the log was rewritten as a whole', async () => {
    const log = await sealedLog(5)
    const before = await log.verify()
    const anchor = before.ok ? before.head : null
    expect(await verifyAudit(log.database, CITY, anchor)).toMatchObject({ ok: true })
    await tamper(log, `UPDATE audit_entry SET actor_id = 'somebody-else' WHERE subject_id = 'case-2'`)
    await tamper(log, `INSERT INTO audit_unsealed SELECT city_code, id FROM audit_entry`)
    await tamper(log, `DELETE FROM audit_link`)
    await tamper(log, `DELETE FROM audit_seal`)
    await log.sealer.seal()
    expect(await log.verify()).toMatchObject({ ok: true, links: 5 })
    expect(await verifyAudit(log.database, CITY, anchor)).toMatchObject({ ok: false, broken: { seq: 5, reason: 'anchor_differs' } })
  })
})
