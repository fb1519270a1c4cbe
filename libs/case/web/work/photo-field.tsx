import { CameraOutlined, PlusOutlined } from '@ant-design/icons'
import { useRef, type ChangeEvent, type ReactNode } from 'react'
import { ATTACHMENT_ACCEPT } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './photo-field.module.css'
import { MAX_PHOTOS, type Photos, type PhotoState } from './use-photos.js'

const WORDS: Record<PhotoState, 'form.photoWaiting' | 'form.photoSending' | 'form.photoDone' | 'form.photoFailed'> = {
  waiting: 'form.photoWaiting',
  sending: 'form.photoSending',
  done: 'form.photoDone',
  failed: 'form.photoFailed',
}

/** Evidence of a reply: the camera first, several photos, each with its own progress. */
export function PhotoField({
  photos,
  required,
  error,
}: {
  readonly photos: Photos
  readonly required: boolean
  readonly error?: string | undefined
}): ReactNode {
  const text = useCaseText()
  const camera = useRef<HTMLInputElement>(null)
  const files = useRef<HTMLInputElement>(null)
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    photos.add([...(event.target.files ?? [])])
    // the same photo may be chosen again after it was taken out
    event.target.value = ''
  }
  const total = photos.photos.length
  const done = photos.photos.filter((photo) => photos.stateOf(photo) === 'done').length
  const full = total >= MAX_PHOTOS
  return (
    <section className={styles.field} aria-label={text('form.photos')}>
      <div className={styles.head}>
        <span className={styles.label}>{text(required ? 'form.photosRequired' : 'form.photos')}</span>
        {total === 0 ? null : (
          <span className={styles.progress} role="status">
            {text('form.photoProgress', { done, total })}
          </span>
        )}
      </div>
      <ul className={styles.list}>
        {photos.photos.map((photo) => {
          const state = photos.stateOf(photo)
          const preview = photos.previewOf(photo)
          return (
            <li key={photo.id} className={styles.photo} data-state={state} title={photos.problemOf(photo) ?? photo.fileName}>
              {preview === null ? <span className={styles.blank}>{photo.fileName}</span> : <img src={preview} alt={photo.fileName} />}
              <span className={styles.state}>{text(WORDS[state])}</span>
              {state === 'failed' || state === 'waiting' ? (
                <button type="button" className={styles.retry} onClick={() => photos.retry(photo.id)}>
                  {text('form.photoRetry')}
                </button>
              ) : null}
              <button
                type="button"
                className={styles.remove}
                aria-label={text('form.photoRemove', { fileName: photo.fileName })}
                onClick={() => photos.remove(photo.id)}
              >
                ×
              </button>
            </li>
          )
        })}
        {full ? null : (
          <>
            <li>
              <button type="button" className={styles.add} onClick={() => camera.current?.click()}>
                <span aria-hidden="true" className={styles.plus}>
                  <CameraOutlined />
                </span>
                {text('form.takePhoto')}
              </button>
            </li>
            <li>
              <button type="button" className={styles.add} onClick={() => files.current?.click()}>
                <span aria-hidden="true" className={styles.plus}>
                  <PlusOutlined />
                </span>
                {text('form.choosePhoto')}
              </button>
            </li>
          </>
        )}
      </ul>
      <input ref={camera} type="file" accept="image/*" capture="environment" hidden onChange={take} data-testid="camera" />
      <input ref={files} type="file" accept={ATTACHMENT_ACCEPT} multiple hidden onChange={take} data-testid="files" />
      {full ? <p className={styles.hint}>{text('form.photoLimit', { max: MAX_PHOTOS })}</p> : null}
      {error === undefined ? null : (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </section>
  )
}
