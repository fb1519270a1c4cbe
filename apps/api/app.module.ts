import { Module, type DynamicModule } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { AccessGuard } from '@tongban/access/server'
import type { Clock } from '@tongban/kernel/core'
import { PlatformModule, type PlatformConfig } from '@tongban/platform/server'
import { PresenceModule, RealtimeModule } from '@tongban/realtime/server'
import { CONTEXT_MODULES } from './contexts.js'

@Module({})
export class ApiModule {
  static with(config: PlatformConfig, clock?: Clock): DynamicModule {
    return {
      module: ApiModule,
      imports: [PlatformModule.with({ service: 'api', config, entities: [], ...(clock ? { clock } : {}) }), ...CONTEXT_MODULES, RealtimeModule, PresenceModule],
      providers: [{ provide: APP_GUARD, useExisting: AccessGuard }],
    }
  }
}
