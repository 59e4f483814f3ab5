import type { Temporal } from 'temporal-polyfill'
import type { Hint } from '../../../platform/http/beside.ts'
import { searchFold } from '../../../platform/text/search-fold.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import { type Hours, hoursInWords, nameIn, openState } from '../../city/index.ts'
import type { Filer } from '../../complaints/index.ts'
import type { Office } from '../../offices/index.ts'
import { type CaseLine, caseLine } from './page.ts'
import type { CaseRow } from './queries.ts'

/** The right-hand side: what the operator needs while somebody speaks. */
export type Panel = {
  number: { value: string; error: string; found: CaseLine | null }
  office: { value: string; none: string; found: OfficeLine[] }
  phrases: { title: string; text: string }[]
  emergency: { number: string; label: string; href: string }[]
  /** Guides for these words, works at this place. */
  hints: Hint[]
}

type OfficeLine = {
  name: string
  address: string
  phones: { text: string; href: string }[]
  hours: string[]
  open: string
}

export type PanelInput = {
  number: string
  /** `typing-error` and `shape` of a number that is none; `none` when there is no such case here. */
  numberProblem: 'shape' | 'typing-error' | 'none' | null
  found: CaseRow | null
  office: string
  calendar: WorkingCalendar
  at: Temporal.Instant
  hints: Hint[]
}

const mostOffices = 5
const phrases = ['greeting', 'hold', 'notOurs', 'calm', 'end'] as const

export function panelOf(filer: Filer, input: PanelInput): Panel {
  const { t, lang, city } = filer
  const { number, numberProblem, found, office } = input
  const offices = office === '' ? [] : officesLike(filer, office).slice(0, mostOffices)
  return {
    number: {
      value: number,
      error: numberProblem === null ? '' : t(`operator:panel.number.${numberProblem}`),
      found: found === null ? null : caseLine(filer, found),
    },
    office: {
      value: office,
      none: office !== '' && offices.length === 0 ? t('operator:panel.office.none') : '',
      found: offices.map((one) => officeLine(filer, one, input)),
    },
    hints: input.hints,
    phrases: phrases.map((name) => ({
      title: t(`operator:phrase.${name}.when`),
      text: t(`operator:phrase.${name}.say`, { city: nameIn(city.names, lang) }),
    })),
    emergency: city.profile.emergency.map((one) => ({
      number: one.number,
      label: nameIn(one.label, lang),
      href: telOf(one.number),
    })),
  }
}

/** Offices with all these words in one of their names. */
function officesLike({ directory }: Filer, words: string): Office[] {
  const wanted = searchFold(words).split(/\s+/).filter(Boolean)
  return directory.offices.filter(({ current, names, short, aliases }) => {
    const called = searchFold([...Object.values(names), ...Object.values(short), ...aliases].join(' '))
    return current && wanted.every((word) => called.includes(word))
  })
}

function officeLine(
  { lang, t, city }: Filer,
  { names, contacts }: Office,
  { calendar, at }: PanelInput,
): OfficeLine {
  return {
    name: nameIn(names, lang),
    address: contacts.address === null ? '' : nameIn(contacts.address, lang),
    phones: contacts.phones.map((phone) => ({ text: phone, href: telOf(phone) })),
    hours: contacts.hours.map((one) => hoursInWords(one, lang)),
    open:
      contacts.hours.length === 0
        ? ''
        : openText(contacts.hours, { t, at, calendar, timeZone: city.timeZone }),
  }
}

type OpenAt = { t: Filer['t']; at: Temporal.Instant; calendar: WorkingCalendar; timeZone: string }

function openText(hours: readonly Hours[], { t, at, ...around }: OpenAt): string {
  const { state, until } = openState(hours, at, { ...around, everyDay: false })
  return until === null ? t('city:open.shutToday') : t(`city:open.${state}`, { time: until })
}

const telOf = (number: string) => `tel:${number.replaceAll(/[^\d+]/g, '')}`
