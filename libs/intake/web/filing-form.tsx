import { useCallback, useRef, useState, type ReactNode } from 'react'
import { useKeys } from '@tongban/ui/web'
import { CallBar } from './call-bar.js'
import { CommandBar } from './command-bar.js'
import { CallerColumn } from './columns/caller-column.js'
import { MatterColumn } from './columns/matter-column.js'
import { PLACE_KEYS, placeChoicesOf } from './columns/place-field.js'
import { PreviewColumn } from './columns/preview-column.js'
import { DuplicatePart } from './duplicates/duplicate-part.js'
import { useDuplicateText } from './duplicates/duplicate-strings.js'
import { useDuplicates } from './duplicates/use-duplicates.js'
import { asksForSubjects, MAX_SUBJECTS } from './draft/filing-draft.js'
import type { FilingDrafts } from './draft/use-filing-draft.js'
import type { Filed } from './filed-view.js'
import styles from './filing-form.module.css'
import { useIntakeText } from './intake-strings.js'
import { positionOf } from './position/draft-position.js'
import { AnswerPanel } from './panels/answer-panel.js'
import { CategoryPanel } from './panels/category-panel.js'
import { DeclinePanel } from './panels/decline-panel.js'
import { SubjectPanel } from './panels/subject-panel.js'
import { useFiling } from './use-filing.js'
import { shownOf, useSuggestions } from './use-suggestions.js'

type Panel = 'answer' | 'decline' | 'category' | 'subject' | null
const NO_QUESTIONS: readonly string[] = []

export type FilingFormProps = {
  readonly drafts: FilingDrafts
  /** What came of the last key; it outlives the form, which is a new one for each draft. */
  readonly notice: string
  readonly setNotice: (notice: string) => void
  readonly onFiled: (filed: Filed) => void
}

/**
 * The form of one call: who on the left, what in the middle, what will happen on the right.
 * Panels take the right side; nothing else moves.
 */
