import fs from 'node:fs'
import { hasApt, installPackages } from './debian-packages.mjs'
import { findCommand } from './find-command.mjs'
import { PlainError } from './plain-error.mjs'
import { isRoot } from './unprivileged-user.mjs'

const installed = () => findCommand('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome')

/** The browser for the end-to-end tests: CHROMIUM_PATH, else the machine's own, else installed from Debian (root). */
export async function ensureChromium() {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (fs.existsSync(wanted)) return wanted
    throw new PlainError(`CHROMIUM_PATH 无效 · there is no ${wanted}, the file named in CHROMIUM_PATH`)
  }
  const own = installed()
  if (own) return own
  if (isRoot() && hasApt()) {
    await installPackages(['chromium'])
    const file = installed()
    if (file) return file
  }
  throw new PlainError(
    '没有可用的浏览器 · The browser tests need Chromium. Install it (`apt-get install chromium`), set CHROMIUM_PATH, ' +
      'or leave these tests out with `npm test -- --no-browser`.',
  )
}
