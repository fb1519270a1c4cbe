import { createContext, use, type ReactNode } from 'react'
import styles from './section-title.module.css'

const LevelContext = createContext<2 | 3>(2)

/** Sections stand one level under the case's own title: h2 on its page, h3 beside a list, where the title is an h2. */
export const SectionLevel = ({ level, children }: { readonly level: 2 | 3; readonly children: ReactNode }): ReactNode => (
  <LevelContext value={level}>{children}</LevelContext>
)

/** The title of a section of the case page. */
export function SectionTitle({ children }: { readonly children: ReactNode }): ReactNode {
  const Heading = `h${use(LevelContext)}` as const
  return <Heading className={styles.title}>{children}</Heading>
}

/** A title inside a section. */
export function SectionPart({ children }: { readonly children: ReactNode }): ReactNode {
  const Heading = `h${use(LevelContext) === 2 ? 3 : 4}` as const
  return <Heading className={styles.part}>{children}</Heading>
}
