import { Global, Module } from '@nestjs/common'
import { OrgDirectory } from '../contract/org-directory.js'
import { OrgController } from './http/org.controller.js'
import { OrgFreshness } from './org-freshness.js'
import { OrgSeed } from './org.seed.js'
import { OrgDirectoryProvider } from './persistence/org-directory-provider.js'

/** Global: every context asks the OrgDirectory of the contract. */
@Global()
@Module({
  controllers: [OrgController],
  providers: [OrgDirectoryProvider, { provide: OrgDirectory, useExisting: OrgDirectoryProvider }, OrgSeed, OrgFreshness],
  exports: [OrgDirectory, OrgSeed],
})
export class OrgModule {}
