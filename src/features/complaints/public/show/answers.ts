import type { Tag, When } from '../../../../platform/http/parts.ts'
import { dateOfEpochDay, type EpochDay } from '../../../../platform/time/epoch-day.ts'
import { formatDay, formatInstant } from '../../../../platform/time/format.ts'
import { localEpochDay } from '../../../../platform/time/local-day.ts'
import { nameIn } from '../../../city/index.ts'
import { outcomeTag } from '../../status-tag.ts'
import type { Reading } from '../reading.ts'
import type { AnswerRow, ComplaintRow } from './queries.ts'
import { isoOf } from './timeline.ts'

/** What an office has officially said, for the marked box. */
export type OfficialAnswer = {
  id: string
  no: number
  title: string
  tag: Tag
  text: string
  lang: string
  /** The text is in another language than the page. */
  langNote: string | null
  office: string
  position: string | null
  date: When
  ground: string | null
  plannedOn: string | null
  verdict: Tag | null
  /** How to complain about this answer; only beside the last one. */
  appeal: string | null
}

/** Months to complain about a decision, from learning of it: APPC article 92 (domain.md B13). */
const appealMonths = 3

const verdictLooks = {
  yes: { tone: 'success', icon: 'badge-check' },
  partly: { tone: 'warning', icon: 'circle-dot' },
  no: { tone: 'danger', icon: 'rotate-ccw' },
} as const

/** Newest first: the last word of the office is what the reader came for. */
export function answersOf({ answers }: ComplaintRow, reading: Reading): OfficialAnswer[] {
  const last = answers.at(-1)
  return answers.toReversed().map((answer) => ({
    ...boxOf(answer, answers.length, reading),
    appeal: answer === last && answer.outcome !== 'planned' ? appealOf(answer, reading) : null,
  }))
}

function boxOf(answer: AnswerRow, count: number, reading: Reading): Omit<OfficialAnswer, 'appeal'> {
  const { t, lang, directory, timeZone } = reading
  const office = directory.officeById.get(answer.officeId)
  const other = answer.lang !== lang && (answer.lang === 'kk' || answer.lang === 'ru' || answer.lang === 'en')
  return {
    id: `answer-${answer.no}`,
    no: answer.no,
    title: count > 1 ? t('public:answer.titleNo', { no: answer.no }) : t('public:answer.title'),
    tag: outcomeTag(answer.outcome, t),
    text: answer.concealed ? t('public:answer.concealed') : answer.text,
    lang: answer.concealed ? lang : answer.lang,
    langNote: other && !answer.concealed ? t(`public:writtenIn.${answer.lang as 'kk' | 'ru' | 'en'}`) : null,
    office: office === undefined ? t('public:unknown.office') : nameIn(office.names, lang),
    position: answer.position === null ? null : nameIn(answer.position, lang),
    date: { iso: isoOf(answer.at), text: formatInstant(answer.at, lang, timeZone) },
    ground: answer.ground === null ? null : t(`complaints:ground.${answer.ground}`),
    plannedOn: answer.plannedOn === null ? null : formatDay(answer.plannedOn, lang),
    verdict:
      answer.verdict === null
        ? null
        : { label: t(`complaints:verdict.${answer.verdict}`), ...verdictLooks[answer.verdict] },
  }
}

function appealOf({ at }: AnswerRow, { t, lang, timeZone }: Reading): string {
  const until = appealUntil(localEpochDay(at, timeZone))
  return t('public:answer.appeal', { day: formatDay(until, lang) })
}

const lastDays = new Map<EpochDay, string>()

/** Answers are of a few thousand days, and months are slow to add. */
function appealUntil(day: EpochDay): string {
  const known = lastDays.get(day) ?? dateOfEpochDay(day).add({ months: appealMonths }).toString()
  lastDays.set(day, known)
  return known
}
