import { Button, Checkbox, InputNumber, Switch } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { ActionButton, DataState, formatNear, formatPercent, MoreButton, ProblemNote, StatusBadge, useCan, useCommand, useLanguage, useNow, useRead, useReadPages, type Tone } from '@tongban/ui/web'
import {
  cancelTraining, changeSuggestionSettings, decideSuggestionModel, listSuggestionModels, readSuggestionEffect, readSuggestionState, startTraining,
} from '../contract/suggestion-endpoints.js'
import type { ModelState, SuggestionModelView, SuggestionSettings, TrainingView } from '../contract/suggestion-model.schema.js'
import { EffectPart } from './effect-part.js'
import styles from './suggestion-page.module.css'
import { useSuggestionText } from './suggestion-strings.js'

const STALE = [readSuggestionState, listSuggestionModels]
const TONE: Readonly<Record<ModelState, Tone>> = { candidate: 'neutral', active: 'good', retired: 'muted' }
const UNDER_WAY: readonly TrainingView['state'][] = ['gathering', 'queued', 'running']
/** Often enough to see a training move, rarely enough not to matter. */
const LOOK_EVERY_MS = 3_000

/** Switches, training, the models with what was measured of them, and what people made of the suggestions. */
export function ModelsPart(): ReactNode {
  const text = useSuggestionText()
  const state = useRead(readSuggestionState, {}, { refetchIntervalMs: LOOK_EVERY_MS })
  const effect = useRead(readSuggestionEffect, { query: {} })
  return (
    <DataState read={state}>
      {({ settings, active, activeAnswers, training }) => (
        <div className={styles.parts}>
          <Switches key={settings.version} settings={settings} />
          <p className={styles.active} role={active === null || activeAnswers ? undefined : 'alert'}>
            {active === null ? text('active.none') : text(activeAnswers ? 'active.is' : 'active.unreadable', { number: active.number })}
          </p>
          <Training training={training} />
          <Models key={`${active?.id} ${training?.modelId}`} />
          <DataState read={effect}>{(shown) => <EffectPart effect={shown} />}</DataState>
        </div>
      )}
    </DataState>
  )
}

function Switches({ settings }: { readonly settings: SuggestionSettings }): ReactNode {
  const text = useSuggestionText()
  const can = useCan()
  const command = useCommand(changeSuggestionSettings, { invalidates: [readSuggestionState] })
  const set = (change: Partial<SuggestionSettings>): void => void command.run({ body: { ...settings, ...change } })
  const toggle = (label: string, checked: boolean, onChange: (on: boolean) => void): ReactNode => (
    <span className={styles.row}>
      <Switch aria-label={label} disabled={!can('suggestion.configure')} loading={command.isRunning} checked={checked} checkedChildren={text('switch.on')} unCheckedChildren={text('switch.off')} onChange={onChange} />
      {label}
    </span>
  )
  return (
    <div className={styles.bar}>
      {toggle(text('switch.category'), settings.categoryOn, (categoryOn) => set({ categoryOn }))}
      {toggle(text('switch.urgency'), settings.urgencyOn, (urgencyOn) => set({ urgencyOn }))}
      <span className={styles.small}>{text('switch.hint')}</span>
      <ProblemNote problem={command.problem} />
    </div>
  )
}

function Training({ training }: { readonly training: TrainingView | null }): ReactNode {
  const text = useSuggestionText()
  const id = useId()
  const [minimum, setMinimum] = useState(5)
  const [activate, setActivate] = useState(false)
  const start = useCommand(startTraining, { invalidates: STALE })
  const cancel = useCommand(cancelTraining, { invalidates: STALE })
  const isUnderWay = training !== null && UNDER_WAY.includes(training.state)
  const can = useCan()
  return (
    <section className={`${styles.panel} ${styles.form}`} aria-label={text('train.title')}>
      <h2 className={styles.title}>{text('train.title')}</h2>
      <p className={styles.small}>{text('train.hint')}</p>
      {training === null ? null : <TrainingState training={training} />}
      {can('suggestion.configure') ? (
        <div className={styles.bar}>
          <label htmlFor={id}>{text('train.minimum')}</label>
          <InputNumber id={id} min={2} max={200} value={minimum} onChange={(value) => setMinimum(value ?? 5)} />
          <Checkbox checked={activate} onChange={(event) => setActivate(event.target.checked)}>{text('train.activate')}</Checkbox>
          <ActionButton type="primary" disabledReason={isUnderWay ? text('train.underWay') : null} loading={start.isRunning} onClick={() => void start.run({ body: { own: true, activate, minimumPerClass: minimum } })}>{text('train.start')}</ActionButton>
          {training !== null && (training.state === 'gathering' || training.state === 'queued') ? (
            <Button loading={cancel.isRunning} onClick={() => void cancel.run({ params: { trainingId: training.id } })}>{text('train.cancel')}</Button>
          ) : null}
        </div>
      ) : null}
      <ProblemNote problem={start.problem ?? cancel.problem} />
    </section>
  )
}

