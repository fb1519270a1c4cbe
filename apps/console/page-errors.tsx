import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { consoleText } from './console-strings.js'
import styles from './page-errors.module.css'

type State = { readonly failure: Error | null }

/** A page that throws, or whose code cannot be fetched any more after an update, takes nothing else with it. */
export class PageErrors extends Component<{ readonly children: ReactNode; readonly resetKey?: string }, State> {
  override state: State = { failure: null }

  static getDerivedStateFromError(failure: Error): State {
    return { failure }
  }

  override componentDidUpdate(before: { readonly resetKey?: string }): void {
    if (before.resetKey !== this.props.resetKey && this.state.failure !== null) this.setState({ failure: null })
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (failure === null) return this.props.children
    return (
      <main className={styles.failed} role="alert">
        <h1>{consoleText('page.failed')}</h1>
        <p>{consoleText('page.failedHint')}</p>
        <pre className={styles.what}>{failure.message}</pre>
        <Button type="primary" onClick={() => globalThis.location.reload()}>
          {consoleText('page.reload')}
        </Button>
      </main>
    )
  }
}
