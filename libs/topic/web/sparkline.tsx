import type { ReactNode } from 'react'
import styles from './topic.module.css'

const WIDTH = 120
const HEIGHT = 28

/** Cases a day as bars, the newest at the right; said in words beside, for who does not see them. */
export function Sparkline({ days, label, wide = false }: { readonly days: readonly number[]; readonly label: string; readonly wide?: boolean }): ReactNode {
  const most = Math.max(1, ...days)
  const step = WIDTH / Math.max(1, days.length)
  return (
    <svg className={`${styles.spark} ${wide ? styles.sparkWide : ''}`} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
      {days.map((count, day) => {
        const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT)
        return <rect key={day} x={day * step + 0.5} y={HEIGHT - height} width={Math.max(1, step - 1)} height={height} data-recent={day >= days.length - 7} data-empty={count === 0} />
      })}
    </svg>
  )
}
