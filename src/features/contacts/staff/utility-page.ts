import type { FieldErrors, Typed } from '../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { Alert, Link, Option, SummaryError, SummaryRow } from '../../../platform/http/parts.ts'
import type { Lang, Translate } from '../../../platform/i18n/texts.ts'
import { type City, nameIn } from '../../city/index.ts'
import { type PointMap, pointMap } from '../../complaints/index.ts'
import { hoursText } from '../../settings/index.ts'
import { contactPaths } from '../paths.ts'
import type { Utility } from '../queries.ts'
import { services } from '../rules.ts'

const plain = ['service', 'emergencyPhones', 'officePhones', 'point', 'hours', 'checkedOn'] as const
const inLanguages = ['name', 'about', 'address'] as const
const endings = ['Kk', 'Ru', 'En'] as const
type InLanguages = `${(typeof inLanguages)[number]}${(typeof endings)[number]}`
type Field = { value: string; error: string }

export type UtilityModel = PageModel & {
  back: Link
  message: Alert | null
  errors: SummaryError[]
  /** What stands there now, when somebody else has changed it. */
  now: SummaryRow[] | null
  action: string
  version: string
  /** Makes a form of a new one that is sent twice one. */
  key: string
  services: Option[]
  fields: Record<(typeof plain)[number] | InLanguages, Field>
  map: PointMap
  remove: { action: string } | null
}

export const utilityPage = definePage<UtilityModel>('contacts/utility', { layout: 'staff' })

export type UtilityInput = {
  city: City
  lang: Lang
  t: Translate
  /** Null: a new one. */
  utility: Utility | null
  typed: Typed
  errors?: FieldErrors
  isConflict?: boolean
}

export function utilityModel(input: UtilityInput): UtilityModel {
  const { city, lang, t, utility, typed, errors = {}, isConflict = false } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const field = (name: string): Field => ({ value: typed[name] ?? '', error: sentence(name) })
  const names = [
    ...plain,
    ...inLanguages.flatMap((name) => endings.map((ending) => `${name}${ending}` as const)),
  ]
  return {
    page: {
      title: utility === null ? t('contacts:newUtility') : nameIn(utility.names, lang),
      noindex: true,
    },
    back: { href: contactPaths.desk(city.slug), label: t('contacts:title') },
    message: isConflict ? { text: t('contacts:conflict'), tone: 'warning' } : null,
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    now: isConflict && utility !== null ? rowsOf(utility, input) : null,
    action:
      utility === null ? contactPaths.newUtility(city.slug) : contactPaths.utility(city.slug, utility.id),
    version: typed['version'] ?? '0',
    key: typed['key'] ?? '',
    services: services.map((value) => ({ value, label: t(`contacts:service.${value}`) })),
    fields: Object.fromEntries(names.map((name) => [name, field(name)])) as UtilityModel['fields'],
    map: pointMap(city, lang, null),
    remove: utility === null ? null : { action: contactPaths.removeUtility(city.slug, utility.id) },
  }
}

/** A utility as the form shows it. */
export const typedOf = (utility: Utility): Typed => ({
  version: String(utility.version),
  service: utility.service,
  ...{ nameKk: utility.names.kk, nameRu: utility.names.ru, nameEn: utility.names.en },
  ...{ aboutKk: utility.about.kk, aboutRu: utility.about.ru, aboutEn: utility.about.en },
  ...{ addressKk: utility.address.kk, addressRu: utility.address.ru, addressEn: utility.address.en },
  emergencyPhones: utility.emergencyPhones.join('\n'),
  officePhones: utility.officePhones.join('\n'),
  point: utility.point === null ? '' : `${utility.point.lat}, ${utility.point.lon}`,
  hours: hoursText(utility.hours),
  checkedOn: utility.checkedOn ?? '',
})

const rowsOf = (utility: Utility, { t, lang }: UtilityInput): SummaryRow[] => [
  { label: t('contacts:field.name'), value: nameIn(utility.names, lang) },
  { label: t('contacts:field.emergencyPhones'), value: utility.emergencyPhones.join('\n') },
  { label: t('contacts:field.officePhones'), value: utility.officePhones.join('\n') },
  { label: t('contacts:field.address'), value: nameIn(utility.address, lang) },
  { label: t('contacts:field.hours'), value: hoursText(utility.hours) },
]
