import type { Temporal } from 'temporal-polyfill'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Link, SummaryRow, Table, Tag } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { formatDay, formatMoment } from '../../../platform/time/format.ts'
import type { WorkingCalendar } from '../../../platform/time/working-days.ts'
import {
  type City,
  cityPaths,
  type Hours,
  hoursInWords,
  nameIn,
  openState,
  phoneInWords,
  telHref,
} from '../../city/index.ts'
import { complaintPaths } from '../../complaints/index.ts'
import type { Directory, Office } from '../../offices/index.ts'
import { statisticsPaths } from '../../statistics/index.ts'
import { contactPaths } from '../paths.ts'
import type { Duty, Utility } from '../queries.ts'
import { helpLines, serviceIcons, services } from '../rules.ts'
import { type ContactMap, contactMap, type MapPlace } from './map.ts'

export type Call = { href: string; number: string; label: string }

export type UtilityView = {
  id: string
  name: string
  about: string
  calls: Call[]
  rows: SummaryRow[]
  open: Tag | null
  note: string
  cardHref: string | null
}

export type OfficeView = {
  id: string
  name: string
  href: string
  open: Tag | null
  rows: SummaryRow[]
  cardHref: string
}

export type ContactsModel = PageModel & {
  parts: Link[]
  emergency: Call[]
  lines: Call[]
  desk: { calls: Call[]; rows: SummaryRow[]; open: Tag | null; callBackHref: string } | null
  utilities: { title: string; icon: string; items: UtilityView[] }[]
  map: ContactMap | null
  duty: Table | null
  offices: { id: string; title: string; items: OfficeView[] }[]
  links: (Link & { icon: string })[]
}

export const contactsPage = definePage<ContactsModel>('contacts/page')

export type ContactsInput = {
  city: City
  directory: Directory
  utilities: readonly Utility[]
  duties: readonly Duty[]
  calendar: WorkingCalendar
  now: Temporal.Instant
  lang: Lang
  t: Translate
  /** Path of the page itself, for "something is wrong with this page". */
  here: string
}

export function contactsModel(input: ContactsInput): ContactsModel {
  const { city, lang, t, here } = input
  const model = {
    emergency: callsOf(input, (code) => !helpLines.has(code)),
    lines: callsOf(input, (code) => helpLines.has(code)),
    desk: deskOf(input),
    utilities: utilityGroups(input),
    map: contactMap({ city, lang, label: t('contacts:map'), places: placesOf(input) }),
    duty: dutyTable(input),
    offices: officeGroups(input),
  }
  return {
    page: {
      title: t('contacts:title'),
      description: t('contacts:lead'),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) }],
    },
    ...model,
    parts: [
      ...(model.utilities.length > 0 ? [{ href: '#utilities', label: t('contacts:utilities') }] : []),
      ...(model.duty === null ? [] : [{ href: '#duty', label: t('contacts:duty') }]),
      ...(model.offices.length > 0 ? [{ href: '#offices', label: t('contacts:offices') }] : []),
    ],
    links: [
      { href: complaintPaths.new(lang, city.slug), label: t('contacts:link.report'), icon: 'megaphone' },
      { href: complaintPaths.map(lang, city.slug), label: t('contacts:link.map'), icon: 'map' },
      {
        href: statisticsPaths.offices(lang, city.slug),
        label: t('contacts:link.offices'),
        icon: 'chart-column',
      },
      {
        href: contactPaths.problem(lang, city.slug, { page: here }),
        label: t('contacts:problem.title'),
        icon: 'flag',
      },
    ],
  }
}

function callsOf({ city, lang }: ContactsInput, isWanted: (code: string) => boolean): Call[] {
  return city.profile.emergency
    .filter(({ code }) => isWanted(code))
    .map(({ number, label }) => ({ href: telHref(number), number, label: nameIn(label, lang) }))
}

function deskOf(input: ContactsInput): ContactsModel['desk'] {
  const { city, lang, t } = input
  const { desk } = city.profile
  if (desk === null || (desk.phones.length === 0 && desk.address === null)) return null
  return {
    calls: desk.phones.map((number) => callTo(number, city, '')),
    rows: [
      ...(desk.address === null
        ? []
        : [{ label: t('contacts:field.address'), value: nameIn(desk.address, lang) }]),
      ...hoursRow(desk.hours, input),
    ],
    open: openTag(desk.hours, input, desk.everyDay),
    callBackHref: contactPaths.callBack(lang, city.slug),
  }
}

const callTo = (number: string, city: City, label: string): Call => ({
  href: telHref(number),
  number: phoneInWords(number, city),
  label,
})

function utilityGroups(input: ContactsInput): ContactsModel['utilities'] {
  const { utilities, t } = input
  return services
    .map((service) => ({
      title: t(`contacts:service.${service}`),
      icon: serviceIcons[service],
      items: utilities.filter((one) => one.service === service).map((one) => utilityView(one, input)),
    }))
    .filter(({ items }) => items.length > 0)
}

