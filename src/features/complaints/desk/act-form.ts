import type { Typed } from '../../../platform/http/form.ts'
import type { Option, SummaryError } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Lang } from '../../../platform/i18n/texts.ts'
import { nameIn } from '../../city/index.ts'
import { deskPaths } from '../paths.ts'
import { lastPlanDay, refusalGrounds } from '../rules.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import { mergeOptions } from './duplicates.ts'
import type { DeskForm } from './forms.ts'

/** The form of one act, as `views/desk/show` prints it. */
export type ActForm = {
  act: DeskForm
  action: string
  title: string
  hint: string | null
  /** What the person has seen: who sends a form again has not seen more than before, unless a conflict was shown. */
  version: string
  /** Values to show in the fields, and the sentence under each. */
  typed: Typed
  fieldErrors: Record<string, string>
  errors: SummaryError[]
  options: Option[]
  outcomes: Option[]
  replyLang: string
  /** Label of the text field. */
  textLabel: string
  needsPhoto: boolean
  /** The text holds personal data: asks whether everybody may see it. */
  personal: boolean
  minDate: string
  maxDate: string
  button: string
  danger: boolean
}

const fields = [
  'text',
  'reason',
  'plannedOn',
  'outcome',
  'ground',
  'officeId',
  'staffId',
  'photos',
  'into',
  'number',
] as const

export function formOf(facts: ComplaintFacts, act: DeskForm): ActForm {
  const { row, directory, t, trouble, today } = facts
  const typed = trouble?.typed ?? {}
  const category = directory.categoryById.get(row.category_id ?? 0)
  const fieldErrors = sentences(facts)
  return {
    act,
    action: deskPaths.act(row.number, act),
    title: t(`desk:act.${act}.title`),
    hint: hintOf(facts, act),
    version: versionFor(facts),
    typed: {
      ...Object.fromEntries(fields.map((field) => [field, typed[field] ?? ''])),
      staffId: typed['staffId'] ?? String(row.assignee_id ?? ''),
      personal: typed['personal'] ?? '',
    },
    fieldErrors,
    errors: Object.entries(fieldErrors)
      .filter(([, text]) => text !== '')
      .map(([field, text]) => ({ href: hasField(field) ? `#${field}` : '#act', text })),
    options: optionsOf(facts, act),
    outcomes: (['solved', 'explained'] as const).map((outcome) => ({
      value: outcome,
      label: t(`complaints:outcome.${outcome}`),
      hint: t(`desk:outcomeHint.${outcome}`),
    })),
    replyLang: row.reply_lang,
    textLabel: t(act === 'note' ? 'desk:field.note' : 'desk:field.text'),
    needsPhoto: category?.proofPhoto ?? false,
    personal:
      (trouble?.kind === 'form' && trouble.errors['text'] === 'desk:error.personal') ||
      typed['personal'] === '1',
    minDate: today.toString(),
    maxDate: lastPlanDay(today.toString()),
    button: t(`desk:act.${act}.button`),
    danger: act === 'refuse' || act === 'hide',
  }
}

function versionFor({ row, trouble }: ComplaintFacts): string {
  const sent = trouble?.kind === 'form' || trouble?.kind === 'photos' ? trouble.typed['version'] : undefined
  return sent !== undefined && /^\d{1,9}$/.test(sent) ? sent : String(row.version)
}

function optionsOf(facts: ComplaintFacts, act: DeskForm): Option[] {
  const { directory, people, row, lang, t } = facts
  const choose = { value: '', label: t('desk:choose') }
  if (act === 'transfer' || act === 'send') {
    const offices = directory.offices.filter(({ id, current }) => current && id !== row.office_id)
    return [choose, ...offices.map(({ id, names }) => ({ value: String(id), label: nameIn(names, lang) }))]
  }
  if (act === 'assign') {
    return [choose, ...people.map(({ id, name }) => ({ value: String(id), label: name }))]
  }
  if (act === 'merge') return mergeOptions(facts)
  if (act !== 'refuse') return []
  return refusalGrounds.map((ground) => ({ value: ground, label: t(`complaints:ground.${ground}`) }))
}

function hintOf({ row, t }: ComplaintFacts, act: DeskForm): string | null {
  if (act === 'note') return t('desk:hint.internal')
  if (act === 'transfer') return t('desk:hint.transfer')
  if (act === 'merge') return t('desk:hint.merge')
  if (act === 'unmerge') return t('desk:hint.unmerge')
  if (['answer', 'plan', 'ask', 'refuse'].includes(act)) {
    return t('desk:hint.public', { lang: t(`desk:langIn.${row.reply_lang as Lang}`) })
  }
  return null
}

const hasField = (name: string): boolean => (fields as readonly string[]).includes(name)

/** The sentence under each field; `photos` gets all of its sentences. */
function sentences({ trouble, t }: ComplaintFacts): Record<string, string> {
  const found: Record<string, string> = Object.fromEntries(fields.map((field) => [field, '']))
  if (trouble?.kind === 'photos') found['photos'] = trouble.sentences.join('\n')
  if (trouble?.kind !== 'form') return found
  for (const [field, key] of Object.entries(trouble.errors)) found[field] = t(key as TextKey)
  return found
}
