import { Global, Inject, Module } from '@nestjs/common'
import { AuditLog, AuditTrail } from '@tongban/audit/contract'
import { Background, Database, PlatformConfig } from '@tongban/platform/server'
import { AuditLogReadModel } from './audit-log.read-model.js'
import { AuditSealer } from './audit-sealer.js'
import { AuditTrailStore } from './audit-trail.store.js'

const SEAL_EVERY_MS = 1_000

/** Global: whatever is done is recorded through the contract's AuditTrail. */
@Global()
@Module({
  providers: [
    {
      provide: AuditTrail,
      useFactory: (database: Database, config: PlatformConfig) => new AuditTrailStore(database, config.cityCode),
      inject: [Database, PlatformConfig],
    },
    {
      provide: AuditLog,
      useFactory: (database: Database, config: PlatformConfig) => new AuditLogReadModel(database, config.cityCode),
      inject: [Database, PlatformConfig],
    },
    {
      provide: AuditSealer,
      useFactory: (database: Database, config: PlatformConfig) => new AuditSealer(database, config.cityCode),
      inject: [Database, PlatformConfig],
    },
  ],
  exports: [AuditTrail, AuditLog, AuditSealer],
})
export class AuditModule {
  constructor(@Inject(Background) background: Background, @Inject(AuditSealer) sealer: AuditSealer) {
    background.registerTask({ name: 'audit.seal', everyMs: SEAL_EVERY_MS, run: () => sealer.seal() })
  }
}
