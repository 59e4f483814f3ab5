import { definePage, type PageModel } from '../../../platform/http/page.ts'
import type { SummaryRow } from '../../../platform/http/parts.ts'
import type { TextKey } from '../../../platform/i18n/text-key.ts'
import { formatNumber as count, formatInstant, formatMoment } from '../../../platform/time/format.ts'
import { cityPaths, nameIn } from '../../city/index.ts'
import { complaintPaths, type Reading } from '../../complaints/index.ts'
import { open311Paths } from '../../open311/index.ts'
import { proofPaths } from '../../proof/index.ts'
import { statisticsPaths } from '../../statistics/index.ts'
import type { FileFacts } from '../dump/files.ts'
import type { Dump } from '../dump/queries.ts'
import { otherFiles, tableFiles, wholeFile } from '../dump/tables.ts'
import { openDataPaths } from '../paths.ts'
import { sizeInWords } from './size.ts'

type Cell = string | { text: string; href?: string; note?: string }
type Table = { columns: { label: string; numeric?: true }[]; rows: Cell[][] }
type Link = { href: string; label: string }

export type OpenDataModel = PageModel & {
  /** Null before the first files. */
  files: { facts: SummaryRow[]; table: Table; hashes: Table; cite: string } | null
  empty: { title: string; text: string; actions: Link[] } | null
  dictionaryHref: string
  months: Table | null
  snapshotsHref: string
  checks: { commands: string[]; links: Link[] }
  programs: Link[]
}

export const openDataPage = definePage<OpenDataModel>('open-data/show')

type Given = {
  daily: Dump | null
  /** The newest first. */
  months: readonly Dump[]
  /** Public keys of the portal in base64url. */
  keys: readonly string[]
}

export function openDataModel({ daily, months, keys }: Given, reading: Reading): OpenDataModel {
  const { city, lang, t } = reading
  const name = nameIn(city.names, lang)
  return {
    page: {
      title: t('open-data:title'),
      description: t('open-data:description', { city: name }),
      crumbs: [{ href: cityPaths.home(lang, city.slug), label: name }],
      alternates: [
        {
          href: openDataPaths.cityCatalogue(lang, city.slug),
          type: 'application/ld+json',
          title: t('open-data:programs.catalogue'),
        },
      ],
    },
    files: daily && filesOf(daily, reading),
    empty:
      daily === null
        ? {
            title: t('open-data:empty.title'),
            text: t('open-data:empty.text'),
            actions: [{ href: complaintPaths.list(lang, city.slug), label: t('open-data:empty.action') }],
          }
        : null,
    dictionaryHref: openDataPaths.dictionary(lang, city.slug),
    months: months.length === 0 ? null : monthsOf(months, reading),
    snapshotsHref: openDataPaths.snapshots(city.slug),
    checks: checksOf(daily, keys, reading),
    programs: programsOf(reading),
  }
}

function filesOf(daily: Dump, reading: Reading): NonNullable<OpenDataModel['files']> {
  const { city, lang, t, origin } = reading
  const at = formatMoment(daily.takenAt, lang, city.timeZone)
  const complaints = daily.files.find(({ name }) => name === 'complaints.csv')?.rows ?? 0
  const files = inOrder(daily.files)
  return {
    facts: [
      { label: t('open-data:facts.updated'), value: at },
      { label: t('open-data:facts.complaints'), value: count(complaints, lang) },
      { label: t('open-data:facts.licence'), value: `CC BY 4.0: ${t('open-data:facts.licenceNote')}` },
    ],
    table: {
      columns: [
        { label: t('open-data:files.file') },
        { label: t('open-data:files.what') },
        { label: t('open-data:files.rows'), numeric: true },
        { label: t('open-data:files.size'), numeric: true },
      ],
      rows: files.map(({ name, bytes, gzBytes, rows }) => [
        { text: name, href: openDataPaths.file(city.slug, name) },
        t(`open-data:file.${name.replaceAll('.', '-')}` as TextKey),
        rows === null ? '' : count(rows, lang),
        {
          text: sizeInWords(bytes, lang, t),
          ...(gzBytes === null
            ? {}
            : { note: t('open-data:files.compressed', { size: sizeInWords(gzBytes, lang, t) }) }),
        },
      ]),
    },
    hashes: {
      columns: [{ label: t('open-data:files.file') }, { label: t('open-data:files.hash') }],
      rows: files.map(({ name, sha256 }) => [name, sha256]),
    },
    cite: t('open-data:cite.text', {
      city: nameIn(city.names, lang),
      date: formatInstant(daily.takenAt, lang, city.timeZone),
      url: origin + openDataPaths.page(lang, city.slug),
    }),
  }
}

