import type { BadForm } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option, SummaryError, Tag } from '../../../../platform/http/parts.ts'
import type { TextKey } from '../../../../platform/i18n/text-key.ts'
import type { Lang, Translate } from '../../../../platform/i18n/texts.ts'
import { formatDay } from '../../../../platform/time/format.ts'
import { nameIn } from '../../../city/index.ts'
import type { Place } from '../../inbox/place.ts'
import { formatNumber } from '../../number.ts'
import { deskPaths } from '../../paths.ts'
import type { Outcome } from '../../rules.ts'
import { outcomeTag } from '../../status-tag.ts'
import type { LeadScope } from '../scope.ts'
import { marks } from './mark-answer.ts'
import type { SampleRow } from './queries.ts'

export type QualityTrouble = BadForm & { id: number }

export type QualityModel = PageModel & {
  heading: string
  lead: string
  errors: SummaryError[]
  items: {
    id: string
    number: string
    href: string
    about: string
    office: string
    question: string
    questionLang: string
    answer: string
    answerLang: string
    outcome: Tag
    by: string | null
    /** What was said of it. */
    mark: (Tag & { note: string; by: string | null }) | null
    action: string
    markName: string
    options: Option[]
    chosen: string
    note: string
    noteId: string
    markError: string | null
    noteError: string | null
  }[]
  backHref: string
}

export const qualityPage = definePage<QualityModel>('dashboard/quality', { layout: 'staff' })

export type QualityFacts = {
  scope: LeadScope
  place: Place
  places: readonly Place[]
  week: string
  rows: readonly SampleRow[]
  trouble: QualityTrouble | null
  lang: Lang
  t: Translate
}

export function qualityModel(facts: QualityFacts): QualityModel {
  const { scope, place, places, week, rows, trouble, lang, t } = facts
  const query = {
    city: places.length > 1 ? String(scope.cityId) : undefined,
    office: scope.officeId?.toString(),
  }
  const backHref = deskPaths.dashboard(query)
  const office = scope.officeId === null ? undefined : place.directory.officeById.get(scope.officeId)
  const monday = formatDay(week, lang)
  const name = nameIn(office?.names ?? place.city.names, lang)
  return {
    page: {
      title: t('dashboard:quality.title'),
      noindex: true,
      crumbs: [{ href: backHref, label: t('dashboard:title') }],
    },
    heading: t('dashboard:quality.title'),
    lead: t('dashboard:quality.lead', { name, day: monday }),
    errors:
      trouble === null
        ? []
        : Object.entries(trouble.errors).map(([field, key]) => ({
            href: `#${field}-${trouble.id}`,
            text: t(key as TextKey),
          })),
    items: rows.map((row) => itemOf(facts, row, query)),
    backHref,
  }
}

function itemOf(
  { place, trouble, lang, t }: QualityFacts,
  row: SampleRow,
  query: Record<string, string | undefined>,
): QualityModel['items'][number] {
  const category = place.directory.categoryById.get(row.category_id ?? 0)
  const office = place.directory.officeById.get(row.office_id)
  const bad = trouble?.id === row.id ? trouble : null
  const sentence = (field: string) => {
    const key = bad?.errors[field]
    return key === undefined ? null : t(key as TextKey)
  }
  return {
    id: `sample-${row.id}`,
    number: formatNumber(row.number),
    href: deskPaths.show(row.number),
    about: category ? nameIn(category.names, lang) : t('desk:noCategory'),
    office: office ? nameIn(office.short, lang) : '',
    question: row.question,
    questionLang: row.question_lang,
    answer: row.answer,
    answerLang: row.answer_lang,
    outcome: outcomeTag(row.outcome as Outcome, t),
    by: row.position && nameIn(row.position, lang),
    mark: row.mark && {
      label: t(`dashboard:mark.${row.mark}`),
      tone: row.mark === 'good' ? 'success' : 'warning',
      icon: row.mark === 'good' ? 'thumbs-up' : 'pencil',
      note: row.note,
      by: row.marked_by,
    },
    action: deskPaths.markAnswer(row.id, query),
    markName: `mark-${row.id}`,
    options: marks.map((value) => ({ value, label: t(`dashboard:mark.${value}`) })),
    chosen: bad?.typed['mark'] ?? row.mark ?? '',
    note: bad?.typed['note'] ?? row.note,
    noteId: `note-${row.id}`,
    markError: sentence('mark'),
    noteError: sentence('note'),
  }
}
