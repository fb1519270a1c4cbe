import type { Instant } from '@tongban/kernel/core'
import { ApiProblem } from '@tongban/ui/web'
import type { PlaceAndTime } from '../../contract/index.js'
import { caseText } from '../strings/case-strings.js'
import type { HandlingStep } from '../inbox/next-action.js'
import type { PhotoStore } from './photo-store.js'

/** `claim`: when and where it was taken, read before it was made smaller. */
export type UnsentPhoto = { readonly id: string; readonly fileName: string; readonly attachmentId: string | null; readonly claim?: PlaceAndTime | null }

/** Something a person has finished and pressed "send" on, that the server has not acknowledged yet. */
export type UnsentWork = {
  /** The Idempotency-Key of every try: however often the line breaks, it is done once. */
  readonly key: string
  readonly action: HandlingStep
  readonly assignmentId: string
  readonly caseId: string
  readonly number: string
  readonly title: string
  /** Without a `version`: a clock that warned meanwhile must not undo an hour in the field; the state of the assignment guards the step. */
  readonly body: Readonly<Record<string, unknown>>
  readonly photos: readonly UnsentPhoto[]
  readonly savedAt: number
  /**
   * `fresh`: on its first way out, its form still shows; `waiting`: goes out by itself; `refused`: the server said no while nobody was
   * looking, a person must decide.
   */
  readonly state: 'fresh' | 'waiting' | 'refused'
  readonly problem: string | null
}

export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'waiting'; readonly problem: ApiProblem }
  | { readonly kind: 'refused'; readonly problem: ApiProblem }

export type UnsentBoxPorts = {
  readonly store: { read: (key: string) => string | null; write: (key: string, value: string) => boolean; remove: (key: string) => void }
  readonly photos: PhotoStore
  readonly now: () => Instant
  readonly newKey: () => string
  readonly upload: (photo: Blob, fileName: string, claim: PlaceAndTime | null) => Promise<string>
  readonly send: (work: UnsentWork) => Promise<void>
  readonly asProblem: (error: unknown) => ApiProblem
}

/**
 * The outbox of one person on this device. What is in it survives a reload, is marked as unsent on the screen, and goes out by itself.
 * localStorage is the truth, so that two tabs see one box.
 */
export class UnsentBox {
  private readonly listeners = new Set<() => void>()
  private readonly sending = new Map<string, Promise<Delivery>>()
  private seen: { raw: string | null; works: readonly UnsentWork[] } = { raw: null, works: [] }
  private unkept: readonly UnsentWork[] | null = null

  constructor(
    private readonly userId: string,
    private readonly ports: UnsentBoxPorts,
  ) {}

  private get storeKey(): string {
    return `tongban.unsent.${this.userId}`
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** The same array as long as nothing changed. */
  readonly works = (): readonly UnsentWork[] => {
    if (this.unkept !== null) return this.unkept
    const raw = this.ports.store.read(this.storeKey)
    if (raw !== this.seen.raw) this.seen = { raw, works: parse(raw) }
    return this.seen.works
  }

  /** Another tab has changed the box. */
  readonly changedElsewhere = (): void => this.tell()

  isSending(key: string): boolean {
    return this.sending.has(key)
  }

  /** Keeps the work first and sends it then: a page that dies in between has lost nothing. A refusal gives it back to the form. */
  async submit(draft: Omit<UnsentWork, 'key' | 'savedAt' | 'state' | 'problem'>): Promise<Delivery> {
    const work: UnsentWork = { ...draft, key: this.ports.newKey(), savedAt: this.ports.now(), state: 'fresh', problem: null }
    this.write([...this.works(), work])
    const delivery = await this.deliver(work.key)
    if (delivery.kind === 'refused') this.write(this.works().filter(({ key }) => key !== work.key))
    return delivery
  }

  /** Tries everything that waits, oldest first; stops at the first that the network does not carry. */
  async flush(): Promise<void> {
    for (const work of this.works().filter(({ state }) => state !== 'refused')) {
      const delivery = await this.deliver(work.key)
      if (delivery.kind === 'waiting') return
    }
  }

  /** Out of the box and back to its writer: the photos stay on the device for the form that is opened with them. */
  takeBack(key: string): void {
    this.write(this.works().filter((item) => item.key !== key))
  }

  async discard(key: string): Promise<void> {
    const work = this.find(key)
    this.write(this.works().filter((item) => item.key !== key))
    for (const photo of work?.photos ?? []) await this.ports.photos.remove(photo.id)
  }

  /** One try at a time per work, whoever asks. */
  private deliver(key: string): Promise<Delivery> {
    const running = this.sending.get(key)
    if (running !== undefined) return running
    const attempt = this.attempt(key).finally(() => {
      this.sending.delete(key)
      this.tell()
    })
    this.sending.set(key, attempt)
    this.tell()
    return attempt
  }

  private async attempt(key: string): Promise<Delivery> {
    try {
      const ready = await this.withPhotosUploaded(key)
      if (ready !== null) await this.ports.send(ready)
      await this.discard(key)
      return { kind: 'sent' }
    } catch (error) {
      const problem = this.ports.asProblem(error)
      // an ended session decides nothing about the work: it waits until its owner has signed in again
      const undecided = (problem.isTransient && problem.code !== 'PAGE_FAILED') || problem.status === 401
      this.change(key, (work) => ({ ...work, state: undecided ? 'waiting' : 'refused', problem: problem.detail }))
      return { kind: undecided ? 'waiting' : 'refused', problem }
    }
  }

  /** Null when another tab has sent it meanwhile. */
  private async withPhotosUploaded(key: string): Promise<UnsentWork | null> {
    for (const photo of this.find(key)?.photos ?? []) {
      if (photo.attachmentId !== null) continue
      const blob = await this.ports.photos.get(photo.id)
      // a reply must not go out quietly without the evidence it was written with
      if (blob === null)
        throw new ApiProblem({ code: 'PHOTO_LOST', status: 410, detail: caseText('unsent.photoLost', { fileName: photo.fileName }) })
      const attachmentId = await this.ports.upload(blob, photo.fileName, photo.claim ?? null)
      this.change(key, (work) => ({
        ...work,
        photos: work.photos.map((item) => (item.id === photo.id ? { ...item, attachmentId } : item)),
      }))
    }
    return this.find(key) ?? null
  }

  private find(key: string): UnsentWork | undefined {
    return this.works().find((work) => work.key === key)
  }

  private change(key: string, update: (work: UnsentWork) => UnsentWork): void {
    this.write(this.works().map((work) => (work.key === key ? update(work) : work)))
  }

  private write(works: readonly UnsentWork[]): void {
    const kept =
      works.length === 0 ? (this.ports.store.remove(this.storeKey), true) : this.ports.store.write(this.storeKey, JSON.stringify(works))
    this.unkept = kept ? null : works
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

function parse(raw: string | null): readonly UnsentWork[] {
  if (raw === null) return []
  try {
    const works: unknown = JSON.parse(raw)
    return Array.isArray(works) ? (works as UnsentWork[]) : []
  } catch {
    return []
  }
}
