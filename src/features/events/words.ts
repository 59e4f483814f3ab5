import type { Tag, When } from '../../platform/http/parts.ts'
import { endonyms, type Lang, langs, type Translate } from '../../platform/i18n/texts.ts'
import { formatInstant, formatNumber } from '../../platform/time/format.ts'
import type { EventCard } from './queries.ts'
import { doorOf, type EventKind, type SignUpFacts } from './rules.ts'

/** Where something is read: language, texts and clocks. */
export type Wording = { lang: Lang; t: Translate; timeZone: string }

const kindIcons: Record<EventKind, string> = {
  clean_up: 'brush-cleaning',
  meeting: 'users',
  hearing: 'scale',
  training: 'book-open',
  presentation: 'monitor',
  brainstorm: 'lightbulb',
  focus_group: 'message-square',
  marathon: 'flag',
}

export const kindIcon = (kind: EventKind): string => kindIcons[kind]
export const kindName = (kind: EventKind, t: Translate): string => t(`events:kind.${kind}`)

/** "Saturday, 14 March, 10:00–13:00"; with the second day when it ends on another one. */
export function whenText(
  { startsAt, endsAt }: Pick<EventCard, 'startsAt' | 'endsAt'>,
  wording: Wording,
): string {
  const { lang, timeZone } = wording
  const day = (at: number) => formatInstant(at, lang, timeZone, 'weekday')
  const time = (at: number) => formatInstant(at, lang, timeZone, 'time')
  const ends = day(endsAt) === day(startsAt) ? `–${time(endsAt)}` : ` – ${day(endsAt)}, ${time(endsAt)}`
  return `${day(startsAt)}, ${time(startsAt)}${ends}`
}

export const whenOf = (event: Pick<EventCard, 'startsAt' | 'endsAt'>, wording: Wording): When => ({
  iso: new Date(event.startsAt).toISOString(),
  text: whenText(event, wording),
})

export const spokenNames = (langsSpoken: readonly string[]): string =>
  langs
    .filter((lang) => langsSpoken.includes(lang))
    .map((lang) => endonyms[lang])
    .join(', ')

/** How it stands with an event, as every page shows it. */
export function eventTag(event: EventCard & SignUpFacts, t: Translate, at: number): Tag {
  if (event.state === 'draft') return { label: t('events:state.draft'), tone: 'neutral', icon: 'pencil' }
  const door = doorOf(event, at)
  switch (door) {
    case 'cancelled':
      return { label: t('events:state.cancelled'), tone: 'danger', icon: 'ban' }
    case 'over':
      return event.state === 'held'
        ? { label: t('events:state.held'), tone: 'success', icon: 'badge-check' }
        : { label: t('events:state.over'), tone: 'neutral', icon: 'history' }
    case 'none':
      return { label: t('events:state.comeAsYouAre'), tone: 'info', icon: 'hand' }
    case 'closed':
      return { label: t('events:state.closed'), tone: 'neutral', icon: 'lock' }
    case 'list':
      return { label: t('events:state.list'), tone: 'warning', icon: 'hourglass' }
    case 'open':
      return { label: t('events:state.open'), tone: 'success', icon: 'user-plus' }
  }
}

/** "12 of 40 places left"; empty where nobody counts places. */
export function placesText(
  event: Pick<EventCard, 'signUp' | 'places' | 'taken'>,
  { t, lang }: Wording,
): string {
  if (!event.signUp) return ''
  if (event.places === null) {
    return event.taken === 0
      ? ''
      : t('events:places.come', { count: event.taken, n: formatNumber(event.taken, lang) })
  }
  const free = Math.max(0, event.places - event.taken)
  return t('events:places.left', { free: formatNumber(free, lang), places: formatNumber(event.places, lang) })
}
