import { definePage, type PageModel } from '../../platform/http/page.ts'
import type { TextKey } from '../../platform/i18n/text-key.ts'
import { cityPaths, nameIn } from '../city/index.ts'
import type { Reading } from '../complaints/index.ts'
import { openDataPaths } from '../open-data/index.ts'
import { pathOf } from './document.ts'
import { type EndpointName, endpointNames, endpoints, pointsPerMinute, rateClasses } from './endpoints.ts'
import { apiPaths } from './paths.ts'

export type GuideModel = PageModel & {
  documentHref: string
  methods: { href: string; path: string; does: string }[]
  sections: {
    id: string
    title: string
    path: string
    cost: string
    parameters: { name: string; text: string }[]
    members: string
    code: string
  }[]
  notes: { title: string; paragraphs: string[] }[]
}

export const guidePage = definePage<GuideModel>('api/guide')

const notes = ['pages', 'errors', 'caching', 'promise'] as const

/** For those who write programs: made of the same list as the document, so that it never tells another story. */
export function guideModel(reading: Reading): GuideModel {
  const { city, lang, t, origin } = reading
  return {
    page: {
      title: t('api:title'),
      description: t('api:lead'),
      crumbs: [
        { href: cityPaths.home(lang, city.slug), label: nameIn(city.names, lang) },
        { href: openDataPaths.page(lang, city.slug), label: t('open-data:title') },
      ],
      alternates: [{ href: apiPaths.document(), type: 'application/json', title: 'OpenAPI 3.1' }],
    },
    documentHref: apiPaths.document(),
    methods: endpointNames.map((name) => ({
      ...{ href: `#${name}`, path: pathOf(name), does: t(`api:endpoint.${name}`) },
    })),
    sections: endpointNames.map((name) => ({
      id: name,
      title: t(`api:endpoint.${name}`),
      path: pathOf(name),
      cost: t('api:rates.costs', { cost: rateClasses[endpoints[name].rate] }),
      parameters: Object.keys(endpoints[name].query.shape).map((parameter) => ({
        name: parameter,
        text: t(`api:parameter.${parameter}` as TextKey),
      })),
      members: Object.keys(endpoints[name].answer.shape).join(', '),
      code: `curl "${origin}${exampleOf(name, city.slug)}"`,
    })),
    notes: [
      { title: t('api:rates.title'), paragraphs: [t('api:rates.text', { points: pointsPerMinute })] },
      ...notes.map((note) => ({
        title: t(`api:note.${note}.title`),
        paragraphs: t(`api:note.${note}.text`).split('\n\n'),
      })),
    ],
  }
}

const examples: Partial<Record<EndpointName, string>> = {
  complaints: '?status=open&limit=20',
  figures: '?from=2026-01-01&to=2026-03-31',
  officeFigures: '?from=2026-01-01&to=2026-03-31',
}

const exampleOf = (name: EndpointName, slug: string): string =>
  endpoints[name].path.replace(':city', slug).replace(':number', '2603-1234-5678') + (examples[name] ?? '')
