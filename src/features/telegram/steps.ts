import { toDate } from '../../platform/db/instant.ts'
import { districtOf, isInside } from '../../platform/geo/geojson.ts'
import { clean } from '../../platform/http/form.ts'
import { refusalSentence, tooManySentence } from '../../platform/http/upload-sentences.ts'
import { formatDay } from '../../platform/time/format.ts'
import { type City, cities, nameIn } from '../city/index.ts'
import {
  complaintPaths,
  currentCategories,
  currentConsent,
  type Draft,
  dangerousCategory,
  draftFiling,
  type Filed,
  fileComplaint,
  formatNumber,
  guessedCategories,
  isPlaceComplete,
  isTextComplete,
  mostMetres,
  mostPhotos,
  placeLimit,
  textLimits,
  unknownCategory,
} from '../complaints/index.ts'
import type { Message } from './bot-api.ts'
import type { Turn } from './handle-update.ts'
import { fetchPhoto } from './photos.ts'
import { filedSince } from './queries.ts'
import { askCategory, askCheck, askWhat, askWhere } from './questions.ts'
import { type InCity, keep, say } from './talk.ts'

/** More than anybody reports in a day from one chat; the site has no such limit. */
const mostPerDay = 20

/** Text and photos, in any order. */
export async function onWhat(here: InCity): Promise<Turn> {
  const { t, heard } = here
  const words = clean(heard.text).trim()
  const before = here.draft?.data.text ?? ''
  const length = [...words].length
  if (length > textLimits.max)
    return say(here.talk, { text: t('telegram:textLong', { max: textLimits.max }) })
  if (words === '' && heard.photo === null) return say(here.talk, askWhat(t, here.city, here.lang))
  // What was too short to go on is not thrown away.
  const text = words === '' ? before : isTextComplete(before) || before === '' ? words : `${before}\n${words}`
  const photo = await photoOf(here)
  const category = guessedCategories(here, text)[0]?.code ?? unknownCategory
  const kept = await keep(here, { data: { text, category }, addPhotos: photo.photos })
  const refused = photo.messages(kept.noRoomFor)
  if (!isTextComplete(text)) {
    const album = heard.album !== null && heard.album === here.talk.album
    const ask = text === '' ? t('telegram:photoKept', { count: kept.draft.photos.length }) : shortText(here)
    const messages = album ? refused : [...refused, { text: ask }]
    return say({ ...kept.talk, album: heard.album }, ...messages)
  }
  const talk = { ...kept.talk, step: 'where' as const, album: heard.album }
  return say(talk, ...refused, ...dangerOf(here, kept.draft), askWhere(t))
}

const shortText = ({ t }: InCity) => t('telegram:textShort', { min: textLimits.min })

/** The place of the phone, or words; later photos of the album still come in here. */
export async function onWhere(here: InCity): Promise<Turn> {
  const { t, heard, city } = here
  if (here.draft === null) return onWhat({ ...here, talk: { ...here.talk, step: 'what' } })
  if (heard.photo !== null) return morePhotos(here)
  if (heard.place !== null) {
    const { lat, lon, accuracy } = heard.place
    if ((accuracy ?? 0) > mostMetres) return say(here.talk, { text: t('telegram:inaccurate') })
    if (!isInCity(heard.place, city)) return say(here.talk, { text: await outside(here) })
    const district = districtOf({ lat, lon }, city.areas)?.code ?? null
    const before = here.draft.data.place
    const place = {
      address: before?.address ?? '',
      landmark: before?.landmark ?? '',
      district,
      point: { lat, lon, accuracy: accuracy === null ? null : Math.round(accuracy) },
    }
    return toCheck(here, await keep(here, { data: { place } }))
  }
  const address = clean(heard.text).replaceAll(/\s+/g, ' ').trim()
  if (address === '') return say(here.talk, askWhere(t))
  if ([...address].length > placeLimit) {
    return say(here.talk, { text: t('telegram:placeLong', { max: placeLimit }) })
  }
  const before = here.draft.data.place
  const place = {
    address,
    landmark: '',
    district: before?.district ?? null,
    point: before?.point ?? null,
  }
  return toCheck(here, await keep(here, { data: { place } }))
}

/** While it is being checked: another photo or another place; words change nothing by themselves. */
export function onCheck(here: InCity): Promise<Turn> | Turn {
  if (here.draft === null) return onWhat({ ...here, talk: { ...here.talk, step: 'what' } })
  if (here.heard.photo !== null) return morePhotos(here)
  if (here.heard.place !== null) return onWhere(here)
  return say(here.talk, { text: here.t('telegram:pressSend') }, askCheck({ ...here, draft: here.draft }))
}

function toCheck(here: InCity, { talk, draft }: { talk: InCity['talk']; draft: Draft }): Turn {
  return say(
    { ...talk, step: 'check' },
    { text: here.t('telegram:placeKept'), askPlace: false },
    askCheck({ ...here, draft }),
  )
}

async function morePhotos(here: InCity): Promise<Turn> {
  const photo = await photoOf(here)
  const kept = await keep(here, { addPhotos: photo.photos })
  const refused = photo.messages(kept.noRoomFor)
  const quiet = here.heard.album !== null && here.heard.album === here.talk.album
  const talk = { ...kept.talk, album: here.heard.album }
  if (here.talk.step === 'check' && !quiet) {
    return say(talk, ...refused, askCheck({ ...here, draft: kept.draft }))
  }
  const text = here.t('telegram:photoAdded', { count: kept.draft.photos.length })
  return say(talk, ...refused, ...(quiet || refused.length > 0 ? [] : [{ text }]))
}

