import type { ReactNode } from 'react'
import styles from './key-cap.module.css'

/** A key to press, drawn beside what it does. Read out as part of the words it stands in. */
export const KeyCap = ({ children }: { readonly children: string }): ReactNode => <kbd className={styles.key}>{children}</kbd>
