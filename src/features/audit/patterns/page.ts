import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, Tab, Table } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatNumber as formatFigure, formatShare } from '../../../platform/time/format.ts'
import { type Names, nameIn } from '../../city/index.ts'
import { deskPaths, formatNumber } from '../../complaints/index.ts'
import { auditPaths } from '../paths.ts'
import { auditTabs } from '../tabs.ts'
import {
  type Concentration,
  easyHours,
  instantMinutes,
  leastOf,
  type Pattern,
  type PatternKind,
  patternKinds,
} from './queries.ts'

/** Days that end now; more of them would make a large city wait. */
export const patternDays = [30, 90] as const
export type PatternDays = (typeof patternDays)[number]

export type PatternItem = {
  office: string
  /** "7 of 31 solved, 22.6 %". */
  count: string
  facts: string[]
  numbers: Link[]
  /** Not all numbers are shown: how many more there are. */
  more: string | null
}

export type PatternsModel = PageModel & {
  tabs: Tab[]
  periods: Tab[]
  groups: { id: PatternKind; title: string; lead: string; items: PatternItem[] }[]
  empty: EmptyState | null
  concentration: Table | null
}

export const patternsPage = definePage<PatternsModel>('audit/patterns', { layout: 'staff' })

export type PatternsFacts = {
  lang: Lang
  days: PatternDays
  patterns: readonly Pattern[]
  concentration: readonly Concentration[]
  /** Short names of the offices of the audited cities. */
  offices: ReadonlyMap<number, Names>
}

export function patternsModel(t: Translate, facts: PatternsFacts): PatternsModel {
  const { days, patterns } = facts
  return {
    page: { title: t('audit:patterns.title'), noindex: true },
    tabs: auditTabs(t, 'patterns'),
    periods: patternDays.map((one) => ({
      href: auditPaths.patterns(one),
      label: t('audit:patterns.days', { days: one }),
      current: one === days,
    })),
    groups: patternKinds.flatMap((kind) => {
      const items = patterns.filter((one) => one.kind === kind).map((one) => itemOf(t, facts, one))
      if (items.length === 0) return []
      const limits = { least: leastOf[kind], hours: easyHours, minutes: instantMinutes }
      return [
        {
          id: kind,
          title: t(`audit:patterns.${kind}.title`),
          lead: t(`audit:patterns.${kind}.lead`, limits),
          items,
        },
      ]
    }),
    empty:
      patterns.length > 0
        ? null
        : { title: t('audit:patterns.none'), text: t('audit:patterns.noneText'), icon: 'check' },
    concentration: concentrationOf(t, facts),
  }
}

function itemOf(t: Translate, { lang, offices }: PatternsFacts, pattern: Pattern): PatternItem {
  const { kind, officeId, staff, complaints, solved, minutes, numbers } = pattern
  return {
    office: officeName(t, { lang, offices }, officeId),
    count: t('audit:patterns.count', {
      ...{ n: formatFigure(complaints, lang), of: formatFigure(solved, lang) },
      share: formatShare(complaints / solved, lang),
    }),
    facts: [
      ...(staff === null ? [] : [t(`audit:patterns.${kind === 'staff' ? 'author' : 'answered'}`, { staff })]),
      t('audit:patterns.median', { time: timeText(t, lang, minutes) }),
    ],
    numbers: numbers.map((number) => ({ href: deskPaths.show(number), label: formatNumber(number) })),
    more:
      complaints > numbers.length
        ? t('audit:patterns.more', { n: formatFigure(complaints - numbers.length, lang) })
        : null,
  }
}

/** Minutes up to two hours, then hours. */
const timeText = (t: Translate, lang: Lang, minutes: number): string =>
  minutes < 120
    ? t('audit:patterns.minutesText', { minutes: formatFigure(minutes, lang) })
    : t('audit:patterns.hoursText', { hours: formatFigure(minutes / 60, lang) })

function concentrationOf(t: Translate, facts: PatternsFacts): Table | null {
  const { lang, concentration } = facts
  if (concentration.length === 0) return null
  const figure = (value: number) => formatFigure(value, lang)
  return {
    caption: t('audit:patterns.concentration.title'),
    columns: [
      { label: t('audit:patterns.office') },
      { label: t('audit:patterns.concentration.complaints'), numeric: true },
      { label: t('audit:patterns.concentration.withContact'), numeric: true },
      { label: t('audit:patterns.concentration.contacts'), numeric: true },
      { label: t('audit:patterns.concentration.most'), numeric: true },
    ],
    rows: concentration.map(({ officeId, complaints, withContact, contacts, most }) => [
      officeName(t, facts, officeId),
      figure(complaints),
      figure(withContact),
      figure(contacts),
      most === 0 ? '–' : { text: figure(most), note: formatShare(most / complaints, lang) },
    ]),
  }
}

function officeName(
  t: Translate,
  { lang, offices }: Pick<PatternsFacts, 'lang' | 'offices'>,
  id: number,
): string {
  const office = offices.get(id)
  return office === undefined ? t('audit:detail.office', { id }) : nameIn(office, lang)
}
