import { nameIn } from '../../city/index.ts'
import {
  type ConsentVersion,
  consentVersions,
  currentCategories,
  defaultReplyLang,
  isInCity,
  normaliseEmail,
  normalisePhone,
  placeLimit,
  type Reading,
} from '../../complaints/index.ts'
import { type Answers, answerKey, type Category, readAnswers } from '../../offices/index.ts'
import { Refusal } from '../machine/refusal.ts'
import type { PostFields } from './post-fields.ts'

/** GeoReport v2: characters (code points) of `description`. */
export const longestDescription = 4000

/** A POST that can be filed. */
export type WantedFiling = {
  category: Category
  text: string
  address: string
  point: { lat: number; lon: number } | null
  answers: Answers
  email: string | null
  phone: string | null
  replyLang: string
  consentVersion: ConsentVersion | null
}

/**
 * What is to be filed. Names of people, device and account ids are never read: the portal has no use for them.
 * @throws Refusal: 404 for a service that is not there, 400 with everything else that is wrong
 */
export function readFiling({ plain, attributes }: PostFields, reading: Reading): WantedFiling {
  const { t, city, lang } = reading
  const wrong: string[] = []
  const code = plain['service_code']
  if (code === undefined) throw new Refusal(400, [t('open311:refusal.serviceMissing')])
  const category = currentCategories(reading).find((one) => one.code === code)
  if (category === undefined) throw new Refusal(404, [t('open311:refusal.service', { code })])

  const point = pointIn(plain, reading, wrong)
  const address = (plain['address_string'] ?? '').replaceAll(/\s+/g, ' ')
  if ([...address].length > placeLimit) wrong.push(t('open311:refusal.addressLong', { most: placeLimit }))
  if (point === null && address === '' && wrong.length === 0) wrong.push(t('open311:refusal.place'))
  const text = textOf(plain)
  if ([...text].length > longestDescription) {
    wrong.push(t('open311:refusal.descriptionLong', { most: longestDescription }))
  }
  const email = plain['email'] === undefined ? null : normaliseEmail(plain['email'])
  if (plain['email'] !== undefined && email === null) wrong.push(t('open311:refusal.email'))
  const phone = plain['phone'] === undefined ? null : normalisePhone(plain['phone'], city.profile.phone)
  if (plain['phone'] !== undefined && phone === null) wrong.push(t('open311:refusal.phone'))
  const consentVersion = consentVersions.find((one) => one === plain['consent']) ?? null
  if (plain['consent'] !== undefined && consentVersion === null) {
    wrong.push(t('open311:refusal.consent', { known: consentVersions.join(', ') }))
  }
  const answers = answersIn(category, attributes, { reading, wrong })
  if (wrong.length > 0) throw new Refusal(400, wrong)
  return {
    ...{ category, address, point, answers, email, phone, consentVersion },
    // The standard lets a request go without words; a complaint says at least what it is about.
    text: text === '' ? nameIn(category.names, lang) : text,
    replyLang: defaultReplyLang(lang, text),
  }
}

/** With the address of a picture elsewhere as a last line: it is never fetched, and a moderator looks at links. */
function textOf(plain: PostFields['plain']): string {
  return [plain['description'], plain['media_url']].filter(Boolean).join('\n')
}

const decimal = /^-?\d{1,3}(?:\.\d{1,20})?$/

function pointIn(
  { lat, long }: PostFields['plain'],
  { t, city }: Reading,
  wrong: string[],
): { lat: number; lon: number } | null {
  if (lat === undefined && long === undefined) return null
  if (lat === undefined || long === undefined) {
    wrong.push(t('open311:refusal.halfPoint'))
    return null
  }
  const point = { lat: rounded(lat), lon: rounded(long) }
  const isOnEarth =
    decimal.test(lat) && decimal.test(long) && Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180
  if (!isOnEarth) wrong.push(t('open311:refusal.point'))
  else if (!isInCity({ ...point, accuracy: null }, city)) wrong.push(t('open311:refusal.outside'))
  else return point
  return null
}

/** Six digits are 11 cm. */
const rounded = (degrees: string): number => Math.round(Number(degrees) * 1e6) / 1e6

/**
 * Answers to the questions of the service. What answers no question of it, as of a client with an older definition, is
 * left out; what cannot be an answer is refused.
 */
function answersIn(
  category: Category,
  attributes: PostFields['attributes'],
  { reading: { t }, wrong }: { reading: Reading; wrong: string[] },
): Answers {
  const typed: Record<string, string> = {}
  for (const { code, kind, options } of category.questions) {
    const [value, ...more] = attributes.get(code) ?? []
    if (value === undefined) continue
    if (more.length > 0) wrong.push(t('open311:refusal.oneValue', { code }))
    else if (kind === 'choice' && !options.some((option) => option.value === value)) {
      const known = options.map((option) => option.value).join(', ')
      wrong.push(t('open311:refusal.listKey', { code, known }))
    } else typed[answerKey(category.code, code)] = value
  }
  const { answers, bad } = readAnswers(category, typed)
  for (const key of Object.keys(bad)) {
    wrong.push(t('open311:refusal.answer', { code: key.split('--')[1] ?? '' }))
  }
  return answers
}
