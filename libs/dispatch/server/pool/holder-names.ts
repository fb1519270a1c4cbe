import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'

const UNNAMED = '另一位派单员'

/** Names of those who hold cases; somebody without a name is still somebody. */
@Injectable()
export class HolderNames {
  constructor(@Inject(UserNames) private readonly users: UserNames) {}

  async of(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = userIds.length === 0 ? new Map<string, string>() : await this.users.namesOf([...new Set(userIds)])
    return new Map(userIds.map((id) => [id, names.get(id) ?? UNNAMED]))
  }
}
