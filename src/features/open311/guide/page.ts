import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import type { Reading } from '../../complaints/index.ts'
import { open311Paths } from '../paths.ts'

const sections = ['start', 'read', 'updates', 'file', 'keys', 'errors'] as const
type Section = (typeof sections)[number]

export type GuideModel = PageModel & {
  lead: string
  methods: { verb: string; path: string; href: string | null; does: string }[]
  sections: { id: string; title: string; paragraphs: string[]; code: string[] }[]
}

export const guidePage = definePage<GuideModel>('open311/guide')

/** For those who write programs: what there is, and commands that work as they stand. */
export function guideModel(reading: Reading): GuideModel {
  const { city, lang, t } = reading
  const name = nameIn(city.names, lang)
  return {
    page: {
      title: t('open311:guide.title'),
      description: t('open311:guide.description', { city: name }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: name }],
    },
    lead: t('open311:guide.lead'),
    methods: methodsOf(reading),
    sections: sections.map((id) => ({
      id,
      title: t(`open311:guide.section.${id}.title`),
      paragraphs: t(`open311:guide.section.${id}.text`, { slug: city.slug }).split('\n\n'),
      code: examples[id]?.(reading) ?? [],
    })),
  }
}

function methodsOf({ city, t }: Reading): GuideModel['methods'] {
  const query = `?jurisdiction_id=${city.slug}`
  const get = (path: string, does: Parameters<Reading['t']>[0], open = true) => ({
    ...{ verb: 'GET', path, does: t(does) },
    href: open ? path + query : null,
  })
  const post = (path: string, does: Parameters<Reading['t']>[0]) => ({
    ...{ verb: 'POST', path, href: null, does: t(does) },
  })
  return [
    get(open311Paths.discovery('json'), 'open311:guide.does.discovery'),
    get(open311Paths.services('json'), 'open311:guide.does.services'),
    get(open311Paths.service('{service_code}', 'json'), 'open311:guide.does.service', false),
    get(open311Paths.requests('json'), 'open311:guide.does.requests'),
    get(open311Paths.request('{service_request_id}', 'json'), 'open311:guide.does.request', false),
    get(open311Paths.updates('json'), 'open311:guide.does.updates'),
    post(open311Paths.requests('json'), 'open311:guide.does.post'),
    post(open311Paths.updates('json'), 'open311:guide.does.postUpdate'),
  ]
}

const examples: Partial<Record<Section, (reading: Reading) => string[]>> = {
  start: ({ origin, city, lang }) => [
    `curl '${origin}${open311Paths.services('json')}?jurisdiction_id=${city.slug}&lang=${lang}'`,
  ],
  read: ({ origin, city, today }) => [
    `curl '${origin}${open311Paths.requests('json')}?jurisdiction_id=${city.slug}&status=open&page_size=50'`,
    `curl -G '${origin}${open311Paths.requests('xml')}' \\
  -d jurisdiction_id=${city.slug} \\
  -d start_date=${today.subtract({ days: 30 }).toString()}T00:00:00Z \\
  -d extensions=true`,
  ],
  updates: ({ origin, city, today }) => [
    `curl '${origin}${open311Paths.updates('json')}?jurisdiction_id=${city.slug}&start_date=${today.subtract({ days: 1 }).toString()}T00:00:00Z'`,
  ],
  file: (reading) => [filingExample(reading)],
  errors: () => ['HTTP/1.1 403\n\n[{"code":"403","description":"Invalid api_key"}]'],
}

function filingExample({ origin, city, directory, lang, t }: Reading): string {
  const { lat, lon } = city.profile.centre
  const code = directory.categories.find(({ current }) => current)?.code ?? 'other'
  return `curl '${origin}${open311Paths.requests('json')}' \\
  -H 'Idempotency-Key: 7f3c1a52-0b8e-4d1f-9a64-2c5d8e9f0a11' \\
  -F api_key=$KEY -F jurisdiction_id=${city.slug} -F lang=${lang} \\
  -F service_code=${code} -F lat=${lat} -F long=${lon} \\
  -F 'description=${t('open311:guide.exampleText')}' \\
  -F media=@photo.jpg

[{"service_request_id":"2611-4821-3974","service_notice":"...","account_id":null}]`
}
