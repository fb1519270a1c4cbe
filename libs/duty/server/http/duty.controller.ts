import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import type { ResponseOf } from '@tongban/kernel/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { Result } from '@tongban/kernel/core'
import {
  addDutyEntry, copyDutyShifts, importDutyRosters, readDutyGaps, readDutyNow, readDutyRoster, removeDutyEntries, replaceDutyRoster, revealDutyPhone,
} from '../../contract/duty-endpoints.js'
import type { DutyPost } from '../../contract/ports.js'
import { EditRoster, type RosterEdit } from '../use-cases/edit-roster.use-case.js'
import { ImportRosters } from '../use-cases/import-rosters.use-case.js'
import { ReadDutyGaps } from '../use-cases/read-duty-gaps.use-case.js'
import { ReadDutyNow } from '../use-cases/read-duty-now.use-case.js'
import { ReadRoster } from '../use-cases/read-roster.use-case.js'

type Named = { readonly unitId?: string | undefined; readonly divisionCode?: string | undefined }
type By = RequestContext<Principal>

const postOf = ({ unitId, divisionCode }: Named): DutyPost => (unitId === undefined ? { divisionCode: divisionCode ?? '' } : { unitId })
const editOf = (body: Named & { readonly version: number }, by: Principal): RosterEdit => ({ post: postOf(body), version: body.version, by })

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}

@Controller()
export class DutyController {
  constructor(
    @Inject(ReadRoster) private readonly rosters: ReadRoster,
    @Inject(ReadDutyNow) private readonly now: ReadDutyNow,
    @Inject(ReadDutyGaps) private readonly gaps: ReadDutyGaps,
    @Inject(EditRoster) private readonly edits: EditRoster,
    @Inject(ImportRosters) private readonly imports: ImportRosters,
  ) {}

  @HttpEndpoint(readDutyRoster)
  async roster(@Input() { query }: InputOf<typeof readDutyRoster>, @Caller() { principal }: By): Promise<ResponseOf<typeof readDutyRoster>> {
    return valueOf(await this.rosters.of(postOf(query), query.from ?? null, principal))
  }

  @HttpEndpoint(replaceDutyRoster)
  async replace(@Input() { body }: InputOf<typeof replaceDutyRoster>, @Caller() { principal }: By): Promise<ResponseOf<typeof replaceDutyRoster>> {
    return valueOf(await this.edits.replace(editOf(body, principal), body.entries))
  }

  @HttpEndpoint(addDutyEntry)
  async add(@Input() { body }: InputOf<typeof addDutyEntry>, @Caller() { principal }: By): Promise<ResponseOf<typeof addDutyEntry>> {
    return valueOf(await this.edits.add(editOf(body, principal), body.entry))
  }

  @HttpEndpoint(removeDutyEntries)
  async remove(@Input() { body }: InputOf<typeof removeDutyEntries>, @Caller() { principal }: By): Promise<ResponseOf<typeof removeDutyEntries>> {
    return valueOf(await this.edits.remove(editOf(body, principal), body.entryIds))
  }

  @HttpEndpoint(copyDutyShifts)
  async copy(@Input() { body }: InputOf<typeof copyDutyShifts>, @Caller() { principal }: By): Promise<ResponseOf<typeof copyDutyShifts>> {
    return valueOf(await this.edits.copy(editOf(body, principal), body.period, body.into))
  }

  @HttpEndpoint(importDutyRosters)
  async import(@Input() { body }: InputOf<typeof importDutyRosters>, @Caller() { principal }: By): Promise<ResponseOf<typeof importDutyRosters>> {
    return valueOf(await this.imports.take(body.csv, body.mode, principal))
  }

  @HttpEndpoint(readDutyNow)
  async onDutyNow(@Input() { query }: InputOf<typeof readDutyNow>, @Caller() { principal }: By): Promise<ResponseOf<typeof readDutyNow>> {
    return valueOf(await this.now.of(query, principal))
  }

  @HttpEndpoint(revealDutyPhone)
  async reveal(@Input() { params, body }: InputOf<typeof revealDutyPhone>, @Caller() { principal }: By): Promise<ResponseOf<typeof revealDutyPhone>> {
    return valueOf(await this.now.reveal(params.contactId, body.reason, principal))
  }

  @HttpEndpoint(readDutyGaps)
  async uncovered(@Input() { query }: InputOf<typeof readDutyGaps>): Promise<ResponseOf<typeof readDutyGaps>> {
    return valueOf(await this.gaps.of(query))
  }
}
