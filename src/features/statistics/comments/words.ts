import { type Lang, langs, type Translate } from '../../../platform/i18n/texts.ts'
import { formatInstant } from '../../../platform/time/format.ts'
import type { SaidComment } from './queries.ts'

/** A comment as it is read; `text` null where it was taken back. */
export type CommentWords = { id: string; date: string; text: string | null; lang: Lang }

/** In the language of the reader, else in the first that there is. */
export function commentWords(
  { id, at, texts }: SaidComment,
  { lang, timeZone }: { lang: Lang; timeZone: string },
): CommentWords {
  const said = [lang, ...langs].find((one) => texts[one] !== '')
  return {
    id: `comment-${id}`,
    date: formatInstant(at, lang, timeZone),
    text: said === undefined ? null : texts[said],
    lang: said ?? lang,
  }
}

/** What the public page shows: the words that stand, and all before them, dated. */
export type CommentsModel = {
  standing: CommentWords | null
  history: { date: string; text: string; lang: Lang }[]
}

export function commentsModel(
  said: readonly SaidComment[],
  place: { lang: Lang; timeZone: string; t: Translate },
): CommentsModel {
  const words = said.map((one) => commentWords(one, place))
  const [last] = words
  const standing = last === undefined || last.text === null ? null : last
  return {
    standing,
    history: words
      .slice(standing === null ? 0 : 1)
      .map(({ date, text, lang }) => ({ date, text: text ?? place.t('statistics:comment.takenBack'), lang })),
  }
}
