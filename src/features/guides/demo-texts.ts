import type { Lang } from '../../platform/i18n/texts.ts'
import type { RequestState, VerdictReason } from './rules.ts'

/** What readers of a demo city say, ask for and do not find. */

type DemoAnswer = { slug: string; reason: VerdictReason; words: string }

export const demoAnswers: readonly DemoAnswer[] = [
  { slug: 'no-heating', reason: 'missing', words: 'Не написано, что делать в частном доме с котлом.' },
  { slug: 'no-heating', reason: 'refused', words: 'Составить акт отказались, сказали ждать.' },
  {
    slug: 'waste-not-collected',
    reason: 'missing',
    words: 'В квитанции нет телефона вывозящей организации.',
  },
  { slug: 'snow-not-cleared', reason: 'unclear', words: 'Көшемнің қай топқа жататынын қалай білемін?' },
  { slug: 'bus-late', reason: 'wrong', words: 'Номер диспетчера больше не отвечает.' },
  { slug: 'pothole-damage', reason: 'missing', words: 'Бағалаушыны қайдан табуға болады?' },
]

type DemoRequest = { words: string; lang: Lang; state: RequestState; slug: string | null; reason: string }

export const demoRequests: readonly DemoRequest[] = [
  {
    words: 'Шатырдан су ақса, кімге жүгіну керек?',
    ...{ lang: 'kk', state: 'published', slug: 'roof-leak', reason: '' },
  },
  {
    words: 'Как оформить наследство на квартиру?',
    ...{ lang: 'ru', state: 'declined', slug: null },
    reason: 'Этим занимается нотариус, а не город: обратитесь в нотариальную контору своего района.',
  },
  {
    words: 'Как получить разрешение на ограждение палисадника у дома?',
    ...{ lang: 'ru', state: 'writing', slug: null, reason: '' },
  },
  {
    words: 'Балабақша кезегін қалай тексеруге болады?',
    ...{ lang: 'kk', state: 'writing', slug: null, reason: '' },
  },
  {
    words: 'Что делать, если потерял проездную карту?',
    ...{ lang: 'ru', state: 'received', slug: null, reason: '' },
  },
]

/** Folded, as they are kept. */
export const demoMisses: readonly { words: string; times: number }[] = [
  { words: 'балабакша кезек', times: 14 },
  { words: 'паркинг резидент', times: 9 },
  { words: 'проездной потерял', times: 7 },
  { words: 'палисадник', times: 5 },
  { words: 'кабель интернет', times: 3 },
]
