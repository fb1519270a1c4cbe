import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS } from '@tongban/kernel/core'
import { Background } from '@tongban/platform/server'
import { KeepCalling } from './use-cases/keep-calling.use-case.js'
import { TellCases } from './use-cases/tell-cases.use-case.js'

/** Every second: whose wait ran out, and which cases have still to hear of their incident. */
@Injectable()
export class IncidentBeat implements OnModuleInit {
  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(KeepCalling) private readonly calling: KeepCalling,
    @Inject(TellCases) private readonly telling: TellCases,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'incident.keep_calling', everyMs: SECOND_MS, run: () => this.calling.sweep() })
    this.background.registerTask({ name: 'incident.tell_cases', everyMs: SECOND_MS, run: () => this.telling.tell() })
  }
}
