import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { boundsIn, PageScaffold, SettingsForm } from '@tongban/ui/web'
import { AUTOMATIC_THRESHOLD_SHIPPED } from '../../contract/dry-run.schema.js'
import { changeDispatchThreshold, readDispatchThreshold, type DispatchThresholdView } from '../../contract/dry-run-threshold.js'
import { CLAIM_LEASE, readBenchSettings, writeBenchSettings, type BenchSettingsView } from '../../contract/pool-endpoints.js'
import { useSettingsText } from './settings-strings.js'
import styles from './settings.module.css'

/** `/dispatch-settings`: how sure the system must be to dispatch by itself, and how long a claim of the bench lasts. */
export default function DispatchSettingsPage(): ReactNode {
  const text = useSettingsText()
  return (
    <PageScaffold title={text('title')} permission="catalogue.read">
      <Automatic />
      <Lease />
    </PageScaffold>
  )
}

function Automatic(): ReactNode {
  const text = useSettingsText()
  const trial = (
    <p>
      <Link to="/catalogue-dry-runs">{text('tryFirst')}</Link> <span className={styles.hint}>{text('tryHint')}</span>
    </p>
  )
  return (
    <SettingsForm<DispatchThresholdView>
      title={text('automatic.name')} hint={text('automatic.effect')} reads={readDispatchThreshold} change={changeDispatchThreshold} versionName="revision"
      versionOf={({ revision, automatic, ...rest }) => ({ ...rest, version: revision, values: { automatic } })}
      shipped={{ automatic: AUTOMATIC_THRESHOLD_SHIPPED }}
      sections={() => [{ own: trial }, { fields: [{ key: 'automatic', label: text('automatic.name'), help: text('automatic.what'), step: 0.05, ...boundsIn(changeDispatchThreshold.body, 'automatic') }] }]}
    />
  )
}

function Lease(): ReactNode {
  const text = useSettingsText()
  const field = {
    key: 'claimLeaseSeconds', label: text('lease.name'), help: text('lease.what'), step: 30, unit: text('seconds'), ...boundsIn(writeBenchSettings.body, 'claimLeaseSeconds'),
    words: (value: number) => text('lease.value', { value, minutes: Number((value / 60).toFixed(1)) }),
  }
  return (
    <SettingsForm<BenchSettingsView>
      title={text('lease.name')} hint={text('lease.effect')} reads={readBenchSettings} change={writeBenchSettings} shipped={{ claimLeaseSeconds: CLAIM_LEASE.shipped }}
      versionOf={({ claimLeaseSeconds, ...rest }) => ({ ...rest, values: { claimLeaseSeconds } })} sections={() => [{ fields: [field] }]}
    />
  )
}
