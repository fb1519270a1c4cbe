import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { MINUTE_MS, SECOND_MS } from '@tongban/kernel/core'
import { Background } from '@tongban/platform/server'
import { ClusterWindow } from './use-cases/cluster-window.use-case.js'
import { FireWarnings } from './use-cases/fire-warnings.use-case.js'
import { RaiseAlerts } from './use-cases/raise-alerts.use-case.js'

/** Every ten minutes the window is clustered anew and looked through for what is unusual; every ten seconds, whose time has run out. */
@Injectable()
export class TopicBeat implements OnModuleInit {
  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(ClusterWindow) private readonly clustering: ClusterWindow,
    @Inject(RaiseAlerts) private readonly raising: RaiseAlerts,
    @Inject(FireWarnings) private readonly firing: FireWarnings,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'topic.cluster_window', everyMs: 10 * MINUTE_MS, run: () => this.look() })
    this.background.registerTask({ name: 'topic.fire_warnings', everyMs: 10 * SECOND_MS, run: () => this.firing.fireDue() })
  }

  /** How many alerts are new. */
  async look(): Promise<number> {
    const clustered = await this.clustering.cluster()
    return clustered === null ? 0 : this.raising.raise(clustered)
  }
}
