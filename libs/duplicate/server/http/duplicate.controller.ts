import { Controller, Inject } from '@nestjs/common'
import { UserNames, type Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { isoOrNull, plainDate } from '@tongban/kernel/core'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { changeDuplicateSettings, readDuplicateFigures, readDuplicateSettings, recordDuplicateChoice, type DuplicateSettingsView } from '../../contract/index.js'
import { ChoiceStore } from '../persistence/choice.store.js'
import { SettingsStore, type SettingsVersion } from '../persistence/settings.store.js'
import { ChangeDuplicateSettings } from '../use-cases/change-settings.use-case.js'

@Controller()
export class DuplicateController {
  constructor(
    @Inject(ChoiceStore) private readonly choices: ChoiceStore,
    @Inject(SettingsStore) private readonly settings: SettingsStore,
    @Inject(ChangeDuplicateSettings) private readonly changes: ChangeDuplicateSettings,
    @Inject(UserNames) private readonly users: UserNames,
  ) {}

  @HttpEndpoint(recordDuplicateChoice)
  async record(@Input() { body }: InputOf<typeof recordDuplicateChoice>, @Caller() { principal }: RequestContext<Principal>): Promise<ResponseOf<typeof recordDuplicateChoice>> {
    await this.choices.record(body, principal)
    return { recorded: true }
  }

  @HttpEndpoint(readDuplicateFigures)
  figures(@Input() { query }: InputOf<typeof readDuplicateFigures>): Promise<ResponseOf<typeof readDuplicateFigures>> {
    return this.choices.figures(plainDate(query.from), plainDate(query.to))
  }

  @HttpEndpoint(readDuplicateSettings)
  async read(): Promise<DuplicateSettingsView> {
    const [latest, versions] = [await this.settings.latest(), await this.settings.history()]
    const names = await this.users.namesOf([...new Set([latest, ...versions].flatMap(({ changedBy }) => changedBy ?? []))])
    return { ...viewOf(latest, names), history: versions.map((version) => viewOf(version, names)) }
  }

  @HttpEndpoint(changeDuplicateSettings)
  async change(@Input() { body }: InputOf<typeof changeDuplicateSettings>, @Caller() { principal }: RequestContext<Principal>): Promise<DuplicateSettingsView> {
    const changed = await this.changes.execute(body.version, body.settings, body.reason, principal)
    if (!changed.ok) throw new Refused(changed.refusal)
    return this.read()
  }
}

const viewOf = ({ changedBy, changedAt, ...version }: SettingsVersion, names: ReadonlyMap<string, string>): Omit<DuplicateSettingsView, 'history'> => ({
  ...version, changedBy: changedBy === null ? null : { id: changedBy, name: names.get(changedBy) ?? changedBy }, changedAt: isoOrNull(changedAt),
})
