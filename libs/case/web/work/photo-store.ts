/**
 * Photos that could not be sent yet, kept by this browser across a reload. They are far too big for localStorage, so IndexedDB; where the
 * browser has none (private windows of some phones), memory: then they live as long as the page does.
 */
export type PhotoStore = {
  readonly put: (id: string, photo: Blob) => Promise<void>
  readonly get: (id: string) => Promise<Blob | null>
  readonly remove: (id: string) => Promise<void>
}

const DATABASE = 'tongban-unsent-photos'
const STORE = 'photos'

export function memoryPhotoStore(): PhotoStore {
  const photos = new Map<string, Blob>()
  return {
    put: async (id, photo) => void photos.set(id, photo),
    get: async (id) => photos.get(id) ?? null,
    remove: async (id) => void photos.delete(id),
  }
}

export function browserPhotoStore(): PhotoStore {
  const memory = memoryPhotoStore()
  if (typeof indexedDB === 'undefined') return memory
  const opened = open()
  const within = async <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await opened
    return answerOf(ask(database.transaction(STORE, mode).objectStore(STORE)))
  }
  return {
    put: (id, photo) => within('readwrite', (store) => store.put(photo, id)).then(ignore, () => memory.put(id, photo)),
    get: (id) =>
      within('readonly', (store) => store.get(id) as IDBRequest<unknown>).then(
        (found) => (found instanceof Blob ? found : memory.get(id)),
        () => memory.get(id),
      ),
    remove: (id) => within('readwrite', (store) => store.delete(id)).then(ignore, () => memory.remove(id)),
  }
}

const ignore = (): void => undefined

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(STORE)
  return answerOf(request)
}

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'))
  })