/** @param sent the complaint that this talk's draft has become, when the press comes a second time */
export async function onPress(here: InCity, sent: Filed | null): Promise<Turn> {
  const { t, talk, heard, draft } = here
  const [act = '', value = ''] = (heard.pressed ?? '').split(':')
  if (act === 'send' && sent !== null) return afterFiling(here, sent)
  if (act === 'again') return say({ ...talk, draft: null, step: 'what' }, askWhat(t, here.city, here.lang))
  if (draft === null) return say({ ...talk, draft: null, step: 'what' }, askWhat(t, here.city, here.lang))
  if (act === 'place') return say({ ...talk, step: 'where' }, askWhere(t))
  if (act === 'categories') return say(talk, askCategory({ ...here, draft }))
  if (act === 'category') {
    const known =
      value === unknownCategory || currentCategories(here).some((category) => category.code === value)
    if (!known) return say(talk, askCategory({ ...here, draft }))
    const kept = await keep(here, { data: { category: value } })
    return say(kept.talk, ...dangerOf(here, kept.draft), askCheck({ ...here, draft: kept.draft }))
  }
  if (act === 'send') return send(here, draft, value)
  return say(talk, { text: t('telegram:help') })
}

async function send(here: InCity, draft: Draft, fingerprint: string): Promise<Turn> {
  const { deps, t, talk, key } = here
  if (!isTextComplete(draft.data.text)) return say({ ...talk, step: 'what' }, { text: shortText(here) })
  if (!isPlaceComplete(draft.data.place)) return say({ ...talk, step: 'where' }, askWhere(t))
  // Something was added after this button had been shown.
  if (fingerprint !== draft.fingerprint) {
    return say({ ...talk, step: 'check' }, { text: t('telegram:changed') }, askCheck({ ...here, draft }))
  }
  const since = toDate(deps.now().epochMilliseconds - 86_400_000)
  if ((await filedSince(deps, key, since)) >= mostPerDay) {
    return say(talk, { text: t('telegram:tooMany', { max: mostPerDay }) })
  }
  const filing = draftFiling(here, draft, 'telegram')
  const replyLang = filing.textLang === 'kk' || filing.textLang === 'ru' ? filing.textLang : 'kk'
  const filed = await fileComplaint(deps, {
    ...filing,
    consentVersion: currentConsent,
    replyLang,
    visibility: 'public',
    email: null,
    phone: null,
  })
  return afterFiling(here, filed)
}

async function afterFiling(here: InCity, filed: Filed): Promise<Turn> {
  const { deps, t, lang, city, directory, talk } = here
  const row = await deps.db.complaint.findUniqueOrThrow({
    where: { number: filed.number },
    select: { officeId: true, dueOn: true, publication: true },
  })
  const office = row.officeId === null ? undefined : directory.officeById.get(row.officeId)
  const { publicUrl } = deps.config
  const lines = [
    t('telegram:filed.title', { number: formatNumber(filed.number) }),
    office === undefined ? '' : t('telegram:filed.office', { office: nameIn(office.names, lang) }),
    row.dueOn === null
      ? ''
      : t('telegram:filed.due', { day: formatDay(row.dueOn.toISOString().slice(0, 10), lang) }),
    row.publication === 'held' ? t('telegram:filed.held') : '',
    `${t('telegram:filed.link')}\n${publicUrl}${complaintPaths.mine(lang, city.slug, filed.secretToken)}`,
    t('telegram:filed.next'),
  ]
  return {
    talk: { ...talk, draft: null, step: 'what', album: null },
    messages: [{ text: lines.filter(Boolean).join('\n\n'), askPlace: false }],
    filed: { number: filed.number, secretToken: filed.secretToken },
  }
}

/** The picture of this message, taken in or refused with a sentence that says what to do. */
async function photoOf({ deps, api, heard, t }: InCity) {
  if (heard.photo === null) return { photos: [], messages: () => [] as Message[] }
  const received = await fetchPhoto(deps, api, heard.photo)
  const messages = (noRoomFor: number): Message[] => [
    ...(received.ok ? [] : [{ text: refusalSentence(t, received) }]),
    ...(noRoomFor > 0 ? [{ text: tooManySentence(t, mostPhotos) }] : []),
  ]
  return { photos: received.ok ? [received] : [], messages }
}

/** The numbers to call come before everything else where people may be in danger. */
function dangerOf({ t, lang, city, directory }: InCity, draft: Draft): Message[] {
  const category = dangerousCategory({ directory }, draft.data)
  if (category === null) return []
  const numbers = category.danger
    .flatMap((code) => city.profile.emergency.filter((one) => one.code === code))
    .map(({ number, label }) => `${number} — ${nameIn(label, lang)}`)
  return numbers.length === 0 ? [] : [{ text: `${t('telegram:danger')}\n${numbers.join('\n')}` }]
}

const isInCity = (point: { lat: number; lon: number }, { profile, areas }: City): boolean =>
  isInside(point, profile.outline) || districtOf(point, areas) !== null

async function outside({ deps, t, lang, city, heard }: InCity): Promise<string> {
  const { place } = heard
  const other = place === null ? undefined : (await cities(deps)).find((one) => isInCity(place, one))
  const name = nameIn(city.names, lang)
  return other === undefined
    ? t('telegram:outside', { city: name })
    : t('telegram:outsideIn', { city: name, other: nameIn(other.names, lang) })
}