const order: readonly string[] = [wholeFile, ...tableFiles, ...otherFiles]
const inOrder = (files: readonly FileFacts[]): FileFacts[] =>
  files.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name))

/** Files of a snapshot that people take; all of them stand in snapshots.json. */
const offered = ['figures.csv', 'figures.json', 'activity.jsonl'] as const

function monthsOf(months: readonly Dump[], { city, lang, t }: Reading): Table {
  return {
    columns: [
      { label: t('open-data:months.month') },
      { label: t('open-data:months.no'), numeric: true },
      { label: t('open-data:months.taken') },
      ...offered.map((label) => ({ label })),
      { label: t('open-data:files.hash') },
    ],
    rows: months.map(({ period, no, remark, takenAt, files, hash }): Cell[] => [
      { text: period, ...(remark === '' ? {} : { note: t('open-data:months.remark', { remark }) }) },
      count(no ?? 0, lang),
      formatInstant(takenAt, lang, city.timeZone),
      ...offered.map((name): Cell => {
        const bytes = files.find((file) => file.name === name)?.bytes ?? 0
        return {
          text: sizeInWords(bytes, lang, t),
          href: openDataPaths.snapshotFile(city.slug, period, name, no),
        }
      }),
      `${hash.slice(0, 16)}…`,
    ]),
  }
}

function checksOf(
  daily: Dump | null,
  keys: readonly string[],
  { city, lang, t, origin }: Reading,
): OpenDataModel['checks'] {
  return {
    commands:
      daily === null
        ? []
        : [
            `curl --remote-name ${origin}${openDataPaths.file(city.slug, wholeFile)}`,
            `unzip ${wholeFile} -d dump`,
            'npm run verify-figures -- dump',
            `npm run verify-proof -- --key ${keys[0] ?? ''} dump`,
          ],
    links: [
      { href: statisticsPaths.method(lang, city.slug), label: t('open-data:check.method') },
      { href: proofPaths.page(lang, city.slug), label: t('open-data:check.proof') },
    ],
  }
}

const programsOf = ({ city, lang, t }: Reading): Link[] => [
  { href: openDataPaths.api(lang, city.slug), label: t('open-data:programs.api') },
  { href: open311Paths.guide(lang, city.slug), label: t('open-data:programs.open311') },
  { href: statisticsPaths.figures(lang, city.slug, 'json'), label: t('open-data:programs.figures') },
  { href: complaintPaths.feed(lang, city.slug), label: t('open-data:programs.atom') },
  { href: openDataPaths.answers(lang, city.slug), label: t('open-data:programs.answers') },
  {
    href: openDataPaths.corrections(lang, city.slug, 'atom'),
    label: t('open-data:programs.corrections'),
  },
  {
    href: openDataPaths.corrections(lang, city.slug, 'json'),
    label: t('open-data:programs.correctionsJson'),
  },
  { href: openDataPaths.widgets(lang, city.slug), label: t('open-data:programs.widgets') },
  { href: openDataPaths.cityCatalogue(lang, city.slug), label: t('open-data:programs.catalogue') },
]
