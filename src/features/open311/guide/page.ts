import { definePage, type PageModel } from '../../../platform/http/page.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import type { Reading } from '../../complaints/index.ts'
import { open311Paths } from '../paths.ts'

const sections = ['start', 'read', 'updates', 'file', 'keys', 'errors'] as const
type Section = (typeof sections)[number]

export type GuideModel = PageModel & {
  lead: string
  methods: { verb: string; path: string; href: string | null; does: string }[]
  sections: {
    id: string
    title: string
    paragraphs: string[]
    /** Names of parameters and what they mean. */
    parameters: { names: string[]; text: string }[]
    code: string[]
  }[]
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
      parameters: parametersOf(id, t),
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

const parameters = {
  read: {
    id: ['service_request_id'],
    code: ['service_code'],
    status: ['status'],
    dates: ['start_date', 'end_date'],
    changed: ['updated_after', 'updated_before'],
    q: ['q'],
    bbox: ['bbox'],
    page: ['page', 'page_size'],
    extensions: ['extensions'],
  },
  file: {
    key: ['api_key'],
    code: ['service_code'],
    place: ['lat', 'long', 'address_string'],
    description: ['description'],
    attribute: ['attribute[CODE]'],
    media: ['media', 'media[]'],
    mediaUrl: ['media_url'],
    contacts: ['email', 'phone'],
    consent: ['consent'],
    idempotency: ['Idempotency-Key'],
  },
} as const

function parametersOf(section: Section, t: Reading['t']): { names: string[]; text: string }[] {
  if (section !== 'read' && section !== 'file') return []
  return Object.entries(parameters[section]).map(([name, names]) => ({
    names: [...names],
    text: t(`open311:guide.parameters.${section}.${name}` as Parameters<Reading['t']>[0]),
  }))
}

const examples: Partial<Record<Section, (reading: Reading) => string[]>> = {
  start: (reading) => [reads(reading, open311Paths.services('json'), [`lang=${reading.lang}`])],
  read: (reading) => [
    reads(reading, open311Paths.requests('json'), ['status=open', 'page_size=50']),
    reads(reading, open311Paths.requests('xml'), [`start_date=${daysAgo(reading, 30)}`, 'extensions=true']),
  ],
  updates: (reading) => [reads(reading, open311Paths.updates('json'), [`start_date=${daysAgo(reading, 1)}`])],
  file: (reading) => [filingExample(reading)],
  errors: () => ['HTTP/1.1 403 Forbidden\n\n[{"code":"403","description":"Invalid api_key"}]'],
}

const daysAgo = ({ today }: Reading, days: number): string =>
  `${today.subtract({ days }).toString()}T00:00:00Z`

const reads = ({ origin, city }: Reading, path: string, more: readonly string[]): string =>
  [`curl -G ${origin}${path}`, `-d jurisdiction_id=${city.slug}`, ...more.map((one) => `-d ${one}`)].join(
    ' \\\n  ',
  )

function filingExample({ origin, city, directory, lang, t }: Reading): string {
  const { lat, lon } = city.profile.centre
  const code = directory.categories.find(({ current }) => current)?.code ?? 'other'
  return `curl ${origin}${open311Paths.requests('json')} \\
  -H 'Idempotency-Key: 7f3c1a52-0b8e-4d1f-9a64' \\
  -F api_key=$KEY \\
  -F jurisdiction_id=${city.slug} -F lang=${lang} \\
  -F service_code=${code} \\
  -F lat=${lat} -F long=${lon} \\
  -F 'description=${t('open311:guide.exampleText')}' \\
  -F media=@photo.jpg

[{
  "service_request_id": "2611-4821-3974",
  "service_notice": "...",
  "account_id": null
}]`
}
