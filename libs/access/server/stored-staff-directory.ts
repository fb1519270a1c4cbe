import { StaffDirectory, type RoleId, type StaffMember } from '@tongban/access/contract'
import { statement, type Database } from '@tongban/platform/server'

type StaffRow = { id: string; display_name: string; unit_id: string; roles: RoleId[] }

/** At once; whoever asks for more gets the pages after it, too. */
const PAGE = 1_000
/** More than a city has; a question that never ends helps nobody. */
const MOST_PAGES = 50

// Index access_user_unit; for the whole city the roles' own rows lead.
const STAFF = statement<StaffRow>(
  'access.staff_of',
  `SELECT u.id, u.display_name, u.unit_id, array_agg(r.role_id ORDER BY r.role_id) AS roles
   FROM access_user u JOIN access_user_role r ON r.city_code = u.city_code AND r.user_id = u.id
   WHERE u.city_code = $1 AND u.disabled_at IS NULL AND ($2::text[] IS NULL OR u.unit_id = ANY ($2::text[])) AND r.role_id = ANY ($3::text[])
     AND ($4::text IS NULL OR (u.display_name, u.id) > ($4, $5))
   GROUP BY u.id, u.display_name, u.unit_id ORDER BY u.display_name, u.id LIMIT ${PAGE}`,
)

export class StoredStaffDirectory extends StaffDirectory {
  constructor(
    private readonly database: Database,
    private readonly cityCode: string,
  ) {
    super()
  }

  /** `roles` of a member: those asked for that the person has. */
  override async staffOf({ unitIds, roles }: { readonly unitIds: readonly string[] | null; readonly roles: readonly RoleId[] }): Promise<readonly StaffMember[]> {
    const found: StaffMember[] = []
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const last = found.at(-1)
      const rows = await this.database.run(STAFF, [this.cityCode, unitIds, roles, last?.displayName ?? null, last?.userId ?? null])
      found.push(...rows.map((row) => ({ userId: row.id, displayName: row.display_name, unitId: row.unit_id, roles: row.roles })))
      if (rows.length < PAGE) break
    }
    return found
  }
}
