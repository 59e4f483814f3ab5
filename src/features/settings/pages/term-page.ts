import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Option, SummaryError, SummaryRow } from '../../../platform/http/parts.ts'
import { formatDay } from '../../../platform/time/format.ts'
import { nameIn } from '../../city/index.ts'
import { settingsPaths } from '../paths.ts'
import type { CountedTerm } from '../term-in-steps.ts'
import type { Around } from '../thing.ts'
import { crumbsOf } from './crumbs.ts'

export type TermModel = PageModel & {
  action: string
  errors: SummaryError[]
  day: { value: string; error: string | null }
  time: { value: string; error: string | null }
  category: { value: string; options: Option[] }
  result: {
    sentence: Alert
    rows: SummaryRow[]
    /** Days that do not count, with why. */
    skipped: string[]
  } | null
}

export const termPage = definePage<TermModel>('settings/try-term', { layout: 'staff' })

export function termModel(
  around: Around,
  { typed, errors, counted }: { typed: Typed; errors: FieldErrors; counted: CountedTerm | null },
): TermModel {
  const { city, directory, lang, t } = around
  const field = (name: string) => {
    const key = errors[name]
    return { value: typed[name] ?? '', error: key === undefined ? null : t(key) }
  }
  return {
    page: { title: t('settings:thing.tryTerm'), crumbs: crumbsOf(around, 'day'), noindex: true },
    action: settingsPaths.tryTerm(city.slug),
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: field(name).error ?? '' })),
    day: field('day'),
    time: field('time'),
    category: {
      value: typed['category'] ?? '',
      options: [
        { value: '', label: t('settings:tryTerm.noCategory', { count: city.termDays }) },
        ...directory.categories
          .filter(({ current }) => current)
          .map(({ code, names, termDays }) => ({
            value: code,
            label: `${nameIn(names, lang)} (${termDays ?? city.termDays})`,
          })),
      ],
    },
    result: counted === null ? null : resultOf(around, counted),
  }
}

function resultOf(around: Around, counted: CountedTerm): TermModel['result'] {
  const { lang, t } = around
  const day = (iso: string) => formatDay(iso, lang, 'weekdayLong')
  return {
    sentence: { text: t('settings:tryTerm.due', { day: day(counted.dueOn) }), tone: 'success' },
    rows: [
      { label: t('settings:tryTerm.received'), value: day(counted.receivedOn) },
      {
        label: t('settings:tryTerm.registered'),
        value: [day(counted.registeredOn), t(`settings:tryTerm.${counted.why}`)].join('\n'),
      },
      { label: t('settings:field.termDays'), value: String(counted.termDays) },
      { label: t('settings:field.countFrom'), value: t(`settings:counting.${around.city.countFrom}`) },
      { label: t('settings:tryTerm.calendar'), value: counted.calendar },
      ...(counted.calendarMissing
        ? [{ label: t('settings:tryTerm.warning'), value: t('settings:tryTerm.missing') }]
        : []),
    ],
    skipped: counted.exceptions.map(({ day: iso, kind, names }) =>
      [day(iso), t(`settings:dayKind.${kind}`), nameIn(names, lang)].join(' · '),
    ),
  }
}
