import { Button, Checkbox, Input, Select, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import {
  ActionButton, DataState, formatMoment, PageScaffold, ProblemNote, useCommand, useRead, useUrlFilters,
} from '@tongban/ui/web'
import type { ResponseOf } from '@tongban/kernel/contract'
import {
  audienceSchema, channelSchema, mutableChannelSchema, NOTICE_EVENTS, noticeEventSchema, readRules, sendTest, writeRules, type Audience, type MutableChannel, type NoticeEvent, type NotificationRule,
} from '../contract/index.js'
import { useNotificationText } from './notification-strings.js'
import styles from './rules-page.module.css'

const keyOf = ({ event, audience, when }: Pick<NotificationRule, 'event' | 'audience' | 'when'>): string => `${event} ${audience} ${when}`
const FILTERS = { version: '' } as const

/** `/notification-rules`: the matrix event × audience × channel. A change becomes a new version with its reason; older ones can be looked at. */
export default function RulesPage(): ReactNode {
  const text = useNotificationText()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const version = /^\d{1,6}$/.test(filters.version) ? Number(filters.version) : undefined
  const read = useRead(readRules, { query: version === undefined ? {} : { version } })
  const [said, setSaid] = useState('')
  return (
    <PageScaffold title={text('rules.title')} permission="notification.configure" action={<TestSend onSaid={setSaid} />} aside={<span role="status">{said}</span>}>
      <DataState read={read}>
        {(data) => (
          <>
            <div className={styles.bar}>
              <Select<string>
                className={styles.history ?? ''}
                aria-label={text('rules.history')}
                value={filters.version}
                options={[
                  { value: '', label: text('rules.newest') },
                  ...data.history.map((one) => ({ value: String(one.version), label: one.version === 0 ? text('rules.shipped') : text('rules.version', { version: one.version }) })),
                ]}
                onChange={(value) => set({ version: value })}
              />
              <span className={styles.small}>
                {data.version === 0
                  ? text('rules.shipped')
                  : text('rules.current', { version: data.version, who: data.changedBy, moment: data.changedAt === null ? '' : formatMoment(data.changedAt), reason: data.reason })}
              </span>
            </div>
            <Matrix
              key={data.version}
              data={data}
              isOld={version !== undefined && version !== data.history[0]?.version}
              onSaved={(saved) => {
                set({ version: '' })
                setSaid(text('rules.saved', { version: saved }))
              }}
            />
          </>
        )}
      </DataState>
    </PageScaffold>
  )
}

function Matrix({ data, isOld, onSaved }: { readonly data: ResponseOf<typeof readRules>; readonly isOld: boolean; readonly onSaved: (version: number) => void }): ReactNode {
  const text = useNotificationText()
  const [rules, setRules] = useState<readonly NotificationRule[]>(data.rules)
  const [reason, setReason] = useState('')
  const save = useCommand(writeRules, { invalidates: [readRules], onDone: ({ version }) => onSaved(version) })
  const isChanged = JSON.stringify(rules) !== JSON.stringify(data.rules)
  const change = (rule: NotificationRule, changes: Partial<NotificationRule>): void => setRules(rules.map((one) => (keyOf(one) === keyOf(rule) ? { ...one, ...changes } : one)))
  const places = (rule: NotificationRule): { event: string; audience: string } => ({ event: NOTICE_EVENTS[rule.event], audience: text(`audience.${rule.audience}`) })
  const order = Object.keys(NOTICE_EVENTS)
  const shown = [...rules].sort((a, b) => order.indexOf(a.event) - order.indexOf(b.event))
  return (
    <>
      {isOld ? <p role="note">{text('rules.old')}</p> : <AddRule taken={rules} onAdd={(rule) => setRules([...rules, rule])} />}
      <Table<NotificationRule>
        size="small"
        rowKey={keyOf}
        pagination={false}
        scroll={{ x: 900 }}
        dataSource={shown}
        columns={[
          { key: 'event', title: text('rules.event'), width: 150, render: (_, { event }) => NOTICE_EVENTS[event], onCell: (rule, index) => ({ rowSpan: spanOf(shown, rule, index ?? 0) }) },
          { key: 'audience', title: text('rules.audience'), width: 130, render: (_, { audience }) => text(`audience.${audience}`) },
          { key: 'when', title: text('rules.when'), width: 90, render: (_, { when }) => text(when === 'always' ? 'rules.always' : 'rules.emergency') },
          {
            key: 'channels', title: text('rules.channels'),
            render: (_, rule) => (
              <fieldset className={styles.plain} aria-label={text('rules.channelsOf', places(rule))}>
                <Checkbox.Group
                  disabled={isOld}
                  value={[...rule.channels]}
                  options={channelSchema.options.filter((channel) => (channel === 'webhook') === (rule.audience === 'system')).map((value) => ({ value, label: text(`channel.${value}`) }))}
                  onChange={(channels) => change(rule, { channels })}
                />
              </fieldset>
            ),
          },
          {
            key: 'mayWait', title: text('rules.mayWait'), width: 90,
            render: (_, rule) => <Checkbox disabled={isOld} aria-label={text('rules.mayWaitOf', places(rule))} checked={rule.mayWait} onChange={({ target }) => change(rule, { mayWait: target.checked })} />,
          },
          {
            key: 'digest', title: text('rules.digest'), width: 110,
            render: (_, rule) => <Checkbox disabled={isOld} aria-label={text('rules.digestOf', places(rule))} checked={rule.digest} onChange={({ target }) => change(rule, { digest: target.checked })} />,
          },
          {
            key: 'remove', width: 70,
            render: (_, rule) =>
              isOld ? null : (
                <Button aria-label={text('rules.removeOf', places(rule))} onClick={() => setRules(rules.filter((one) => keyOf(one) !== keyOf(rule)))}>
                  {text('rules.remove')}
                </Button>
              ),
          },
        ]}
      />
      {isOld ? null : (
        <form
          className={styles.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (isChanged) void save.run({ body: { version: data.version, reason, rules: rules.map((rule) => ({ ...rule, channels: [...rule.channels] })) } })
          }}
        >
          <label className={styles.reason}>
            {text('rules.reason')}
            <Input value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
          </label>
          <ActionButton type="primary" htmlType="submit" loading={save.isRunning} {...(isChanged ? {} : { disabledReason: text('rules.unchanged') })}>
            {text('rules.save')}
          </ActionButton>
          <ProblemNote problem={save.problem} fieldNames={{ reason: text('rules.reason') }} />
        </form>
      )}
    </>
  )
}

