import { Inject, Injectable } from '@nestjs/common'
import { StaffDirectory, type RoleId, type StaffMember } from '@tongban/access/contract'
import { CLOCK_LADDER_TYPE } from '@tongban/deadline/contract'
import { DutyContacts, dutyPostKey, type DutyContact } from '@tongban/duty/contract'
import type { Instant } from '@tongban/kernel/core'
import type { NotificationRule } from '../../contract/index.js'
import { dutyUnitsOf, peopleAsked, rulesFor, type House, type Notice, type PeopleQuery } from '../../domain/index.js'

/** Somebody a notice is for, and the cells of the matrix that name them. `contactId`: on a roster, so that its number can be used. */
export type Recipient = { readonly userId: string; readonly contactId: string | null; readonly rules: readonly NotificationRule[] }
export type Addressed = { readonly notice: Notice; readonly recipients: readonly Recipient[] }

/** The receiving system, as a reader of its own inbox. */
export const WEBHOOK_READER = '@webhook'
const contactReader = (contactId: string): string => `@contact:${contactId}`

/** At most a thousand people come back at once: so many units have far fewer. */
const UNITS_AT_ONCE = 60

/** Who hears an escalation nobody else would, the first that are there. */
const INSTEAD: readonly RoleId[] = ['supervisor', 'leader', 'discipline_inspector']
const isUnheard = ({ event }: Notice, recipients: readonly Recipient[]): boolean => event === CLOCK_LADDER_TYPE && recipients.every(({ userId }) => userId === WEBHOOK_READER)

/** Finds the people behind the audiences, a few questions for a whole handful of notices. */
@Injectable()
export class Recipients {
  constructor(
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
    @Inject(DutyContacts) private readonly duty: DutyContacts,
  ) {}

  /** Not those who did it themselves, nor anybody of a unit the matter is about. */
  async of(notices: readonly Notice[], rules: readonly NotificationRule[], house: House, now: Instant): Promise<Addressed[]> {
    const named = notices.map((notice) => ({ notice, cells: rulesFor(notice, rules) }))
    const people = await this.people(named.flatMap(({ notice, cells }) => cells.flatMap(({ audience }) => peopleAsked(audience, notice, house))))
    const onDuty = await this.onDuty(named.flatMap(({ notice, cells }) => (cells.some(({ audience }) => audience === 'duty') ? dutyUnitsOf(notice) : [])), now)
    const addressed = named.map(({ notice, cells }) => ({ notice, cells, recipients: gathered(notice, cells, house, people, onDuty) }))
    return Promise.all(addressed.map(async ({ notice, cells, recipients }) => ({ notice, recipients: isUnheard(notice, recipients) ? [...recipients, ...(await this.instead(notice, cells))] : recipients })))
  }

  /** Nobody whom a rung names is there, or the matter is about all of them: the supervisors hear it in their place, else who stands above these. */
  private async instead(notice: Notice, cells: readonly NotificationRule[]): Promise<Recipient[]> {
    const people = (await this.staff.staffOf({ unitIds: null, roles: INSTEAD })).filter(({ unitId }) => !notice.recusedUnitIds.includes(unitId))
    const role = INSTEAD.find((one) => people.some(({ roles }) => roles.includes(one)))
    const rules = cells.filter(({ audience }) => audience === 'targets')
    return role === undefined ? [] : people.filter(({ roles }) => roles.includes(role)).map(({ userId }) => ({ userId, contactId: null, rules }))
  }

  private async people(queries: readonly PeopleQuery[]): Promise<readonly StaffMember[]> {
    const cityRoles = [...new Set(queries.filter(({ unitIds }) => unitIds === null).flatMap(({ roles }) => roles))]
    const inUnits = queries.filter(({ unitIds }) => unitIds !== null)
    const unitIds = [...new Set(inUnits.flatMap((query) => query.unitIds ?? []))].sort()
    const unitRoles = [...new Set(inUnits.flatMap(({ roles }) => roles))]
    const found = cityRoles.length === 0 ? [] : [...(await this.staff.staffOf({ unitIds: null, roles: cityRoles }))]
    for (let start = 0; start < unitIds.length; start += UNITS_AT_ONCE) {
      found.push(...(await this.staff.staffOf({ unitIds: unitIds.slice(start, start + UNITS_AT_ONCE), roles: unitRoles })))
    }
    return found
  }

  /** Only those who are called first. */
  private async onDuty(unitIds: readonly string[], now: Instant): Promise<ReadonlyMap<string, readonly DutyContact[]>> {
    const units = [...new Set(unitIds)].slice(0, 200)
    if (units.length === 0) return new Map()
    const contacts = await this.duty.onDuty(units.map((unitId) => ({ unitId })), now)
    return new Map(
      units.map((unitId) => {
        const all = contacts.get(dutyPostKey({ unitId })) ?? []
        const first = Math.min(...all.map(({ line }) => line))
        return [unitId, all.filter(({ line }) => line === first)]
      }),
    )
  }
}

function gathered(notice: Notice, cells: readonly NotificationRule[], house: House, people: readonly StaffMember[], onDuty: ReadonlyMap<string, readonly DutyContact[]>): Recipient[] {
  const found = new Map<string, { contactId: string | null; rules: NotificationRule[] }>()
  const add = (userId: string, contactId: string | null, rule: NotificationRule): void => {
    if (notice.actorIds.includes(userId)) return
    const known = found.get(userId)
    if (known === undefined) return void found.set(userId, { contactId, rules: [rule] })
    known.rules.push(rule)
    known.contactId ??= contactId
  }
  const addContact = (userId: string | null, contactId: string | null, rule: NotificationRule): void => {
    if (userId !== null) add(userId, contactId, rule)
    else if (contactId !== null) add(contactReader(contactId), contactId, rule)
  }
  for (const rule of cells) {
    if (rule.audience === 'system') add(WEBHOOK_READER, null, rule)
    if (rule.audience === 'named') for (const { userId, contactId } of notice.places.named) addContact(userId, contactId, rule)
    if (rule.audience === 'issuer') for (const userId of notice.places.issuers) add(userId, null, rule)
    if (rule.audience === 'duty') {
      for (const unitId of dutyUnitsOf(notice)) {
        for (const { id, userId } of onDuty.get(unitId) ?? []) addContact(userId, id, rule)
      }
    }
    for (const query of peopleAsked(rule.audience, notice, house)) {
      for (const member of people) if (isAsked(member, query) && !notice.recusedUnitIds.includes(member.unitId)) add(member.userId, null, rule)
    }
  }
  // Of a unit the matter is about nobody hears, by whatever way they came in.
  const recused = new Set(people.filter(({ unitId }) => notice.recusedUnitIds.includes(unitId)).map(({ userId }) => userId))
  return [...found].filter(([userId]) => !recused.has(userId)).map(([userId, { contactId, rules }]) => ({ userId, contactId, rules }))
}

const isAsked = ({ unitId, roles }: StaffMember, query: PeopleQuery): boolean =>
  (query.unitIds === null || query.unitIds.includes(unitId)) && roles.some((role: RoleId) => query.roles.includes(role))
