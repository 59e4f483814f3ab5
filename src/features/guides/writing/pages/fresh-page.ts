import type { FieldErrors, Typed } from '../../../../platform/http/form.ts'
import { definePage, type PageModel } from '../../../../platform/http/page.ts'
import type { Option, SummaryError } from '../../../../platform/http/parts.ts'
import { endonyms, langs } from '../../../../platform/i18n/texts.ts'
import { nameIn } from '../../../city/index.ts'
import type { Topic } from '../../catalogue.ts'
import { guideStaffPaths } from '../../paths.ts'
import { type Around, listCrumb } from '../around.ts'
import type { StaffGuide, StaffRequest } from '../queries.ts'
import { type AboutFields, aboutFields } from './about-fields.ts'

export type AboutModel = PageModel & {
  intro: string
  errors: SummaryError[]
  conflict: boolean
  action: string
  /** Hidden fields. */
  hidden: { name: string; value: string }[]
  /** The first words of a new guide; null where it is there already. */
  first: {
    title: { value: string; error: string }
    lang: { value: string; error: string; options: Option[] }
  } | null
  fields: AboutFields
}

export const aboutPage = definePage<AboutModel>('guides/staff-about', { layout: 'staff' })

export type AboutPageInput = {
  /** Null: a new one. */
  guide: StaffGuide | null
  title: string
  request: StaffRequest | null
  topics: readonly Topic[]
  owners: readonly number[] | null
  back?: { typed: Typed; errors: FieldErrors }
  conflict?: boolean
}

const nothing = { slug: '', topics: [], categories: [], offices: [], emergency: [] }

/** Where a guide belongs, and for a new one its first words. */
export function aboutModel(input: AboutPageInput, around: Around): AboutModel {
  const { guide, title, request, topics, owners, back, conflict = false } = input
  const { t, lang, city } = around
  const [typed, errors] = [back?.typed ?? null, back?.errors ?? {}]
  const sentence = (name: string) => (errors[name] === undefined ? '' : t(errors[name]))
  const firstOwner = owners === null ? null : (owners[0] ?? null)
  return {
    page: {
      title: guide === null ? t('writing:fresh.title') : t('writing:about.title'),
      crumbs: [
        listCrumb(t),
        ...(guide === null ? [] : [{ href: guideStaffPaths.show(guide.id), label: title }]),
      ],
      noindex: true,
    },
    intro:
      guide === null
        ? t('writing:fresh.intro', { city: nameIn(city.names, lang) })
        : t('writing:about.intro', { title }),
    errors: Object.keys(errors).map((name) => ({ href: `#${name}`, text: sentence(name) })),
    conflict,
    action: guide === null ? guideStaffPaths.fresh() : guideStaffPaths.about(guide.id),
    hidden:
      guide === null
        ? [
            { name: 'city', value: city.slug },
            ...(request === null ? [] : [{ name: 'request', value: String(request.id) }]),
          ]
        : [{ name: 'version', value: String(guide.version) }],
    first:
      guide !== null
        ? null
        : {
            title: {
              value: typed?.['title'] ?? request?.words.slice(0, 120) ?? '',
              error: sentence('title'),
            },
            lang: {
              value: typed?.['lang'] ?? request?.lang ?? 'kk',
              error: sentence('lang'),
              options: langs.map((value) => ({ value, label: endonyms[value] })),
            },
          },
    fields: aboutFields(
      { about: guide ?? { ...nothing, ownerOfficeId: firstOwner }, topics, owners, typed, errors },
      around,
    ),
  }
}
