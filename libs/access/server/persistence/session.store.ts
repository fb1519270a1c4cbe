import { createHash } from 'node:crypto'
import { roleIdSchema } from '@tongban/access/contract'
import { SEEN_EVERY_MS, SESSION_IDLE_MS, SESSION_MAX_MS, sessionEndsAt, type Account, type GrantedRole } from '@tongban/access/domain'
import { idOf, instant, isoOf, plus, type Instant } from '@tongban/kernel/core'
import { statement, type Database, type Tx } from '@tongban/platform/server'

export type NewSession = {
  readonly id: string
  readonly token: string
  readonly userId: string
  readonly csrfToken: string
  readonly createdAt: Instant
  readonly remoteAddress: string
  readonly userAgent: string
}

export type LiveSession = { readonly sessionId: string; readonly csrfToken: string; readonly endsAt: Instant; readonly account: Account }

type SessionRow = {
  session_id: string
  csrf_token: string
  created_at: number
  last_seen_at: number
  user_id: string
  user_name: string
  display_name: string
  unit_id: string
  outsourced: boolean
  roles: readonly { id: string; zh: string; reach: GrantedRole['reach']; permissions: readonly string[] }[]
}

const LIVE = `SELECT s.id AS session_id, s.csrf_token, s.created_at, s.last_seen_at,
     u.id AS user_id, u.user_name, u.display_name, u.unit_id, u.outsourced,
     (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'zh', r.zh, 'reach', r.reach, 'permissions',
          (SELECT coalesce(jsonb_agg(p.permission ORDER BY p.permission), '[]') FROM access_role_permission p
           WHERE p.city_code = r.city_code AND p.role_id = r.id AND p.granted)) ORDER BY r.id), '[]')
      FROM access_user_role ur JOIN access_role r ON r.city_code = ur.city_code AND r.id = ur.role_id
      WHERE ur.city_code = u.city_code AND ur.user_id = u.id) AS roles
   FROM access_session s JOIN access_user u ON u.city_code = s.city_code AND u.id = s.user_id
   WHERE s.city_code = $1 AND s.revoked_at IS NULL AND s.expires_at > $3::timestamptz AND s.last_seen_at > $4::timestamptz
     AND u.disabled_at IS NULL`

// Primary key (city_code, token_hash).
const FIND_BY_TOKEN = statement<SessionRow>('access.find_session', `${LIVE} AND s.token_hash = $2`)
// Unique (city_code, id).
const FIND_BY_ID = statement<SessionRow>('access.find_session_by_id', `${LIVE} AND s.id = $2::uuid`)
const INSERT = statement(
  'access.insert_session',
  `INSERT INTO access_session
     (city_code, token_hash, id, user_id, csrf_token, created_at, last_seen_at, expires_at, remote_address, user_agent)
   VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)`,
)
const TOUCH = statement(
  'access.touch_session',
  `UPDATE access_session SET last_seen_at = $3 WHERE city_code = $1 AND token_hash = $2 AND last_seen_at < $3::timestamptz`,
)
const REVOKE = statement<{ token_hash: string }>(
  'access.revoke_session',
  `UPDATE access_session SET revoked_at = $3 WHERE city_code = $1 AND id = $2::uuid AND revoked_at IS NULL RETURNING token_hash`,
)
// Index access_session_of_user (city_code, user_id) WHERE revoked_at IS NULL.
const REVOKE_OF_USER = statement<{ token_hash: string }>(
  'access.revoke_sessions_of_user',
  `UPDATE access_session SET revoked_at = $3 WHERE city_code = $1 AND user_id = $2::uuid AND revoked_at IS NULL RETURNING token_hash`,
)
// Index access_session_expiry (city_code, expires_at).
const FORGET = statement<{ id: string }>(
  'access.forget_sessions',
  `DELETE FROM access_session WHERE city_code = $1 AND expires_at < $2::timestamptz RETURNING id`,
)

const MAX_AGENT_LENGTH = 300

/** The store never sees a token: what leaks from it signs nobody in. */
export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Sessions as PostgreSQL has them: the truth. */
export class SessionStore {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {}

  async insert(tx: Tx, session: NewSession): Promise<void> {
    const { createdAt } = session
    await tx.run(INSERT, [
      this.cityCode, tokenHashOf(session.token), session.id, session.userId, session.csrfToken, isoOf(createdAt),
      isoOf(plus(createdAt, SESSION_MAX_MS)), session.remoteAddress,
      session.userAgent.slice(0, MAX_AGENT_LENGTH),
    ])
  }

  async findByTokenHash(tokenHash: string, now: Instant): Promise<LiveSession | null> {
    const [row] = await this.database.run(FIND_BY_TOKEN, [this.cityCode, tokenHash, isoOf(now), isoOf(plus(now, -SESSION_IDLE_MS))])
    if (!row) return null
    if (row.last_seen_at > now - SEEN_EVERY_MS) return sessionOf(row)
    await this.database.run(TOUCH, [this.cityCode, tokenHash, isoOf(now)])
    return sessionOf({ ...row, last_seen_at: now })
  }

  async findById(sessionId: string, now: Instant): Promise<LiveSession | null> {
    const [row] = await this.database.run(FIND_BY_ID, [this.cityCode, sessionId, isoOf(now), isoOf(plus(now, -SESSION_IDLE_MS))])
    return row ? sessionOf(row) : null
  }

  /** Returns the token hash of the session that ended; null when it had ended before. */
  async revoke(tx: Tx, sessionId: string, now: Instant): Promise<string | null> {
    const [row] = await tx.run(REVOKE, [this.cityCode, sessionId, isoOf(now)])
    return row?.token_hash ?? null
  }

  async revokeOfUser(tx: Tx, userId: string, now: Instant): Promise<string[]> {
    return (await tx.run(REVOKE_OF_USER, [this.cityCode, userId, isoOf(now)])).map((row) => row.token_hash)
  }

  async forgetEndedBefore(before: Instant): Promise<number> {
    return (await this.database.run(FORGET, [this.cityCode, isoOf(before)])).length
  }
}

function sessionOf(row: SessionRow): LiveSession {
  return {
    sessionId: row.session_id,
    csrfToken: row.csrf_token,
    endsAt: sessionEndsAt({ createdAt: instant(row.created_at), lastSeenAt: instant(row.last_seen_at) }),
    account: {
      userId: idOf(row.user_id),
      userName: row.user_name,
      displayName: row.display_name,
      unitId: idOf(row.unit_id),
      outsourced: row.outsourced,
      // A role that an older or a newer version made is passed over, not guessed at.
      roles: row.roles.flatMap((role) => {
        const id = roleIdSchema.safeParse(role.id)
        return id.success ? [{ ...role, id: id.data }] : []
      }),
    },
  }
}
