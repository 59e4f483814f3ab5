import type { TextKey } from '../../../platform/i18n/text-key.ts'
import type { Translate } from '../../../platform/i18n/texts.ts'
import { dateOfEpochDay } from '../../../platform/time/epoch-day.ts'
import { localEpochDay } from '../../../platform/time/local-day.ts'
import { nameIn } from '../../city/index.ts'
import { channelName, channels } from '../../complaints/index.ts'
import type { FigureQuery, Refusal } from '../figures/figure-query.ts'
import type { Window } from '../figures/window.ts'
import type { Reading } from './reading.ts'

export type FigureFilter = 'category' | 'district' | 'channel'
export const figureFilters: readonly FigureFilter[] = ['category', 'district', 'channel']

/** The form that asks for other days, or another part of the city; `statistics/window.ejs` prints it. */
export type WindowForm = {
  /** Null where the days change nothing. */
  days: { from: string; to: string } | null
  presets: { href: string; label: string; current: boolean }[]
  action: string
  summary: string
  selects: Select[]
  /** What the address says and the form does not ask. */
  kept: { name: string; value: string }[]
  /** Behind a summary unless it says more than the ready periods do. */
  open: boolean
  errors: { from: string | undefined; to: string | undefined }
  /** Where the list of errors leads to. */
  summaryErrors: { href: string; text: string }[]
}

type Select = {
  name: FigureFilter
  label: string
  value: string
  options: { value: string; label: string }[]
  error: string | undefined
}

/** What was typed and why it was not understood; the figures are then the usual ones. */
export type Refused = { typed: Record<string, string>; parameter: string; sentence: string }

type Asked = {
  window: Window
  /** What else the address says, by parameter. */
  kept: Record<string, string>
  selects: Select[]
  /** False where the days change nothing. */
  withDays?: boolean
  /** Milliseconds UTC. */
  asOf: number
  timeZone: string
  /** The page with these parameters. */
  hrefOf: (parameters: Record<string, string>) => string
  refused: Refused | null
}

export function windowForm(asked: Asked, { t }: { t: Translate }): WindowForm {
  const { window, kept, selects, withDays = true, hrefOf, refused } = asked
  const typed = refused?.typed ?? {}
  const errorAt = (name: string) => (refused?.parameter === name ? refused.sentence : undefined)
  const hasField =
    selects.some(({ name }) => name === refused?.parameter) ||
    (withDays && ['from', 'to'].includes(refused?.parameter ?? ''))
  return {
    days: withDays ? { from: typed['from'] ?? window.from, to: typed['to'] ?? window.to } : null,
    presets: withDays ? presetsOf(asked, t) : [],
    action: hrefOf({}),
    summary: t(summaryOf(selects.length > 0, withDays)),
    selects,
    kept: Object.entries(kept).map(([name, value]) => ({ name, value })),
    open: refused !== null || selects.some(({ value }) => value !== ''),
    errors: { from: errorAt('from'), to: errorAt('to') },
    summaryErrors: refused
      ? [{ href: hasField ? `#${refused.parameter}` : '#asked', text: refused.sentence }]
      : [],
  }
}

/** Fields for a part of the city, with what is chosen. */
export function selectsOf(
  names: readonly FigureFilter[],
  query: FigureQuery,
  refused: Refused | null,
  { city, lang, t, directory }: Reading,
): Select[] {
  const typed = refused?.typed ?? {}
  const called = (rows: readonly { code: string; names: Parameters<typeof nameIn>[0] }[]) =>
    rows.map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
  const optionsOf = {
    category: () => [
      { value: '', label: t('statistics:form.allCategories') },
      ...called(directory.categories),
    ],
    district: () => [{ value: '', label: t('statistics:form.allDistricts') }, ...called(city.areas)],
    channel: () => [
      { value: '', label: t('statistics:form.allChannels') },
      ...channels.map((channel) => ({ value: channel, label: channelName(channel, t) })),
    ],
  }
  const chosen = codesOf(query)
  return names.map((name) => ({
    name,
    label: t(`statistics:form.${name}`),
    value: typed[name] ?? chosen[name] ?? '',
    options: optionsOf[name](),
    error: refused?.parameter === name ? refused.sentence : undefined,
  }))
}

/** The part of the city that is asked for, by parameter. */
export function codesOf({ category, district, channel }: FigureQuery): Record<string, string> {
  return {
    ...(category && { category: category.code }),
    ...(district && { district: district.code }),
    ...(channel !== null && { channel }),
  }
}

const fields = ['from', 'to', ...figureFilters] as const

/** The refusal as the page says it, with the name of the field in the language of the page. */
export function refusedOf(
  { parameter, text }: Refusal,
  typed: Record<string, string>,
  t: Translate,
): Refused {
  const field = fields.find((name) => name === parameter)
  const sentence = t(text, { parameter: field ? t(`statistics:form.${field}`) : parameter })
  return { typed, parameter, sentence }
}

function summaryOf(hasSelects: boolean, withDays: boolean): TextKey {
  if (!hasSelects) return 'statistics:form.otherDays'
  return withDays ? 'statistics:form.other' : 'statistics:form.otherPart'
}

const presetDays = [
  ['last30', 30],
  ['last90', 90],
  ['last365', 365],
] as const

/** Ready periods up to yesterday; the usual one needs no days in its address. */
function presetsOf({ window, kept, selects, asOf, timeZone, hrefOf }: Asked, t: Translate) {
  const today = localEpochDay(asOf, timeZone)
  const dayBefore = (days: number) => dateOfEpochDay(today - days)
  const to = dayBefore(1)
  const chosen = selects.filter(({ value, error }) => value !== '' && error === undefined)
  const part = Object.fromEntries(chosen.map(({ name, value }) => [name, value]))
  const preset = (label: string, from: string, end: string, isUsual = false) => ({
    href: hrefOf({ ...(!isUsual && { from, to: end }), ...kept, ...part }),
    label,
    current: window.from === from && window.to === end,
  })
  const rolling = presetDays.map(([name, days]) =>
    preset(t(`statistics:form.${name}`), dayBefore(days).toString(), to.toString(), days === 365),
  )
  const years = [to.year, to.year - 1].map((year) =>
    preset(
      t('statistics:form.thisYear', { year }),
      `${year}-01-01`,
      year === to.year ? to.toString() : `${year}-12-31`,
    ),
  )
  return [...rolling, ...years]
}
