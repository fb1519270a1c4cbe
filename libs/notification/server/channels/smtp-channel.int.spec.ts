import { mkdtemp, readFile, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { FakeClock } from '@tongban/testing/server'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { ChannelFailure, type Outgoing } from './delivery-channel.js'
import { FileChannel } from './file-channel.js'
import { SmtpChannel } from './smtp-channel.js'

const MESSAGE: Outgoing = { id: '0199a000-0000-7000-8000-000000000001', address: 'lead@example.org', title: '挂牌督办：工单 20261116000001', text: '11月21日 09:00前回复', link: '/cases/1', eventType: 'x', at: 0 }

let server: SMTPServer | undefined
afterEach(async () => {
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())))
  server = undefined
})

const mails: { text: string; to: string[]; user: string | undefined; secure: boolean }[] = []
async function start(options: SMTPServerOptions): Promise<number> {
  mails.length = 0
  server = new SMTPServer({
    logger: false, authOptional: true, disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push({ text: Buffer.concat(parts).toString('utf8'), to: session.envelope.rcptTo.map(({ address }) => address), user: session.user, secure: session.secure })
        done(null)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', () => resolve()))
  return (server.server.address() as AddressInfo).port
}
const channel = (url: string, startTls: 'required' | 'optional' = 'optional'): SmtpChannel => new SmtpChannel({ url, from: '通办 <12345@example.org>', startTls }, 'https://12345.example.org')
const failureOf = async (work: Promise<unknown>): Promise<ChannelFailure> => {
  const failure = await work.then(() => null, (error: unknown) => error)
  if (!(failure instanceof ChannelFailure)) throw new Error('it got out')
  return failure
}

describe('mail', () => {
  it('is taken by a real server, with our id and the way to the page', async () => {
    const port = await start({
      onAuth: ({ username, password }, _, done) => (username === 'u@x' && password === 'p/w' ? done(null, { user: 'known' }) : done(new Error('who?'))),
      allowInsecureAuth: true,
    })
    await channel(`smtp://u%40x:p%2Fw@127.0.0.1:${port}`).send(MESSAGE)
    const [mail] = mails
    expect(mail).toMatchObject({ to: ['lead@example.org'], user: 'known' })
    expect(mail?.text).toContain(`Message-ID: <${MESSAGE.id}@tongban>`)
    expect(mail?.text).toContain('https://12345.example.org/cases/1')
  })

  it('is not sent in the clear when STARTTLS is required and the server has none', async () => {
    const port = await start({})
    expect((await failureOf(channel(`smtp://127.0.0.1:${port}`, 'required').send(MESSAGE))).options.permanent).not.toBe(true)
    expect(mails).toEqual([])
  })

  it('is not sent where the certificate is not to be trusted', async () => {
    const port = await start({ disabledCommands: [] })
    await failureOf(channel(`smtp://127.0.0.1:${port}`, 'required').send(MESSAGE))
    expect(mails).toEqual([])
  })

  it.each([
    [550, true],
    [451, false],
  ])('whose address is answered with %i is given up: %s', async (responseCode, permanent) => {
    const port = await start({ onRcptTo: (_, __, done) => done(Object.assign(new Error('lead@example.org unknown'), { responseCode })) })
    const failure = await failureOf(channel(`smtp://127.0.0.1:${port}`).send(MESSAGE))
    expect(failure).toMatchObject({ message: `mail server answered ${responseCode}`, options: { permanent, ofMessage: true } })
  })

  it('that cannot be signed in for is the channel’s fault, and says nothing of the password', async () => {
    const port = await start({ authOptional: false, allowInsecureAuth: true, onAuth: (_, __, done) => done(new Error('no')) })
    const failure = await failureOf(channel(`smtp://u:hush@127.0.0.1:${port}`).send(MESSAGE))
    expect(failure).toMatchObject({ message: 'mail server answered 535', options: { permanent: false, ofMessage: false } })
    expect((await failureOf(channel('smtp://u:hush@127.0.0.1:1').send(MESSAGE))).message).not.toContain('hush')
    expect(channel('smtp://u:hush@127.0.0.1:1').description).toBe('e-mail goes through 127.0.0.1')
  })

  it('takes no second recipient from an address', async () => {
    const port = await start({})
    await channel(`smtp://127.0.0.1:${port}`).send({ ...MESSAGE, address: 'a@example.org,b@example.org' }).catch(() => undefined)
    expect(mails.flatMap(({ to }) => to)).not.toContain('b@example.org')
  })
})

it('without a provider it is written to a file only its owner reads, and says so', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tongban-file-'))
  const file = new FileChannel('sms', dir, new FakeClock())
  await file.send({ ...MESSAGE, address: '13947500001' })
  expect(JSON.parse(await readFile(join(dir, 'messages.log'), 'utf8'))).toMatchObject({ id: MESSAGE.id, phone: '13947500001', text: MESSAGE.text })
  expect((await stat(join(dir, 'messages.log'))).mode & 0o777).toBe(0o600)
  expect(file.description).toContain('reaches nobody')
})
