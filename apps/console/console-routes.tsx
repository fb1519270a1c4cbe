import { lazy, Suspense, type ReactNode } from 'react'
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router'
import type { SessionView } from '@tongban/access/contract'
import { accessPages } from '@tongban/access/web'
import { callbackPages } from '@tongban/callback/web'
import { casePages, UnsentWorkProvider } from '@tongban/case/web'
import { dispatchPages } from '@tongban/dispatch/web'
import { duplicatePages } from '@tongban/duplicate/web'
import { dutyPages } from '@tongban/duty/web'
import { incidentPages } from '@tongban/incident/web'
import { intakePages } from '@tongban/intake/web'
import { notificationPages } from '@tongban/notification/web'
import { HINT_EVENT, namesNothing, SOCKET_PATH } from '@tongban/realtime/contract'
import { placePages } from '@tongban/place/web'
import { reportingPages } from '@tongban/reporting/web'
import { suggestionPages } from '@tongban/suggestion/web'
import { supervisionPages, supervisionPanels } from '@tongban/supervision/web'
import { topicPages } from '@tongban/topic/web'
import { HintsProvider, LoadingState, SessionProvider } from '@tongban/ui/web'
import { worktimePages } from '@tongban/worktime/web'
import { ConsoleSlots } from './console-slots.js'
import { HomePage, NotFoundPage } from './home-page.js'
import { ConsoleShell } from './layout/console-shell.js'
import { LanguageSwitch } from './layout/language-switch.js'
import { PageErrors } from './page-errors.js'
import { mayOpen } from './navigation.js'
import type { Gate } from './session/session-gate.js'

const SignIn = lazy(accessPages.SignIn)
const Intake = lazy(intakePages.Intake)
const Pool = lazy(dispatchPages.Pool)
const Catalogue = lazy(dispatchPages.Catalogue)
const Proposals = lazy(dispatchPages.Proposals)
const DryRuns = lazy(dispatchPages.DryRuns)
const DispatchSettings = lazy(dispatchPages.Settings)
const DuplicateSettings = lazy(duplicatePages.Settings)
const RequestQueue = lazy(casePages.RequestQueue)
const Disputes = lazy(casePages.Disputes)
const Precedents = lazy(casePages.Precedents)
const ShelvingLedger = lazy(casePages.ShelvingLedger)
const Inbox = lazy(casePages.Inbox)
const ReviewQueue = lazy(casePages.ReviewQueue)
const CaseList = lazy(casePages.CaseList)
const CasePage = lazy(casePages.CasePage)
const CallbackQueue = lazy(callbackPages.CallbackQueue)
const Topics = lazy(topicPages.Topics)
const Topic = lazy(topicPages.Topic)
const TopicAlert = lazy(topicPages.TopicAlert)
const TopicTasks = lazy(topicPages.TopicTasks)
const TopicSettings = lazy(topicPages.Settings)
const Incidents = lazy(incidentPages.Incidents)
const Incident = lazy(incidentPages.Incident)
const OpenIncident = lazy(incidentPages.OpenIncident)
const Risk = lazy(() => import('@tongban/deadline/web').then(({ riskPages }) => riskPages.Risk()))
const Duty = lazy(dutyPages.Duty)
const IssueOrder = lazy(supervisionPanels.IssueOrder)
const Board = lazy(reportingPages.Board)
const Measures = lazy(reportingPages.Measures)
const DispatchQuality = lazy(reportingPages.DispatchQuality)
const SupervisionLedger = lazy(supervisionPages.Ledger)
const SupervisionOrder = lazy(supervisionPages.Order)
const Notices = lazy(notificationPages.Inbox)
const DeliveryLog = lazy(notificationPages.DeliveryLog)
const NoticeRules = lazy(notificationPages.Rules)
const Gazetteer = lazy(placePages.Gazetteer)
const Suggestions = lazy(suggestionPages.Suggestions)
const Calendar = lazy(worktimePages.Calendar)
const Policies = lazy(() => import('@tongban/deadline/web').then(({ deadlinePages }) => deadlinePages.Policies()))

type CameFrom = { readonly from?: string } | null

/** Every address of the console. */
export function ConsoleRoutes({ gate }: { readonly gate: Gate }): ReactNode {
  return gate.session === null ? <SignedOut gate={gate} /> : <SignedIn gate={gate} session={gate.session} />
}

