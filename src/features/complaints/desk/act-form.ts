import type { Typed } from '../../../platform/http/form.ts'
import type { Photo, SummaryError } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import { addWorkingDays } from '../../../platform/time/working-days.ts'
import { deskPaths } from '../paths.ts'
import { type FormPart, partsOf } from './act-parts.ts'
import { draftPhotos } from './answer/draft-photos.ts'
import { pauseNow } from './answer/event-of.ts'
import { filledIn } from './answer/template-fields.ts'
import { valuesOf } from './answer/templates.ts'
import { warningsOf } from './answer/warnings.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import { type DeskForm, isPreviewed } from './forms.ts'
import { isTransferAsked } from './possible-acts.ts'

/** The form of one act, as `views/desk/act-form` prints it. */
export type ActForm = {
  act: DeskForm
  action: string
  title: string
  hint: string | null
  /** What the person has seen: who sends a form again has not seen more than before, unless a conflict was shown. */
  version: string
  errors: SummaryError[]
  parts: FormPart[]
  /** Ready texts; picking one fills the editor. */
  templates: { label: string; href: string; current: boolean }[]
  /** What is kept of it, and where that is done; null for acts that nothing is kept of. */
  draft: { saveAction: string; discardAction: string; saved: string | null; photos: Photo[] } | null
  /** What is worth a thought before it is sent; the preview asks whether that was done. */
  warnings: string[]
  /** Photos come along. */
  multipart: boolean
  button: string
  danger: boolean
}

export const formFields = [
  'text',
  'reason',
  'plannedOn',
  'dueOn',
  'outcome',
  'ground',
  'officeId',
  'categoryId',
  'staffId',
  'photos',
  'into',
  'number',
  'decision',
] as const

export function formOf(facts: ComplaintFacts, act: DeskForm): ActForm {
  const { row, t } = facts
  const fieldErrors = sentences(facts)
  const asked = (act === 'transfer' || act === 'forward') && isTransferAsked(facts)
  return {
    act,
    action: isPreviewed(act) ? deskPaths.previewOf(row.number, act) : deskPaths.act(row.number, act),
    title: t(asked ? `desk:act.${act}Ask.title` : `desk:act.${act}.title`),
    hint: hintOf(facts, act),
    version: versionFor(facts),
    errors: Object.entries(fieldErrors)
      .filter(([, text]) => text !== '')
      .map(([field, text]) => ({ href: hasField(field) ? `#${field}` : '#act', text })),
    parts: partsOf(facts, act, { typed: typedFor(facts, act), fieldErrors }),
    templates: facts.templates.map(({ id, title }) => ({
      label: title,
      href: deskPaths.template(row.number, act, id),
      current: id === facts.template,
    })),
    draft: draftIn(facts, act),
    warnings: warningsOf(facts, act),
    multipart: act === 'answer',
    button: isPreviewed(act)
      ? t('desk:preview.button')
      : t(asked ? `desk:act.${act}Ask.button` : `desk:act.${act}.button`),
    danger: act === 'refuse' || act === 'hide',
  }
}

/** What was sent, else what is kept, and a picked text behind it: nothing that was typed is lost. */
function typedFor(facts: ComplaintFacts, act: DeskForm): Typed {
  const { row, trouble, draft } = facts
  const typed: Typed = trouble?.typed ?? (isPreviewed(act) ? draft?.fields : undefined) ?? {}
  const picked = facts.templates.find(({ id }) => id === facts.template)
  const ready = picked === undefined || trouble !== null ? '' : filledIn(picked.text, valuesOf(facts))
  const text = [typed['text'] ?? '', ready].filter(Boolean).join('\n\n')
  return {
    ...Object.fromEntries(formFields.map((field) => [field, typed[field] ?? ''])),
    text,
    outcome: typed['outcome'] || (picked?.purpose ?? ''),
    staffId: typed['staffId'] ?? String(row.assignee_id ?? ''),
    personal: typed['personal'] ?? '',
  }
}

function draftIn({ row, city, draft, lang, t }: ComplaintFacts, act: DeskForm): ActForm['draft'] {
  if (!isPreviewed(act)) return null
  const moment = draft && formatMoment(draft.at, lang, city.timeZone)
  return {
    saveAction: deskPaths.draft(row.number),
    discardAction: deskPaths.discardDraft(row.number),
    saved: moment && t('desk:draft.saved', { time: moment }),
    photos: act === 'answer' && draft !== null ? draftPhotos(draft, t) : [],
  }
}

function versionFor({ row, trouble }: ComplaintFacts): string {
  const sent = trouble?.kind === 'form' || trouble?.kind === 'photos' ? trouble.typed['version'] : undefined
  return sent !== undefined && /^\d{1,9}$/.test(sent) ? sent : String(row.version)
}

function hintOf(facts: ComplaintFacts, act: DeskForm): string | null {
  const { row, city, calendar, lang, t } = facts
  switch (act) {
    case 'note':
    case 'help':
    case 'helper':
    case 'release':
      return t(`desk:hint.${act}`)
    case 'transfer':
      return t(isTransferAsked(facts) ? 'desk:hint.transferAsk' : 'desk:hint.transfer')
    case 'decide-transfer':
    case 'decide-extension':
    case 'merge':
    case 'unmerge':
    case 'split':
      return t(`desk:hint.${act}`)
    case 'extend':
      return t('desk:hint.extend', { months: city.terms.extensionMonths })
    case 'forward': {
      if (isTransferAsked(facts)) return t('desk:hint.forwardAsk')
      const answerBy = addWorkingDays(facts.today, city.termDays, calendar)
      return t('desk:hint.forward', { day: formatDay(answerBy.toString(), lang) })
    }
    case 'ask': {
      const pause = pauseNow(facts)
      return [
        publicHint(row.reply_lang as Lang, facts),
        pause ? t('desk:hint.pause', { day: formatDay(pause.untilOn, lang) }) : t('desk:hint.noPause'),
      ].join(' ')
    }
    case 'answer':
    case 'plan':
    case 'refuse':
      return publicHint(row.reply_lang as Lang, facts)
    default:
      return null
  }
}

const publicHint = (replyLang: Lang, { t }: ComplaintFacts): string =>
  t('desk:hint.public', { lang: t(`desk:langIn.${replyLang}`) })

const hasField = (name: string): boolean => (formFields as readonly string[]).includes(name)

/** The sentence under each field; `photos` gets all of its sentences. */
function sentences({ trouble, t }: ComplaintFacts): Record<string, string> {
  const found: Record<string, string> = Object.fromEntries(formFields.map((field) => [field, '']))
  if (trouble?.kind === 'photos') found['photos'] = trouble.sentences.join('\n')
  if (trouble?.kind !== 'form') return found
  for (const [field, key] of Object.entries(trouble.errors)) found[field] = t(key as TextKey)
  return found
}
