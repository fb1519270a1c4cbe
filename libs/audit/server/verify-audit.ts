import { statement, type Tx } from '@tongban/platform/server'
import { CHAIN_START, entryOf, linkHash, type JoinedEntryRow } from './audit-chain.js'

export type AuditHead = { readonly seq: number; readonly hash: string }

/**
 * The first thing wrong with the log.
 * `link_missing`: a number is left out. `entry_missing`: what the link sealed is gone. `hash_wrong`: entry or link was changed.
 * `head_differs`: the chain does not end where the sealer left it. `anchor_differs`: it is not the chain that was noted elsewhere.
 * `entry_unsealed`: an entry that is neither in the chain nor waiting for it, so it did not come in by the door.
 */
export type BrokenLink = {
  readonly seq: number | null
  readonly entryId: number | null
  readonly reason: 'link_missing' | 'entry_missing' | 'hash_wrong' | 'head_differs' | 'anchor_differs' | 'entry_unsealed'
}

export type AuditVerification =
  | { readonly ok: true; readonly links: number; readonly waiting: number; readonly head: AuditHead | null }
  | { readonly ok: false; readonly broken: BrokenLink }

type LinkRow = JoinedEntryRow & { readonly seq: number; readonly hash: string }

const ENDS = statement<{ seq: number | null; hash: string | null; last: number | null; waiting: number }>(
  'audit.verify_ends',
  `SELECT s.seq, s.hash, (SELECT max(seq) FROM audit_link WHERE city_code = $1) AS last,
     (SELECT count(*) FROM audit_unsealed WHERE city_code = $1) AS waiting
   FROM (SELECT 1) one LEFT JOIN audit_seal s ON s.city_code = $1`,
)
// Primary keys (city_code, seq) and (city_code, id).
const LINKS = statement<LinkRow>(
  'audit.verify_links',
  `SELECT l.seq, l.hash, l.entry_id,
     e.id, e.at, e.actor_id, e.actor_unit_id, e.action, e.subject_type, e.subject_id, e.outcome, e.detail, e.trace_id
   FROM audit_link l LEFT JOIN audit_entry e ON e.city_code = l.city_code AND e.id = l.entry_id
   WHERE l.city_code = $1 AND l.seq > $2 AND l.seq <= $3 ORDER BY l.seq LIMIT $4`,
)
const ENTRY_PAGE = statement<{ last: number | null; stray: number | null }>(
  'audit.verify_entries',
  `SELECT max(e.id) AS last, min(e.id) FILTER (WHERE l.entry_id IS NULL AND u.entry_id IS NULL) AS stray
   FROM (SELECT id FROM audit_entry WHERE city_code = $1 AND id > $2 ORDER BY id LIMIT $3) e
   LEFT JOIN audit_link l ON l.city_code = $1 AND l.entry_id = e.id
   LEFT JOIN audit_unsealed u ON u.city_code = $1 AND u.entry_id = e.id`,
)

const PAGE = 2_000

/**
 * Recomputes the whole chain of a city and returns the first broken place. May run beside the sealer and the application. Give the head
 * of an earlier verification, kept outside this database, as `anchor`: it shows up even a log that was rewritten from end to end.
 */
export async function verifyAudit(database: Tx, cityCode: string, anchor: AuditHead | null = null): Promise<AuditVerification> {
  const [ends] = await database.run(ENDS, [cityCode])
  const headSeq = ends?.seq ?? 0
  let seq = 0
  let previous = CHAIN_START
  let anchored = anchor === null || anchor.seq === 0
  while (seq < headSeq) {
    const page = await database.run(LINKS, [cityCode, seq, headSeq, PAGE])
    if (page.length === 0) return broken(seq + 1, null, 'link_missing')
    for (const row of page) {
      seq += 1
      if (row.seq !== seq) return broken(seq, null, 'link_missing')
      const entry = entryOf(row)
      if (entry === null) return broken(seq, row.entry_id, 'entry_missing')
      if (row.hash !== linkHash(cityCode, seq, previous, row.entry_id, entry)) return broken(seq, row.entry_id, 'hash_wrong')
      previous = row.hash
      if (anchor !== null && seq === anchor.seq) {
        if (anchor.hash !== row.hash) return broken(seq, row.entry_id, 'anchor_differs')
        anchored = true
      }
    }
  }
  if ((ends?.last ?? 0) !== headSeq || (headSeq > 0 && previous !== ends?.hash)) return broken(headSeq + 1, null, 'head_differs')
  if (!anchored) return broken(headSeq, null, 'anchor_differs')
  const stray = await firstStrayEntry(database, cityCode)
  if (stray !== null) return broken(null, stray, 'entry_unsealed')
  return { ok: true, links: headSeq, waiting: ends?.waiting ?? 0, head: headSeq === 0 ? null : { seq: headSeq, hash: previous } }
}

async function firstStrayEntry(database: Tx, cityCode: string): Promise<number | null> {
  let after = 0
  for (;;) {
    const [page] = await database.run(ENTRY_PAGE, [cityCode, after, PAGE])
    if (!page || page.last === null) return null
    if (page.stray !== null) return page.stray
    after = page.last
  }
}

const broken = (seq: number | null, entryId: number | null, reason: BrokenLink['reason']): AuditVerification => ({
  ok: false,
  broken: { seq, entryId, reason },
})