function TrainingState({ training: { state, stage, problem, requestedBy, requestedAt } }: { readonly training: TrainingView }): ReactNode {
  const text = useSuggestionText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const tone: Tone = state === 'done' ? 'good' : state === 'refused' ? 'bad' : state === 'cancelled' ? 'muted' : 'info'
  return (
    <p className={styles.head} role="status">
      <StatusBadge tone={tone} text={text(`train.state.${state}`)} />
      {state === 'running' ? <span>{text(`train.stage.${stage}`)}</span> : null}
      <span className={styles.small}>{text('train.last', { who: requestedBy.name, when: formatNear(requestedAt, now, language) })}</span>
      {problem === null ? null : <span className={styles.warn}>{language === 'zh' ? problem.zh : problem.en}</span>}
    </p>
  )
}

function Models(): ReactNode {
  const text = useSuggestionText()
  const pages = useReadPages(listSuggestionModels, { query: { limit: 20 } })
  return (
    <section aria-label={text('models.title')}>
      <h2 className={styles.title}>{text('models.title')}</h2>
      <DataState read={pages} isEmpty={(items: readonly SuggestionModelView[]) => items.length === 0} empty={{ title: text('models.empty'), hint: text('models.emptyHint') }}>
        {(items: readonly SuggestionModelView[]) => (
          <>
            <ul className={styles.list}>
              {items.map((model) => (
                <Model key={model.id} model={model} />
              ))}
            </ul>
            <MoreButton pages={pages} />
          </>
        )}
      </DataState>
    </section>
  )
}

function Model({ model }: { readonly model: SuggestionModelView }): ReactNode {
  const text = useSuggestionText()
  const can = useCan()
  const command = useCommand(decideSuggestionModel, { invalidates: STALE })
  const { id, number, state, examples, ownExamples, classes, figures, counts, fingerprint } = model
  const { accuracy, top3, macroF1, p99Ms } = figures
  const next = state === 'active' ? ('retired' as const) : ('active' as const)
  return (
    <li className={styles.entry}>
      <div className={styles.what}>
        <p className={styles.head}>
          <strong>{text('model.number', { number })}</strong>
          <StatusBadge tone={TONE[state]} text={text(`model.state.${state}`)} />
          <span>{text('model.data', { examples, own: ownExamples, classes })}</span>
        </p>
        <p title={text('model.measured')}>{text('model.figures', { accuracy: formatPercent(accuracy), top3: formatPercent(top3), f1: macroF1.toFixed(3), ms: p99Ms.toFixed(1) })}</p>
        <p className={styles.small}>
          {text('model.measured')} · {text('model.fingerprint', { hash: fingerprint.slice(0, 12) })}
        </p>
        <details className={styles.small}>
          <summary>{text('model.counts')}</summary>
          {counts.map(({ category, examples: count }) => text('model.count', { name: category.name, count })).join('，')}
        </details>
        <ProblemNote problem={command.problem} />
      </div>
      {can('suggestion.configure') ? (
        <Button
          size="small" type={next === 'active' ? 'primary' : 'default'} loading={command.isRunning} aria-label={`${text(next === 'active' ? 'model.activate' : 'model.retire')} ${number}`}
          onClick={() => void command.run({ params: { modelId: id }, body: { state: next } })}
        >
          {text(next === 'active' ? 'model.activate' : 'model.retire')}
        </Button>
      ) : null}
    </li>
  )
}
