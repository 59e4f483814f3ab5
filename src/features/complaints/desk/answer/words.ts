import { fold } from '../../../../platform/text/fold.ts'

/** What a template leaves for the clerk to fill in: `{{field}}` or a line of underscores. */
export const hasPlaceholder = (text: string): boolean => /\{\{|\}\}|_{3,}/.test(text)

/** Words that say that something was received, and not what became of it; Kazakh, Russian, English. */
const emptyPhrases = [
  ...['взято в работу', 'принято в работу', 'взяли в работу', 'передано в работу', 'принято к исполнению'],
  ...['принято к сведению', 'меры будут приняты', 'меры приняты', 'работы ведутся', 'будет рассмотрено'],
  ...['ваше обращение', 'обращение', 'заявка', 'рассмотрено', 'здравствуйте', 'уважаемый заявитель'],
  ...['жұмысқа алынды', 'орындауға алынды', 'назарға алынды', 'қабылданды', 'шаралар қабылданады'],
  ...['сіздің өтінішіңіз', 'өтініш', 'сәлеметсіз бе', 'құрметті тұрғын', 'қаралады'],
  ...['taken into work', 'is in progress', 'your report', 'will be considered', 'dear resident'],
]
  .map(fold)
  .toSorted((a, b) => b.length - a.length)

const leastLetters = 15

/** True when nothing is left of an answer without such words: it closes nothing (domain.md G7). */
export function isEmptyAnswer(text: string): boolean {
  const rest = emptyPhrases.reduce((left, phrase) => left.replaceAll(phrase, ' '), fold(text))
  return (rest.match(/\p{L}/gu) ?? []).length < leastLetters
}
