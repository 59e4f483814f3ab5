import type { Tag } from '../../../platform/http/parts.ts'
import { type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { translationStatus } from '../rules.ts'
import type { StaffListText } from './queries.ts'

export type LangState = 'published' | 'behind' | 'none' | 'draft' | 'review'

/** What waits in a language before what everybody reads there. */
export function langStates(texts: readonly StaffListText[]): Record<Lang, LangState[]> {
  const published = Object.fromEntries(
    texts.flatMap(({ lang, state, publishedAt }) =>
      state === 'published' && publishedAt !== null ? [[lang, publishedAt] as const] : [],
    ),
  )
  const status = translationStatus(published)
  const statesOf = (lang: Lang): LangState[] => {
    const open = texts.find((text) => text.lang === lang && text.state !== 'published')?.state
    const waiting: LangState[] = open === 'draft' || open === 'review' ? [open] : []
    return status[lang] === 'none' && waiting.length > 0 ? waiting : [status[lang], ...waiting]
  }
  return { kk: statesOf('kk'), ru: statesOf('ru'), en: statesOf('en') }
}

const looks: Record<LangState, Pick<Tag, 'tone' | 'icon'>> = {
  published: { tone: 'success', icon: 'circle-check' },
  behind: { tone: 'warning', icon: 'clock' },
  none: { tone: 'neutral', icon: 'circle-x' },
  draft: { tone: 'info', icon: 'pencil' },
  review: { tone: 'warning', icon: 'eye' },
}

export const stateTag = (state: LangState, t: Translate): Tag => ({
  label: t(`writing:state.${state}`),
  ...looks[state],
})

/** The states of a guide in all languages, for a line of a list. */
export const stateLine = (states: Record<Lang, LangState[]>, t: Translate): string =>
  langs
    .map((lang) => `${lang}: ${states[lang].map((state) => t(`writing:state.${state}`)).join(', ')}`)
    .join(' · ')
