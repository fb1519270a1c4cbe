import type { ReactNode } from 'react'
import { StatusBadge } from '@tongban/ui/web'
import type { CallPreview, CallPreviewPost } from '../contract/index.js'
import { useIncidentText } from './incident-strings.js'
import styles from './incident.module.css'

/** Whom opening would call, level by level; where nobody is on duty comes first in its level. */
export function CallPreviewList({ preview }: { readonly preview: CallPreview }): ReactNode {
  const text = useIncidentText()
  return (
    <section className={styles.card} aria-label={text('open.previewTitle')}>
      <h3 className={styles.title}>{text('open.previewTitle')}</h3>
      <div className={styles.preview}>
        {preview.levels.map(({ level, posts, missing }) => (
          <div key={level}>
            <p className={styles.row}>
              <strong>{text('open.previewLevel', { level: text(`postLevel.${level}`), posts, minutes: preview.ackMinutes[level] })}</strong>
              {missing === 0 ? null : <span className={styles.bad}>{text('open.previewMissing', { count: missing })}</span>}
            </p>
            <ul>
              {[...preview.posts].filter((post) => post.level === level).sort((a, b) => Math.min(a.contacts.length, 1) - Math.min(b.contacts.length, 1)).map((post) => (
                <PostLine key={post.key} post={post} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}

function PostLine({ post }: { readonly post: CallPreviewPost }): ReactNode {
  const text = useIncidentText()
  return (
    <li className={styles.row}>
      <span>{post.name}</span>
      {post.contacts.length === 0 ? <StatusBadge tone="bad" text={text('open.nobody')} /> : null}
      {post.contacts.map(({ line, name, phoneMasked }) => (
        <span key={`${line} ${name}`} className={styles.small}>
          {text('tree.line', { line, name, phone: phoneMasked ?? '' })}
        </span>
      ))}
    </li>
  )
}
