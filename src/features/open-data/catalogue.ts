import type { TextKey } from '../../platform/i18n/text-key.ts'
import { type Lang, langs, type Texts, type TextValues } from '../../platform/i18n/texts.ts'
import { type City, nameIn } from '../city/index.ts'
import { licence, mediaTypeOf } from './dump/package.ts'
import type { Dump } from './dump/queries.ts'
import { wholeFile } from './dump/tables.ts'
import { openDataPaths } from './paths.ts'

const media = 'https://www.iana.org/assignments/media-types/'
const daily = 'http://publications.europa.eu/resource/authority/frequency/DAILY'

type Around = { origin: string; texts: Texts }

/** DCAT-AP 3 (semiceu.github.io/DCAT-AP) as JSON-LD: for catalogues that collect what cities publish. */
export function catalogueOf(sets: readonly { city: City; dump: Dump | null }[], { origin, texts }: Around) {
  const literals = literalsIn(texts)
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': origin + openDataPaths.catalogue(),
    '@type': 'dcat:Catalog',
    'dct:title': literals('open-data:catalogue.title'),
    'dct:description': literals('open-data:catalogue.text'),
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': 'Ashyq Qala', 'foaf:homepage': { '@id': origin } },
    'dct:license': { '@id': licence.path },
    'foaf:homepage': { '@id': origin },
    'dcat:dataset': sets.flatMap(({ city, dump }) =>
      dump === null ? [] : [datasetOf(city, dump, { origin, texts })],
    ),
  }
}

function datasetOf(city: City, dump: Dump, { origin, texts }: Around) {
  const literals = literalsIn(texts)
  const page = origin + openDataPaths.page('kk', city.slug)
  const [west, south, east, north] = boundsOf(city)
  return {
    '@id': `${page}#dataset`,
    '@type': 'dcat:Dataset',
    'dct:identifier': `${city.slug}-complaints`,
    'dct:title': literals('open-data:catalogue.dataset', (lang) => ({ city: nameIn(city.names, lang) })),
    'dct:description': literals('open-data:catalogue.about'),
    'dct:issued': { '@type': 'xsd:dateTime', '@value': new Date(city.openedAt).toISOString() },
    'dct:modified': { '@type': 'xsd:dateTime', '@value': new Date(dump.takenAt).toISOString() },
    'dct:accrualPeriodicity': { '@id': daily },
    'dct:license': { '@id': licence.path },
    'dct:spatial': {
      '@type': 'dct:Location',
      'dcat:bbox': `POLYGON((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${north}, ${west} ${south}))`,
    },
    'dcat:landingPage': { '@id': page },
    'dcat:keyword': ['311', 'open311', 'complaints', city.slug],
    'dcat:distribution': dump.files.map((file) => ({
      '@id': `${page}#${file.name}`,
      '@type': 'dcat:Distribution',
      'dct:title': file.name,
      'dcat:accessURL': { '@id': page },
      'dcat:downloadURL': { '@id': origin + openDataPaths.file(city.slug, file.name) },
      'dcat:mediaType': { '@id': media + mediaTypeOf(file.name).split(';')[0] },
      ...(file.name === wholeFile && { 'dcat:packageFormat': { '@id': `${media}application/zip` } }),
      'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(file.bytes) },
      'dct:license': { '@id': licence.path },
      'spdx:checksum': {
        '@type': 'spdx:Checksum',
        'spdx:algorithm': { '@id': 'spdx:checksumAlgorithm_sha256' },
        'spdx:checksumValue': file.sha256,
      },
    })),
  }
}

const boundsOf = ({ profile: { bounds } }: City) =>
  [bounds.west, bounds.south, bounds.east, bounds.north] as const

const literalsIn =
  (texts: Texts) =>
  (key: TextKey, values: (lang: Lang) => TextValues = () => ({})) =>
    langs.map((lang) => ({ '@language': lang, '@value': texts.in(lang)(key, values(lang)) }))
