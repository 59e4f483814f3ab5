import type { Random } from './random.ts'
import { residentPhrases, type Topic } from './texts/index.ts'

export type Written = { text: string; lang: 'kk' | 'ru' | 'en' }

/** What a resident writes: a greeting perhaps, the matter, why it matters, a request; often in haste. */
export function complaintText(random: Random, topic: Topic, lang: 'kk' | 'ru'): Written {
  if (topic.en !== undefined && random.chance(0.03))
    return { text: random.pick(topic.en).replace('{route}', routeOf(random)), lang: 'en' }
  const own = residentPhrases[lang]
  // Many mix the languages within one message (domain.md D).
  const other = random.chance(0.06) ? (lang === 'kk' ? 'ru' : 'kk') : lang
  const parts = [
    random.chance(0.3) ? random.pick(own.greetings) : '',
    filled(random, random.pick(topic[lang].what), lang),
    random.chance(0.55) ? filled(random, random.pick(topic[lang].why), lang) : '',
    random.chance(0.65) ? random.pick(residentPhrases[other].requests) : '',
    random.chance(0.012) ? random.pick(privateDetails) : '',
  ]
  return { text: inHaste(random, parts.filter((part) => part !== '').join(' '), lang), lang }
}

/** Things that should not be public, so that moderators of the demo have something to do. Nobody's number. */
const privateDetails = [
  '+7 700 000 00 00',
  'Видео: https://example.com/video',
  'Толығырақ: www.example.com/qala',
  'Подробнее: https://example.com/2',
  'Хабарласу: 8 700 000 00 00',
  'Машина 000 AAA 01.',
]

function filled(random: Random, text: string, lang: 'kk' | 'ru'): string {
  if (!text.includes('{')) return text
  const { since, near } = residentPhrases[lang]
  return capitalised(
    text
      .replace('{since}', random.pick(since))
      .replace('{near}', random.pick(near))
      .replace('{route}', routeOf(random)),
  )
}

const routeOf = (random: Random) => `№ ${1 + random.below(60)}`

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Kazakh on a Russian keyboard. */
const russianLetters: Readonly<Record<string, string>> = {
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', і: 'и', һ: 'х' },
  ...{ Ә: 'А', Ғ: 'Г', Қ: 'К', Ң: 'Н', Ө: 'О', Ұ: 'У', Ү: 'У', І: 'И', Һ: 'Х' },
}

function inHaste(random: Random, text: string, lang: 'kk' | 'ru'): string {
  let written = text
  if (lang === 'kk' && random.chance(0.1)) {
    written = written.replace(/[әғқңөұүіһ]/gi, (letter) => russianLetters[letter] ?? letter)
  }
  if (random.chance(0.12)) written = written.charAt(0).toLowerCase() + written.slice(1)
  if (random.chance(0.15)) written = written.replace(/[.]$/, '')
  if (random.chance(0.05)) written = written.replace(/[.!]$/, '!!!')
  if (random.chance(0.12)) written = mistyped(random, written)
  return random.chance(0.012) ? written.toUpperCase() : written
}

/** Two letters in the wrong order, one left out or one twice, never in the first or last place of a word. */
function mistyped(random: Random, text: string): string {
  const words = text.split(' ')
  const at = random.below(words.length)
  const word = words[at] ?? ''
  if (!/^\p{L}{5,}$/u.test(word)) return text
  const place = 1 + random.below(word.length - 3)
  const [a, b, rest] = [word.charAt(place), word.charAt(place + 1), word.slice(place + 2)]
  const slips = [b + a, b, a + a + b]
  words[at] = word.slice(0, place) + random.pick(slips) + rest
  return words.join(' ')
}