export function FilingForm({ drafts, notice, setNotice, onFiled }: FilingFormProps): ReactNode {
  const text = useIntakeText()
  const duplicateText = useDuplicateText()
  const form = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<Panel>(null)
  const { draft, change } = drafts
  const { suggestions, problem: thinkingProblem, isThinking } = useSuggestions(draft)
  const questions = suggestions?.dispatch.requiredFacts ?? NO_QUESTIONS
  const duplicates = useDuplicates(draft)
  const filing = useFiling(draft, questions, (filed) => {
    // Filed although they were shown: that too says something about how alike they were.
    duplicates.record({ choice: 'new', caseId: null }, filed.caseId)
    onFiled(filed)
  }, shownOf(suggestions))

  const focusOn = useCallback((field: string): void => {
    const place = form.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)
    ;(place?.matches('input, textarea, select') ? place : place?.querySelector<HTMLElement>('input, textarea, select, button'))?.focus()
  }, [])
  const closePanel = useCallback((): void => {
    setPanel(null)
    focusOn('description')
  }, [focusOn])
  const submit = async (): Promise<void> => {
    if (duplicates.said !== null) return setNotice(duplicateText('over'))
    setNotice('')
    // What it says there was meant to go with the case: without it the case would be another than the operator sees.
    const { problem: positionProblem } = positionOf(draft.position)
    if (positionProblem !== null) {
      setNotice(text('bar.incomplete', { count: 1 }))
      return focusOn(positionProblem === 'needs_system' ? 'pointSystem' : 'point')
    }
    const complaints = await filing.submit()
    const fields = Object.keys(complaints)
    if (fields.length === 0) return
    setNotice(text('bar.incomplete', { count: fields.length }))
    focusOn(fields[0] ?? 'description')
  }
  /** The call is over without anything to file. */
  const next = (): void => {
    setNotice('')
    drafts.begin()
  }
  const shelve = (): void => {
    const done = drafts.shelve()
    setNotice(text(done === 'shelved' ? 'bar.shelved' : done === 'taken' ? 'bar.taken' : 'bar.noDraft'))
  }
  const chooseUnit = (rank: number): void => {
    if (rank === 1) return change({ chosenUnit: null })
    const alternative = suggestions?.dispatch.alternatives[rank - 2]
    if (alternative !== undefined) change({ chosenUnit: alternative.unit })
  }
  const chooseCategory = (rank: number): void => {
    const category = suggestions?.categories[rank - 1]
    if (category !== undefined) change({ category: { code: category.code, path: category.path } })
  }
  const places = placeChoicesOf(draft.division, suggestions?.place ?? null)
  const choosePlace = (rank: number): void | false => {
    const place = places[rank]
    // without a place to choose the key is left to whom it belongs then
    if (place === undefined) return false
    return change({ division: { code: place.code, path: place.path }, placeAsked: false })
  }
  const open = (which: Panel) => (): void => setPanel(panel === which ? null : which)
  const openSubject = (): void => {
    if (!asksForSubjects(draft.caseType)) return setNotice(text('subject.wrongType'))
    if (draft.subjects.length >= MAX_SUBJECTS) return setNotice(text('subject.full'))
    open('subject')()
  }

  useKeys({
    f2: open('answer'),
    f3: () => setNotice(text('knowledge.off')),
    f4: shelve,
    f6: open('decline'),
    escape: () => (panel === null ? (document.activeElement as HTMLElement | null)?.blur() : closePanel()),
  })
  useKeys(
    {
      'ctrl+enter': () => void submit(),
      'alt+k': open('category'),
      'alt+u': openSubject,
      'alt+n': () => focusOn('description'),
      'alt+l': () => focusOn('placeText'),
      'alt+p': () => focusOn('point'),
      'alt+t': () => focusOn('caller.phone'),
      ...Object.fromEntries(PLACE_KEYS.map((key, rank) => [key.toLowerCase(), () => choosePlace(rank)])),
      ...Object.fromEntries([1, 2, 3, 4].map((rank) => [`alt+${rank}`, () => chooseUnit(rank)])),
      ...Object.fromEntries(
        [1, 2, 3].flatMap((rank) => [
          [`${rank}`, () => chooseCategory(rank)],
          [`alt+shift+${rank}`, () => chooseCategory(rank)],
        ]),
      ),
    },
    { enabled: panel === null },
  )

  return (
    <main className={styles.page} ref={form} aria-labelledby="intake-title">
      <h1 id="intake-title" className="tb-visually-hidden">
        {text('page.title')}
      </h1>
      <CallBar draft={draft} change={change} complaints={filing.complaints} />
      <div className={styles.columns}>
        <CallerColumn draft={draft} change={change} complaints={filing.complaints} />
        <MatterColumn
          draft={draft}
          change={change}
          suggestions={suggestions}
          complaints={filing.complaints}
          onSearchCategory={open('category')}
          onSearchSubject={openSubject}
        />
        <aside className={styles.side}>
          {panel === 'answer' && <AnswerPanel filing={filing} onClose={closePanel} />}
          {panel === 'decline' && <DeclinePanel filing={filing} onClose={closePanel} />}
          {panel === 'category' && <CategoryPanel onPick={(category) => change({ category })} onClose={closePanel} />}
          {panel === 'subject' && (
            <SubjectPanel
              chosen={draft.subjects}
              onPick={(unit) => change({ subjects: [...draft.subjects, unit] })}
              onClose={closePanel}
            />
          )}
          {panel === null && (
            <PreviewColumn
              draft={draft}
              change={change}
              suggestions={suggestions}
              isThinking={isThinking}
              hasFailed={thinkingProblem !== null}
              duplicates={<DuplicatePart draft={draft} questions={questions} duplicates={duplicates} keysOff={places.length > 0} onDone={next} />}
            />
          )}
        </aside>
      </div>
      <CommandBar
        notice={notice}
        problem={panel === null ? filing.problem : null}
        drafts={drafts}
        isSending={filing.isSending}
        isElsewhere={panel === 'answer' || panel === 'decline'}
        goesToPool={suggestions !== null && (suggestions.dispatch.outcome !== 'automatic' || draft.chosenUnit !== null)}
        onAnswer={open('answer')}
        onDecline={open('decline')}
        onShelve={shelve}
        onSubmit={() => void submit()}
      />
    </main>
  )
}
