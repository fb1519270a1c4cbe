import { Button, Input, type InputRef } from 'antd'
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import { ACCESS_REFUSALS, signIn, type SessionView } from '@tongban/access/contract'
import { instant, MINUTE_MS } from '@tongban/kernel/core'
import { formatMoment, ProblemNote, useClock, useCommand, type ApiProblem } from '@tongban/ui/web'
import { useAccessText } from './access-strings.js'
import styles from './sign-in-page.module.css'

export type SignInPageProps = {
  readonly onSignedIn: (session: SessionView) => void
  /** True when a session ended while somebody was working. */
  readonly expired?: boolean
  /** Language switch and the like, from the console. */
  readonly foot?: ReactNode
}

type FieldName = 'userName' | 'password'

/** Who are you. Nothing else is on the page; the cursor stands in the user name. */
export default function SignInPage({ onSignedIn, expired = false, foot }: SignInPageProps): ReactNode {
  const text = useAccessText()
  const id = useId()
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<FieldName | null>(null)
  const [capsLock, setCapsLock] = useState(false)
  const userNameField = useRef<InputRef>(null)
  const passwordField = useRef<InputRef>(null)
  const command = useCommand(signIn, {
    onDone: onSignedIn,
    onRefused: (problem) => {
      // a wrong password is typed anew; the name is usually right
      if (problem.code !== ACCESS_REFUSALS.CREDENTIALS_WRONG) return
      setPassword('')
      passwordField.current?.focus()
    },
  })
  useEffect(() => {
    document.title = `${text('signIn.title')} · ${text('signIn.product')}`
  }, [text])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const first: FieldName | null = userName.trim() === '' ? 'userName' : password === '' ? 'password' : null
    setMissing(first)
    if (first !== null) {
      ;(first === 'userName' ? userNameField : passwordField).current?.focus()
      return
    }
    void command.run({ body: { userName: userName.trim(), password } })
  }
  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h1>{text('signIn.product')}</h1>
          <p>{text('signIn.tagline')}</p>
        </header>
        {expired && command.problem === null ? (
          <p className={styles.expired} role="status">
            {text('signIn.expired')}
          </p>
        ) : null}
        <div className={styles.field}>
          <label htmlFor={`${id}-name`}>{text('signIn.userName')}</label>
          <Input
            id={`${id}-name`}
            ref={userNameField}
            size="large"
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={userName}
            status={missing === 'userName' ? 'error' : ''}
            aria-invalid={missing === 'userName'}
            onChange={(event) => setUserName(event.target.value)}
          />
          <p className={styles.complaint}>
            {missing === 'userName' ? text('signIn.fieldMissing', { field: text('signIn.userName') }) : ''}
          </p>
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}-password`}>{text('signIn.password')}</label>
          <Input
            id={`${id}-password`}
            ref={passwordField}
            size="large"
            type="password"
            autoComplete="current-password"
            maxLength={200}
            value={password}
            status={missing === 'password' ? 'error' : ''}
            aria-invalid={missing === 'password'}
            onChange={(event) => setPassword(event.target.value)}
            onKeyUp={watchCapsLock}
          />
          <p className={styles.complaint}>
            {missing === 'password'
              ? text('signIn.fieldMissing', { field: text('signIn.password') })
              : capsLock
                ? text('signIn.capsLock')
                : ''}
          </p>
        </div>
        <div className={styles.refusal}>
          <Refusal problem={command.isRunning ? null : command.problem} />
        </div>
        <Button type="primary" size="large" block htmlType="submit" loading={command.isRunning}>
          {text('signIn.submit')}
        </Button>
      </form>
      <footer className={styles.foot}>{foot}</footer>
    </main>
  )
}

/** The two everyday refusals in plain words; anything else as the server says it. */
function Refusal({ problem }: { readonly problem: ApiProblem | null }): ReactNode {
  const text = useAccessText()
  const now = useClock()
  if (problem === null) return null
  const minutes = problem.params?.minutes
  if (problem.code === ACCESS_REFUSALS.ACCOUNT_LOCKED && typeof minutes === 'number') {
    const moment = formatMoment(instant(now() + minutes * MINUTE_MS), 'time')
    return <Plain title={text('signIn.locked')} hint={text('signIn.lockedHint', { minutes, moment })} />
  }
  if (problem.code === ACCESS_REFUSALS.CREDENTIALS_WRONG) return <Plain title={text('signIn.wrong')} hint={text('signIn.wrongHint')} />
  return <ProblemNote problem={problem} />
}

const Plain = ({ title, hint }: { readonly title: string; readonly hint: string }): ReactNode => (
  <div className={styles.plain} role="alert">
    <strong>{title}</strong>
    <p>{hint}</p>
  </div>
)
