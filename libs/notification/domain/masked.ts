import type { MutableChannel } from '../contract/index.js'

/** 138••••5678, l••@example.org, oGZ••••3f: enough to recognise one's own. */
export function maskedAddress(channel: MutableChannel, address: string): string {
  if (channel === 'email') {
    const [name = '', domain = ''] = address.split('@')
    return `${name.slice(0, 1)}••@${domain}`
  }
  return address.length > 7 ? `${address.slice(0, 3)}••••${address.slice(-4)}` : `••••${address.slice(-3)}`
}
