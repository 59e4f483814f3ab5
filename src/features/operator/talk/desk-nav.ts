import type { Tab } from '../../../platform/http/parts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import { channelName, excerpt, type Filer } from '../../complaints/index.ts'
import { operatorPaths } from '../paths.ts'
import type { DeskState } from './queries.ts'

/** The side bar: conversations that are open, and the other pages of the desk. */
export type DeskNav = {
  /** For what the browser keeps while there is no network. */
  secret: string
  /** Somebody was promised a call and waits. */
  overdue: string
  newHref: string
  isNew: boolean
  talks: { href: string; channel: string; words: string; note: string; held: boolean; current: boolean }[]
  pages: Tab[]
}

/** `current`: id of the conversation, or the page. */
export function deskNav(
  { filer, state }: { filer: Pick<Filer, 't' | 'lang' | 'city'>; state: DeskState },
  current: string,
): DeskNav {
  const { t, lang, city } = filer
  const time = (at: number) => formatInstant(at, lang, city.timeZone, 'time')
  const { open, due, overdue } = state.callBacks
  return {
    secret: state.deviceKey,
    overdue: overdue > 0 ? t('operator:nav.overdue', { count: overdue }) : '',
    newHref: operatorPaths.desk(city.slug),
    isNew: current === 'new',
    talks: state.talks.map(({ id, channel, heldAt, startedAt, words }) => ({
      href: operatorPaths.talk(city.slug, id),
      channel: channelName(channel, t),
      words: words === '' ? t('operator:nav.noWords') : excerpt(words, 40),
      note:
        heldAt === null
          ? t('operator:nav.since', { time: time(startedAt) })
          : t('operator:nav.held', { time: time(heldAt) }),
      held: heldAt !== null,
      current: id === current,
    })),
    pages: [
      {
        href: operatorPaths.callBacks(city.slug),
        label: t('operator:callBacks.title'),
        current: current === 'callBacks',
        count: due > 0 ? t('operator:nav.due', { due, open }) : String(open),
      },
      {
        href: operatorPaths.consultations(city.slug),
        label: t('operator:consultations.title'),
        current: current === 'consultations',
      },
    ],
  }
}
