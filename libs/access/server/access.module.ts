import { Global, Inject, Module, type Provider } from '@nestjs/common'
import { Authenticator, StaffDirectory, SystemPrincipal, UserNames } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, DAY_MS, IdGen } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Background, Database, FieldCipher, LOGGER, PlatformConfig, RequestRedis } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { AccessSweeper } from './access-sweeper.js'
import { AddressLimit } from './address-limit.js'
import { CachedUserNames } from './cached-user-names.js'
import { AccessGuard } from './http/access.guard.js'
import { SessionController } from './http/session.controller.js'
import { MachinePrincipal } from './machine-principal.js'
import { PasswordHasher } from './password-hasher.js'
import { AccountStore } from './persistence/account.store.js'
import { RolesSeed } from './persistence/roles.seed.js'
import { SessionCache } from './persistence/session-cache.js'
import { SessionStore } from './persistence/session.store.js'
import { SignInStore } from './persistence/sign-in.store.js'
import { SessionAuthenticator } from './session-authenticator.js'
import { SessionViews } from './session-views.js'
import { StoredStaffDirectory } from './stored-staff-directory.js'
import { ProvisionUser } from './use-cases/provision-user.use-case.js'
import { SignIn } from './use-cases/sign-in.use-case.js'
import { SignOut } from './use-cases/sign-out.use-case.js'

const persistence: Provider[] = [
  {
    provide: AccountStore,
    useFactory: (database: Database, config: PlatformConfig) => new AccountStore(database, config.cityCode),
    inject: [Database, PlatformConfig],
  },
  {
    provide: SessionStore,
    useFactory: (database: Database, config: PlatformConfig) => new SessionStore(database, config.cityCode),
    inject: [Database, PlatformConfig],
  },
  {
    provide: SignInStore,
    useFactory: (database: Database, cipher: FieldCipher, config: PlatformConfig) => new SignInStore(database, cipher, config.cityCode),
    inject: [Database, FieldCipher, PlatformConfig],
  },
  {
    provide: SessionCache,
    useFactory: (redis: RequestRedis, clock: Clock, config: PlatformConfig, logger: Logger) =>
      new SessionCache(redis, clock, config, logger),
    inject: [RequestRedis, Clock, PlatformConfig, LOGGER],
  },
  {
    provide: AddressLimit,
    useFactory: (redis: RequestRedis, clock: Clock, config: PlatformConfig) => new AddressLimit(redis, clock, config),
    inject: [RequestRedis, Clock, PlatformConfig],
  },
]

const useCases: Provider[] = [
  {
    provide: SignIn,
    useFactory: (
      database: Database, config: PlatformConfig, names: SignInStore, sessions: SessionStore, hasher: PasswordHasher, limit: AddressLimit,
      audit: AuditTrail, clock: Clock, ids: IdGen,
    ) => new SignIn({ database, names, sessions, cityCode: config.cityCode }, hasher, limit, audit, clock, ids),
    inject: [Database, PlatformConfig, SignInStore, SessionStore, PasswordHasher, AddressLimit, AuditTrail, Clock, IdGen],
  },
  {
    provide: SignOut,
    useFactory: (
      database: Database, config: PlatformConfig, sessions: SessionStore, cache: SessionCache, audit: AuditTrail, clock: Clock,
    ) => new SignOut(database, sessions, cache, audit, clock, config.cityCode),
    inject: [Database, PlatformConfig, SessionStore, SessionCache, AuditTrail, Clock],
  },
  {
    provide: ProvisionUser,
    useFactory: (
      database: Database, config: PlatformConfig, accounts: AccountStore, sessions: SessionStore, cache: SessionCache,
      hasher: PasswordHasher, org: OrgDirectory, audit: AuditTrail, clock: Clock, ids: IdGen,
    ) => new ProvisionUser({ database, accounts, sessions, cache, cityCode: config.cityCode }, hasher, org, audit, clock, ids),
    inject: [Database, PlatformConfig, AccountStore, SessionStore, SessionCache, PasswordHasher, OrgDirectory, AuditTrail, Clock, IdGen],
  },
]

const ports: Provider[] = [
  {
    provide: Authenticator,
    useFactory: (store: SessionStore, cache: SessionCache, org: OrgDirectory, clock: Clock) =>
      new SessionAuthenticator(store, cache, org, clock),
    inject: [SessionStore, SessionCache, OrgDirectory, Clock],
  },
  { provide: SystemPrincipal, useClass: MachinePrincipal },
  {
    provide: UserNames,
    useFactory: (store: AccountStore, clock: Clock) => new CachedUserNames(store, clock),
    inject: [AccountStore, Clock],
  },
  {
    provide: StaffDirectory,
    useFactory: (database: Database, config: PlatformConfig) => new StoredStaffDirectory(database, config.cityCode),
    inject: [Database, PlatformConfig],
  },
]

/** Global: every context asks who acts and what they may see. Needs the modules that provide OrgDirectory and AuditTrail. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [
    ...persistence,
    ...useCases,
    ...ports,
    { provide: PasswordHasher, useFactory: () => new PasswordHasher() },
    {
      provide: SessionViews,
      useFactory: (store: SessionStore, org: OrgDirectory, clock: Clock) => new SessionViews(store, org, clock),
      inject: [SessionStore, OrgDirectory, Clock],
    },
    {
      provide: AccessSweeper,
      useFactory: (sessions: SessionStore, names: SignInStore, clock: Clock) => new AccessSweeper(sessions, names, clock),
      inject: [SessionStore, SignInStore, Clock],
    },
    { provide: RolesSeed, useFactory: () => new RolesSeed() },
    AccessGuard,
  ],
  exports: [Authenticator, StaffDirectory, SystemPrincipal, UserNames, AccessGuard, ProvisionUser, AccessSweeper, RolesSeed],
})
export class AccessModule {
  constructor(@Inject(Background) background: Background, @Inject(AccessSweeper) sweeper: AccessSweeper) {
    background.registerTask({ name: 'access.sweep', everyMs: DAY_MS, run: () => sweeper.sweep() })
  }
}