function utilityView(utility: Utility, input: ContactsInput): UtilityView {
  const { city, lang, t } = input
  const { emergencyPhones, officePhones, address, hours, checkedOn } = utility
  const hasPhone = emergencyPhones.length + officePhones.length > 0
  return {
    id: `utility-${utility.id}`,
    name: nameIn(utility.names, lang),
    about: nameIn(utility.about, lang),
    calls: emergencyPhones.map((number) => callTo(number, city, t('contacts:dayAndNight'))),
    rows: [
      ...officePhones.map((number) => ({
        label: t('contacts:field.phone'),
        value: phoneInWords(number, city),
        href: telHref(number),
      })),
      ...(nameIn(address, lang) === ''
        ? []
        : [{ label: t('contacts:field.address'), value: nameIn(address, lang) }]),
      ...hoursRow(hours, input),
    ],
    open: openTag(hours, input),
    note: hasPhone ? checkedNote(checkedOn, input) : t('contacts:noPhone'),
    cardHref: hasPhone ? contactPaths.utilityCard(lang, city.slug, utility.id) : null,
  }
}

const checkedNote = (checkedOn: string | null, { t, lang }: ContactsInput): string =>
  checkedOn === null ? t('contacts:unchecked') : t('contacts:checked', { day: formatDay(checkedOn, lang) })

const hoursRow = (hours: readonly Hours[], { t, lang }: ContactsInput): SummaryRow[] =>
  hours.length === 0
    ? []
    : [{ label: t('contacts:field.hours'), value: hours.map((one) => hoursInWords(one, lang)).join('\n') }]

function openTag(
  hours: readonly Hours[],
  { now, calendar, city, t }: ContactsInput,
  everyDay = false,
): Tag | null {
  if (hours.length === 0) return null
  const { state, until } = openState(hours, now, { calendar, timeZone: city.timeZone, everyDay })
  const label = until === null ? t('city:open.shutToday') : t(`city:open.${state}`, { time: until })
  return { label, tone: state === 'open' ? 'success' : 'neutral', icon: 'clock' }
}

/** Only those whose duty it is at this moment. */
function dutyTable({ duties, directory, now, city, t, lang }: ContactsInput): Table | null {
  const at = now.epochMilliseconds
  const running = duties.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
  if (running.length === 0) return null
  return {
    caption: t('contacts:duty'),
    hideCaption: true,
    columns: [
      { label: t('contacts:field.office') },
      { label: t('contacts:field.person') },
      { label: t('contacts:field.phone') },
      { label: t('contacts:field.until') },
    ],
    rows: running.map(({ officeId, position, name, phone, endsAt }) => [
      officeName(directory.officeById.get(officeId), lang),
      {
        text: name === '' ? nameIn(position, lang) : name,
        note: name === '' ? null : nameIn(position, lang),
      },
      { text: phoneInWords(phone, city), href: telHref(phone) },
      formatMoment(endsAt, lang, city.timeZone),
    ]),
  }
}

const officeName = (office: Office | undefined, lang: Lang): string =>
  office === undefined ? '' : nameIn(office.short, lang)

const kinds = ['akimat', 'department', 'state_body', 'utility', 'partner'] as const

/** Utilities stand above already; what has no phone, address or hours would be a name alone. */
const shownOffices = ({ directory }: ContactsInput): Office[] =>
  directory.offices.filter(
    ({ current, kind, contacts }) =>
      current &&
      kind !== 'utility' &&
      (contacts.phones.length > 0 || contacts.address !== null || contacts.hours.length > 0),
  )

const officeAnchor = ({ code }: Office): string => `office-${code}`

function placesOf(input: ContactsInput): MapPlace[] {
  const { utilities, lang } = input
  return [
    ...utilities.map(({ id, names, point }) => ({
      ...{ name: nameIn(names, lang), href: `#utility-${id}`, point },
    })),
    ...shownOffices(input).map((office) => ({
      ...{ name: nameIn(office.short, lang), href: `#${officeAnchor(office)}`, point: office.contacts.point },
    })),
  ]
}

function officeGroups(input: ContactsInput): ContactsModel['offices'] {
  const { t } = input
  const shown = shownOffices(input)
  return kinds
    .map((kind) => ({
      id: `kind-${kind}`,
      title: t(`contacts:kind.${kind}`),
      items: shown.filter((one) => one.kind === kind).map((one) => officeView(one, input)),
    }))
    .filter(({ items }) => items.length > 0)
}

function officeView(office: Office, input: ContactsInput): OfficeView {
  const { city, lang, t } = input
  const { address, phones, email, hours } = office.contacts
  return {
    id: officeAnchor(office),
    name: nameIn(office.names, lang),
    href: statisticsPaths.office(lang, city.slug, office.code),
    open: openTag(hours, input),
    rows: [
      ...phones.map((number) => ({
        label: t('contacts:field.phone'),
        value: phoneInWords(number, city),
        href: telHref(number),
      })),
      ...(email === null
        ? []
        : [{ label: t('contacts:field.email'), value: email, href: `mailto:${email}` }]),
      ...(address === null ? [] : [{ label: t('contacts:field.address'), value: nameIn(address, lang) }]),
      ...hoursRow(hours, input),
    ],
    cardHref: contactPaths.officeCard(lang, city.slug, office.code),
  }
}
