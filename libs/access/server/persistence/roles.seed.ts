import { DEFAULT_ROLES } from '@tongban/access/contract'
import { ReferenceSeed, statement, type Tx } from '@tongban/platform/server'

const INSERT_ROLES = statement<{ id: string }>(
  'access.seed_roles',
  `INSERT INTO access_role (city_code, id, zh, reach)
   SELECT $2, r.id, r.zh, r.reach FROM jsonb_to_recordset($1::jsonb) AS r(id text, zh text, reach text)
   ON CONFLICT DO NOTHING RETURNING id`,
)
// A permission an administrator took away stays as a row that is not granted, so this does not bring it back; a new one does come.
const INSERT_PERMISSIONS = statement<{ permission: string }>(
  'access.seed_role_permissions',
  `INSERT INTO access_role_permission (city_code, role_id, permission)
   SELECT $2, r.id, p.permission FROM jsonb_to_recordset($1::jsonb) AS r(id text, permissions jsonb),
     jsonb_array_elements_text(r.permissions) AS p(permission)
   ON CONFLICT DO NOTHING RETURNING permission`,
)

/** Loads the shipped roles and what each may do. */
export class RolesSeed extends ReferenceSeed {
  override readonly name = 'access.roles'
  override readonly order = 50

  override async load(tx: Tx, cityCode: string): Promise<number> {
    const values = [JSON.stringify(DEFAULT_ROLES), cityCode]
    const roles = await tx.run(INSERT_ROLES, values)
    const permissions = await tx.run(INSERT_PERMISSIONS, values)
    return roles.length + permissions.length
  }
}
