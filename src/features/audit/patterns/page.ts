import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { EmptyState, Link, Tab, Table } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatNumber as formatFigure, formatShare } from '../../../platform/time/format.ts'
import type { Names } from '../../city/index.ts'
import { comparedSince, deskPaths, formatNumber } from '../../complaints/index.ts'
import { officeName } from '../offices.ts'
import { auditPaths } from '../paths.ts'
import { auditTabs } from '../tabs.ts'
import {
  type Concentration,
  easyHours,
  instantMinutes,
  leastOf,
  leastOfOffice,
  type Pattern,
  type PatternKind,
  patternKinds,
} from './queries.ts'

/** Days that end now; more of them would make a large city wait. */
export const patternDays = [30, 90] as const
export type PatternDays = (typeof patternDays)[number]

export type PatternItem = {
  office: string
  /** "7 of 31 solved complaints (22.6 %)". */
  count: string
  facts: string[]
  numbers: Link[]
  /** Not all numbers stand there: how many more there are. */
  more: string | null
}

export type PatternGroup = {
  id: PatternKind
  title: string
  lead: string
  items: PatternItem[]
  /** Not all stand there: how many there are. */
  more: string | null
}

export type PatternsModel = PageModel & {
  tabs: Tab[]
  periods: Tab[]
  groups: PatternGroup[]
  /** Which contacts are compared. */
  compared: string
  /** Shows which complaints they are; null once it does, or where there are none. */
  show: { action: string; days: number } | null
  empty: EmptyState | null
  concentration: { lead: string; table: Table } | null
}

export const patternsPage = definePage<PatternsModel>('audit/patterns', { layout: 'staff' })

export type PatternsFacts = {
  lang: Lang
  days: PatternDays
  /** Names and numbers as well. */
  isShown: boolean
  patterns: readonly Pattern[]
  concentration: readonly Concentration[]
  /** Short names of the offices of the audited cities. */
  offices: ReadonlyMap<number, Names>
}

export function patternsModel(t: Translate, facts: PatternsFacts): PatternsModel {
  const { days, isShown, patterns } = facts
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
          more: moreOfKind(t, facts, kind),
        },
      ]
    }),
    compared: t('audit:patterns.compared', { day: formatDay(comparedSince, facts.lang) }),
    show: isShown || patterns.length === 0 ? null : { action: auditPaths.patterns(), days },
    empty:
      patterns.length > 0
        ? null
        : { title: t('audit:patterns.none'), text: t('audit:patterns.noneText'), icon: 'check' },
    concentration: concentrationOf(t, facts),
  }
}

function moreOfKind(
  t: Translate,
  { lang, patterns }: Pick<PatternsFacts, 'lang' | 'patterns'>,
  kind: PatternKind,
): string | null {
  const [first, ...others] = patterns.filter((one) => one.kind === kind)
  if (first === undefined || first.ofKind <= others.length + 1) return null
  const [n, of] = [formatFigure(others.length + 1, lang), formatFigure(first.ofKind, lang)]
  return t('audit:patterns.largest', { n, of })
}

function itemOf(t: Translate, { lang, isShown, offices }: PatternsFacts, pattern: Pattern): PatternItem {
  const { kind, officeId, complaints, solved, minutes } = pattern
  const staff = isShown ? pattern.staff : null
  const numbers = isShown ? pattern.numbers : []
  return {
    office: officeName({ t, lang, offices }, officeId),
    count: t('audit:patterns.count', {
      ...{ n: formatFigure(complaints, lang), of: formatFigure(solved, lang) },
      share: formatShare(complaints / solved, lang),
    }),
    facts: [
      ...(staff === null
        ? []
        : [t(`audit:patterns.${kind === 'staff' ? 'address' : 'answered'}`, { staff })]),
      ...(isShown ? [t('audit:patterns.median', { time: timeText(t, lang, minutes) })] : []),
    ],
    numbers: numbers.map((number) => ({ href: deskPaths.show(number), label: formatNumber(number) })),
    more:
      isShown && complaints > numbers.length
        ? t('audit:patterns.more', { n: formatFigure(complaints - numbers.length, lang) })
        : null,
  }
}

/** Minutes up to two hours, then hours. */
const timeText = (t: Translate, lang: Lang, minutes: number): string =>
  minutes < 120
    ? t('audit:patterns.minutesText', { minutes: formatFigure(minutes, lang) })
    : t('audit:patterns.hoursText', { hours: formatFigure(minutes / 60, lang) })

function concentrationOf(t: Translate, facts: PatternsFacts): PatternsModel['concentration'] {
  const { lang, concentration } = facts
  if (concentration.length === 0) return null
  const figure = (value: number) => formatFigure(value, lang)
  const table: Table = {
    caption: t('audit:patterns.concentration.title'),
    columns: [
      { label: t('audit:patterns.office') },
      { label: t('audit:patterns.concentration.complaints'), numeric: true },
      { label: t('audit:patterns.concentration.withContact'), numeric: true },
      { label: t('audit:patterns.concentration.contacts'), numeric: true },
      { label: t('audit:patterns.concentration.most'), numeric: true },
    ],
    rows: concentration.map(({ officeId, complaints, withContact, contacts, most }) => [
      officeName({ t, ...facts }, officeId),
      figure(complaints),
      figure(withContact),
      figure(contacts),
      most === 0 ? '–' : { text: figure(most), note: formatShare(most / complaints, lang) },
    ]),
  }
  return { lead: t('audit:patterns.concentration.lead', { least: leastOfOffice }), table }
}
