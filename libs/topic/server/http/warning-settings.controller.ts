import { Controller, Inject } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import { isoOf } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { changeWarningSettings, DEFAULT_WARNING_SETTINGS, readWarningSettings, type WarningSettingsView } from '../../contract/index.js'
import { WarningSettingsStore } from '../persistence/warning-settings.store.js'
import { TopicPlaces } from '../topic-places.js'
import { ChangeWarningSettings } from '../use-cases/change-warning-settings.use-case.js'

/** The thresholds of the warnings, and who changed them. */
@Controller()
export class WarningSettingsController {
  constructor(
    @Inject(WarningSettingsStore) private readonly store: WarningSettingsStore,
    @Inject(ChangeWarningSettings) private readonly changes: ChangeWarningSettings,
    @Inject(TopicPlaces) private readonly places: TopicPlaces,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  @HttpEndpoint(readWarningSettings)
  async read(): Promise<WarningSettingsView> {
    const versions = await this.store.history()
    const names = await this.users.namesOf([...new Set(versions.flatMap(({ changedBy }) => changedBy ?? []))])
    const history = versions.map(({ version, settings, reason, changedBy, changedAt }) => ({
      version, settings, reason, changedBy: changedBy === null ? null : { id: changedBy, name: names.get(changedBy) ?? changedBy }, changedAt: isoOf(changedAt),
    }))
    const shipped = { version: 0, settings: DEFAULT_WARNING_SETTINGS, reason: '', changedBy: null, changedAt: null }
    const codes = [shipped, ...history].flatMap(({ settings }) => Object.values(settings.classes).flat())
    return { ...(history[0] ?? shipped), history, categoryNames: Object.fromEntries([...new Set(codes)].map((code) => [code, this.places.categoryName(code) ?? code])) }
  }

  @HttpEndpoint(changeWarningSettings)
  async change(@Input() { body }: InputOf<typeof changeWarningSettings>, @Caller() { principal }: RequestContext<Principal>): Promise<WarningSettingsView> {
    const changed = await this.changes.execute(body.version, body.settings, body.reason, principal)
    if (!changed.ok) throw new Refused(changed.refusal)
    return this.read()
  }
}
