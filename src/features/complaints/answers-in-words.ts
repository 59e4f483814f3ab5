import type { Lang } from '../../platform/i18n/texts.ts'
import { nameIn } from '../city/index.ts'
import { answerKey, type Directory } from '../offices/index.ts'

/**
 * Answers to the questions of a category as people read them. A question that is no longer asked shows its code, so
 * that nothing is lost.
 */
export function answersInWords(
  { lang, directory }: { lang: Lang; directory: Pick<Directory, 'categories'> },
  answers: Readonly<Record<string, string>> | undefined,
): { label: string; value: string }[] {
  if (answers === undefined) return []
  const known = directory.categories.flatMap((category) =>
    category.questions.map((question) => ({ key: answerKey(category.code, question.code), question })),
  )
  return Object.entries(answers).map(([key, answer]) => {
    const found = known.find((one) => one.key === key)?.question
    const option = found?.options.find(({ value }) => value === answer)
    return {
      label: found ? nameIn(found.label, lang) : key,
      value: option ? nameIn(option.label, lang) : answer,
    }
  })
}
