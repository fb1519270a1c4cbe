import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { DataState, PageScaffold, useCan, useCommand, useRead } from '@tongban/ui/web'
import { AUTOMATIC_THRESHOLD_MIN, AUTOMATIC_THRESHOLD_SHIPPED } from '../../contract/dry-run.schema.js'
import { changeDispatchThreshold, readDispatchThreshold, type DispatchThresholdView } from '../../contract/dry-run-threshold.js'
import { CLAIM_LEASE, readBenchSettings, writeBenchSettings, type BenchSettingsView } from '../../contract/pool-endpoints.js'
import { OneSetting, type SettingFaults, type SettingVersion } from './one-setting.js'
import { useSettingsText } from './settings-strings.js'
import styles from './settings.module.css'

/** `/dispatch-settings`: how sure the system must be to dispatch by itself, and how long a claim of the bench lasts. */
export default function DispatchSettingsPage(): ReactNode {
  const text = useSettingsText()
  return (
    <PageScaffold title={text('title')} permission="catalogue.read">
      <div className={styles.page}>
        <Automatic />
        <Lease />
      </div>
    </PageScaffold>
  )
}

const faultsIn = ({ success, error }: z.ZodSafeParseResult<unknown>, field: string): SettingFaults | null => {
  if (success) return null
  const of = (name: string): string | undefined => error.issues.find(({ path }) => path[0] === name)?.message
  return { value: of(field), reason: of('reason') }
}

function Automatic(): ReactNode {
  const text = useSettingsText()
  const can = useCan()
  const read = useRead(readDispatchThreshold, {})
  const change = useCommand(changeDispatchThreshold, { invalidates: [readDispatchThreshold], onRefused: () => void read.refetch() })
  const versionOf = ({ revision, automatic, ...rest }: Omit<DispatchThresholdView, 'history'>): SettingVersion => ({ ...rest, version: revision, value: automatic })
  return (
    <DataState read={read}>
      {(data) => (
        <OneSetting
          name="automatic" now={versionOf(data)} history={data.history.map(versionOf)} mayChange={can('catalogue.edit')} isSaving={change.isRunning} problem={change.problem} onForget={change.reset}
          range={{ least: AUTOMATIC_THRESHOLD_MIN, most: 1, shipped: AUTOMATIC_THRESHOLD_SHIPPED, step: 0.05 }}
          faultsOf={({ seen, value, reason }) => faultsIn(changeDispatchThreshold.body.safeParse({ automatic: value, reason, revision: seen }), 'automatic')}
          onSave={async ({ seen, value, reason }) => value !== null && (await change.run({ body: { automatic: value, reason, revision: seen } })) !== null}
          trial={
            <p>
              <Link to="/catalogue-dry-runs">{text('tryFirst')}</Link> <span className={styles.small}>{text('tryHint')}</span>
            </p>
          }
        />
      )}
    </DataState>
  )
}

function Lease(): ReactNode {
  const can = useCan()
  const read = useRead(readBenchSettings, {})
  const change = useCommand(writeBenchSettings, { invalidates: [readBenchSettings], onRefused: () => void read.refetch() })
  const versionOf = ({ claimLeaseSeconds, ...rest }: Omit<BenchSettingsView, 'history'>): SettingVersion => ({ ...rest, value: claimLeaseSeconds })
  return (
    <DataState read={read}>
      {(data) => (
        <OneSetting
          name="lease" now={versionOf(data)} history={data.history.map(versionOf)} mayChange={can('system.configure')} isSaving={change.isRunning} problem={change.problem} onForget={change.reset}
          range={{ ...CLAIM_LEASE, step: 30 }}
          faultsOf={({ seen, value, reason }) => faultsIn(writeBenchSettings.body.safeParse({ claimLeaseSeconds: value, reason, version: seen }), 'claimLeaseSeconds')}
          onSave={async ({ seen, value, reason }) => value !== null && (await change.run({ body: { claimLeaseSeconds: value, reason, version: seen } })) !== null}
        />
      )}
    </DataState>
  )
}
