import { Button, Checkbox, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, ProblemNote, useCommand, useRead } from '@tongban/ui/web'
import { mutableChannelSchema, readPreferences, writePreferences, type MutableChannel, type NotificationPreferences } from '../contract/index.js'
import { useNotificationText } from './notification-strings.js'
import styles from './preferences-dialog.module.css'

type Address = 'phone' | 'email' | 'wechat'
const ADDRESSES: readonly { readonly field: Address; readonly masked: 'phoneMasked' | 'emailMasked' | 'wechatMasked' }[] = [
  { field: 'phone', masked: 'phoneMasked' }, { field: 'email', masked: 'emailMasked' }, { field: 'wechat', masked: 'wechatMasked' },
]

/** Where this person is reached, and what they do not want to be bothered by. Addresses are shown masked; an empty field keeps what there is. */
export function PreferencesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useNotificationText()
  const read = useRead(readPreferences, {})
  return (
    <Modal title={text('ways.title')} open onCancel={onClose} footer={null} destroyOnHidden>
      <DataState read={read}>{(now) => <PreferencesForm now={now} onClose={onClose} />}</DataState>
    </Modal>
  )
}

function PreferencesForm({ now, onClose }: { readonly now: NotificationPreferences; readonly onClose: () => void }): ReactNode {
  const text = useNotificationText()
  const [draft, setDraft] = useState<Partial<Record<Address, string>>>({})
  const [muted, setMuted] = useState<readonly MutableChannel[]>(now.muted)
  const save = useCommand(writePreferences, { invalidates: [readPreferences], onDone: onClose })
  const submit = (): void => {
    const changed = Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ''))
    void save.run({ body: { ...changed, muted: [...muted] } })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {ADDRESSES.map(({ field, masked }) => {
        const address = now[masked]
        return (
          <label key={field} className={styles.field}>
            {text(`ways.${field}`)}
            <Input value={draft[field] ?? ''} placeholder={address === null ? text('ways.none') : text('ways.keep')} onChange={({ target }) => setDraft({ ...draft, [field]: target.value })} />
            {address === null ? null : <span className={styles.hint}>{text('ways.now', { address })}</span>}
          </label>
        )
      })}
      <fieldset className={styles.mute}>
        <legend>{text('ways.mute')}</legend>
        <Checkbox.Group<MutableChannel>
          value={[...muted]}
          options={mutableChannelSchema.options.map((value) => ({ value, label: text(`channel.${value}`) }))}
          onChange={setMuted}
        />
        <p className={styles.hint}>{text('ways.muteHint')}</p>
        {now.quietHours === null ? null : <p className={styles.hint}>{text('ways.quiet', now.quietHours)}</p>}
      </fieldset>
      <ProblemNote problem={save.problem} fieldNames={{ phone: text('ways.phone'), email: text('ways.email'), wechat: text('ways.wechat') }} />
      <div className={styles.foot}>
        <Button onClick={onClose}>{text('ways.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isRunning}>
          {text('ways.save')}
        </Button>
      </div>
    </form>
  )
}
