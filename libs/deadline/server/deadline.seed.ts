import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, statement, type Tx } from '@tongban/platform/server'
import { DEFAULT_POLICY } from '../domain/index.js'
import { rulesOf } from './persistence/deadline-policy.mapper.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

const ADD_FIRST_POLICY = statement<{ version: number }>(
  'deadline.add_first_policy',
  `INSERT INTO deadline_policy (city_code, version, valid_from, valid_to, rules)
   SELECT $1, $2, $3::date, $4::date, $5::jsonb
   WHERE NOT EXISTS (SELECT 1 FROM deadline_policy WHERE city_code = $1)
   RETURNING version`,
)

/** The table of limits an installation starts with. A city that has any version of its own keeps exactly those. */
@Injectable()
export class DeadlineSeed extends ReferenceSeed {
  override readonly name = 'deadline'
  override readonly order = 40

  constructor(@Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies) {
    super()
  }

  override async load(tx: Tx, cityCode: string): Promise<number> {
    const { version, validFrom, validTo } = DEFAULT_POLICY
    const added = await tx.run(ADD_FIRST_POLICY, [cityCode, version, validFrom, validTo, JSON.stringify(rulesOf(DEFAULT_POLICY))])
    await this.policies.reload(tx)
    return added.length
  }
}
