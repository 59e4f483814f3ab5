import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import type { Option } from '../../../../platform/http/parts.ts'
import { nameIn } from '../../../city/index.ts'
import type { Topic } from '../../catalogue.ts'
import type { Around } from '../around.ts'
import type { StaffGuide } from '../queries.ts'

export type Tick = { name: string; id: string; label: string; checked: boolean }
export type Choice = {
  name: string
  label: string
  hint: string
  value: string
  options: Option[]
  error: string
}

/** The part of a form that says where a guide belongs. */
export type AboutFields = {
  slug: { value: string; error: string }
  topics: Tick[]
  calls: Tick[]
  owner: Choice
  groups: { legend: string; hint: string; choices: Choice[] }[]
}

export type AboutInput = {
  about: Pick<StaffGuide, 'slug' | 'topics' | 'categories' | 'offices' | 'emergency' | 'ownerOfficeId'>
  topics: readonly Topic[]
  /** Offices that this person may make the owner. */
  owners: readonly number[] | null
  typed: Typed | null
  errors: FieldErrors
}

/** Of categories, and of offices. */
const mostChoices = 3

export function aboutFields(input: AboutInput, { t, lang, city, directory }: Around): AboutFields {
  const { about, topics, owners, typed, errors } = input
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const tick = (prefix: string, codes: readonly string[]) => (code: string, label: string) => {
    const name = `${prefix}.${code}`
    return {
      name,
      id: `${prefix}-${code}`,
      label,
      checked: typed === null ? codes.includes(code) : name in typed,
    }
  }
  const offices = directory.offices.filter(({ current }) => current)
  const none = { value: '', label: t('writing:about.none') }
  const choose = (field: 'category' | 'office', known: readonly string[], options: Option[]): Choice[] =>
    Array.from({ length: mostChoices }, (_, index) => ({
      name: `${field}${index + 1}`,
      label: t(`writing:about.${field}`, { number: index + 1 }),
      hint: '',
      value: typed?.[`${field}${index + 1}`] ?? known[index] ?? '',
      options: [none, ...options],
      error: '',
    }))
  const categories = directory.categories
    .filter(({ current }) => current)
    .map(({ code, names }) => ({ value: code, label: nameIn(names, lang) }))
  const codes = offices.map(({ code, short }) => ({ value: code, label: nameIn(short, lang) }))
  return {
    slug: { value: typed?.['slug'] ?? about.slug, error: sentence('slug') },
    topics: topics.map(({ code, names }) => tick('topic', about.topics)(code, nameIn(names, lang))),
    calls: city.profile.emergency.map(({ code, number, label }) =>
      tick('call', about.emergency)(code, `${number} ${nameIn(label, lang)}`),
    ),
    owner: {
      ...{ name: 'owner', label: t('writing:about.owner'), hint: t('writing:about.ownerHint') },
      value: typed?.['owner'] ?? String(about.ownerOfficeId ?? ''),
      options: [
        ...(owners === null ? [{ value: '', label: nameIn(city.names, lang) }] : []),
        ...offices
          .filter(({ id }) => owners === null || owners.includes(id))
          .map(({ id, short }) => ({ value: String(id), label: nameIn(short, lang) })),
      ],
      error: sentence('owner'),
    },
    groups: [
      {
        ...{ legend: t('writing:about.categories'), hint: t('writing:about.categoryHint') },
        choices: choose('category', about.categories, categories),
      },
      {
        ...{ legend: t('writing:about.offices'), hint: t('writing:about.officeHint') },
        choices: choose('office', about.offices, codes),
      },
    ],
  }
}
