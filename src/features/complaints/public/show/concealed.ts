import type { EventKind } from '../../rules.ts'
import type { AnswerRow, ComplaintRow, EntryRow } from './queries.ts'

const answering: ReadonlySet<EventKind> = new Set(['planned', 'answered', 'refused'])

/** The complaint without the words and photos of the parts that a moderator took from view. */
export function withoutConcealed(row: ComplaintRow): ComplaintRow {
  const { concealed } = row
  if (concealed.length === 0) return row
  let answers = 0
  const activity = row.activity.map((entry): EntryRow => {
    if (answering.has(entry.kind)) answers += 1
    const part = answering.has(entry.kind) ? `answer:${answers}` : `entry:${entry.seq}`
    return concealed.includes(part) ? wordless(entry) : entry
  })
  const told = row.answers.map(
    (answer): AnswerRow =>
      concealed.includes(`answer:${answer.no}`) ? { ...answer, text: '', concealed: true } : answer,
  )
  return { ...row, activity, answers: told }
}

function wordless<Entry extends EntryRow>(entry: Entry): Entry {
  const { text: _text, photos: _photos, ...payload } = (entry.payload ?? {}) as Record<string, unknown>
  return { ...entry, payload, concealed: true }
}
