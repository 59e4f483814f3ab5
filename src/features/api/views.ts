import { type City, cityPaths, langsOf, nameIn } from '../city/index.ts'
import {
  type ComplaintRow,
  complaintPaths,
  formatNumber,
  isOpen,
  publicText,
  type Reading,
  type TableRow,
  timelineOf,
} from '../complaints/index.ts'
import type { Category, Office } from '../offices/index.ts'
import { openDataPaths } from '../open-data/index.ts'
import { proofPaths } from '../proof/index.ts'
import { statisticsPaths } from '../statistics/index.ts'
import type { AnswerOf } from './endpoints.ts'

export const cityView = (city: City, origin: string): AnswerOf<'city'> => ({
  ...{ slug: city.slug, names: city.names, time_zone: city.timeZone, languages: langsOf(city) },
  districts: city.areas.map(({ code, kind, names }) => ({ code, kind, names })),
  url: origin + cityPaths.home('kk', city.slug),
  open_data: origin + openDataPaths.page('kk', city.slug),
})

export const officeView = (
  { code, kind, names, parentId, external, current }: Office,
  { city, directory, origin }: Pick<Reading, 'city' | 'directory' | 'origin'>,
): AnswerOf<'offices'>['offices'][number] => ({
  ...{ code, kind, names, external, current },
  parent: directory.officeById.get(parentId ?? 0)?.code ?? null,
  url: origin + statisticsPaths.office('kk', city.slug, code),
})

export const categoryView = ({
  code,
  groupCode,
  names,
  termDays,
  proofPhoto,
  sensitive,
  current,
}: Category): AnswerOf<'categories'>['categories'][number] => ({
  ...{ code, group: groupCode, names, sensitive, current },
  ...{ term_days: termDays, proof_photo: proofPhoto },
})

const isoOf = (at: number): string => new Date(at).toISOString()
const orNull = (text: string): string | null => (text === '' ? null : text)

type Codes = Pick<Reading, 'city' | 'directory'>
const officeCode = (id: number | null, { directory }: Codes) =>
  directory.officeById.get(id ?? 0)?.code ?? null
const categoryCode = (id: number | null, { directory }: Codes) =>
  directory.categoryById.get(id ?? 0)?.code ?? null
const districtCode = (id: number | null, { city }: Codes) =>
  city.areas.find((area) => area.id === id)?.code ?? null

export function complaintView(row: TableRow, reading: Reading): AnswerOf<'complaints'>['complaints'][number] {
  const { t, city, origin } = reading
  return {
    number: formatNumber(row.number),
    received_at: isoOf(row.receivedAt),
    ...{ status: row.status, open: isOpen(row.status) },
    category: categoryCode(row.categoryId, reading),
    district: districtCode(row.districtId, reading),
    office: officeCode(row.officeId, reading),
    ...{ text: publicText(row.text, t), text_lang: row.textLang },
    address: orNull(publicText(row.address, t)),
    ...{ lat: row.lat, lon: row.lon, due_on: row.dueOn },
    verdict: row.verdict as AnswerOf<'complaint'>['verdict'],
    ...{ supporters: row.supportCount, transfers: row.transferCount, reopened: row.reopenedCount },
    url: origin + complaintPaths.show('kk', city.slug, row.number),
    outcome: row.outcome as AnswerOf<'complaints'>['complaints'][number]['outcome'],
    planned_on: row.plannedOn,
    first_answer_at: row.firstAnswerAt?.toISOString() ?? null,
    last_answer_at: row.lastAnswerAt?.toISOString() ?? null,
    changed_at: isoOf(row.updatedAt),
  }
}

/** Must be of a complaint that is shown. */
export function wholeView(row: ComplaintRow, reading: Reading): AnswerOf<'complaint'> {
  const { t, city, origin } = reading
  const { facts, words } = row
  return {
    number: formatNumber(row.number),
    received_at: isoOf(row.receivedAt),
    ...{ status: row.status, open: isOpen(row.status) },
    category: categoryCode(facts?.categoryId ?? null, reading),
    district: districtCode(facts?.districtId ?? null, reading),
    office: officeCode(facts?.officeId ?? null, reading),
    ...{ text: publicText(words?.text ?? '', t), text_lang: words?.textLang ?? 'kk' },
    address: orNull(publicText(words?.address ?? '', t)),
    ...{ lat: words?.lat ?? null, lon: words?.lon ?? null, due_on: row.dueOn, verdict: row.verdict },
    supporters: row.supportCount,
    ...{ transfers: facts?.transferCount ?? 0, reopened: facts?.reopenedCount ?? 0 },
    url: origin + complaintPaths.show('kk', city.slug, row.number),
    channel: facts?.channel ?? null,
    landmark: orNull(publicText(words?.landmark ?? '', t)),
    merged_into: row.mergedInto === null ? null : formatNumber(row.mergedInto),
    photos: row.photos.map(({ id, role }) => ({ role, url: origin + complaintPaths.photo(id, 'large') })),
    answers: row.answers.map((answer) => ({
      ...{ no: answer.no, at: isoOf(answer.at), office: officeCode(answer.officeId, reading) },
      ...{ outcome: answer.outcome, text: answer.concealed ? null : answer.text, lang: answer.lang },
      ...{ ground: answer.ground, planned_on: answer.plannedOn, verdict: answer.verdict },
    })),
    history: historyOf(row, reading),
    proof: origin + proofPaths.complaint('kk', city.slug, row.number),
  }
}

/** The public history, oldest first, in the words of the page. */
function historyOf(row: ComplaintRow, reading: Reading): AnswerOf<'complaint'>['history'] {
  const textLang = row.words?.textLang ?? reading.lang
  const told = timelineOf(row.activity, reading, { textLang, photoOf: () => null }).toReversed()
  return row.activity.map(({ seq, at, kind, actor, officeId }, index) => ({
    ...{ seq, at: isoOf(at), kind, actor, office: officeCode(officeId, reading) },
    title: told[index]?.title ?? kind,
    text: orNull([told[index]?.note, told[index]?.text].filter(Boolean).join('\n')),
  }))
}

export const officeName = (office: Office, { lang }: Pick<Reading, 'lang'>): string =>
  nameIn(office.names, lang)
