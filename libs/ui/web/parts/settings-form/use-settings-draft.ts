import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '@tongban/kernel/contract'
import { plainField, type ApiProblem } from '../../api/api-problem.js'
import type { CallInput } from '../../api/call.js'
import { useCommand } from '../../query/use-command.js'
import { readKey } from '../../query/use-read.js'
import { useCan } from '../../session/session-provider.js'
import { isSameValue, nestedOf, rebased, reasonMost, type DraftValues, type SettingField, type SettingsVersion, type SettingValues } from './setting-field.js'

/** An endpoint that answers with the settings in force and their history. */
export type SettingsEndpoint<View> = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType<View>>
export type Faults = Readonly<Record<string, string>>
/** `seen`: the version in force when the draft was begun. */
type Draft = { readonly seen: number; readonly values: DraftValues; readonly reason: string }

/** How the settings are read, sent and compared. */
export type SettingsSource<View> = {
  readonly reads: SettingsEndpoint<View>
  /** `{ version, reason, … }` in, the same answer as of `reads` out; its permission is what it takes to change. */
  readonly change: SettingsEndpoint<View>
  readonly versionOf: (one: Omit<View, 'history'>) => SettingsVersion
  /** What the body calls the version that was seen. */
  readonly versionName?: string
  /** Where in the body the values stand; absent: beside the reason. */
  readonly under?: string
  readonly shipped: SettingValues
}

export type SettingsWork = {
  readonly fields: readonly SettingField[]
  readonly now: SettingsVersion
  /** The newest first. */
  readonly history: readonly SettingsVersion[]
  readonly shipped: SettingValues
  /** What was in force when the draft was begun; undefined once it is gone from the history: then nothing is compared. */
  readonly begun: SettingValues | undefined
  readonly mayChange: boolean
  readonly values: DraftValues
  readonly reason: string
  readonly reasonMost: number | undefined
  readonly isStale: boolean
  readonly isSame: boolean
  readonly isSaving: boolean
  /** What was taken last, until something is edited again. */
  readonly saved: DraftValues | null
  /** What the contract says of the draft, by field. */
  readonly faults: Faults
  /** The server's word on single fields, where it knows more than the contract here. */
  readonly refused: Faults
  readonly problem: ApiProblem | null
  /** The fields as a refusal calls them. */
  readonly fieldNames: Readonly<Record<string, string>>
  readonly edit: (values: DraftValues) => void
  readonly explain: (reason: string) => void
  /** Somebody else's change has been looked at. */
  readonly takeOver: () => void
  readonly send: () => Promise<void>
}

/** A draft remembers what was in force when it was begun: if that moves on, whoever writes is told before anything is replaced. */
export function useSettingsDraft<View extends { readonly history: readonly object[] }>(source: SettingsSource<View>, data: View, fieldsIn: (view: View) => readonly SettingField[]): SettingsWork & { readonly view: View } {
  const { reads, change, versionOf, versionName = 'version', under, shipped } = source
  const client = useQueryClient()
  const mayChange = useCan()(change.permission)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [faults, setFaults] = useState<Faults>({})
  const [taken, setTaken] = useState<View | null>(null)
  const [saved, setSaved] = useState<DraftValues | null>(null)
  // whatever was refused: whoever was slower is shown what it is by now
  const command = useCommand(change, { invalidates: [reads], onRefused: () => void client.invalidateQueries({ queryKey: readKey(reads) }) })
  // what was just saved holds before it is read again: the old values do not come back for a moment, nor is anybody told of a change of their own
  const view = taken !== null && versionOf(taken).version > versionOf(data).version ? taken : data
  const fields = fieldsIn(view)
  const now = versionOf(view)
  const history = view.history.map((one) => versionOf(one as Omit<View, 'history'>))
  const shown: Draft = draft ?? { seen: now.version, values: now.values, reason: '' }
  const isStale = shown.seen !== now.version
  const isSame = Object.keys(now.values).every((key) => isSameValue(shown.values[key], now.values[key]))
  const begun = shown.seen === 0 ? shipped : history.find(({ version }) => version === shown.seen)?.values
  const edit = (changes: Partial<Draft>): void => {
    command.reset()
    setFaults({})
    setSaved(null)
    setDraft({ ...shown, ...changes })
  }
  const keyOf = (path: string): string => {
    const plain = under !== undefined && path.startsWith(`${under}.`) ? path.slice(under.length + 1) : path
    return fields.find(({ key }) => plain === key || plain.startsWith(`${key}.`))?.key ?? plain
  }
  const byField = (complaints: readonly (readonly [string, string])[]): Faults => {
    const first = new Map<string, string>()
    for (const [path, message] of complaints) if (!first.has(keyOf(path))) first.set(keyOf(path), message)
    return Object.fromEntries(first)
  }
  const send = async (): Promise<void> => {
    if (!mayChange || isSame || isStale) return
    const values = nestedOf(shown.values)
    const checked = change.body.safeParse({ [versionName]: shown.seen, reason: shown.reason, ...(under === undefined ? values : { [under]: values }) })
    setFaults(checked.success ? {} : byField(checked.error.issues.map(({ path, message }) => [path.join('.'), message])))
    const answer = checked.success ? await command.run({ body: checked.data } as CallInput<SettingsEndpoint<View>>) : null
    if (answer === null) return
    setTaken(answer)
    setSaved(shown.values)
    setDraft(null)
  }
  return {
    view, fields, now, history, shipped, begun, mayChange, isStale, isSame, saved, faults, send,
    values: shown.values,
    reason: shown.reason,
    reasonMost: reasonMost(change.body),
    isSaving: command.isRunning,
    refused: byField((command.problem?.errors ?? []).map(({ field, message }) => [plainField(field), message])),
    problem: command.problem,
    fieldNames: Object.fromEntries(fields.map(({ key, label }) => [under === undefined ? key : `${under}.${key}`, label])),
    edit: (values) => edit({ values: { ...shown.values, ...values } }),
    explain: (reason) => edit({ reason }),
    takeOver: () => edit({ seen: now.version, values: begun === undefined ? shown.values : rebased(shown.values, begun, now.values) }),
  }
}