function SignedOut({ gate }: { readonly gate: Gate }): ReactNode {
  const { pathname, search } = useLocation()
  // who leaves on purpose leaves nothing behind for the next person at this desk
  const from: CameFrom = gate.absence === 'left' ? null : { from: `${pathname}${search}` }
  return (
    <Suspense fallback={<LoadingState />}>
      <Routes>
        <Route
          path="/sign-in"
          element={<SignIn onSignedIn={gate.enter} expired={gate.absence === 'expired'} foot={<LanguageSwitch />} />}
        />
        <Route path="*" element={<Navigate to="/sign-in" replace state={from} />} />
      </Routes>
    </Suspense>
  )
}

function SignedIn({ gate, session }: { readonly gate: Gate; readonly session: SessionView }): ReactNode {
  const { pathname } = useLocation()
  return (
    <Standing session={session}>
      <Routes>
        <Route path="/sign-in" element={<BackToWork session={session} />} />
        <Route
          path="/board"
          element={
            <Page place={pathname}>
              <Board />
            </Page>
          }
        />
        <Route
          element={
            <ConsoleShell session={session} onSignOut={gate.leave}>
              <Page place={pathname}>
                <Outlet />
              </Page>
            </ConsoleShell>
          }
        >
          <Route path="/" element={<HomePage session={session} onSignOut={gate.leave} />} />
          <Route path="/intake" element={<Intake />} />
          <Route path="/pool" element={<Pool />} />
          <Route path="/inbox" element={<Inbox />} />
          <Route path="/review" element={<ReviewQueue />} />
          <Route path="/callback" element={<CallbackQueue />} />
          <Route path="/risk" element={<Risk IssueOrder={IssueOrder} />} />
          <Route path="/duty" element={<Duty />} />
          <Route path="/cases" element={<CaseList />} />
          <Route path="/cases/:caseId" element={<CasePage />} />
          <Route path="/requests" element={<RequestQueue />} />
          <Route path="/disputes" element={<Disputes />} />
          <Route path="/precedents" element={<Precedents />} />
          <Route path="/shelving" element={<ShelvingLedger />} />
          <Route path="/catalogue" element={<Catalogue />} />
          <Route path="/catalogue-proposals" element={<Proposals />} />
          <Route path="/catalogue-dry-runs" element={<DryRuns />} />
          <Route path="/dispatch-quality" element={<DispatchQuality />} />
          <Route path="/problem-cases" element={<CaseList preset="problem" />} />
          <Route path="/topics" element={<Topics />} />
          <Route path="/topics/tasks" element={<TopicTasks />} />
          <Route path="/topics/alerts/:alertId" element={<TopicAlert />} />
          <Route path="/topics/:topicId" element={<Topic />} />
          <Route path="/incidents" element={<Incidents />} />
          <Route path="/incidents/new" element={<OpenIncident />} />
          <Route path="/incidents/:incidentId" element={<Incident />} />
          <Route path="/supervision" element={<SupervisionLedger />} />
          <Route path="/supervision/:orderId" element={<SupervisionOrder />} />
          <Route path="/measures" element={<Measures />} />
          <Route path="/notifications" element={<Notices />} />
          <Route path="/notification-log" element={<DeliveryLog />} />
          <Route path="/notification-rules" element={<NoticeRules />} />
          <Route path="/gazetteer" element={<Gazetteer />} />
          <Route path="/suggestions" element={<Suggestions />} />
          <Route path="/calendar" element={<Calendar />} />
          <Route path="/policies" element={<Policies />} />
          <Route path="/dispatch-settings" element={<DispatchSettings />} />
          <Route path="/duplicate-settings" element={<DuplicateSettings />} />
          <Route path="/topic-settings" element={<TopicSettings />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Standing>
  )
}

/** What every page of a signed-in person stands on. */
const Standing = ({ session, children }: { readonly session: SessionView; readonly children: ReactNode }): ReactNode => (
  <SessionProvider session={session}>
    <HintsProvider path={SOCKET_PATH} event={HINT_EVENT} namesNothing={namesNothing}>
      <UnsentWorkProvider>
        <ConsoleSlots>{children}</ConsoleSlots>
      </UnsentWorkProvider>
    </HintsProvider>
  </SessionProvider>
)

const Page = ({ place, children }: { readonly place: string; readonly children: ReactNode }): ReactNode => (
  <PageErrors resetKey={place}>
    <Suspense fallback={<LoadingState />}>{children}</Suspense>
  </PageErrors>
)

/** After signing in: back to where the session ended if this person may go there, else to the role's own first page. */
function BackToWork({ session }: { readonly session: SessionView }): ReactNode {
  const from = (useLocation().state as CameFrom)?.from
  return <Navigate to={from !== undefined && mayOpen(from, session.permissions) ? from : '/'} replace />
}
