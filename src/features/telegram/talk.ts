import { hashToken } from '../../platform/crypto/token.ts'
import type { Deps } from '../../platform/deps.ts'
import { isLang, type Lang, type Translate } from '../../platform/i18n/texts.ts'
import { type City, cities, cityBySlug } from '../city/index.ts'
import { beginDraft, type Draft, draftByToken, emptyDraft, saveDraft } from '../complaints/index.ts'
import { type CategoryGuesser, guesserOf } from '../guesses/index.ts'
import { directoryOf } from '../offices/index.ts'
import { myComplaints, stateOf } from './answers.ts'
import type { BotApi, Message } from './bot-api.ts'
import type { Talk } from './chat.ts'
import type { Turn } from './handle-update.ts'
import { askCity, askLanguage, askWhat } from './questions.ts'
import { onCheck, onPress, onWhat, onWhere } from './steps.ts'

/** What a person said, in one update. */
export type Heard = {
  chatId: number
  /** Of their app; the talk has its own once they have chosen. */
  lang: Lang
  text: string
  /** Data of a pressed button. */
  pressed: string | null
  pressId: string | null
  /** File id of a picture. */
  photo: string | null
  album: string | null
  /** WGS 84 degrees, accuracy in metres. */
  place: { lat: number; lon: number; accuracy: number | null } | null
  /** A voice, a film, a sticker: nothing that can be filed. */
  other: boolean
}

/** Everything that a step of the talk is made with. */
export type Talking = {
  deps: Deps
  api: BotApi
  heard: Heard
  talk: Talk
  key: Buffer<ArrayBuffer>
  t: Translate
}

/** The same once language and city are known. */
export type InCity = Talking & {
  city: City
  directory: Awaited<ReturnType<typeof directoryOf>>
  guess: CategoryGuesser
  lang: Lang
  /** The filing under way; null before the first word. */
  draft: Draft | null
}

/** The next turn of a talk. May run twice for one update; writes drafts, photos and filings, never the talk itself. */
export async function talkOn(
  deps: Deps,
  api: BotApi,
  { heard, talk, key, isNew }: { heard: Heard; talk: Talk; key: Buffer<ArrayBuffer>; isNew: boolean },
): Promise<Turn> {
  const talking: Talking = { deps, api, heard, talk, key, t: deps.texts.in(talk.lang) }
  if (isNew && !heard.text.startsWith('/stop')) return say(talk, askLanguage(talking.t))
  const command = /^\/([a-z]+)(?:@\w+)?(?:\s+([\s\S]*))?$/.exec(heard.text)
  if (command !== null) return onCommand(talking, command[1] ?? '', (command[2] ?? '').trim())
  if (heard.pressed?.startsWith('lang:')) return chooseLanguage(talking, heard.pressed.slice(5))
  if (heard.pressed?.startsWith('city:')) return chooseCity(talking, heard.pressed.slice(5))
  return inCity(talking)
}

export const say = (talk: Talk, ...messages: Message[]): Turn => ({ talk, messages })

async function onCommand(talking: Talking, command: string, rest: string): Promise<Turn> {
  const { deps, api, heard, talk, t, key } = talking
  switch (command) {
    case 'start':
    case 'lang':
      return say({ ...talk, step: 'lang' }, askLanguage(t))
    case 'new':
    case 'city':
      return toCity(talking, { ...talk, draft: null }, command === 'city')
    case 'status':
      return say(talk, await stateOf(deps, talk, rest))
    case 'my':
      return say(talk, await myComplaints(deps, talk, key))
    case 'stop':
      // Said at once: afterwards nothing is known of this chat any more.
      await api.send(heard.chatId, { text: t('telegram:stopped'), askPlace: false })
      return { talk: null, messages: [] }
    default:
      return say(talk, { text: t('telegram:help') })
  }
}

async function chooseLanguage(talking: Talking, code: string): Promise<Turn> {
  if (!isLang(code)) return say(talking.talk, askLanguage(talking.t))
  const talk = { ...talking.talk, lang: code }
  const t = talking.deps.texts.in(code)
  return toCity({ ...talking, talk, t }, talk, talk.city === null)
}

/** To the first step of filing, by the choice of a city where there is one to make. */
async function toCity({ deps, t }: Talking, talk: Talk, choose: boolean): Promise<Turn> {
  const all = await cities(deps)
  const [only] = all
  const chosen = all.find(({ slug }) => slug === talk.city) ?? (all.length === 1 ? only : undefined)
  if (chosen !== undefined && (!choose || all.length === 1)) {
    return say({ ...talk, city: chosen.slug, step: 'what' }, askWhat(t, chosen, talk.lang))
  }
  return say({ ...talk, step: 'city' }, askCity(t, all, talk.lang))
}

async function chooseCity(talking: Talking, slug: string): Promise<Turn> {
  const { deps, talk, t } = talking
  const city = await cityBySlug(deps, slug)
  if (city === null) return say(talk, askCity(t, await cities(deps), talk.lang))
  // A draft belongs to its city.
  const draft = talk.city === slug ? talk.draft : null
  return say({ ...talk, city: slug, step: 'what', draft }, askWhat(t, city, talk.lang))
}

async function inCity(talking: Talking): Promise<Turn> {
  const { deps, talk, t, heard } = talking
  if (talk.step === 'lang') return say(talk, askLanguage(t))
  const city = talk.city === null ? null : await cityBySlug(deps, talk.city)
  if (city === null) return say({ ...talk, step: 'city' }, askCity(t, await cities(deps), talk.lang))
  const found = talk.draft === null ? null : await draftByToken(deps, talk.draft)
  if (found?.kind === 'gone') {
    const fresh = { ...talk, draft: null, step: 'what' as const }
    return say(fresh, { text: t('telegram:gone') }, askWhat(t, city, talk.lang))
  }
  const here: InCity = {
    ...talking,
    city,
    directory: await directoryOf(deps, city.id),
    guess: await guesserOf(deps, city.id),
    lang: talk.lang,
    draft: found?.kind === 'open' ? found.draft : null,
  }
  if (heard.pressed !== null) return onPress(here, found?.kind === 'sent' ? found.filed : null)
  if (heard.other) return say(talk, { text: t('telegram:other') })
  if (talk.step === 'where') return onWhere(here)
  return talk.step === 'check' ? onCheck(here) : onWhat(here)
}

/** Puts something into the draft, which begins with the first word or picture. */
export async function keep(
  { deps, city, draft, talk }: InCity,
  change: Parameters<typeof saveDraft>[2],
): Promise<{ talk: Talk; draft: Draft; noRoomFor: number }> {
  let token = draft?.token
  let noRoomFor = 0
  if (token === undefined) {
    token = await beginDraft(deps, {
      cityId: city.id,
      data: { ...emptyDraft, ...change.data },
      photos: change.addPhotos ?? [],
    })
  } else {
    const saved = await saveDraft(deps, hashToken(token), change)
    if (saved.ok) noRoomFor = saved.noRoomFor
  }
  const now = await draftByToken(deps, token)
  if (now.kind !== 'open') throw new Error('a draft was sent or removed in the middle of a talk')
  return { talk: { ...talk, draft: token }, draft: now.draft, noRoomFor }
}
