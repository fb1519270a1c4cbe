/**
 * What antd and our pages expect of a browser and jsdom does not have. Layout is never measured here: pictures are judged in Chromium.
 */
import { TextDecoder, TextEncoder } from 'node:util'
import { configure } from '@testing-library/dom'

// A busy machine draws a page of antd in more than the second it is given by default; what never comes still fails, only later.
configure({ asyncUtilTimeout: 5_000 })

const missing = <T>(name: string, value: T): void => {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
}

class NoResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** antd's select closes its list in a task of its own. */
class TaskChannel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null }
  readonly port2 = { postMessage: (): void => void setTimeout(() => this.port1.onmessage?.(), 0) }
}

// jsdom has no fetch; Node's own Response is taken from the realm around the test, reached through a class that lives there
const outer = (TextEncoder.constructor as FunctionConstructor)('return globalThis')() as typeof globalThis
missing('Response', outer.Response)
missing('TextEncoder', TextEncoder)
missing('TextDecoder', TextDecoder)
missing('ResizeObserver', NoResizeObserver)
missing('MessageChannel', TaskChannel)
missing('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
}))

if (!('scrollIntoView' in Element.prototype))
  Object.defineProperty(Element.prototype, 'scrollIntoView', { value: () => undefined, writable: true })

// says "not implemented" on every pseudo-element antd measures
const styleOf = globalThis.getComputedStyle
globalThis.getComputedStyle = (element) => styleOf(element)