/** The name of an event stands once beside all its cells. */
function spanOf(shown: readonly NotificationRule[], { event }: NotificationRule, index: number): number {
  if (shown[index - 1]?.event === event) return 0
  const after = shown.slice(index).findIndex((one) => one.event !== event)
  return after < 0 ? shown.length - index : after
}

function AddRule({ taken, onAdd }: { readonly taken: readonly NotificationRule[]; readonly onAdd: (rule: NotificationRule) => void }): ReactNode {
  const text = useNotificationText()
  const [draft, setDraft] = useState<{ event: NoticeEvent; audience: Audience; when: NotificationRule['when'] }>({ event: 'case.dispatched.v1', audience: 'leaders', when: 'always' })
  const exists = taken.some((one) => keyOf(one) === keyOf(draft))
  const isSystem = draft.audience === 'system'
  return (
    <div className={styles.bar}>
      <Select<NoticeEvent>
        className={styles.select ?? ''} aria-label={text('rules.event')} value={draft.event} onChange={(event) => setDraft({ ...draft, event })}
        options={noticeEventSchema.options.map((value) => ({ value, label: NOTICE_EVENTS[value] }))}
      />
      <Select<Audience>
        className={styles.select ?? ''} aria-label={text('rules.audience')} value={draft.audience} onChange={(audience) => setDraft({ ...draft, audience })}
        options={audienceSchema.options.map((value) => ({ value, label: text(`audience.${value}`) }))}
      />
      <Select<NotificationRule['when']>
        className={styles.select ?? ''} aria-label={text('rules.when')} value={draft.when} onChange={(when) => setDraft({ ...draft, when })}
        options={[{ value: 'always', label: text('rules.always') }, { value: 'emergency', label: text('rules.emergency') }]}
      />
      <ActionButton {...(exists ? { disabledReason: text('rules.exists') } : {})} onClick={() => onAdd({ ...draft, channels: [isSystem ? 'webhook' : 'in_app'], mayWait: true, digest: false })}>
        {text('rules.add')}
      </ActionButton>
    </div>
  )
}

function TestSend({ onSaid }: { readonly onSaid: (words: string) => void }): ReactNode {
  const text = useNotificationText()
  const [channel, setChannel] = useState<MutableChannel>('sms')
  const test = useCommand(sendTest, { onDone: () => onSaid(text('rules.tested')) })
  return (
    <span className={styles.bar}>
      <Select<MutableChannel> aria-label={text('log.channel')} value={channel} options={mutableChannelSchema.options.map((value) => ({ value, label: text(`channel.${value}`) }))} onChange={setChannel} />
      <Button loading={test.isRunning} onClick={() => void test.run({ body: { channel } })}>
        {text('rules.test')}
      </Button>
      <ProblemNote problem={test.problem} />
    </span>
  )
}
