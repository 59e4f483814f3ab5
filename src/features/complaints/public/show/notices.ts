import type { Alert } from '../../../../platform/http/parts.ts'
import { formatDay, formatInstant } from '../../../../platform/time/format.ts'
import { holdReasonsIn } from '../../hold-reasons.ts'
import { formatNumber } from '../../number.ts'
import { complaintPaths } from '../../paths.ts'
import type { EventKind } from '../../rules.ts'
import type { Reading } from '../reading.ts'
import type { ComplaintRow, EntryRow } from './queries.ts'
import { sentenceOf } from './timeline.ts'

/** What is special about this complaint, above everything else. */
export function noticesOf(row: ComplaintRow, reading: Reading): Alert[] {
  const { t } = reading
  const notices: Alert[] = []
  if (row.visibility === 'staff') {
    notices.push({ title: t('public:notice.privateTitle'), text: t('public:notice.private'), tone: 'info' })
  } else if (row.publication === 'held') {
    const reasons = sentenceOf(holdReasonsIn(last(row, 'held')?.payload?.reasons ?? [], t))
    notices.push({
      title: t('public:notice.heldTitle'),
      text: lines(t('public:notice.held'), reasons),
      tone: 'info',
    })
  } else if (row.publication === 'hidden') {
    const hidden = last(row, 'hidden')?.payload
    const ground = hidden?.ground === undefined ? undefined : t(`complaints:hideGround.${hidden.ground}`)
    const text = lines(ground, hidden?.reason, t('public:notice.hidden'), appealLine(reading))
    notices.push({ title: t('public:notice.hiddenTitle'), text, tone: 'warning' })
  }
  const disputes = witnessedSince(row)
  if (disputes > 0) {
    notices.push({ text: t('public:notice.witnessed', { count: disputes }), tone: 'warning' })
  }
  notices.push(...partNotices(row, reading))
  const ended = endNotice(row, reading)
  return ended === null ? notices : [...notices, ended]
}

/** A complaint of which parts were split off, and a part: each leads to the other. */
function partNotices({ activity }: ComplaintRow, { city, lang, t }: Reading): Alert[] {
  const linkTo = (number: string) => ({
    href: complaintPaths.show(lang, city.slug, number),
    label: formatNumber(number),
  })
  const parts = activity.flatMap((entry) =>
    entry.kind === 'split_off' && entry.payload?.number ? [entry.payload.number] : [],
  )
  const filed = activity.find(
    (entry): entry is Extract<EntryRow, { kind: 'filed' }> => entry.kind === 'filed',
  )
  const main = filed?.payload?.splitFrom?.number
  const notices: Alert[] = []
  if (parts.length > 0) {
    notices.push({ text: t('public:notice.parts'), tone: 'info', links: parts.map(linkTo) })
  }
  if (main !== undefined)
    notices.push({ text: t('public:notice.partOf'), tone: 'info', links: [linkTo(main)] })
  return notices
}

/** How often passers-by have said since the last answer that it is still there: a sign, never the verdict. */
function witnessedSince({ activity, lastAnswerAt }: ComplaintRow): number {
  if (lastAnswerAt === null) return 0
  return activity.filter(({ kind, at }) => kind === 'witnessed' && at > lastAnswerAt).length
}

/** Who hid it is told by the timeline; here whom to write to. */
function appealLine({ city, t }: Reading): string | undefined {
  const contact = city.profile.operator?.contact
  return contact === undefined ? undefined : t('public:notice.hiddenAppeal', { contact })
}

function endNotice(row: ComplaintRow, { city, lang, t, timeZone }: Reading): Alert | null {
  if (row.status === 'merged' && row.mergedInto !== null) {
    const number = formatNumber(row.mergedInto)
    const href = complaintPaths.show(lang, city.slug, row.mergedInto)
    return {
      title: t('public:notice.mergedTitle', { number }),
      text: t('public:notice.merged'),
      tone: 'info',
      links: [{ href, label: t('public:notice.mergedLink', { number }) }],
    }
  }
  if (row.status === 'forwarded') {
    const forwarded = last(row, 'forwarded')?.payload
    const title = t('public:notice.forwardedTitle', { to: forwarded?.to ?? '' })
    return { title, text: lines(forwarded?.reason, t('public:notice.forwarded')), tone: 'info' }
  }
  if (row.status === 'withdrawn') {
    const at = last(row, 'withdrawn')?.at
    const day = at === undefined ? '' : formatInstant(at, lang, timeZone)
    return {
      title: t('public:notice.withdrawnTitle', { day }),
      text: t('public:notice.withdrawn'),
      tone: 'info',
    }
  }
  if (row.status === 'clarify') {
    return { title: t('public:notice.clarifyTitle'), text: t('public:notice.clarify'), tone: 'warning' }
  }
  if (row.status === 'planned' && row.plannedOn !== null) {
    const day = formatDay(row.plannedOn, lang)
    return { title: t('public:notice.plannedTitle', { day }), text: t('public:notice.planned'), tone: 'info' }
  }
  return null
}

function last<Kind extends EventKind>(
  { activity }: ComplaintRow,
  kind: Kind,
): Extract<EntryRow, { kind: Kind }> | undefined {
  return activity.findLast((entry): entry is Extract<EntryRow, { kind: Kind }> => entry.kind === kind)
}

const lines = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join('\n')
