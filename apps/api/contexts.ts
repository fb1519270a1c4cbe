import { AccessModule } from '@tongban/access/server'
import { AuditModule } from '@tongban/audit/server'
import { CallbackModule } from '@tongban/callback/server'
import { CaseModule } from '@tongban/case/server'
import { CitizenModule } from '@tongban/citizen/server'
import { DeadlineModule } from '@tongban/deadline/server'
import { DispatchModule } from '@tongban/dispatch/server'
import { DuplicateModule } from '@tongban/duplicate/server'
import { DutyModule } from '@tongban/duty/server'
import { IncidentModule } from '@tongban/incident/server'
import { IntakeModule } from '@tongban/intake/server'
import { NotificationModule } from '@tongban/notification/server'
import { OrgModule } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { ReportingModule } from '@tongban/reporting/server'
import { SuggestionModule } from '@tongban/suggestion/server'
import { SupervisionModule } from '@tongban/supervision/server'
import { TaxonomyModule } from '@tongban/taxonomy/server'
import { TopicModule } from '@tongban/topic/server'
import { WorktimeModule } from '@tongban/worktime/server'

/** Every context but realtime, which is composed differently in each process. A new context is one line here. */
export const CONTEXT_MODULES = [
  AuditModule, OrgModule, TaxonomyModule, WorktimeModule, AccessModule, CaseModule, DeadlineModule, PlaceModule, SuggestionModule, DispatchModule,
  DuplicateModule, IntakeModule, CallbackModule, DutyModule,
  SupervisionModule, IncidentModule, TopicModule, CitizenModule, NotificationModule, ReportingModule,
]
