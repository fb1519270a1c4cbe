import { ConfigProvider } from 'antd'
import { DataState, ForbiddenState, ThemeScope, useCan } from '@tongban/ui/web'
import { useEffect, type ReactNode } from 'react'
import { BoardView } from './board/board-view.js'
import { useBoard } from './board/use-board.js'
import { useReportingText } from './strings/reporting-strings.js'

/** `/board`: the live board, a whole dark screen of its own. */
export default function BoardPage(): ReactNode {
  const text = useReportingText()
  const can = useCan()
  useEffect(() => {
    document.title = `${text('board.document')} · 通办`
  }, [text])
  return (
    // dark, and none of the staff theme's colours that the console around it would hand down
    <ConfigProvider theme={{ inherit: false }}>
      <ThemeScope name="board">{can('board.read') ? <LiveBoard /> : <ForbiddenState permission="board.read" />}</ThemeScope>
    </ConfigProvider>
  )
}

function LiveBoard(): ReactNode {
  const { snapshot, error, isPending, refetch } = useBoard()
  if (snapshot !== undefined) return <BoardView snapshot={snapshot} failed={error !== null} />
  return <DataState read={{ data: snapshot, error, isPending, refetch }}>{() => null}</DataState>
}
